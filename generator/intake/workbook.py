"""工作簿：a sheet of an xlsx file as a grid of texts, with merged cells spread out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from generator.intake.messages import problem
from generator.intake.text import squeeze, tidy
from generator.problems import Place, Problem

MOST_ROWS = 5000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """一行：texts of the cells from the left; `number` is the row in the sheet, from 1."""

    number: int
    cells: tuple[str, ...]
    whole: bool = False
    """one merged cell over the row, as titles and section heads are"""

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells that hold something, each text once in a row of repeats."""
        found: list[str] = []
        for cell in self.cells:
            if cell and (not found or found[-1] != cell):
                found.append(cell)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表 as rows; days are written YYYY-MM-DD, line breaks in cells are joined."""

    file: str
    name: str
    rows: tuple[Row, ...]

    def place(self, row: int, column: int = 0) -> Place:
        """Where a cell stands; column from 1, 0 for the row as a whole."""
        return Place(self.file, row, column)


def read_workbook(path: Path) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """xlsx → its visible sheets. Formulas come as their last value."""
    place = Place(path.name)
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        reason = type(error).__name__
        return (), [problem("intake.unreadable", place, name=path.name, reason=reason)]
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    return tuple(_read_sheet(path.name, sheet) for sheet in sheets), []


def _read_sheet(file: str, sheet: Worksheet) -> Sheet:
    spread = dict(_merged(sheet))
    last_row, last_column = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    wide = {span.min_row for span in sheet.merged_cells.ranges if span.max_col - span.min_col >= 3}
    rows = []
    for number in range(1, last_row + 1):
        cells = tuple(
            _text_of(sheet.cell(*spread.get((number, column), (number, column))).value)
            for column in range(1, last_column + 1)
        )
        rows.append(Row(number, cells, number in wide and len(set(filter(None, cells))) == 1))
    return Sheet(file, sheet.title, tuple(rows))


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each cell under a merged one, and the cell that holds its value."""
    for span in sheet.merged_cells.ranges:
        for row in range(span.min_row, min(span.max_row, MOST_ROWS) + 1):
            for column in range(span.min_col, min(span.max_col, MOST_COLUMNS) + 1):
                yield (row, column), (span.min_row, span.min_col)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def find_header(sheet: Sheet, aliases: dict[str, str], needed: tuple[str, ...]) -> Row | None:
    """表头：the first row whose cells name all the needed fields."""
    for row in sheet.rows[:30]:
        fields = {aliases.get(squeeze(cell), "") for cell in row.cells}
        if fields.issuperset(needed):
            return row
    return None
