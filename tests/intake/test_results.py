"""结果名单：rows as offices make them become entries, and no row is lost silently."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.fields import ENTRY
from generator.intake.emit import in_words
from generator.intake.results import ResultList, read_results
from generator.problems import Problem
from tests.intake.papers import (
    ASSOCIATION,
    HEAD,
    ORGANISATION,
    TEAM,
    VOCABULARIES,
    YEAR,
    add_sheet,
    write_results,
    write_workbook,
)


@pytest.fixture
def read(tmp_path: Path) -> tuple[ResultList, list[Problem]]:
    """The list of the sample paper."""
    results, problems = read_results(write_results(tmp_path / "名单.xlsx"), YEAR, VOCABULARIES)
    assert results is not None
    return results, problems


def test_every_row_is_accounted_for(read: tuple[ResultList, list[Problem]]) -> None:
    results, _ = read
    assert results.rows_read == 11
    assert (len(results.entries), len(results.sections), len(results.ignored)) == (4, 2, 5)
    assert Counter(row.kind for row in results.ignored) == {
        "标题": 2, "表头": 1, "合计": 1, "说明": 1
    }  # fmt: skip


def test_an_entry_speaks_the_words_of_the_field_table(
    read: tuple[ResultList, list[Problem]],
) -> None:
    results, _ = read
    assert in_words(ENTRY, results.entries[0].fields) == {
        "单位": ORGANISATION,
        "班组": TEAM,
        "领域": "制造类",
        "等级": "典型经验",
        "类别": "技术创新型",
        "推荐单位": ASSOCIATION,
        "区": "嘉定区",
        "行业": "制造业",
        "行业大类": "C34",
        "推荐全国": "是",
    }


def test_merged_cells_ditto_and_broken_lines_are_read(
    read: tuple[ResultList, list[Problem]],
) -> None:
    merged, ditto = (entry.fields for entry in read[0].entries[1:3])
    assert (merged["organisation"], merged["team"]) == (ORGANISATION, "设备部空压站班")
    assert (ditto["organisation"], ditto["recommender"]) == (ORGANISATION, ASSOCIATION)
    assert merged["category"] == ditto["category"] == "常规"
    assert merged["remark"] == "待核"
    assert "nominated_national" not in ditto


def test_the_section_sets_the_domain_of_that_year(read: tuple[ResultList, list[Problem]]) -> None:
    domains = [entry.fields["domain"] for entry in read[0].entries]
    assert domains == ["制造类"] * 3 + ["建造类"]


def test_wrong_counts_are_reported_with_their_cell(read: tuple[ResultList, list[Problem]]) -> None:
    found = [(problem.id, problem.place.file) for problem in read[1]]
    assert ("intake.section-count", "名单.xlsx!名单!A8") in found
    assert ("intake.total", "名单.xlsx!名单!A10") in found
    assert len(found) == 2


def test_unknown_columns_and_values_are_named_not_guessed(tmp_path: Path) -> None:
    head = (*HEAD[:-1], "联系电话")
    row = (1, "甲", "乙班", "没有的协会", "常规", "三等奖", "嘉定区", "制造业", "", "021")
    path = write_workbook(tmp_path / "名单.xlsx", [head, ("一、数据智理类（1个）",), row])
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    assert [(problem.id, problem.place.file.rsplit("!")[-1]) for problem in problems] == [
        ("intake.column-unknown", "J1"),
        ("intake.section-unknown", "A2"),
        ("intake.value-unknown", "F3"),
        ("intake.cell-missing", "A3"),
    ]


SECTIONS = (
    "一、制造类（9个）",
    "（一）制造类",
    "制造类：9个",
    "【制造类】共９个",
    "一、制造类  （共 9 个）",
)


@pytest.mark.parametrize("text", SECTIONS)
def test_a_section_in_every_spelling(tmp_path: Path, text: str) -> None:
    row = (1, "甲", "乙班", ASSOCIATION, "常规", "典型", "嘉定区", "制造业", "", "")
    path = write_workbook(tmp_path / "名单.xlsx", [HEAD, (text,), row])
    results, _ = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    assert results.entries[0].fields["domain"] == "制造类"


def test_a_head_of_two_lines_and_columns_in_any_order(tmp_path: Path) -> None:
    rows = [
        ("2022年名单", *[None] * 6),
        ("评审结果", None, "申报单位信息", None, "领  域", "推荐单位（盖章）", "序 号"),
        ("等级*", "推荐全国", "单位名称", "班组（科室）", None, None, None),
        ("典型", "推荐", "甲", "乙班", "制造类", ASSOCIATION, "１"),
    ]
    spans = ["A1:G1", "A2:B2", "C2:D2", "E2:E3", "F2:F3", "G2:G3"]
    path = write_workbook(tmp_path / "名单.xlsx", rows, spans)
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    assert problems == []
    assert results.entries[0].fields == {
        "organisation": "甲", "team": "乙班", "domain": "制造类", "tier": "典型经验",
        "category": "常规", "recommender": ASSOCIATION, "nominated_national": "是",
    }  # fmt: skip


def test_several_sheets_named_by_domain_and_sections_by_tier(tmp_path: Path) -> None:
    head = ("单位", "班组", "推荐单位")
    path = tmp_path / "名单.xlsx"
    write_workbook(path, [head, ("典型经验（1个）",), ("甲", "一班", ASSOCIATION)], title="制造类")
    add_sheet(path, "建造类", [head, ("二、经验",), ("乙", "二班", ASSOCIATION), ("小计", "2个")])
    add_sheet(path, "填报要求", [("请于五月底前报送",)])
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    assert [(e.fields["domain"], e.fields["tier"]) for e in results.entries] == [
        ("制造类", "典型经验"),
        ("建造类", "经验"),
    ]
    assert [problem.id for problem in problems] == ["intake.section-count", "intake.sheet-ignored"]
    assert results.rows_read == 2 + len(results.sections) + len(results.ignored)


def test_a_list_of_another_year_is_refused(tmp_path: Path) -> None:
    row = ("甲", "乙班", "制造类", "经验", ASSOCIATION)
    head = ("单位", "班组", "领域", "等级", "推荐单位")
    path = write_workbook(tmp_path / "名单.xlsx", [("2021年度结果",), head, row])
    _, problems = read_results(path, YEAR, VOCABULARIES)
    assert [problem.id for problem in problems] == ["intake.year"]


def test_numbers_that_jump_and_doubtful_ticks_are_named(tmp_path: Path) -> None:
    rows = [
        (1, "甲", "一班", ASSOCIATION, "", "典型", "", "", "√", ""),
        (3, "甲", "二班", ASSOCIATION, "", "经验", "", "", "√？", ""),
        (4, "甲", "三班", ASSOCIATION, "", "经验", "", "", "是", ""),
    ]
    path = write_workbook(tmp_path / "名单.xlsx", [HEAD, ("制造类",), *rows])
    _, problems = read_results(path, YEAR, VOCABULARIES)
    assert [(problem.id, problem.place.file.rsplit("!")[-1]) for problem in problems] == [
        ("intake.number-gap", "A4"),
        ("intake.value-odd", "I4"),
        ("intake.nominated", "I5"),
    ]


@pytest.mark.parametrize(
    ("remark", "old", "when"),
    [
        ("原上海示例旧阀门有限公司", "上海示例旧阀门有限公司", ""),
        ("原名：上海示例旧阀门厂，2021年6月更名", "上海示例旧阀门厂", "2021-06"),
        ("更名前为上海示例旧阀门厂", "上海示例旧阀门厂", ""),
        ("原定5月完成", "", ""),
    ],
)
def test_hints_at_a_former_name(tmp_path: Path, remark: str, old: str, when: str) -> None:
    row = (1, ORGANISATION, "乙班", ASSOCIATION, "", "经验", "", "", "", remark)
    path = write_workbook(tmp_path / "名单.xlsx", [HEAD, ("制造类",), row])
    results, _ = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    assert [(r.old, r.new, r.when) for r in results.renames] == (
        [(old, ORGANISATION, when)] if old else []
    )


def test_a_sheet_without_the_needed_columns_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "别的.xlsx", [("序号", "姓名"), (1, "某")])
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is None
    assert [problem.id for problem in problems] == ["intake.sheet-ignored", "intake.no-header"]
