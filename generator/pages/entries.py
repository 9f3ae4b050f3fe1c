"""名单：entries of the published results as pages list them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.index import Index, Listed
from generator.pages.parts import Link, term_link
from generator.urls import case_url, collection_url

GENERAL = "general"
"""常规：the category that needs no mention"""


@dataclass(frozen=True, slots=True)
class EntryView:
    """名单条目 as shown."""

    number: int
    """place in the published list of its year, from 1"""
    team: Link
    """links to the case where it is public"""
    organisation: Link
    domain_slug: str
    tier: str
    category: str
    """empty for the general one"""
    recommender: str
    district: str
    nominated: bool
    national: Link | None
    """入选全国 with its source; None without one"""


@dataclass(frozen=True, slots=True)
class Group:
    """一段名单：the entries of one domain, in official order, in the labels of the year."""

    slug: str
    label: Link
    count: int
    entries: tuple[EntryView, ...]
    pages: tuple[Link, ...] = ()
    """pages of its own where the whole list is too long for one page"""


def build_entry(listed: Listed, index: Index) -> EntryView:
    """名单条目 → 展示值, in the labels of its year."""
    entry, year = listed.entry, listed.year
    shown = entry.national_result and entry.national_source
    return EntryView(
        number=listed.number,
        team=Link(entry.team, case_url(listed.case) if listed.case else None),
        organisation=Link(
            index.organisation_name(entry), collection_url("organisation", entry.organisation)
        ),
        domain_slug=entry.domain,
        tier=index.label("tier", entry.tier, year),
        category=_label(index, "category", entry.category, year, skip=GENERAL),
        recommender=index.label("recommender", entry.recommender, year),
        district=_label(index, "district", entry.district, year),
        nominated=entry.nominated_national,
        national=Link(entry.national_result, entry.national_source) if shown else None,
    )


def _label(index: Index, vocabulary: str, slug: str, year: int, skip: str = "") -> str:
    return index.label(vocabulary, slug, year) if slug and slug != skip else ""


def build_groups(found: Iterable[Listed], year: int, index: Index) -> tuple[Group, ...]:
    """名单 by domain: domains in official order, entries in the order of the list."""
    by_domain: dict[str, list[Listed]] = {}
    for listed in found:
        by_domain.setdefault(listed.entry.domain, []).append(listed)
    order = [term.slug for term in index.archive.vocabularies["domain"].terms]
    return tuple(
        Group(
            slug=slug,
            label=term_link("domain", slug, index.label("domain", slug, year)),
            count=len(by_domain[slug]),
            entries=tuple(build_entry(listed, index) for listed in by_domain[slug]),
        )
        for slug in order
        if slug in by_domain
    )
