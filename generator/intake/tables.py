"""Word 表格：rows of texts, whatever is merged or nested. Cells are read as they stand in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from generator.intake.runs import words_of
from generator.intake.text import tidy

_GRID_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_DOWN = f"{qn('w:tcPr')}/{qn('w:vMerge')}"
_ROW_BEFORE = f"{qn('w:trPr')}/{qn('w:gridBefore')}"


def read_rows(table: Any) -> tuple[tuple[str, ...], ...]:
    """表格 → rows of one width. A cell merged across is empty after the first, one merged down repeats."""
    rows: list[list[str]] = []
    for row in _own(table, "w:tr"):
        cells: list[str] = [""] * _number(row.find(_ROW_BEFORE), 0)
        for cell in _own(row, "w:tc"):
            down = cell.find(_DOWN)
            goes_on = down is not None and down.get(qn("w:val")) != "restart"
            own = tidy(words_of(cell))
            above = rows[-1][len(cells)] if goes_on and rows and len(cells) < len(rows[-1]) else ""
            span = _number(cell.find(_GRID_SPAN), 1)
            cells += [own or above, *[""] * (span - 1)]
        rows.append(cells)
    width = max((len(cells) for cells in rows), default=0)
    return tuple(tuple(cells + [""] * (width - len(cells))) for cells in rows)


def _own(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls, but not of nested tables."""
    for child in element.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _own(child, tag)


def _number(mark: Any, default: int) -> int:
    value = mark.get(qn("w:val")) if mark is not None else None
    return min(int(value), 60) if value and value.isdigit() else default
