"""今年怎么申报：the newest calendar that is public, whoever gives it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from generator.gate import Archive
from generator.model import Step
from generator.pages import build_index
from generator.pages.apply import ApplyView, build_apply
from tests.pages import sample

STEPS = (
    Step("活动报名", "4月", date(2026, 4, 1), date(2026, 4, 30), "申报单位"),
    Step("成果推荐", "6月中旬前", None, date(2026, 6, 20)),
)


def view_of(archive: Archive) -> ApplyView:
    return build_apply(build_index(archive), Markup("<p>步骤</p>"))


def with_notice(archive: Archive) -> Archive:
    """The archive with the activity notice of a year whose results are still to come."""
    opening = sample.notice(2026, slug="activity", kind="activity", calendar=STEPS)
    return replace(archive, notices=(opening, *archive.notices))


def test_a_notice_of_the_year_under_way_gives_the_calendar() -> None:
    view = view_of(with_notice(sample.archive()))
    assert view.year == 2026
    assert view.source is not None and view.source.url == "notices/2026/activity/"
    assert [(step.name, step.start, step.end) for step in view.steps] == [
        ("活动报名", "2026-04-01", "2026-04-30"),
        ("成果推荐", "", "2026-06-20"),
    ]


def test_else_the_newest_year_that_has_one() -> None:
    view = view_of(sample.archive())
    assert view.year == 2022
    assert [step.name for step in view.steps] == ["活动报名", "发布通知"]


def test_without_any_calendar_the_page_says_so() -> None:
    view = view_of(replace(sample.archive(), years=(), notices=()))
    assert (view.year, view.source, view.steps) == (None, None, ())


def test_the_platform_is_the_one_of_the_settings_and_the_text_that_of_the_editors() -> None:
    view = view_of(sample.archive(platform_url="https://apply.example.org/"))
    assert view.platform == "https://apply.example.org/"
    assert view.text == "<p>步骤</p>"
    assert view_of(sample.archive(platform_url="")).platform == ""
