"""案例页：what a visitor reads about one case, in the order of the first screen down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

from markupsafe import Markup

from generator.model import Case, Figure, Section
from generator.pages.facts import Fact, build_facts
from generator.pages.index import Index
from generator.pages.kpis import KpiView, build_kpi, lead_kpi
from generator.pages.page import PictureIndex, ProseRenderer, located
from generator.pages.parts import Link, crumbs, day_text, doc_text, term_link
from generator.pages.related import Related, build_related
from generator.urls import ARCHIVE, base_of, case_url, collection_url, notice_url, year_url

RESULTS = "results"
"""建设成效：the section that carries the table of figures"""
LESSONS = "lessons"
"""可借鉴之处：set apart, the reason why one reads a case"""

PAGE_IDS = ("main", "site-nav", "site-q", "facts", "toc", "provenance", "related")
"""ids that the page itself uses"""


@dataclass(frozen=True, slots=True)
class SectionView:
    """章节 as shown."""

    anchor: str
    title: str
    slug: str
    body: Markup
    kpis: tuple[KpiView, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """更正 as shown."""

    day: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """案例页."""

    id: str
    crumbs: tuple[Link, ...]
    title: str
    domain: Link
    tier: str
    organisation: Link
    team: str
    district: Link
    year: Link
    summary: str
    lead: KpiView | None
    facts: tuple[Fact, ...]
    sections: tuple[SectionView, ...]
    video: str
    source: str
    rights_holder: str
    licence: str
    announcement: Link
    doc_number: str
    announced_on: str
    corrections: tuple[CorrectionView, ...]
    citation: str
    address: str
    related: tuple[Related, ...]
    previous: Link | None
    next: Link | None


def build_case(case: Case, index: Index, prose: ProseRenderer, pictures: PictureIndex) -> CaseView:
    """案例 → 案例页."""
    year = index.years[case.year]
    lead = lead_kpi(case.kpis)
    address = index.archive.site.base_url.rstrip("/") + "/" + case_url(case)
    organisation = index.organisation_name(case)
    before, after = _neighbours(case, index)
    return CaseView(
        id=case.id,
        crumbs=crumbs(Link("案例", ARCHIVE), Link(f"{case.year} 年", year_url(case.year))),
        title=case.title,
        domain=_term("domain", case, index),
        tier=index.label("tier", case.tier, case.year),
        organisation=Link(organisation, collection_url("organisation", case.organisation)),
        team=case.team,
        district=_term("district", case, index),
        year=Link(f"{case.year} 年", year_url(case.year)),
        summary=case.summary,
        lead=build_kpi(lead) if lead else None,
        facts=build_facts(case, index),
        sections=build_sections(case, prose, pictures),
        video=case.video,
        source=f"{organisation} {case.team}",
        rights_holder=case.rights_holder,
        licence=case.licence,
        announcement=Link(year.announcement.title, notice_url(year.announcement)),
        doc_number=doc_text(year.announcement.doc_number),
        announced_on=day_text(year.results.announced_on),
        corrections=tuple(CorrectionView(day_text(c.day), c.text) for c in case.corrections),
        citation=_citation(case, organisation, index, address),
        address=address,
        related=build_related(case, index),
        previous=before,
        next=after,
    )


def _term(kind: str, case: Case, index: Index) -> Link:
    slug = getattr(case, kind)
    return term_link(kind, slug, index.label(kind, slug, case.year))


def _citation(case: Case, organisation: str, index: Index, address: str) -> str:
    site = index.archive.site
    return (
        f"{organisation} {case.team}：《{case.title}》，{case.year} 年，"
        f"{site.publisher}“{site.name}”，编号 {case.id}，{address}"
    )


def _neighbours(case: Case, index: Index) -> tuple[Link | None, Link | None]:
    """上一篇、下一篇 within the year, in the order of the published list."""
    place = index.order[case.id]
    before, after = (
        index.all[at] if 0 <= at < len(index.all) else None for at in (place - 1, place + 1)
    )
    return _case_link(before, case.year), _case_link(after, case.year)


def _case_link(case: Case | None, year: int) -> Link | None:
    if case is None or case.year != year:
        return None
    return Link(case.short_title or case.title, case_url(case))


def build_sections(
    case: Case, prose: ProseRenderer, pictures: PictureIndex
) -> tuple[SectionView, ...]:
    """章节, with the figures under 建设成效 and unplaced pictures at the end."""
    base = base_of(case_url(case))
    figures = {p.file: located(pictures.figure(case, p), base) for p in case.pictures}
    shown = [_section(section, case, prose, figures) for section in _with_results(case)]
    unplaced = _unplaced(case, figures)
    if unplaced:
        shown.append(SectionView("pictures", "图片", "", Markup(), figures=unplaced))
    return _with_unique_anchors(shown)


def _with_unique_anchors(sections: list[SectionView]) -> tuple[SectionView, ...]:
    """No two ids alike, whatever the author called the sections."""
    taken, shown = set(PAGE_IDS), []
    for section in sections:
        names = (f"{section.anchor}-{n}" if n > 1 else section.anchor for n in count(1))
        anchor = next(name for name in names if name not in taken)
        taken.add(anchor)
        shown.append(replace(section, anchor=anchor))
    return tuple(shown)


def _with_results(case: Case) -> tuple[Section, ...]:
    """The sections, with an empty 建设成效 where the author gave figures but no text."""
    if not case.kpis or any(section.slug == RESULTS for section in case.sections):
        return case.sections
    slugs = [section.slug for section in case.sections]
    at = slugs.index(LESSONS) if LESSONS in slugs else len(slugs)
    return (*case.sections[:at], Section(RESULTS, "建设成效", "", 0), *case.sections[at:])


def _section(
    section: Section, case: Case, prose: ProseRenderer, figures: Mapping[str, Figure]
) -> SectionView:
    kpis = tuple(build_kpi(kpi) for kpi in case.kpis) if section.slug == RESULTS else ()
    return SectionView(
        anchor=section.slug or prose.anchor(section.title),
        title=section.title,
        slug=section.slug,
        body=prose.section(section.markdown, figures, section.title),
        kpis=kpis,
    )


def _unplaced(case: Case, figures: Mapping[str, Figure]) -> tuple[Figure, ...]:
    text = "".join(section.markdown for section in case.sections)
    return tuple(figure for file, figure in figures.items() if file not in text)
