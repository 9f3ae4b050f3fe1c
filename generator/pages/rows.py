"""案例行：a case as one row of a list; the same in the archive, on collected pages and at home."""

from __future__ import annotations

from generator.model import Case
from generator.pages.index import CaseRow, Index
from generator.pages.kpis import build_kpi, lead_kpi
from generator.urls import case_url

__all__ = ["CaseRow", "build_row"]


def build_row(case: Case, index: Index) -> CaseRow:
    """案例 → 案例行 in the standing labels, since a list may hold several years; made once."""
    row = index.rows.get(case.id)
    if row is None:
        row = index.rows[case.id] = _build(case, index)
    return row


def _build(case: Case, index: Index) -> CaseRow:
    lead = lead_kpi(case.kpis)
    shown = build_kpi(lead) if lead else None
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
        kpi_text=shown.line if shown else "",
        kpi_change=shown.change if shown else "",
        summary=case.summary,
    )
