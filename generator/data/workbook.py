"""工作簿：a year's list as XLSX. No cell is ever a formula, no byte depends on the clock."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from generator.data.roster import COLUMNS, Column, build_rows
from generator.data.spreadsheets import FORMULA_STARTS
from generator.gate import Archive, PublicYear

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""the earliest day that a ZIP file knows"""
CORE = "docProps/core.xml"
_DOUBTFUL = (*FORMULA_STARTS, "#")
"""what makes a formula of a text, or an error"""


def build_results_xlsx(year: PublicYear, archive: Archive) -> bytes:
    """结果名单 → XLSX: head frozen and filtered, widths set, every cell but the number a text.

    Row by row: a sheet with all of its cells at hand takes 8 kB a row, and gives nothing back.
    """
    rows = build_rows(year, archive)
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet(f"{year.year}年名单")
    _lay_out(sheet, len(rows) + 1)
    sheet.append([_head(sheet, column.title) for column in COLUMNS])
    for cells in rows:
        sheet.append([_cell(sheet, *pair) for pair in zip(COLUMNS, cells, strict=True)])
    out = io.BytesIO()
    book.save(out)
    title = f"{year.year}年度结果名单"
    day = year.results.announced_on or date(year.year, 12, 31)
    return _settled(out.getvalue(), _core(title, archive.site.publisher, day))


def _lay_out(sheet: Any, rows: int) -> None:
    for index, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"


def _head(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, title)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="center")
    return cell


def _cell(sheet: Any, column: Column, text: str) -> Any:
    """What openpyxl takes as it is, and a cell where it would take a text for something else."""
    if column.type == "integer":
        return int(text)
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not text.startswith(_DOUBTFUL):
        return text or None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    return cell


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
