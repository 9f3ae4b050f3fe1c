"""anli import cases：ids never used before, nothing twice, and what staff made of a case stays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from generator.content import read_content
from tests.intake.papers import FACTS, ORGANISATION, TEAM, write_case
from tests.intake.project import run, tree

FOLDER = "cases/2022/miaobiao-zhuangpei-2-ban"
CASE = f"{FOLDER}/case.md"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The sample write-up."""
    return write_case(tmp_path / "材料.docx")


def small_paper(path: Path, organisation: str, team: str, **facts: str) -> Path:
    """A write-up of a few lines."""
    paper: Any = docx.Document()
    paper.add_paragraph(f"{team}的做法", style="Title")
    rows = {"申报单位": organisation, "班组名称": team, **facts}
    table = paper.add_table(len(rows), 2)
    for cell, text in zip(table._cells, [t for pair in rows.items() for t in pair], strict=True):
        cell.text = text
    paper.add_heading("班组概况", 1)
    paper.add_paragraph(f"{team}有{FACTS[3][3]}。")
    paper.save(str(path))
    return path


def test_a_case_gets_its_id_tier_and_address(listed: Path, paper: Path) -> None:
    result = run(listed, "import", "cases", paper, "--year", 2022)
    assert result.exit_code == 0
    assert f"+ SHQ-2022-0001 {ORGANISATION} {TEAM}" in result.stdout
    content, _ = read_content(listed)
    (case,) = content.cases
    assert (case.id, case.tier, case.folder, len(case.pictures)) == (
        "SHQ-2022-0001", "typical", FOLDER, 2
    )  # fmt: skip
    assert "断开的行已接成一段：的是轴线准净空够接缝↵不漏" in result.stderr
    assert "页码“- 2 -”没有导入。" in result.stderr


def test_numbers_and_addresses_are_never_used_again(listed: Path, paper: Path) -> None:
    (listed / "site_config" / "published.yaml").write_text(
        "公开:\n  - {编号: SHQ-2022-0007, 地址: cases/2022/miaobiao-zhuangpei-2-ban/, 首次公开: 2022-10-01}\n",
        encoding="utf-8",
    )
    result = run(listed, "import", "cases", paper, "--year", 2022)
    assert f"+ SHQ-2022-0008 {ORGANISATION} {TEAM}\n    {FOLDER}-2/case.md\n" in result.stdout


def test_new_cases_are_numbered_in_the_order_of_the_list(listed: Path, tmp_path: Path) -> None:
    other = small_paper(tmp_path / "a.docx", "上海示例建设有限公司", "机修班")
    first = small_paper(tmp_path / "b.docx", ORGANISATION, TEAM)
    result = run(listed, "import", "cases", other, first, "--year", 2022)
    assert re.findall(r"\+ (SHQ-2022-\d{4}) \S+ (\S+)", result.stdout) == [
        ("SHQ-2022-0001", TEAM),
        ("SHQ-2022-0002", "机修班"),
    ]


def test_a_case_that_is_there_stays_without_update(listed: Path, paper: Path) -> None:
    run(listed, "import", "cases", paper, "--year", 2022)
    before = tree(listed)
    result = run(listed, "import", "cases", paper, "--year", 2022)
    assert result.exit_code == 0
    assert "intake.case-exists" in result.stderr
    assert tree(listed) == before
    again = run(listed, "import", "cases", paper, "--year", 2022, "--update")
    assert "内容没有变化" in again.stdout
    assert tree(listed) == before


def test_an_update_shows_the_difference_and_keeps_the_work_of_staff(
    listed: Path, paper: Path
) -> None:
    run(listed, "import", "cases", paper, "--year", 2022)
    file = listed / CASE
    text = file.read_text(encoding="utf-8")
    text = text.replace("替代文字: 不合格项排列图", "替代文字: 看得见的话").replace(
        "有效学习, ", ""
    )
    text = text.replace("    图类型: 排列图\n", "    图类型: 排列图\n    人像: 无\n", 1)
    text = text.replace("班组16人", "班组17人").replace(
        "权利人:", "视频: https://v.example.org/1\n权利人:"
    )
    file.write_text(text, encoding="utf-8")
    result = run(listed, "import", "cases", paper, "--year", 2022, "--update")
    assert result.exit_code == 0
    shown = re.findall(r"^    ([-+](?![-+]).{6})", result.stdout, re.MULTILINE)
    assert shown == ["-班组17人，", "+班组16人，"]
    written = file.read_text(encoding="utf-8")
    for kept in (
        "看得见的话",
        "人像: 无",
        "https://v.example.org/1",
        "[关注顾客, 诚信守诺, 改进创新]",
    ):
        assert kept in written
    assert "班组16人" in written


def test_an_update_of_an_approved_case_says_that_it_goes_offline(listed: Path, paper: Path) -> None:
    run(listed, "import", "cases", paper, "--year", 2022)
    approvals = f"审批:\n  - 编号: SHQ-2022-0001\n    内容指纹: {'a' * 64}\n"
    (listed / "cases/2022/approvals.yaml").write_text(approvals, encoding="utf-8")
    file = listed / CASE
    file.write_text(
        file.read_text(encoding="utf-8").replace("班组16人", "班组17人"), encoding="utf-8"
    )
    result = run(listed, "import", "cases", paper, "--year", 2022, "--update", "--dry-run")
    assert "intake.case-reapprove" in result.stderr
    assert "班组17人" in file.read_text(encoding="utf-8")


def test_a_team_that_is_not_listed_is_named_with_the_likely_one(
    listed: Path, tmp_path: Path
) -> None:
    path = small_paper(tmp_path / "一.docx", ORGANISATION, "空压站运行班")
    result = run(listed, "import", "cases", path, "--year", 2022)
    assert result.exit_code == 0
    assert f"是不是“{ORGANISATION} 设备部空压站班”" in result.stderr
    assert "等级" not in (listed / "cases/2022/kongyazhan-yunxing-ban/case.md").read_text(
        encoding="utf-8"
    )


def test_cases_come_after_their_list(project: Path, paper: Path) -> None:
    before = tree(project)
    result = run(project, "import", "cases", paper, "--year", 2022)
    assert result.exit_code == 1
    assert "intake.results-first" in result.stderr
    assert tree(project) == before


def test_many_papers_side_by_side_come_out_as_one_by_one(listed: Path, tmp_path: Path) -> None:
    papers = [small_paper(tmp_path / f"{n}.docx", ORGANISATION, f"第{n}班") for n in range(8)]
    result = run(listed, "import", "cases", *papers, "--year", 2022, "--json")
    told = json.loads(result.stdout)
    names = [change["name"] for change in told["changes"]]
    assert names == [f"SHQ-2022-{n + 1:04} {ORGANISATION} 第{n}班" for n in range(8)]


def test_a_folder_stands_for_its_papers(listed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "来稿"
    folder.mkdir()
    small_paper(folder / "一.docx", ORGANISATION, TEAM)
    (folder / "~$一.docx").write_bytes(b"Word has the other one open")
    assert run(listed, "import", "cases", folder, "--year", 2022).exit_code == 0
    assert len(read_content(listed)[0].cases) == 1


def test_facts_may_stand_in_lines(listed: Path, tmp_path: Path) -> None:
    paper: Any = docx.Document()
    paper.add_paragraph("做法", style="Title")
    for line in (f"申报单位：{ORGANISATION}", f"班组名称：{TEAM}", "摘要：一句话。", "联系人：某"):
        paper.add_paragraph(line)
    paper.add_heading("班组概况", 1)
    paper.save(str(tmp_path / "x.docx"))
    result = run(listed, "import", "cases", tmp_path / "x.docx", "--year", 2022)
    assert result.exit_code == 0
    text = (listed / CASE).read_text(encoding="utf-8")
    assert "摘要: 一句话。\n" in text
    assert text.endswith("## 待整理\n\n联系人：某\n")


def test_a_summary_too_long_is_kept_whole(listed: Path, tmp_path: Path) -> None:
    path = small_paper(tmp_path / "x.docx", ORGANISATION, TEAM, 摘要="很长" * 80)
    result = run(listed, "import", "cases", path, "--year", 2022)
    assert "摘要有 160 字，最多 120 字，已照原样全部保留。" in result.stderr
    assert f"摘要: {'很长' * 80}\n" in (listed / CASE).read_text(encoding="utf-8")


def test_a_scaffold_knows_what_the_list_knows(listed: Path) -> None:
    words = ("--year", 2022, "--organisation", ORGANISATION, "--team", "机修班")
    result = run(listed, "new", "case", *words)
    assert result.exit_code == 0
    text = (listed / "cases/2022/jixiu-ban/case.md").read_text(encoding="utf-8")
    assert "编号: SHQ-2022-0001\n" in text
    assert "等级: 经验\n" in text
    assert "## 可借鉴之处\n" in text
    again = run(listed, "new", "case", *words)
    assert (again.exit_code, "intake.case-there" in again.stderr) == (1, True)
