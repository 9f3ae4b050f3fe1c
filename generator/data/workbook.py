"""工作簿：a year's list as XLSX. No cell is ever a formula, no byte depends on the clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from generator.data.roster import COLUMNS, build_rows
from generator.data.spreadsheets import FORMULA_STARTS
from generator.gate import Archive, PublicYear

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""the earliest day that a ZIP file knows"""
CORE = "docProps/core.xml"


def build_results_xlsx(year: PublicYear, archive: Archive) -> bytes:
    """结果名单 → XLSX: head frozen and filtered, widths set, every cell but the number a text."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = f"{year.year}年名单"
    _write_head(sheet)
    for row, cells in enumerate(build_rows(year, archive), 2):
        _write_row(sheet, row, cells)
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    title = f"{year.year}年度结果名单"
    day = year.results.announced_on or date(year.year, 12, 31)
    return _settled(out.getvalue(), _core(title, archive.site.publisher, day))


def _write_head(sheet: Any) -> None:
    for index, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, index, column.title)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _write_row(sheet: Any, row: int, cells: Sequence[str]) -> None:
    for index, (column, text) in enumerate(zip(COLUMNS, cells, strict=True), 1):
        if column.type == "integer":
            sheet.cell(row, index, int(text))
        elif text:
            cell = sheet.cell(row, index, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
            cell.quotePrefix = text.startswith(FORMULA_STARTS)


def _core(title: str, publisher: str, day: date) -> str:
    """文档属性 with the day of announcement where a program would write the clock."""
    moment = datetime(day.year, day.month, day.day)
    made = DocumentProperties(creator=publisher, title=title, created=moment, modified=moment)
    return tostring(made.to_tree())


def _settled(package: bytes, core: str) -> bytes:
    """The same package with fixed days and properties."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content: str | bytes = core if info.filename == CORE else source.read(info)
            fixed = zipfile.ZipInfo(info.filename, ZIP_DAY)
            fixed.compress_type, fixed.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(fixed, content)
    return out.getvalue()
