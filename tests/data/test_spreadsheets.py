"""名单文件：what Excel and scripts read, safe to open and the same from build to build."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from generator.data.roster import COLUMNS
from generator.data.spreadsheets import as_text_cell, build_results_csv
from generator.data.workbook import build_results_xlsx
from generator.gate import Archive, PublicYear
from generator.urls import results_url
from tests.pages import sample
from tests.test_gate import ARCHIVE

YEARS = {year.year: year for year in ARCHIVE.years}
TITLES = tuple(column.title for column in COLUMNS)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x"]


def rows(year: int) -> list[dict[str, str]]:
    text = build_results_csv(YEARS[year], ARCHIVE).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(year: PublicYear, archive: Archive = ARCHIVE) -> Any:
    return openpyxl.load_workbook(io.BytesIO(build_results_xlsx(year, archive))).active


def with_team(team: str) -> tuple[PublicYear, Archive]:
    archive = sample.archive()
    year = archive.years[1]
    entries = (replace(year.results.entries[0], team=team), *year.results.entries[1:])
    return replace(year, results=replace(year.results, entries=entries)), archive


def test_the_list_of_a_year_is_a_table_that_excel_opens() -> None:
    content = build_results_csv(YEARS[2022], ARCHIVE)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == len(YEARS[2022].results.entries) + 1
    assert tuple(rows(2022)[0]) == TITLES


def test_a_row_says_what_the_announcement_said_in_its_year() -> None:
    first = rows(2022)[0]
    assert (first["单位"], first["班组"], first["等级"]) == (
        "上海示例机械有限公司",
        "装配一班",
        "典型经验",
    )
    assert (first["推荐全国"], first["入选全国"]) == ("是", "全国质量信得过班组")
    assert first["案例"].startswith("https://")
    assert rows(2022)[3]["单位"] == "上海示例电梯维修有限公司"
    assert {row["领域"] for row in rows(2022) if row["班组"] == "钢筋班"} == {"建造类"}
    assert {row["领域"] for row in rows(2024) if row["班组"] == "钢筋班"} == {"建设工程类"}


def test_what_is_for_the_office_only_is_in_no_file() -> None:
    text = build_results_csv(YEARS[2022], ARCHIVE).decode("utf-8-sig")
    cells = [str(cell.value) for row in sheet(YEARS[2022]).rows for cell in row]
    for content in (text, "".join(cells)):
        assert "备注" not in content
        assert "材料已归档" not in content


@pytest.mark.parametrize("text", FORMULAS)
def test_no_csv_cell_is_a_formula(text: str) -> None:
    assert as_text_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["装配一班", "", "3M班", "①号线", "（一）班"])
def test_a_text_is_left_as_it_is(text: str) -> None:
    assert as_text_cell(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_no_xlsx_cell_is_a_formula_and_its_text_stays_as_written(text: str) -> None:
    cell = sheet(*with_team(text)).cell(2, TITLES.index("班组") + 1)
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


def test_a_control_character_does_not_stop_the_workbook() -> None:
    assert sheet(*with_team("一\x0b班")).cell(2, TITLES.index("班组") + 1).value == "一班"


def test_both_files_hold_the_same_list() -> None:
    lines = [[cell or "" for cell in row] for row in sheet(YEARS[2022]).values]
    assert tuple(lines[0]) == TITLES
    assert [[str(cell) for cell in line] for line in lines[1:]] == [
        list(row.values()) for row in rows(2022)
    ]


def test_the_workbook_has_a_frozen_filtered_head_and_widths() -> None:
    made = sheet(YEARS[2022])
    assert made.freeze_panes == "A2"
    assert made.auto_filter.ref == f"A1:N{len(YEARS[2022].results.entries) + 1}"
    assert [made.column_dimensions[c].width for c in "AC"] == [6, 36]


def test_the_workbook_depends_on_the_content_and_not_on_the_clock() -> None:
    content = build_results_xlsx(YEARS[2022], ARCHIVE)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    announced = YEARS[2022].results.announced_on
    assert properties.created.date() == properties.modified.date() == announced
    assert content == build_results_xlsx(YEARS[2022], ARCHIVE)


def test_a_year_without_entries_still_has_its_head() -> None:
    year = YEARS[2022]
    bare = replace(year, results=replace(year.results, entries=()), cases=())
    assert [list(row) for row in sheet(bare).values] == [list(TITLES)]


def test_the_file_of_a_year_lies_beside_its_page() -> None:
    assert results_url(2022, "csv") == "years/2022/results-2022.csv"
