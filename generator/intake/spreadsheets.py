"""表格文件：xlsx, xls and csv → grids of texts. The content decides the format, not the name."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import xlrd  # type: ignore[import-untyped]

from generator.intake.guard import check_file, has_old_macros, is_old_workbook
from generator.intake.merges import with_small_merges
from generator.intake.messages import problem
from generator.intake.text import tidy
from generator.intake.workbook import Grid
from generator.problems import Place, Problem, has_errors

_CSV_SUFFIXES = {".csv", ".txt", ".tsv"}


def read_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """文件 → grids. Nothing comes back beside an error."""
    try:
        if path.suffix.lower() in _CSV_SUFFIXES:
            return _read_csv(path)
        if is_old_workbook(path):
            return _read_old(path)
        problems = check_file(path, "xl/workbook.xml")
        return ([] if has_errors(problems) else _read_xlsx(path)), problems
    # the libraries raise nearly anything over a broken file, and bad paperwork is no bug of ours
    except Exception as error:
        reason = f"文件已损坏或不合格式（{type(error).__name__}）"
        args = {"name": path.name, "reason": reason}
        return [], [problem("intake.unreadable", Place(path.name), **args)]


def text_of(value: object) -> str:
    """单元格的值 → one line of text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value).replace("_x000D_", "\n"))


def _read_xlsx(path: Path) -> list[Grid]:
    book = openpyxl.load_workbook(with_small_merges(path), data_only=True)
    formulas = openpyxl.load_workbook(with_small_merges(path)) if _has_formulas(path) else None
    return [_xlsx_grid(sheet, formulas) for sheet in book.worksheets]


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        parts = (name for name in package.namelist() if name.startswith("xl/worksheets/"))
        return any(b"<f" in package.read(name) for name in parts)


def _xlsx_grid(sheet: Any, formulas: Any) -> Grid:
    # the dimensions of a sheet lie when a format was set far below: only what is there counts
    present = list(sheet._cells.values())
    grid = Grid(
        name=sheet.title,
        cells={(c.row, c.column): text for c in present if (text := text_of(c.value))},
        merged=[(s.min_row, s.max_row, s.min_col, s.max_col) for s in sheet.merged_cells.ranges],
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(n for n, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
    )
    grid.faults += [("intake.cell-error", c.row, c.column) for c in present if c.data_type == "e"]
    if formulas:
        grid.faults += _not_calculated(formulas[sheet.title], grid)
    return grid


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for width in sheet.column_dimensions.values():
        if width.hidden:
            yield from range(width.min or 1, min(width.max or 1, 200) + 1)


def _not_calculated(sheet: Any, grid: Grid) -> Iterator[tuple[str, int, int]]:
    for cell in sheet._cells.values():
        if cell.data_type == "f" and (cell.row, cell.column) not in grid.cells:
            yield "intake.formula", cell.row, cell.column


def _read_old(path: Path) -> tuple[list[Grid], list[Problem]]:
    if has_old_macros(path):
        return [], [problem("intake.macros", Place(path.name))]
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        locked = "encrypt" in str(error).lower() or "password" in str(error).lower()
        if locked:
            return [], [problem("intake.password", Place(path.name))]
        raise
    return [_old_grid(sheet, book.datemode) for sheet in book.sheets()], []


def _old_grid(sheet: Any, datemode: int) -> Grid:
    cells = {}
    faults = []
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                faults.append(("intake.cell-error", row + 1, column + 1))
            elif text := _old_text(cell, datemode):
                cells[row + 1, column + 1] = text
    return Grid(
        name=sheet.name,
        cells=cells,
        merged=[(top + 1, end, left + 1, right) for top, end, left, right in sheet.merged_cells],
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(n + 1 for n, info in sheet.colinfo_map.items() if info.hidden),
        faults=faults,
    )


def _old_text(cell: Any, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return text_of(xlrd.xldate_as_datetime(cell.value, datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    return text_of(cell.value)


def _read_csv(path: Path) -> tuple[list[Grid], list[Problem]]:
    text = decode(path.read_bytes())
    if text is None:
        return [], [problem("intake.encoding", Place(path.name))]
    head = text[:2000]
    delimiter = max(",\t;，", key=head.count)
    cells = {
        (row, column): tidied
        for row, line in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1)
        for column, cell in enumerate(line, 1)
        if (tidied := tidy(cell))
    }
    return [Grid("", cells)], []


def decode(data: bytes) -> str | None:
    """文字文件：UTF-8 with or without BOM, UTF-16 with BOM, GB18030; None for anything else."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
