"""历年对照：the years side by side, with the labels that changed explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.gate import PublicYear
from generator.model import Label, Term
from generator.pages.index import Index
from generator.pages.parts import Link, crumbs, day_text, doc_text, term_link
from generator.pages.year import tier_counts
from generator.urls import year_url

NONE = "—"


@dataclass(frozen=True, slots=True)
class YearLine:
    """一年：one row of the overview."""

    link: Link
    activity: str
    announced_on: str
    doc_number: str
    total: int
    cases: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """对照表：one term a row, one year a column; — where the year did not know the term."""

    title: str
    rows: tuple[tuple[Link, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """叫法变化：how one term was called when."""

    vocabulary: str
    labels: tuple[str, ...]
    """建造类（2023年及以前）, 建设工程类（2024年起）"""


@dataclass(frozen=True, slots=True)
class YearsView:
    """历年对照页."""

    crumbs: tuple[Link, ...]
    years: tuple[YearLine, ...]
    columns: tuple[Link, ...]
    """oldest first, as one reads a development"""
    comparisons: tuple[Comparison, ...]
    changes: tuple[Change, ...]


def build_years(index: Index) -> YearsView:
    """档案 → 历年对照页."""
    ascending = tuple(reversed(index.archive.years))
    return YearsView(
        crumbs=crumbs(),
        years=tuple(_line(year) for year in index.archive.years),
        columns=tuple(Link(str(y.year), year_url(y.year)) for y in ascending),
        comparisons=(
            _compare("按等级", "tier", ascending, index),
            _compare("按领域", "domain", ascending, index),
        ),
        changes=build_changes(index),
    )


def _line(year: PublicYear) -> YearLine:
    return YearLine(
        link=Link(f"{year.year} 年", year_url(year.year)),
        activity=year.results.activity,
        announced_on=day_text(year.results.announced_on),
        doc_number=doc_text(year.announcement.doc_number),
        total=year.results.total,
        cases=len(year.cases),
    )


def _compare(title: str, kind: str, years: tuple[PublicYear, ...], index: Index) -> Comparison:
    counts = [_counts(kind, year, index) for year in years]
    rows = []
    for term in index.archive.vocabularies[kind].terms:
        cells = tuple(str(count[term.slug]) if term.slug in count else NONE for count in counts)
        if set(cells) != {NONE}:
            rows.append((term_link(kind, term.slug, term.label), cells))
    return Comparison(title, tuple(rows))


def _counts(kind: str, year: PublicYear, index: Index) -> dict[str, int]:
    if kind == "tier":
        return dict(tier_counts(year, index))
    if year.results.domain_counts:
        return {count.term: count.number for count in year.results.domain_counts}
    slugs = [entry.domain for entry in year.results.entries]
    return {slug: slugs.count(slug) for slug in set(slugs)}


def build_changes(index: Index) -> tuple[Change, ...]:
    """叫法变化 of domains, tiers and categories that the public years meet."""
    vocabularies = (index.archive.vocabularies[kind] for kind in ("domain", "tier", "category"))
    return tuple(
        Change(vocabulary.name, label_history(term))
        for vocabulary in vocabularies
        for term in vocabulary.terms
        if len(term.labels) > 1
    )


def label_history(term: Term) -> tuple[str, ...]:
    """叫法 of a term over the years, oldest first."""
    return tuple(_spell(label) for label in _oldest_first(term.labels))


def _oldest_first(labels: Iterable[Label]) -> list[Label]:
    return sorted(labels, key=lambda label: label.since or 0)


def _spell(label: Label) -> str:
    if label.since is None and label.until is None:
        return label.text
    if label.since is None:
        return f"{label.text}（{label.until}年及以前）"
    if label.until is None:
        return f"{label.text}（{label.since}年起）"
    return f"{label.text}（{label.since}—{label.until}年）"
