"""工作簿：sheets of xlsx, xls and csv files as grids of texts, with merged cells spread out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter

from generator.intake.messages import problem
from generator.problems import Place, Problem

MOST_ROWS = 5000
MOST_COLUMNS = 100


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

    @property
    def first(self) -> int:
        """Column of the first cell that holds something, from 1."""
        return next((n for n, cell in enumerate(self.cells, 1) if cell), 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表 as rows; days are written YYYY-MM-DD, line breaks in cells are joined."""

    file: str
    name: str
    """empty for a CSV file, which has no sheets"""
    rows: tuple[Row, ...]

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Where a cell stands, as `名单.xlsx!名单!C14`; 0 for the sheet as a whole."""
        cell = f"{get_column_letter(max(column, 1))}{row}" if row else ""
        return Place("!".join(part for part in (self.file, self.name, cell) if part))


Span = tuple[int, int, int, int]
"""first row, last row, first column, last column of a merged cell, from 1"""


@dataclass(slots=True)
class Grid:
    """方格：what a reader of one format found in one sheet."""

    name: str
    cells: Mapping[tuple[int, int], str]
    """texts by row and column, only where there is one"""
    merged: Iterable[Span] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    faults: list[tuple[str, int, int]] = field(default_factory=list)
    """message id, row and column of cells that cannot be relied on"""


def read_workbook(path: Path) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """xlsx, xls or csv → its visible sheets. Formulas come as their last value, or are reported."""
    from generator.intake.spreadsheets import read_grids  # noqa: PLC0415 - heavy libraries

    grids, problems = read_grids(path)
    sheets = [_build_sheet(path.name, grid, problems) for grid in grids]
    return tuple(sheet for sheet in sheets if sheet), problems


def _build_sheet(file: str, grid: Grid, problems: list[Problem]) -> Sheet | None:
    sheet = Sheet(file, grid.name, ())
    if grid.hidden:
        if grid.cells:
            problems.append(problem("intake.hidden-sheet", sheet.place(), name=grid.name))
        return None
    height = max((row for row, _ in grid.cells), default=0)
    width = max((column for _, column in grid.cells), default=0)
    if height > MOST_ROWS or width > MOST_COLUMNS:
        limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        problems.append(problem("intake.too-many-rows", sheet.place(), **limits))
        return None
    problems += _hidden(sheet, grid)
    problems += (problem(id, sheet.place(row, column)) for id, row, column in grid.faults)
    return Sheet(file, grid.name, tuple(_rows_of(grid, height, width)))


def _hidden(sheet: Sheet, grid: Grid) -> Iterator[Problem]:
    """Hidden rows and columns that hold something."""
    for row in sorted({row for row, _ in grid.cells} & grid.hidden_rows):
        yield problem("intake.hidden-row", sheet.place(row), row=row)
    for column in sorted({column for _, column in grid.cells} & grid.hidden_columns):
        letter = get_column_letter(column)
        yield problem("intake.hidden-column", sheet.place(1, column), column=letter)


def _rows_of(grid: Grid, height: int, width: int) -> Iterator[Row]:
    spans = [span for span in grid.merged if span[0] <= height]
    spread = dict(_spread(spans, height, width))
    wide = {first for first, _, left, right in spans if right - left >= 3}
    for number in range(1, height + 1):
        origins = (spread.get((number, column), (number, column)) for column in range(1, width + 1))
        cells = tuple(grid.cells.get(origin, "") for origin in origins)
        yield Row(number, cells, number in wide and len(set(filter(None, cells))) == 1)


def _spread(
    spans: Iterable[Span], height: int, width: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each cell under a merged one, and the cell that holds its value."""
    for top, bottom, left, right in spans:
        for row in range(top, min(bottom, height) + 1):
            for column in range(left, min(right, width) + 1):
                yield (row, column), (top, left)
