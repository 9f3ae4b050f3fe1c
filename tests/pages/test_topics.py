"""专题页、专题目录，和首页上的专题."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from generator.gate import Archive
from generator.model import Topic, TopicCase
from generator.pages import Page, build_index
from generator.pages.home import build_home
from generator.pages.topics import build_topic, build_topics, compare_address
from tests.pages import sample
from tests.pages.sample import FIRST, FOURTH, SECOND, THIRD
from tests.pages.test_pages import pages_of

NEWER = Topic(
    "quality-month",
    "把差错拦在前面",
    "三个班组。",
    date(2025, 8, 25),
    (TopicCase(THIRD.id, "先读这一篇。"), TopicCase(FIRST.id), TopicCase(SECOND.id)),
)
OLDER = Topic("five-s", "从 5S 做起", "一个班组。", date(2025, 6, 1), (TopicCase(FOURTH.id),))


def archive(**more: object) -> Archive:
    given = {"topics": (NEWER, OLDER), "featured": NEWER, **more}
    return replace(sample.archive(), **given)  # type: ignore[arg-type]


def page_at(pages: list[Page], url: str) -> Page:
    return next(page for page in pages if page.url == url)


def test_a_topic_shows_its_cases_in_the_order_of_the_editors_with_their_words() -> None:
    view = build_topic(NEWER, build_index(archive()))
    assert [(row.id, reason) for row, reason in view.cases] == [
        (THIRD.id, "先读这一篇。"),
        (FIRST.id, ""),
        (SECOND.id, ""),
    ]
    assert view.day == "2025年8月25日"
    assert [card.link.text for card in view.others] == ["从 5S 做起"]


def test_the_list_of_topics_is_newest_first_with_the_number_of_cases() -> None:
    cards = build_topics(build_index(archive())).topics
    assert [(card.link.url, card.link.count) for card in cards] == [
        ("topics/quality-month/", 3),
        ("topics/five-s/", 1),
    ]


@pytest.mark.parametrize(
    ("ids", "address"),
    [
        (["A"], ""),
        (["A", "B"], "compare/?ids=A,B"),
        (["A", "B", "C"], "compare/?ids=A,B,C"),
        (["A", "B", "C", "D"], ""),
    ],
)
def test_two_or_three_cases_can_stand_side_by_side(ids: list[str], address: str) -> None:
    assert compare_address(ids) == address


def test_without_topics_there_is_no_page_and_no_link_to_one() -> None:
    pages = pages_of(sample.archive())
    assert not any(page.url.startswith("topics/") for page in pages)
    assert not any("topics/" in page.body for page in pages)


def test_the_home_page_has_the_featured_topic_after_the_newest_year() -> None:
    body = page_at(pages_of(archive()), "").body
    assert body.index('class="hero"') < body.index("home-newest") < body.index("把差错拦在前面")
    assert "质量月专题" not in body
    assert "从 5S 做起" not in body


def test_in_the_month_of_quality_the_topic_comes_before_everything_else() -> None:
    body = page_at(pages_of(archive(quality_month=True)), "").body
    assert body.index("质量月专题") < body.index("把差错拦在前面") < body.index('class="hero"')
    assert body.count("把差错拦在前面") == 1


def test_the_home_page_does_without_a_topic() -> None:
    view = build_home(build_index(archive(featured=None, quality_month=True)), Markup())
    assert view.topic is None
