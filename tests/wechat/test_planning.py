"""计划：a season proposed from what is public, fair to organisations, never written over unasked."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.wechat.blocks import Kind
from generator.wechat.campaigns import Campaign, read_campaigns
from generator.wechat.planning import season_of, spread_days
from tests.wechat.conftest import anli, jobs_in, opened

FILE = "site_config/campaigns/quality-month-2027.yaml"
"""in November 2026 the next season is that of 2027"""


def planned(root: Path, *more: str) -> Campaign:
    result = anli(root, "wechat", "plan", "2022", *more)
    assert result.exit_code == 0, result.stderr
    found, problems = read_campaigns(opened(root).loaded.content)
    assert problems == []
    return next(c for c in found.campaigns if c.slug == "quality-month-2027")


def test_a_plan_has_the_results_a_round_up_one_of_each_domain_and_singles(season: Path) -> None:
    campaign = planned(season, "--singles", "3")
    kinds = Counter(draft.kind for draft in campaign.drafts)
    assert kinds == {Kind.YEARLY: 1, Kind.DIGEST: 1, Kind.SERIES: 5, Kind.SINGLE: 3}
    by_id = opened(season).eligibility.cases
    domains = [by_id[draft.cases[0]].domain for draft in campaign.series]
    assert len(set(domains)) == 5
    assert [draft.number for draft in campaign.series] == [1, 2, 3, 4, 5]
    assert campaign.total == 5


def test_no_organisation_comes_twice(season: Path) -> None:
    campaign, by_id = planned(season, "--singles", "9"), opened(season).eligibility.cases
    single = [d for d in campaign.drafts if d.kind in (Kind.SERIES, Kind.SINGLE)]
    shown = [by_id[draft.cases[0]].organisation for draft in single]
    assert len(shown) == len(set(shown)) == 12


def test_a_plan_can_be_built_as_it_is(season: Path) -> None:
    campaign = planned(season)
    jobs, problems = jobs_in(season, campaign.slug)
    assert (len(jobs), problems) == (len(campaign.drafts), [])


def test_an_organisation_shown_a_short_while_ago_waits(season: Path) -> None:
    """The post of August 2027 keeps 精密机械 out of the season of 2027, that of 2026 does not."""
    posts = season / "site_config/posts.yaml"
    for day, waits in (("2026-09-01", False), ("2027-08-01", True)):
        posts.write_text(
            "文章:\n  - 编号: SHQ-2022-0001\n    网址: https://mp.weixin.qq.com/s/a\n"
            f"    日期: {day}\n    标题: 甲\n",
            encoding="utf-8",
        )
        campaign = planned(season, "--singles", "9", "--yes")
        ids = {id for draft in campaign.drafts for id in draft.cases}
        assert ("SHQ-2022-0001" not in ids) is waits


def test_what_is_left_out_is_said_with_its_reason(season: Path) -> None:
    result = anli(season, "wechat", "plan", "2022", "--singles", "0")
    assert "没有排进来：SHQ-2022-0002　这一季的篇数已满。" in result.stderr


def test_a_campaign_that_is_there_is_not_replaced_without_asking(season: Path) -> None:
    planned(season)
    path = season / FILE
    path.write_text("标题: 我改过的\n", encoding="utf-8")
    assert anli(season, "wechat", "plan", "2022", typed="n\n").exit_code == 1
    assert path.read_text("utf-8") == "标题: 我改过的\n"
    assert anli(season, "wechat", "plan", "2022", typed="y\n").exit_code == 0
    assert "推文:" in path.read_text("utf-8")


def test_a_year_without_public_cases_has_no_plan(season: Path) -> None:
    result = anli(season, "wechat", "plan", "2023")
    assert result.exit_code == 2
    assert "2023 年没有可以上公众号的案例" in result.stderr
    assert not (season / FILE).exists()


@pytest.mark.parametrize(
    ("year", "day", "first", "last"),
    [
        (2026, date(2026, 3, 1), date(2026, 9, 1), date(2026, 12, 20)),
        (2026, date(2026, 10, 5), date(2026, 10, 6), date(2026, 12, 20)),
        (2022, date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 20)),
        (2022, date(2026, 11, 1), date(2027, 9, 1), date(2027, 12, 20)),
        (2030, date(2026, 10, 5), date(2030, 9, 1), date(2030, 12, 20)),
    ],
)
def test_a_season_is_from_september_to_december_and_never_past(
    year: int, day: date, first: date, last: date
) -> None:
    season = season_of(year, day)
    assert (season.first, season.last) == (first, last)


def test_days_are_spread_over_the_season_and_none_is_on_a_weekend() -> None:
    days = spread_days(season_of(2026, date(2026, 1, 1)), 12)
    assert days == sorted(days)
    assert (days[0], days[-1]) == (date(2026, 9, 1), date(2026, 12, 21))
    assert all(day.weekday() < 5 for day in days)
    assert {day.month for day in days} == {9, 10, 11, 12}


def test_one_draft_stands_at_the_beginning() -> None:
    assert spread_days(season_of(2026, date(2026, 1, 1)), 1) == [date(2026, 9, 1)]
