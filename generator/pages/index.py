"""索引：the archive arranged once, so that no page has to search through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.gate import Archive, PublicYear
from generator.model import Case, Entry, Term
from generator.urls import COLLECTIONS

Key = tuple[str, str]
"""kind and slug, or vocabulary and slug"""


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


@dataclass(frozen=True, slots=True)
class Listed:
    """名单中的一条：an entry with its year and its case, if that is public."""

    year: int
    entry: Entry
    case: Case | None
    number: int
    """place in the published list of its year, from 1"""


@dataclass(frozen=True, slots=True)
class Index:
    """索引 of an archive. Keys of the collections are (kind, slug)."""

    archive: Archive
    all: tuple[Case, ...]
    """every public case, newest year first, in list order"""
    terms: Mapping[Key, Term]
    cases: Mapping[Key, tuple[Case, ...]]
    """public cases of a collection, newest first"""
    entries: Mapping[Key, tuple[Listed, ...]]
    """published entries of a collection, newest year first, in list order"""
    by_id: Mapping[str, Case]
    order: Mapping[str, int]
    """place of each case among all, by id"""
    listed: Mapping[str, Listed]
    """the published entry of a case, by id"""
    years: Mapping[int, PublicYear]
    rows: dict[str, CaseRow] = field(default_factory=dict, compare=False, repr=False)
    """案例行 made so far, by id: a case stands in some twenty lists"""
    labels: dict[tuple[str, str, int | None], str] = field(
        default_factory=dict, compare=False, repr=False
    )
    """叫法 asked for so far, by vocabulary, slug and year: a page shows twenty, many are the same"""
    collected: dict[Key, tuple[Listed, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """what collections hold, as far as somebody asked: overviews, pages and fingerprints do"""

    def label(self, vocabulary: str, slug: str, year: int | None = None) -> str:
        """叫法：the label of that year, or the standing one on pages of several years."""
        found = self.labels.get((vocabulary, slug, year))
        if found is None:
            term = self.terms[vocabulary, slug]
            found = term.label if year is None else term.shown_in(year)
            self.labels[vocabulary, slug, year] = found
        return found

    def name(self, kind: str, slug: str) -> str:
        """Standing name of an item of a collection: an organisation or a term."""
        if kind == "organisation":
            return self.archive.organisations[slug].name
        return self.terms[kind, slug].label

    def organisation_name(self, of: Case | Entry) -> str:
        """单位名称 as the paper of that year writes it."""
        return of.organisation_name or self.archive.organisations[of.organisation].name

    def slugs(self, kind: str) -> tuple[str, ...]:
        """The slugs of a collection that have something public, in official order."""
        if kind == "organisation":
            order: Iterable[str] = sorted(self.archive.organisations)
        else:
            order = [term.slug for term in self.archive.vocabularies[kind].terms]
        return tuple(slug for slug in order if self.has((kind, slug)))

    def has(self, key: Key) -> bool:
        """Whether a collection has anything public, that is, a page."""
        return key in self.cases or key in self.entries


def build_index(archive: Archive) -> Index:
    """档案 → 索引."""
    cases: defaultdict[Key, list[Case]] = defaultdict(list)
    entries: defaultdict[Key, list[Listed]] = defaultdict(list)
    every, lists = archive.cases, list(_all_listed(archive))
    for case in every:
        for key in keys_of(case):
            cases[key].append(case)
    for listed in lists:
        for key in keys_of(listed.entry):
            entries[key].append(listed)
    return Index(
        archive=archive,
        all=every,
        terms={
            (slug, term.slug): term
            for slug, vocabulary in archive.vocabularies.items()
            for term in vocabulary.terms
        },
        cases={key: tuple(found) for key, found in cases.items()},
        entries={key: tuple(found) for key, found in entries.items()},
        by_id={case.id: case for case in every},
        order={case.id: place for place, case in enumerate(every)},
        listed={listed.case.id: listed for listed in lists if listed.case},
        years={year.year: year for year in archive.years},
    )


def _all_listed(archive: Archive) -> Iterator[Listed]:
    return (listed for year in archive.years for listed in listed_in(year))


def listed_in(year: PublicYear) -> tuple[Listed, ...]:
    """名单 of a year in official order, each entry with its public case."""
    written = {(case.organisation, case.team): case for case in year.cases}
    return tuple(
        Listed(year.year, entry, written.get(entry.key), number)
        for number, entry in enumerate(year.results.entries, 1)
    )


def keys_of(item: Case | Entry) -> list[Key]:
    """The collections in which a case or an entry stands."""
    single = [
        (kind, slug) for kind in COLLECTIONS if kind != "method" and (slug := getattr(item, kind))
    ]
    methods = item.methods if isinstance(item, Case) else ()
    return single + [("method", slug) for slug in dict.fromkeys(methods)]
