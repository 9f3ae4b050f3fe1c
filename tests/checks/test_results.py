"""检查年度结果：the announcement must add up with its list."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.results import _nearly_same
from tests.conftest import Brings
from tests.support import Examined, new_problems

R22, R24 = "cases/2022/results.yaml", "cases/2024/results.yaml"
QUOTA = """  - {单位: 上海示例建筑有限公司, 班组: 架子班, 领域: 建造类, 等级: 经验, 推荐单位: 示例建设集团}
  - {单位: 上海示例建筑有限公司, 班组: 防水班, 领域: 建造类, 等级: 经验, 推荐单位: 示例建设集团}
"""

CHANGES = [
    (R22, "年度: 2022", "年度: 2024", ["results.year:2"]),
    (R22, "公告: results", "公告: result", ["results.notice:5"]),
    (R22, "公告: results", "公告: activity", ["results.notice-kind:5"]),
    (R22, "公布日期: 2022-09-06", "公布日期: 2022-09-05", ["results.announced-before-notice:4"]),
    (R24, "总数: 3", "总数: 4", ["results.total:5"]),
    (R22, "总数: 9", "总数: 10", ["results.total:6", "results.sum:6", "results.sum:6"]),
    (R22, "推荐全国数: 1", "推荐全国数: 2", ["results.count:7"]),
    (R22, "{名称: 典型经验, 数量: 7}", "{名称: 典型经验, 数量: 5}", ["results.count:10"]),
    (R22, "{名称: 经验, 数量: 9}", "{名称: 经验, 数量: 2}", ["results.count:9"]),
    (
        R22,
        "{名称: 建造类, 数量: 2}",
        "{名称: 建造类, 数量: 1}",
        ["results.count:15", "results.sum:6"],
    ),
    (R22, "  - {名称: 常规, 数量: 8}\n", "", ["results.sum:6"]),
    (R22, "结束: 2022-04-30", "结束: 2022-03-30", ["step.order:23"]),
    (R22, "    班组: 保洁班", "    班组: 客服班", ["results.twice:73"]),
    (R22, "推荐全国: 否", "推荐全国: 是", ["results.count:7", "results.nominated:71"]),
    (
        R22,
        "    入选来源: https://www.example.org/national/2022\n",
        "",
        ["results.national-source:37"],
    ),
    (R24, "    班组: 后勤组", "    班组: 维保组 ", []),
    (R22, "    班组: 焊接班", "    班组: 焊接班组", []),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), CHANGES)
def test_a_change_brings_exactly_its_own_problems(
    brings: Brings, file: str, old: str, new: str, expected: list[str]
) -> None:
    found = [
        problem for problem in brings(file, old, new) if problem.startswith(("results.", "step."))
    ]
    assert sorted(found) == sorted(expected)


def test_more_teams_of_one_organisation_than_allowed_are_noticed(
    full: Path, full_before: Examined
) -> None:
    path = full / R22
    text = path.read_text(encoding="utf-8")
    path.write_text(text + QUOTA, encoding="utf-8")
    last = len(text.splitlines()) + 2
    assert f"results.quota:{last}" in new_problems(full, full_before)


def test_a_year_without_a_list_is_an_error(full: Path, full_before: Examined) -> None:
    (full / R24).unlink()
    assert "results.missing:0" in new_problems(full, full_before)


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("客户服务热线班组", "客服服务热线班组", True),
        ("匠心装配班组", "匠芯装配班组", True),
        ("装配一班", "装配二班", False),
        ("12路班组", "13路班组", False),
        ("①号线检修班", "②号线检修班", False),
        ("A班检修组", "B班检修组", False),
        ("装配班", "焊接班", False),
    ],
)
def test_two_teams_are_alike_only_if_more_than_a_number_differs(
    one: str, two: str, alike: bool
) -> None:
    assert _nearly_same(one, two) is alike
    assert _nearly_same(two, one) is alike
