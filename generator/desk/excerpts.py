"""摘录：the sentence, or the cell in its row, that a finding is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from openpyxl.utils import column_index_from_string, get_column_letter

from generator.intake.blocks import plain
from generator.intake.document import read_document
from generator.intake.workbook import Row, Sheet, read_workbook
from generator.problems import Place, Problem
from generator.sources import read_text

BEFORE, AFTER = 40, 60
"""characters shown on either side of the marked ones"""
ASIDE = 4
"""cells shown on either side of the marked one"""


@dataclass(frozen=True, slots=True)
class Line:
    """一行文字 with the offending part marked."""

    number: int
    before: str
    marked: str
    """empty when the finding is about the line as a whole"""
    after: str
    is_paragraph: bool = False
    """a paragraph of a Word file rather than a line of a text file"""


@dataclass(frozen=True, slots=True)
class Cell:
    """一格 in its column."""

    letter: str
    head: str
    """what the column is called in the paper"""
    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """一行表格 with the offending cell marked."""

    sheet: str
    number: int
    cells: tuple[Cell, ...]


Excerpt = Line | CellRow


@dataclass(slots=True)
class Excerpts:
    """摘录 from project files and papers; each file is read once."""

    root: Path
    papers: Mapping[str, Path] = field(default_factory=dict)
    """papers by the name under which the importer reports them"""
    lines: Mapping[str, list[str]] = field(default_factory=dict)
    """lines of the sources that are read already"""
    _sheets: dict[str, tuple[Sheet, ...]] = field(default_factory=dict)
    _paragraphs: dict[str, dict[int, str]] = field(default_factory=dict)

    def of(self, problem: Problem) -> Excerpt | None:
        """The excerpt for a finding; None where there is nothing to show."""
        place = problem.place
        name = place.file.split("!")[0]
        if name not in self.papers:
            return self._source_line(place)
        if "!" in place.file:
            return self._cell_row(name, place.file)
        text = self._paragraph(name, place.line) if place.line else ""
        return mark_words(text, problem) if text else None

    def _source_line(self, place: Place) -> Line | None:
        lines = self.lines.get(place.file)
        if lines is None and (self.root / place.file).is_file():
            lines = read_text(self.root, place.file)[0].lines
        if not lines or not 0 < place.line <= len(lines):
            return None
        return mark(lines[place.line - 1], place)

    def _cell_row(self, name: str, at: str) -> CellRow | None:
        where = re.fullmatch(r"(?:(.*)!)?([A-Z]{1,3})(\d+)", at.removeprefix(f"{name}!"))
        if where is None:
            return None
        if name not in self._sheets:
            self._sheets[name] = read_workbook(self.papers[name])[0]
        sheets = [s for s in self._sheets[name] if s.name == (where[1] or "")]
        return cut_row(sheets[0], int(where[3]), where[2]) if sheets else None

    def _paragraph(self, name: str, number: int) -> str:
        if name not in self._paragraphs:
            word = self.papers[name].suffix.lower() == ".docx"
            paper = read_document(self.papers[name])[0] if word else None
            blocks = paper.blocks if paper else ()
            self._paragraphs[name] = {block.at: _text_of(block) for block in blocks}
        return self._paragraphs[name].get(number, "")


def _text_of(block: object) -> str:
    """The words of a block; pictures have none."""
    if rows := getattr(block, "rows", ()):
        return "　".join(cell for row in rows for cell in row if isinstance(cell, str) and cell)
    text = getattr(block, "text", "")
    return text if isinstance(text, str) else plain(text)


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"


def mark_words(text: str, problem: Problem) -> Line:
    """一段 of a Word file: marked are the words of it that the message quotes."""
    number = problem.place.line
    quoted = (words for words in re.findall("“(.+?)”", problem.message) if words in text)
    if not (words := next(quoted, "")):
        return Line(number, _shortened(text), "", "", is_paragraph=True)
    column = text.index(words) + 1
    line = mark(text, Place(problem.place.file, number, column, column + len(words)))
    return replace(line, is_paragraph=True)


def mark(text: str, place: Place) -> Line:
    """原文的一行，cut to the neighbourhood of what is marked."""
    visible = text.replace("\t", " ").rstrip("\r\n")
    if place.column < 2 and not place.end_column:
        return Line(place.line, _shortened(visible), "", "")
    start = min(place.column - 1, len(visible))
    end = max(place.end_column - 1, start + 1) if place.end_column else start + 1
    before, marked, after = visible[:start], visible[start:end], visible[end:]
    if len(before) > BEFORE:
        before = "…" + before[-BEFORE:]
    if len(after) > AFTER:
        after = after[:AFTER] + "…"
    return Line(place.line, before, _shortened(marked) or " ", after)


def cut_row(sheet: Sheet, number: int, letter: str) -> CellRow | None:
    """表格的一行：the marked cell with its neighbours and the heads of their columns."""
    row = next((row for row in sheet.rows if row.number == number), None)
    if row is None:
        return None
    column = column_index_from_string(letter)
    heads = _heads_above(sheet, row)
    first, last = max(column - ASIDE, 1), max(min(column + ASIDE, len(row.cells)), column)
    marked = _at(row.cells, column)
    # neighbours with the very same words are the same cell, merged
    kept = (n for n in range(first, last + 1) if n == column or _at(row.cells, n) != marked)
    cells = tuple(
        Cell(get_column_letter(n), _at(heads, n), _shortened(_at(row.cells, n)), n == column)
        for n in kept
    )
    return CellRow(sheet.name, number, cells)


def _at(cells: tuple[str, ...], column: int) -> str:
    return cells[column - 1] if column <= len(cells) else ""


def _heads_above(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """The first row with several different texts: what the columns are called."""
    above = (r for r in sheet.rows if r.number < row.number and len(set(filter(None, r.cells))) > 2)
    return next((r.cells for r in above), ())
