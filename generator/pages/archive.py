"""案例档案：the view of the searchable list, with its filters counted beforehand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.fields import CASE, Field
from generator.model import Case
from generator.pages.index import Index
from generator.pages.parts import Link, crumbs
from generator.pages.rows import CaseRow, build_row
from generator.urls import COLLECTIONS, collection_url, year_url


@dataclass(frozen=True, slots=True)
class Option:
    """选项 of a filter."""

    value: str
    """slug of the term, or the year"""
    label: str
    count: int
    url: str | None
    """static page that collects the same cases, where there is one"""


@dataclass(frozen=True, slots=True)
class Facet:
    """筛选：one field by which the archive can be narrowed."""

    name: str
    """English identifier in the field table: year domain industry district tier category methods"""
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """案例档案页."""

    rows: tuple[CaseRow, ...]
    """newest year first, in the order of the published list"""
    facets: tuple[Facet, ...]
    total: int
    crumbs: tuple[Link, ...] = crumbs()


ORDER = ("year", "domain", "industry", "district", "tier", "category", "methods")
"""the order in which people narrow; the field table decides which fields are facets at all"""


def build_archive(index: Index) -> ArchiveView:
    """档案 → 案例档案页."""
    cases = index.all
    rows = tuple(build_row(case, index) for case in cases)
    return ArchiveView(rows, build_facets(index), len(rows))


def build_facets(index: Index) -> tuple[Facet, ...]:
    """筛选 of all public cases; a filter without any value is left out."""
    fields = sorted((f for f in CASE.fields if f.facet), key=lambda f: _place(f.name))
    facets = (Facet(f.name, f.label, _options(f, index)) for f in fields)
    return tuple(facet for facet in facets if facet.options)


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def values_of(case: Case, field: Field) -> tuple[str, ...]:
    """The values of one field of a case as filter values."""
    value = getattr(case, field.name)
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(str(item) for item in value))
    return (str(value),) if value else ()


def _options(field: Field, index: Index) -> tuple[Option, ...]:
    counts = Counter(v for case in index.all for v in values_of(case, field))
    if field.vocabulary:
        order = [t.slug for t in index.archive.vocabularies[field.vocabulary].terms]
        return tuple(
            Option(
                slug,
                index.label(field.vocabulary, slug),
                counts[slug],
                collection_url(field.vocabulary, slug) if field.vocabulary in COLLECTIONS else None,
            )
            for slug in order
            if counts[slug]
        )
    return tuple(
        Option(year, f"{year} 年", counts[year], year_url(int(year)))
        for year in sorted(counts, reverse=True)
    )
