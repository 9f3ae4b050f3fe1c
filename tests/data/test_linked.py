"""结构化数据：every public page says what it is, and no text can leave its element."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from markupsafe import Markup

from generator.data.linked import build_head, build_subjects, render_linked
from generator.pages import Page
from generator.urls import case_url
from tests.pages import sample
from tests.pages.test_pages import HOSTILE, pages_of

ARCHIVE = sample.archive()
PAGES = {page.url: page for page in pages_of(ARCHIVE)}
BASE = "https://share.example.org/anli/"


def head_of(page: Page) -> Markup:
    cases = {case_url(case): case for case in ARCHIVE.cases}
    subject = cases.get(page.url) or build_subjects(ARCHIVE).get(page.url)
    return build_head(page, subject, ARCHIVE)


def graph_of(url: str) -> list[dict[str, Any]]:
    match = re.search(r'<script type="application/ld\+json">(.*)</script>', head_of(PAGES[url]))
    assert match
    found: list[dict[str, Any]] = json.loads(match[1])["@graph"]
    return found


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", "WebSite"),
        ("archive/", "CollectionPage"),
        ("cases/2022/case-1/", "Article"),
        ("years/", "CollectionPage"),
        ("years/2022/", "CollectionPage"),
        ("domains/manufacturing/", "CollectionPage"),
        ("notices/2022/results/", "DigitalDocument"),
    ],
)
def test_a_page_says_what_kind_of_thing_it_is_and_its_full_address(url: str, kind: str) -> None:
    main = graph_of(url)[0]
    assert (main["@type"], main["url"]) == (kind, BASE + url)
    assert main["inLanguage"] == "zh-CN"


def test_a_case_names_its_team_its_rights_and_its_picture() -> None:
    main = graph_of("cases/2022/case-1/")[0]
    assert main["identifier"] == "SHQ-2022-0001"
    assert main["author"]["name"] == "“匠芯”装配班组"
    assert main["author"]["parentOrganization"]["name"] == "上海示例精密机械厂"
    assert main["copyrightHolder"]["name"] == "上海示例精密机械有限公司"
    assert main["datePublished"] == "2022-12-20"
    assert main["image"] == [f"{BASE}cases/2022/case-1/a.png"]
    head = head_of(PAGES["cases/2022/case-1/"])
    assert f'<meta property="og:image" content="{BASE}cases/2022/case-1/a.png">' in head


def test_a_case_without_pictures_has_no_picture_to_show() -> None:
    assert "image" not in graph_of("cases/2022/case-2/")[0]
    assert "og:image" not in head_of(PAGES["cases/2022/case-2/"])


def test_a_year_is_a_dataset_with_its_files_and_its_announcement() -> None:
    dataset = graph_of("years/2022/")[0]["mainEntity"]
    assert dataset["@type"] == "Dataset"
    assert [d["contentUrl"] for d in dataset["distribution"]] == [
        f"{BASE}years/2022/results-2022.{suffix}" for suffix in ("csv", "xlsx", "json")
    ]
    assert dataset["isBasedOn"] == f"{BASE}notices/2022/results/"
    assert "沪示协〔2022〕9号" in dataset["description"]


def test_breadcrumbs_are_those_of_the_page_and_end_with_it() -> None:
    trail = graph_of("domains/manufacturing/")[1]["itemListElement"]
    assert [item["position"] for item in trail] == [1, 2, 3, 4]
    assert [item["item"] for item in trail] == [
        BASE,
        f"{BASE}browse/",
        f"{BASE}domains/",
        f"{BASE}domains/manufacturing/",
    ]


def test_a_page_that_no_engine_shall_show_says_nothing() -> None:
    assert head_of(PAGES["404.html"]) == ""


def test_every_indexed_page_says_something_that_is_json() -> None:
    for page in PAGES.values():
        if page.indexed:
            assert graph_of(page.url), page.url


@pytest.mark.parametrize("text", [HOSTILE, "</script><script>", "<!--", "]]>&\u2028\u2029"])
def test_nothing_in_it_can_end_the_element(text: str) -> None:
    made = render_linked({"name": text})
    assert not re.search("[<>&\u2028\u2029]", made)
    assert json.loads(made) == {"name": text}
