"""表格文件：the same list in every format; what cannot be relied on is named with its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.intake.results import read_results
from generator.intake.workbook import read_workbook
from tests.intake.papers import ASSOCIATION, ORGANISATION, VOCABULARIES, YEAR, write_workbook

DATA = Path(__file__).parent / "data"
LINES = (
    "序号,单位,班组名称,领域,等级,推荐单位\r\n"
    f'1,{ORGANISATION},"设备部\r\n空压站班",制造类,典型,{ASSOCIATION}\r\n'
    "2,,机修班,〃,经验,同上\r\n"
)


def _teams(path: Path) -> list[tuple[object, ...]]:
    results, _ = read_results(path, YEAR, VOCABULARIES)
    assert results is not None
    names = ("organisation", "team", "domain", "tier", "recommender")
    return [tuple(entry.fields[name] for name in names) for entry in results.entries]


EXPECTED = [
    (ORGANISATION, "设备部空压站班", "制造类", "典型经验", ASSOCIATION),
    (ORGANISATION, "机修班", "制造类", "经验", ASSOCIATION),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_in_every_encoding_of_csv(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(LINES.encode(encoding))
    assert _teams(path) == EXPECTED


def test_a_list_with_tabs_between_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(LINES.replace(",", "\t"), encoding="utf-8")
    assert _teams(path) == EXPECTED


def test_blanks_of_a_csv_are_filled_from_above_and_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(LINES, encoding="utf-8")
    _, problems = read_results(path, YEAR, VOCABULARIES)
    assert [(p.id, p.place.file) for p in problems] == [("intake.value-odd", "名单.csv!B3")]


def test_a_list_of_excel_97() -> None:
    assert _teams(DATA / "list.xls") == EXPECTED
    rows = read_workbook(DATA / "list.xls")[0][0].rows
    assert rows[4].texts == ("制表日期", "2022-09-06")


def test_an_old_workbook_under_a_new_name_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes((DATA / "list.xls").read_bytes())
    assert _teams(path) == EXPECTED


def test_a_hidden_sheet_of_an_old_workbook_is_named() -> None:
    _, problems = read_workbook(DATA / "hidden.xls")
    assert [(p.id, p.place.file) for p in problems] == [("intake.hidden-sheet", "hidden.xls!草稿")]


def test_what_is_hidden_is_named_with_its_place(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "名单.xlsx", [("甲", "乙"), ("丙", "丁")])
    book = openpyxl.load_workbook(path)
    sheet: Any = book["名单"]
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("空的").sheet_state = "hidden"
    other: Any = book.create_sheet("草稿")
    other["A1"], other.sheet_state = "没定", "veryHidden"
    book.save(path)
    _, problems = read_workbook(path)
    assert [(p.id, p.place.file) for p in problems] == [
        ("intake.hidden-row", "名单.xlsx!名单!A2"),
        ("intake.hidden-column", "名单.xlsx!名单!B1"),
        ("intake.hidden-sheet", "名单.xlsx!草稿"),
    ]


def test_a_formula_is_never_calculated(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "名单.xlsx", [("单位", "=1+1"), ("#REF!", 3)])
    _, problems = read_workbook(path)
    assert {(p.id, p.place.file) for p in problems} == {
        ("intake.formula", "名单.xlsx!名单!B1"),
        ("intake.cell-error", "名单.xlsx!名单!A2"),
    }


def test_a_format_set_far_below_makes_no_rows(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "名单.xlsx", [("甲",)])
    book = openpyxl.load_workbook(path)
    sheet: Any = book["名单"]
    sheet.cell(1_000_000, 3).number_format = "0.00"
    sheet.merged_cells.add("A900000:Z1000000")
    book.save(path)
    (read,), problems = read_workbook(path)
    assert problems == []
    assert [row.cells for row in read.rows] == [("甲",)]


def test_a_merge_down_to_the_last_row_of_excel_fills_the_rows_that_are_there(
    tmp_path: Path,
) -> None:
    path = write_workbook(tmp_path / "名单.xlsx", [("甲", "一"), (None, "二"), (None, "三")])
    book = openpyxl.load_workbook(path)
    sheet: Any = book["名单"]
    sheet.merged_cells.add("A1:A1048576")
    sheet.merged_cells.add("C1:XFD1048576")
    book.save(path)
    (read,), problems = read_workbook(path)
    assert problems == []
    assert [row.cells for row in read.rows] == [("甲", "一"), ("甲", "二"), ("甲", "三")]


def test_too_many_rows_are_refused_not_cut(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "名单.xlsx", [("甲",)] * 5001)
    sheets, problems = read_workbook(path)
    assert sheets == ()
    assert [p.id for p in problems] == ["intake.too-many-rows"]
