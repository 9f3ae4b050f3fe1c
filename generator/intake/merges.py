"""合并单元格：merged cells cut to the part of a sheet that a list can fill.

openpyxl makes a cell for every place under a merged one, so that a merge down to the last row of
Excel takes a minute and a gigabyte. What lies beyond our rows and columns holds nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from generator.intake.workbook import MOST_COLUMNS, MOST_ROWS

MOST_PLACES = 200_000
"""under the merged cells of a sheet, some three seconds' work; further merges are left out"""
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"[^>]*?/>')


def with_small_merges(path: Path) -> Path | io.BytesIO:
    """工作簿 → itself, or a copy in memory when the merged cells of a sheet reach too far."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        cut = {name: _cut_merges(package.read(name)) for name in sheets}
        changed = {name: data for name, data in cut.items() if data is not None}
        return _copied(package, changed) if changed else path


def _cut_merges(sheet: bytes) -> bytes | None:
    """One sheet with its merged cells cut; nothing when they are as small as they should be."""
    areas = [_area(found[1]) for found in _MERGE.finditer(sheet)]
    if sum(areas) <= MOST_PLACES:
        return None
    left = MOST_PLACES

    def cut(found: re.Match[bytes]) -> bytes:
        nonlocal left
        first_column, first_row, last_column, last_row = _bounds(found[1])
        last_column = min(last_column, MOST_COLUMNS + 1)
        last_row = min(last_row, MOST_ROWS + 1)
        places = (last_column - first_column + 1) * (last_row - first_row + 1)
        if first_column > last_column or first_row > last_row or not 1 < places <= left:
            return b""
        left -= places
        corner = f"{get_column_letter(first_column)}{first_row}"
        return f'<mergeCell ref="{corner}:{get_column_letter(last_column)}{last_row}"/>'.encode()

    return _MERGE.sub(cut, sheet)


def _area(ref: bytes) -> int:
    first_column, first_row, last_column, last_row = _bounds(ref)
    return (last_column - first_column + 1) * (last_row - first_row + 1)


def _bounds(ref: bytes) -> tuple[int, int, int, int]:
    """First column, first row, last column, last row, from 1."""
    first, last = (coordinate_to_tuple(corner) for corner in ref.decode().split(":"))
    return first[1], first[0], last[1], last[0]


def _copied(package: zipfile.ZipFile, changed: dict[str, bytes]) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for info in package.infolist():
            target.writestr(info, changed.get(info.filename) or package.read(info))
    copy.seek(0)
    return copy
