"""案例档案：the searchable list over as many pages as it needs, its filters counted beforehand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.fields import CASE, Field
from generator.model import Case
from generator.pages.index import Index
from generator.pages.parts import Link, crumbs
from generator.pages.rows import CaseRow, build_row
from generator.urls import ARCHIVE, COLLECTIONS, archive_url, collection_url, year_url

ROWS_ON_PAGE = 50
"""cases on one page of the list"""


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
class Pager:
    """分页：where a page of the list stands among the others."""

    place: int
    """from 1"""
    pages: int
    earlier: Link | None
    later: Link | None
    years: tuple[Link, ...]
    """the page on which each year begins"""


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """案例档案页: the search, the filters and the first rows."""

    rows: tuple[CaseRow, ...]
    """newest year first, in the order of the published list"""
    facets: tuple[Facet, ...]
    total: int
    pager: Pager
    crumbs: tuple[Link, ...] = crumbs()


@dataclass(frozen=True, slots=True)
class ArchivePartView:
    """案例档案的又一页: nothing but rows."""

    rows: tuple[CaseRow, ...]
    total: int
    pager: Pager
    crumbs: tuple[Link, ...]


ORDER = ("year", "domain", "industry", "district", "tier", "category", "methods")
"""the order in which people narrow; the field table decides which fields are facets at all"""


def build_archive(index: Index) -> ArchiveView:
    """档案 → 案例档案页."""
    first = build_pagers(index)[0]
    return ArchiveView(_rows(1, index), build_facets(index), len(index.all), first)


def build_archive_part(pager: Pager, index: Index) -> ArchivePartView:
    """案例档案的又一页."""
    trail = crumbs(Link("案例", ARCHIVE))
    return ArchivePartView(_rows(pager.place, index), len(index.all), pager, trail)


def build_pagers(index: Index) -> list[Pager]:
    """分页 of the list, one for each of its pages; there is always a first."""
    pages = max(1, -(-len(index.all) // ROWS_ON_PAGE))
    first: dict[int, int] = {}
    for number, case in enumerate(index.all):
        first.setdefault(case.year, number // ROWS_ON_PAGE + 1)
    years = tuple(Link(f"{year} 年", archive_url(at)) for year, at in first.items())
    return [
        Pager(
            place,
            pages,
            Link(f"第 {place - 1} 页", archive_url(place - 1)) if place > 1 else None,
            Link(f"第 {place + 1} 页", archive_url(place + 1)) if place < pages else None,
            years,
        )
        for place in range(1, pages + 1)
    ]


def on_page(place: int, index: Index) -> tuple[Case, ...]:
    """The cases on one page of the list."""
    return index.all[(place - 1) * ROWS_ON_PAGE : place * ROWS_ON_PAGE]


def _rows(place: int, index: Index) -> tuple[CaseRow, ...]:
    return tuple(build_row(case, index) for case in on_page(place, index))


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
