"""表格文件：a year's list as CSV. No cell is ever a formula."""

from __future__ import annotations

import csv
import io

from generator.data.roster import COLUMNS, build_rows
from generator.gate import Archive, PublicYear

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def as_text_cell(text: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def build_results_csv(year: PublicYear, archive: Archive) -> bytes:
    """结果名单 → CSV in UTF-8 with BOM, which Excel opens rightly."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.title for column in COLUMNS])
    for row in build_rows(year, archive):
        writer.writerow([as_text_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
