"""推文活动：read as all settings, with every problem at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Places
from generator.wechat.campaigns import read_campaigns
from tests.support import SITES, change, examine
from tests.wechat.conftest import Write, jobs_in

ONE = "site_config/campaigns/one.yaml"
SEASON = "site_config/campaigns/quality-month-2022.yaml"
CASE = "  - {代号: a, 种类: 单篇, 案例: [SHQ-2022-0001]}\n"


def test_every_field_of_a_campaign_and_of_its_edits_is_read() -> None:
    found, problems = read_campaigns(examine(SITES / "full").content)
    assert problems == []
    (campaign,) = found.campaigns
    issue, results, query = campaign.drafts
    assert (campaign.total, campaign.reviews[2]) == (2, ("终审", "终审丁"))
    assert (issue.style, issue.number, issue.sections) == ("red", 1, ("班组概况", "建设成效"))
    assert (results.year, query.query and query.query.method) == (2022, "qc-circle")
    edits = found.edits_of(campaign)["issue-1"]
    assert (edits.lead, edits.ai, edits.pictures) == (
        "班组把每一次拧紧都量出来。",
        True,
        ("sketch.webp",),
    )
    assert isinstance(edits.at, Places)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("总期数: 3", "总期: 3", "field.unknown:7:1"),
        ("版式: 质量红", "版式: 大红", "field.choice:6:5"),
        ("期号: 1\n", "期号: 一\n", "field.number:25:9"),
        ("总期数: 3", "总期数: 2", "campaign.number-beyond:35:9"),
        ("期号: 2\n", "期号: 1\n", "campaign.number-twice:30:9"),
        ("代号: issue-2", "代号: issue-1", "campaign.draft-twice:27:9"),
        ("    期号: 1\n", "", "campaign.lacks:22:5"),
        ("主题来源: 示例协〔2022〕28号《关于开展2022年质量月活动的通知》\n", "", "campaign.theme-source:4:5"),
        ("[SHQ-2022-0008]", "[SHQ-2022-0008, SHQ-2022-0009]", "campaign.one-case:36:9"),
        ("[SHQ-2022-0008]", "[SHQ-2022-9999]", "campaign.case-unknown:36:9"),
        ("[SHQ-2022-0002]", "[SHQ-2022-0002]\n    章节: [没有这节]", "campaign.section:41:9"),
        ("    年度: 2022\n", "    年度: 2021\n", "campaign.year:17:9"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_line_and_column(
    season: Path, old: str, new: str, problem: str
) -> None:
    change(season, SEASON, old, new)
    found = [f"{p.id}:{p.place.line}:{p.place.column}" for p in jobs_in(season)[1]]
    assert problem in found


def test_a_draft_with_an_error_is_not_made_and_the_others_are(
    campaign: Write, season: Path
) -> None:
    campaign(CASE + "  - {代号: b, 种类: 系列, 案例: [SHQ-2022-0002]}\n")
    jobs, problems = jobs_in(season)
    assert list(jobs) == ["one/a"]
    assert [p.id for p in problems] == ["campaign.lacks"]


@pytest.mark.parametrize(("many", "fine"), [(2, False), (3, True), (8, True), (9, False)])
def test_a_digest_has_three_to_eight_cases(
    campaign: Write, season: Path, many: int, fine: bool
) -> None:
    ids = ", ".join(f"SHQ-2022-{n:04}" for n in range(1, many + 1))
    campaign(f"  - {{代号: a, 种类: 集锦, 案例: [{ids}]}}\n")
    jobs, problems = jobs_in(season)
    assert (list(jobs) == ["one/a"], [p.id for p in problems]) == (
        fine,
        [] if fine else ["campaign.digest-size"],
    )


def test_a_query_follows_the_order_of_the_list_and_by_hand_that_of_writing(
    campaign: Write, season: Path
) -> None:
    campaign(
        "  - {代号: a, 种类: 集锦, 挑选: {年度: 2022, 最多: 4}}\n"
        "  - {代号: b, 种类: 集锦, 案例: [SHQ-2022-0004, SHQ-2022-0001, SHQ-2022-0003]}\n"
    )
    jobs, _ = jobs_in(season)
    by_query, by_hand = (jobs[name].draft.articles[0].cases for name in ("one/a", "one/b"))
    assert by_query == ("SHQ-2022-0001", "SHQ-2022-0002", "SHQ-2022-0003", "SHQ-2022-0004")
    assert by_hand == ("SHQ-2022-0004", "SHQ-2022-0001", "SHQ-2022-0003")


def test_a_query_that_finds_nothing_makes_no_draft(campaign: Write, season: Path) -> None:
    campaign("  - {代号: a, 种类: 单篇, 挑选: {年度: 2024}}\n")
    jobs, problems = jobs_in(season)
    assert (jobs, [p.id for p in problems]) == ({}, ["campaign.no-case"])


def test_an_error_in_a_campaign_does_not_stop_the_site(season: Path) -> None:
    change(season, SEASON, "版式: 质量红", "版式: 大红")
    assert examine(season).archive is not None


def test_edits_of_no_article_are_named(season: Path) -> None:
    folder = season / "site_config/campaigns/quality-month-2022"
    folder.mkdir()
    (folder / "gone.yaml").write_text("标题: 无主\n", encoding="utf-8")
    assert [p.id for p in jobs_in(season)[1]] == ["campaign.edits-orphan"]


def test_a_picture_that_the_case_lacks_is_named(season: Path) -> None:
    folder = season / "site_config/campaigns/quality-month-2022"
    folder.mkdir()
    (folder / "issue-1.yaml").write_text("图片次序: [fig-9.png]\n", encoding="utf-8")
    (found,) = jobs_in(season)[1]
    assert (found.id, found.place.line) == ("campaign.picture", 1)
