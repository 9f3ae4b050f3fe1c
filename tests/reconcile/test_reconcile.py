"""核对：what one paper says and another does not is found, with the match that was probably meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.content import read_content
from generator.reconcile import Reconciliation, reconcile_year
from generator.reconcile.render import render_html
from tests.intake.papers import ASSOCIATION, ORGANISATION
from tests.intake.project import make_project, run, tree

NOTICE = """---
标题: 关于发布结果的通知
年度: 2022
类型: 结果公告
发布单位: 示例质量协会
发布日期: 2022-09-06
---

建设经验5个，其中典型经验4个；推荐全国1个。按领域分：制造类4个、建造类2个。
"""
HEAD = """年度: 2022
活动: 建设活动
公布日期: 2022-09-06
公告: results
总数: 5
名单:
"""
APPROVALS = """审批:
  - 编号: SHQ-2022-0001
    形式审查:
      日期: 2022-06-01
    专家评审:
      日期: 2022-07-01
    指导单位审定:
      日期: 2022-09-10
      文号: 示例指审〔2022〕5号
    保密审查:
      日期: 2022-08-01
      人: 某
    公开同意:
      同意: 是
      日期: 2022-08-02
      范围: [官网]
  - 编号: SHQ-2022-0002
    形式审查:
      日期: 2022-06-01
    公开同意:
      同意: 否
"""


def _entry(team: str, tier: str = "典型经验", more: str = "") -> str:
    return (
        f"  - 单位: {ORGANISATION}\n    班组: {team}\n    领域: 制造类\n    等级: {tier}\n"
        f"    推荐单位: {ASSOCIATION}\n{more}"
    )


def _case(root: Path, slug: str, id: str, team: str, domain: str = "制造类") -> None:
    folder = root / "cases" / "2022" / slug
    folder.mkdir(parents=True)
    (folder / "case.md").write_text(
        f"---\n编号: {id}\n年度: 2022\n标题: 做法\n单位: {ORGANISATION}\n班组: {team}\n区: 嘉定区\n"
        f"推荐单位: {ASSOCIATION}\n领域: {domain}\n行业: 制造业\n等级: 典型经验\n摘要: 一句话\n"
        f"权利人: {ORGANISATION}\n许可: 同意\n---\n\n## 班组概况\n\n一段。\n",
        encoding="utf-8",
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A year in which list, cases, approvals and announcement disagree in many ways."""
    root = make_project(tmp_path / "项目")
    year = root / "cases" / "2022"
    (year / "notices").mkdir(parents=True)
    (year / "notices" / "results.md").write_text(NOTICE, encoding="utf-8")
    entries = [
        _entry("装配一班"),
        _entry("空压站班", more="    备注: 暂未收录\n"),
        _entry("包装三班"),
        _entry("机修班", "经验", "    推荐全国: 是\n"),
        _entry("刮研班", "经验"),
    ]
    (year / "results.yaml").write_text(HEAD + "".join(entries), encoding="utf-8")
    (year / "approvals.yaml").write_text(APPROVALS, encoding="utf-8")
    _case(root, "zhuangpei", "SHQ-2022-0001", "装配一班", domain="建造类")
    _case(root, "baozhuang", "SHQ-2022-0002", "包装三班")
    _case(root, "kongya", "SHQ-2022-0003", "空压站运行班")
    return root


@pytest.fixture
def found(root: Path) -> Reconciliation:
    """Its reconciliation."""
    return reconcile_year(*read_content(root), 2022)


@pytest.mark.parametrize(
    "message",
    [
        "典型经验“上海示例阀门有限公司 空压站班”没有案例（备注：暂未收录）。",
        "2022 年结果名单里没有“上海示例阀门有限公司 空压站运行班”。",
        "领域写的是“建造类”，2022 年结果名单里是“制造类”（cases/2022/results.yaml:9）。",
        "公告写典型经验 4 个，名单里有 3 个。",
        "公告写制造类 4 个，名单里有 5 个。",
        "公告写建造类 2 个，名单里有 0 个。",
        "公告写总数 5 个，制造类、建造类加起来是 6 个。",
        "SHQ-2022-0002 包装三班 缺少指导单位审定的日期和文号。",
        "SHQ-2022-0002 包装三班 缺少专家评审、保密审查（日期和人）。",
        "SHQ-2022-0002 包装三班 单位没有同意公开，网站上不公开。",
        "SHQ-2022-0003 空压站运行班 没有审批记录。",
        "SHQ-2022-0001 装配一班 同意的范围是官网，不含公众号。",
        "SHQ-2022-0001 装配一班 的指导单位审定（2022-09-10）晚于公布日期（2022-09-06）。",
        "SHQ-2022-0001 装配一班 材料齐全，还没有批准。",
        "典型经验没有填写发表视频。",
    ],
)
def test_what_does_not_agree_is_said(found: Reconciliation, message: str) -> None:
    assert message in [problem.message for problem in found.problems]


def test_checks_of_the_year_are_said_here_too(found: Reconciliation) -> None:
    assert {"results.nominated", "results.quota"} <= {problem.id for problem in found.problems}
    assert not [problem for problem in found.problems if problem.id.startswith("case.section")]


def test_the_likely_match_is_named_from_both_sides(found: Reconciliation) -> None:
    hints = {problem.id: problem.hint for problem in found.problems}
    assert f"SHQ-2022-0003“{ORGANISATION} 空压站运行班”" in hints["reconcile.case-missing"]
    assert "是不是“空压站班”" in hints["case.not-in-results"]


def test_errors_come_first(found: Reconciliation) -> None:
    levels = [problem.level.value for problem in found.problems]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)


def test_the_board_shows_how_far_each_has_come(found: Reconciliation) -> None:
    assert [(row.team, row.listed, row.case, row.video, row.state) for row in found.board] == [
        ("装配一班", "典型经验", "SHQ-2022-0001", "缺", "待批准"),
        ("空压站班", "典型经验", "", "", "没有案例：暂未收录"),
        ("包装三班", "典型经验", "SHQ-2022-0002", "缺", "审批不全"),
        ("空压站运行班", "", "SHQ-2022-0003", "缺", "不在名单里"),
    ]


def test_the_page_stands_alone_and_escapes_every_text(found: Reconciliation) -> None:
    row = found.board[0].__class__(*["<script>alert(1)</script>"] * 8)
    page = render_html(Reconciliation(2022, found.numbers, (row,), found.problems))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "href=" not in page


def test_the_command_reports_writes_only_the_page_and_fails(root: Path, tmp_path: Path) -> None:
    before = tree(root)
    page = tmp_path / "核对.html"
    result = run(root, "reconcile", 2022, "--json", "--html", page)
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["numbers"]["典型经验"] == 3
    assert told["board"][0]["case"] == "SHQ-2022-0001"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert tree(root) == before
    text = run(root, "reconcile", 2022)
    assert "2022 年核对：名单条目 5，典型经验 3" in text.stdout


def test_a_year_without_a_list_says_what_to_do(root: Path) -> None:
    result = run(root, "reconcile", 2030)
    assert result.exit_code == 1
    assert "reconcile.no-results" in result.stdout
