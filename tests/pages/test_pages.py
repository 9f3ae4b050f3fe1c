"""网页：every page of a small site, looked at as HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from posixpath import join, normpath

import pytest

from generator.gate import Archive
from generator.model import Organisation
from generator.pages import Link, Page, base_for, build_index, build_pages, build_press
from tests.pages import sample

EDITORIAL = {"about", "apply", "privacy", "accessibility"}
FILES = {
    *("assets", "feed.xml", "feed.json"),
    *("notices/2022/results/list.pdf", "notices/2024/results/list.pdf"),
}
HOSTILE = '<script>alert(1)</script>"><b onclick=x>'


class Tags(HTMLParser):
    """标签 of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def pages_of(archive: Archive) -> list[Page]:
    press = build_press(
        build_index(archive),
        sample.PlainProse(),
        pictures=sample.PlainPictures(),
        downloads={2022: (Link("名单 CSV", "assets/results.csv"),)},
        sizes={"notices/2022/results/list.pdf": 236_400},
    )
    return list(build_pages(press))


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return pages_of(sample.archive())


def target(page: Page, href: str) -> str:
    """Where a relative link leads, site-relative and without a trailing slash."""
    path = href.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    if page.url == "404.html":
        return path.removeprefix("/anli/").rstrip("/")
    return normpath(join("/", page.url, path)).strip("/")


def test_no_two_pages_have_one_address(pages: list[Page]) -> None:
    assert [url for url, n in Counter(p.url for p in pages).items() if n > 1] == []


def test_every_internal_link_leads_to_a_page_and_every_anchor_to_an_element(
    pages: list[Page],
) -> None:
    known = {page.url.rstrip("/") for page in pages} | EDITORIAL | FILES
    for page in pages:
        tags = Tags(page.body)
        ids = set(tags.values("id"))
        for href in tags.values("href"):
            if href.startswith("#"):
                assert href[1:] in ids, (page.url, href)
            elif not href.startswith("https://"):
                path = target(page, href)
                assert path in known or path.startswith("assets/"), (page.url, href)


def test_a_page_has_one_first_heading_and_no_id_twice(pages: list[Page]) -> None:
    for page in pages:
        tags = Tags(page.body)
        assert [tag for tag, _ in tags.tags].count("h1") == 1, page.url
        assert [i for i, n in Counter(tags.values("id")).items() if n > 1] == [], page.url


def test_nothing_inline_that_a_strict_policy_would_refuse(pages: list[Page]) -> None:
    for page in pages:
        for tag, attributes in Tags(page.body).tags:
            assert tag != "style", page.url
            assert tag != "script" or "src" in attributes, page.url
            assert not any(name == "style" or name.startswith("on") for name in attributes)


def test_every_page_but_home_shows_where_it_stands(pages: list[Page]) -> None:
    bare = {page.kind for page in pages if 'class="crumbs"' not in page.body}
    assert bare == {"home"}


def test_every_label_points_at_its_element(pages: list[Page]) -> None:
    for page in pages:
        tags = Tags(page.body)
        ids = set(tags.values("id"))
        assert set(tags.values("aria-labelledby")) <= ids, page.url
        assert set(tags.values("for")) <= ids, page.url


def test_the_internal_remark_of_an_entry_is_on_no_page(pages: list[Page]) -> None:
    assert not any("内部备注" in page.body for page in pages)


def test_what_people_wrote_is_escaped_everywhere() -> None:
    archive = sample.archive()
    hostile = replace(sample.THIRD, title=HOSTILE, team=HOSTILE, summary=HOSTILE, licence=HOSTILE)
    newer = replace(
        archive.years[0],
        cases=(hostile,),
        results=replace(archive.years[0].results, entries=(sample.entry(hostile),)),
        notices=(sample.notice(2024, title=HOSTILE),),
    )
    organisations = {**archive.organisations, "jingmi": Organisation("jingmi", HOSTILE)}
    made = replace(archive, years=(newer, archive.years[1]), organisations=organisations)
    for page in pages_of(made):
        assert "<script>" not in page.body, page.url
        assert "<b onclick" not in page.body, page.url


def test_an_empty_archive_still_makes_a_site() -> None:
    kinds = {page.kind for page in pages_of(replace(sample.archive(), years=(), notices=()))}
    assert kinds == {
        *("home", "archive", "years", "collections", "notices", "not-found"),
        *("apply", "compare", "reading"),
    }


def test_the_error_page_finds_its_way_from_any_depth(pages: list[Page]) -> None:
    lost = next(page for page in pages if page.kind == "not-found")
    assert base_for(lost.url, sample.SITE) == "/anli"
    assert 'href="/anli/archive/"' in lost.body
    assert not lost.indexed


def test_an_attachment_says_its_format_and_size(pages: list[Page]) -> None:
    notice = next(page for page in pages if page.url == "notices/2022/results/")
    assert re.search(r">名单</a> <span class=\"note\">PDF，236 KB<", notice.body)


def test_descriptions_are_one_line_and_short(pages: list[Page]) -> None:
    for page in pages:
        assert page.description, page.url
        assert "\n" not in page.description
        assert len(page.description) <= 120


def test_the_video_is_a_link_that_says_it_leads_out(pages: list[Page]) -> None:
    case = next(page for page in pages if page.url == "cases/2022/case-1/")
    assert 'href="https://video.example.org/1"' in case.body
    assert "外部视频" in case.body
    assert "<iframe" not in case.body
