"""海报文字：what stands on the share picture and the poster of a case, ready as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from generator.model import Case
from generator.pages.case import LESSONS, address_of
from generator.pages.index import Index
from generator.pages.kpis import KpiView, build_kpi, lead_kpi, with_unit
from generator.pages.lessons import Guide, parse_guide

MOST_FIGURES = 4
MOST_PRACTICES = 3
SAMPLE = "示例数据：单位、班组、数据均为虚构"
EMPTY_GUIDE = Guide("", ())


@dataclass(frozen=True, slots=True)
class Figure:
    """指标 on paper: the lead comes first."""

    name: str
    before: str
    """with its unit where that is written against it; empty without a figure before"""
    after: str
    unit: str
    change: str
    basis: str


@dataclass(frozen=True, slots=True)
class Words:
    """海报文字."""

    site: str
    publisher: str
    result: str
    """2022 年典型经验"""
    domain: str
    domain_slug: str
    """names the colour"""
    title: str
    organisation: str
    team: str
    summary: str
    figures: tuple[Figure, ...]
    practices: tuple[tuple[str, str], ...]
    """title, and 前提 where it is given"""
    address: str
    id: str
    sample: str
    """示例数据：…, empty on a real site"""

    @property
    def text(self) -> str:
        """Every character that will be drawn, for the check of glyphs and the key of the cache."""
        return "\n".join(_strings(astuple(self)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
        yield ";"


def build_words(case: Case, index: Index) -> Words:
    """案例 → 海报文字."""
    site = index.archive.site
    return Words(
        site=site.name,
        publisher=site.publisher,
        result=f"{case.year} 年{index.label('tier', case.tier, case.year)}",
        domain=index.label("domain", case.domain, case.year),
        domain_slug=case.domain,
        title=case.short_title or case.title,
        organisation=index.organisation_name(case),
        team=case.team,
        summary=case.summary,
        figures=_figures(case),
        practices=_practices(case),
        address=address_of(case, site),
        id=case.id,
        sample=SAMPLE if site.sample_data else "",
    )


def _figures(case: Case) -> tuple[Figure, ...]:
    lead = lead_kpi(case.kpis)
    others = [kpi for kpi in case.kpis if kpi is not lead]
    chosen = [lead, *others][:MOST_FIGURES] if lead else []
    return tuple(_figure(build_kpi(kpi)) for kpi in chosen)


def _figure(kpi: KpiView) -> Figure:
    before = with_unit(kpi.before, kpi.unit) if kpi.joined and kpi.before else kpi.before
    return Figure(kpi.name, before, kpi.after, kpi.unit, kpi.change, kpi.basis)


def _practices(case: Case) -> tuple[tuple[str, str], ...]:
    """The practices that have a title, as the guide on the page has them."""
    texts = [section.markdown for section in case.sections if section.slug == LESSONS]
    guide = (parse_guide(texts[0]) if texts else None) or EMPTY_GUIDE
    return tuple(
        (practice.title, next((p.markdown for p in practice.parts if p.label == "前提"), ""))
        for practice in guide.practices
        if practice.title
    )[:MOST_PRACTICES]
