"""能不能上公众号：the default is no, and the reason is always there."""

from __future__ import annotations

from pathlib import Path

from generator import pipeline
from generator.wechat.eligible import Eligibility, judge_cases
from tests.support import SITES, TODAY, change
from tests.wechat.conftest import Write, jobs_in

APPROVALS = "cases/2022/approvals.yaml"
ID = "SHQ-2022-0001"


def judged(root: Path) -> Eligibility:
    loaded = pipeline.load(root, day=TODAY)
    assert loaded.archive is not None
    return judge_cases(loaded, loaded.archive, TODAY)


def test_every_case_is_either_usable_or_held_for_a_reason() -> None:
    found = judged(SITES / "full")
    assert list(found.cases) == ["SHQ-2024-0001", "SHQ-2022-0001"]
    assert found.held["SHQ-2022-0003"].startswith("单位没有同意在官网公开")
    assert "2099-09-01" in found.held["SHQ-2099-0001"]
    assert "撤下" in found.held["SHQ-2022-0008"]
    assert len(found.cases) + len(found.held) == 11


def test_consent_to_the_website_alone_is_not_consent_to_wechat(full: Path) -> None:
    text = (full / APPROVALS).read_text("utf-8")
    (full / APPROVALS).write_text(text.replace("[官网, 公众号, 海报]", "[官网]", 1), "utf-8")
    found = judged(full)
    assert found.held[ID] == "单位同意公开的范围不含公众号。"


def test_a_person_who_agreed_to_the_website_alone_keeps_the_case_from_wechat(
    season: Path,
) -> None:
    """张某 stands in the text of the first case."""
    person = "    肖像授权: 已授权\n    个人同意:\n      - {姓名: 张某, 日期: 2022-08-25, 范围: [官网]}\n"
    text = (season / APPROVALS).read_text("utf-8")
    (season / APPROVALS).write_text(text.replace("    肖像授权: 已授权\n", person, 1), "utf-8")
    assert judged(season).held[ID] == "“张某”本人同意的范围不含公众号。"


def test_a_held_case_in_a_campaign_is_named_with_its_reason(campaign: Write, season: Path) -> None:
    campaign("  - {代号: a, 种类: 单篇, 案例: [SHQ-2022-0001]}\n")
    change(season, "cases/2022/jiangxin-zhuangpei-banzu/case.md", "班组人数: 16", "班组人数: 17")
    jobs, problems = jobs_in(season)
    assert jobs == {}
    assert [p.id for p in problems] == ["campaign.case-held", "campaign.no-case"]
    assert "批准后内容有改动" in problems[0].message
