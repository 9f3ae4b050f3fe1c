"""案例行：a case as one row of a list; the same in the archive, on collected pages and at home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from jinja2 import Environment

from generator.model import Case
from generator.pages.index import CaseRow, Index
from generator.pages.kpis import change_text, lead_kpi, line_text
from generator.urls import ARCHIVE, base_of, case_url, rows_url

__all__ = [
    "ROWS_A_FILE",
    "CaseRow",
    "build_row",
    "build_row_file",
    "in_row_files",
]

NBSP = "\u00a0"
"""keeps 前 → 后 on one line"""
ROWS_A_FILE = 10
"""cases in one file of rows: few, for ten hits may lie in ten files"""


def in_row_files(cases: Sequence[Case]) -> Iterator[tuple[str, Sequence[Case]]]:
    """案例 → the address of each file of rows, and the cases in it."""
    for number, first in enumerate(range(0, len(cases), ROWS_A_FILE)):
        yield rows_url(number), cases[first : first + ROWS_A_FILE]


def build_row_file(cases: Iterable[Case], index: Index, environment: Environment) -> str:
    """案例 → 行文件: JSON of their rows as the archive page writes them.

    HTML and not values, so that a row is drawn in one place only; the browser puts it in as it is.
    """
    template = environment.get_template("pages/_case_row.html")
    case_row = template.module.case_row  # type: ignore[attr-defined]
    rows = [str(case_row(build_row(case, index), base_of(ARCHIVE))).strip() for case in cases]
    return json.dumps(rows, ensure_ascii=False) + "\n"


def build_row(case: Case, index: Index) -> CaseRow:
    """案例 → 案例行 in the standing labels, since a list may hold several years; made once."""
    row = index.rows.get(case.id)
    if row is None:
        row = index.rows[case.id] = _build(case, index)
    return row


def _build(case: Case, index: Index) -> CaseRow:
    lead = lead_kpi(case.kpis)
    return CaseRow(
        id=case.id,
        url=case_url(case),
        title=case.short_title or case.title,
        organisation=index.organisation_name(case),
        team=case.team,
        year=case.year,
        domain_slug=case.domain,
        domain=index.label("domain", case.domain),
        tier=index.label("tier", case.tier),
        district=index.label("district", case.district),
        kpi_text=line_text(lead).replace(" → ", f"{NBSP}→{NBSP}") if lead else "",
        kpi_change=change_text(lead) if lead else "",
        summary=case.summary,
    )
