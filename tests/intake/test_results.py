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
    assert sorted(results.rows) == list(range(1, 12))
    assert Counter(results.rows.values()) == {
        "title": 2, "header": 1, "section": 2, "entry": 4, "total": 1, "note": 1
    }  # fmt: skip


def test_an_entry_speaks_the_words_of_the_field_table(
    read: tuple[ResultList, list[Problem]],
) -> None:
    results, _ = read
    assert in_words(ENTRY, results.entries[0]) == {
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
    results, _ = read
    merged, ditto = results.entries[1:3]
    assert (merged["organisation"], merged["team"]) == (ORGANISATION, "设备部空压站班")
    assert (ditto["organisation"], ditto["recommender"]) == (ORGANISATION, ASSOCIATION)
    assert merged["category"] == ditto["category"] == "常规"
    assert merged["remark"] == "待核"
    assert "nominated_national" not in ditto


def test_the_section_sets_the_domain_of_that_year(read: tuple[ResultList, list[Problem]]) -> None:
    results, _ = read
    assert [entry["domain"] for entry in results.entries] == ["制造类"] * 3 + ["建造类"]


def test_wrong_counts_are_reported_with_their_row(read: tuple[ResultList, list[Problem]]) -> None:
    _, problems = read
    found = {(problem.id, problem.place.line) for problem in problems}
    assert ("intake.section-count", 8) in found
    assert ("intake.total", 10) in found
    assert ("intake.row-ignored", 11) in found
    assert not [p for p in problems if p.id == "intake.section-count" and p.place.line == 4]


def test_unknown_columns_and_values_are_named_not_guessed(tmp_path: Path) -> None:
    head = (*HEAD[:-1], "联系电话")
    row = (1, "甲", "乙班", "没有的协会", "常规", "三等奖", "嘉定区", "制造业", "", "021")
    path = write_workbook(tmp_path / "名单.xlsx", [head, ("一、数据智理类（1个）",), row])
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    assert results.entries[0]["tier"] == "三等奖"
    ids = Counter(problem.id for problem in problems)
    assert ids["intake.column-unknown"] == 1
    assert ids["intake.section-unknown"] == 1
    assert ids["intake.value-unknown"] == 2
    assert ids["intake.cell-missing"] == 1


def test_a_sheet_without_the_needed_columns_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "别的.xlsx", [("序号", "姓名"), (1, "某")])
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is None
    assert [problem.id for problem in problems] == ["intake.no-header"]


def test_a_file_that_is_no_workbook_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"not a zip")
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is None
    assert [problem.id for problem in problems] == ["intake.unreadable"]
