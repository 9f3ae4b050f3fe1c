"""案例页：what a visitor reads about one case, in the order of the first screen down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from markupsafe import Markup

from generator.drawing.qr import QrCode
from generator.model import Case, Figure, Section, Site
from generator.pages.citation import Citation, cite
from generator.pages.facts import Fact, build_facts
from generator.pages.index import Index
from generator.pages.kpis import KpiView, build_kpi, lead_kpi
from generator.pages.lessons import parse_guide
from generator.pages.page import PictureIndex, ProseRenderer, located
from generator.pages.parts import Handouts, Link, crumbs, day_text, term_link
from generator.pages.provenance import OriginStep, build_origin
from generator.pages.related import Related, build_neighbours, build_related
from generator.urls import ARCHIVE, absolute, base_of, case_url, collection_url, year_url

RESULTS = "results"
"""建设成效：the section that carries the figures"""
LESSONS = "lessons"
"""可借鉴之处：set apart, the reason why one reads a case"""
MOST_CARDS = 6
"""figures drawn as cards; the table has them all"""
TYPICAL, EXPERIENCE = "typical", "experience"

PAGE_IDS = (
    "main",
    "site-nav",
    "site-q",
    "facts",
    "toc",
    "origin",
    "share",
    "corrections",
    "related",
)
"""ids that the page itself uses"""


@dataclass(frozen=True, slots=True)
class PracticeView:
    """一条做法 as shown."""

    title: str
    body: Markup
    parts: tuple[tuple[str, Markup], ...]
    """label and text"""


@dataclass(frozen=True, slots=True)
class SectionView:
    """章节 as shown."""

    anchor: str
    title: str
    slug: str
    body: Markup
    """with a guide, what stands before its practices"""
    kpis: tuple[KpiView, ...] = ()
    practices: tuple[PracticeView, ...] = ()

    @property
    def cards(self) -> tuple[KpiView, ...]:
        """The figures drawn as cards."""
        return self.kpis[:MOST_CARDS]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """更正 as shown."""

    day: str
    text: str


@dataclass(frozen=True, slots=True)
class PostView:
    """公众号文章 as shown."""

    title: str
    url: str
    day: str


@dataclass(frozen=True, slots=True)
class Share:
    """传给同事：the ways to pass a case on."""

    address: str
    """永久网址"""
    qr: QrCode
    handouts: Handouts


@dataclass(frozen=True, slots=True)
class CaseView:
    """案例页."""

    id: str
    crumbs: tuple[Link, ...]
    title: str
    domain: Link
    tier: str
    tier_meaning: str
    organisation: Link
    team: str
    district: Link
    year: Link
    summary: str
    lead: KpiView | None
    facts: tuple[Fact, ...]
    sections: tuple[SectionView, ...]
    video: str
    posts: tuple[PostView, ...]
    origin: tuple[OriginStep, ...]
    rights_holder: str
    licence: str
    corrections: tuple[CorrectionView, ...]
    citation: Citation
    share: Share
    related: tuple[Related, ...]
    previous: Link | None
    next: Link | None


def address_of(case: Case, site: Site) -> str:
    """永久网址 of a case."""
    return absolute(site.base_url, case_url(case))


def build_case(  # noqa: PLR0913 -- the case, what it is shown with, and what is known already
    case: Case,
    index: Index,
    prose: ProseRenderer,
    pictures: PictureIndex,
    share: Share,
    *,
    related: Sequence[str] | None = None,
) -> CaseView:
    """案例 → 案例页. `related` by id where they have been chosen already."""
    lead = lead_kpi(case.kpis)
    organisation = index.organisation_name(case)
    published = index.archive.clearance(case).first_published
    announced = index.years[case.year].results.announced_on
    before, after = build_neighbours(case, index)
    return CaseView(
        id=case.id,
        crumbs=crumbs(Link("案例", ARCHIVE), Link(f"{case.year} 年", year_url(case.year))),
        title=case.title,
        domain=_term("domain", case, index),
        tier=index.label("tier", case.tier, case.year),
        tier_meaning=explain_tier(case, index),
        organisation=Link(organisation, collection_url("organisation", case.organisation)),
        team=case.team,
        district=_term("district", case, index),
        year=Link(f"{case.year} 年", year_url(case.year)),
        summary=case.summary,
        lead=build_kpi(lead) if lead else None,
        facts=build_facts(case, index),
        sections=build_sections(case, prose, pictures),
        video=case.video,
        posts=tuple(
            PostView(p.title, p.url, day_text(p.day)) for p in index.archive.posts_of(case)
        ),
        origin=build_origin(case, index),
        rights_holder=case.rights_holder,
        licence=case.licence,
        corrections=tuple(CorrectionView(day_text(c.day), c.text) for c in case.corrections),
        citation=cite(case, organisation, share.address, published or announced),
        share=share,
        related=build_related(case, index, related),
        previous=before,
        next=after,
    )


def _term(kind: str, case: Case, index: Index) -> Link:
    slug = getattr(case, kind)
    return term_link(kind, slug, index.label(kind, slug, case.year))


def explain_tier(case: Case, index: Index) -> str:
    """等级的含义：what this result means, with the official counts of the year where known."""
    results = index.years[case.year].results
    counts = {count.term: count.number for count in results.tier_counts}
    if case.tier != TYPICAL or not counts.get(TYPICAL) or not counts.get(EXPERIENCE):
        return f"{case.year} 年经专家评审、指导单位审定。"
    return (
        f"{case.year} 年 {counts[EXPERIENCE]} 个经验中，"
        f"经专家评审、指导单位审定的 {counts[TYPICAL]} 个之一。"
    )


def build_sections(
    case: Case, prose: ProseRenderer, pictures: PictureIndex
) -> tuple[SectionView, ...]:
    """章节, with the figures under 建设成效 and unplaced pictures at the end."""
    base = base_of(case_url(case))
    figures = {p.file: located(pictures.figure(case, p), base) for p in case.pictures}
    written = tuple(case.sections)
    sections = (*_with_results(case, written), *_with_unplaced(case, written))
    shown = [_section(section, case, prose, figures) for section in sections]
    return _with_unique_anchors(shown)


def _with_unique_anchors(sections: list[SectionView]) -> tuple[SectionView, ...]:
    """No two ids alike, whatever the author called the sections."""
    taken, shown = set(PAGE_IDS), []
    for section in sections:
        anchor = section.anchor
        if anchor in taken:
            names = (f"{anchor}-{n}" for n in count(2))
            anchor = next(name for name in names if name not in taken)
        taken.add(anchor)
        shown.append(section if anchor == section.anchor else replace(section, anchor=anchor))
    return tuple(shown)


def _with_results(case: Case, written: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections, with an empty 建设成效 where the author gave figures but no text."""
    slugs = [section.slug for section in written]
    if not case.kpis or RESULTS in slugs:
        return written
    at = slugs.index(LESSONS) if LESSONS in slugs else len(slugs)
    return (*written[:at], Section(RESULTS, "建设成效", "", 0), *written[at:])


def _section(
    section: Section, case: Case, prose: ProseRenderer, figures: Mapping[str, Figure]
) -> SectionView:
    guide = parse_guide(section.markdown) if section.slug == LESSONS else None

    def render(markdown: str) -> Markup:
        return prose.section(markdown, figures, section.title) if markdown else Markup()

    return SectionView(
        anchor=section.slug or prose.anchor(section.title),
        title=section.title,
        slug=section.slug,
        body=render(guide.intro if guide else section.markdown),
        kpis=tuple(build_kpi(kpi) for kpi in case.kpis) if section.slug == RESULTS else (),
        practices=tuple(
            PracticeView(
                practice.title,
                render(practice.markdown),
                tuple((part.label, render(part.markdown)) for part in practice.parts),
            )
            for practice in (guide.practices if guide else ())
        ),
    )


def _with_unplaced(case: Case, written: tuple[Section, ...]) -> tuple[Section, ...]:
    """图片 that no section shows, in a section of their own."""
    text = "".join(section.markdown for section in written) if case.pictures else ""
    left = [f"![]({picture.file})" for picture in case.pictures if picture.file not in text]
    return (Section("pictures", "图片", "\n\n".join(left), 0),) if left else ()
