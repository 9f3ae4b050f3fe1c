"""登记：a published article comes back to the page of its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.model import Post
from generator.pages.environment import build_environment, render_page
from generator.wechat.linking import Found, find_article
from tests.pages import sample
from tests.pages.sample import FIRST
from tests.pages.test_case import view_of
from tests.support import examine
from tests.wechat.conftest import DAY, anli, opened

URL = "https://mp.weixin.qq.com/s/b"
ID = "SHQ-2022-0002"
NAME = "quality-month-2022/baozhuang"


def test_a_link_needs_no_more_than_the_case_and_the_address(season: Path) -> None:
    assert anli(season, "wechat", "build", NAME).exit_code == 0
    assert anli(season, "wechat", "link", ID, URL).exit_code == 0
    (post,) = opened(season).archive.posts[ID]
    assert (post.url, post.draft) == (URL, NAME)
    assert post.title == "一板一码 一盒一心——包装三班质量信得过建设经验"
    assert post.day == DAY


def test_without_a_draft_the_article_bears_the_name_of_the_case(season: Path) -> None:
    assert anli(season, "wechat", "link", ID, URL, "--day", "2022-09-30").exit_code == 0
    (post,) = opened(season).archive.posts[ID]
    assert (post.title, post.draft, post.day) == ("一板一码 一盒一心", "", date(2022, 9, 30))


def test_a_digest_is_linked_only_when_it_is_named(season: Path) -> None:
    name = "quality-month-2022/round-up"
    anli(season, "wechat", "build", name)
    case = "SHQ-2022-0009"
    assert anli(season, "wechat", "link", case, URL, "--draft", name).exit_code == 0
    (post,) = opened(season).archive.posts[case]
    assert post.draft == name


@pytest.mark.parametrize(
    ("id", "url", "reason"),
    [
        (ID, "https://example.org/s/b", "https://mp.weixin.qq.com/ 开头"),
        ("SHQ-2022-0999", URL, "没有公开的案例 SHQ-2022-0999"),
    ],
)
def test_what_cannot_be_linked_is_refused_and_nothing_written(
    season: Path, id: str, url: str, reason: str
) -> None:
    result = anli(season, "wechat", "link", id, url)
    assert (result.exit_code, reason in result.stderr) == (3, True)
    assert not (season / "site_config" / "posts.yaml").exists()


def test_an_article_is_linked_once(season: Path) -> None:
    assert anli(season, "wechat", "link", ID, URL).exit_code == 0
    assert anli(season, "wechat", "link", ID, URL).exit_code == 3
    assert anli(season, "wechat", "link", ID, f"{URL}2").exit_code == 0
    assert len(examine(season, DAY).content.posts) == 2


def test_a_draft_that_was_never_made_cannot_be_named(season: Path) -> None:
    result = anli(season, "wechat", "link", ID, URL, "--draft", "one/two")
    assert result.exit_code == 2


def test_an_article_is_found_by_its_case_only_where_there_is_one() -> None:
    about = {"cases": [ID], "title": "甲"}
    one = {"campaign": "a", "draft": "b", "articles": [about]}
    assert find_article([one], ID, "") == Found("a/b", "甲")
    assert find_article([one, {**one, "draft": "c"}], ID, "") is None
    assert find_article([one, {**one, "draft": "c"}], ID, "a/c") == Found("a/c", "甲")


def test_the_case_page_shows_its_articles_newest_first_and_none_of_tomorrow(season: Path) -> None:
    for letter, day in (("a", "2022-09-01"), ("b", "2026-11-20"), ("c", "2030-01-01")):
        anli(season, "wechat", "link", ID, f"{URL}{letter}", "--day", day)
    posts = opened(season).archive.posts[ID]
    assert [post.url[-1] for post in posts] == ["b", "a"]


def test_the_page_of_a_case_names_its_article_and_leads_to_it() -> None:
    post = Post(FIRST.id, URL, date(2025, 9, 3), "五微米")
    archive = replace(sample.archive(), posts={FIRST.id: (post,)})
    page = render_page(build_environment(), "case", view_of(FIRST, archive), "../../..")
    assert f'href="{URL}"' in page
    assert "《五微米》，2025年9月3日发表" in page
    assert "公众号文章" not in render_page(build_environment(), "case", view_of(FIRST), "../../..")
