"""案例行：a case as one row of a list; the same in the archive, on collected pages and at home."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Case
from generator.pages.index import Index
from generator.pages.kpis import build_kpi, lead_kpi
from generator.urls import case_url


@dataclass(frozen=True, slots=True)
class CaseRow:
    """案例行：everything that the macro `case_row` shows, ready as text."""

    id: str
    url: str
    """site-relative"""
    title: str
    organisation: str
    """单位名称 as written in that year"""
    team: str
    year: int
    domain_slug: str
    """names the colour: class `d-…`"""
    domain: str
    tier: str
    district: str
    kpi_text: str
    """一次交验合格率 96.2% → 99.1%; empty without figures"""
    kpi_change: str
    """+2.9 个百分点"""
    summary: str


def build_row(case: Case, index: Index, year: int | None = None) -> CaseRow:
    """案例 → 案例行; with `year` in the labels of that year, without in the standing ones."""
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
        domain=index.label("domain", case.domain, year),
        tier=index.label("tier", case.tier, year),
        district=index.label("district", case.district, year),
        kpi_text=shown.line if shown else "",
        kpi_change=shown.change if shown else "",
        summary=case.summary,
    )
