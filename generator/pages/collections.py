"""汇集页：by domain, industry, district, method, organisation and recommender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model import Organisation, OrganisationName
from generator.pages.collected import CollectedYear, beginning, begun, long_years, pages_of
from generator.pages.entries import build_entry
from generator.pages.index import Index, Key, Listed
from generator.pages.labels import label_history
from generator.pages.parts import KIND_LABELS, Bar, Link, build_statistic, crumbs
from generator.pages.rows import build_row
from generator.urls import BROWSE, collection_url, year_url

LONGEST_OVERVIEW = 400
"""organisations on the overview; beyond that it leads on by district"""

INTRO = {
    "domain": "活动按领域受理和公布。领域说的是班组做什么样的工作，与行业分类是两件事。",
    "industry": "行业按《国民经济行业分类》（GB/T 4754—2017）的门类归并。",
    "district": "按单位所在区归并；历史年份的区名按现行区划归并。",
    "method": "案例里用到的质量管理工具和方法。",
    "organisation": "历年名单里的单位；更名的单位并在一处，曾用名列在单位页上。",
    "recommender": "推荐班组参加活动的区、行业、集团等推荐单位。",
}


@dataclass(frozen=True, slots=True)
class OverviewGroup:
    """总览的一段：items under a heading; without a heading where there is only one group."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """总览页 of one kind of collection, or of all of them."""

    crumbs: tuple[Link, ...]
    title: str
    intro: str
    unit: str
    """what the counts count"""
    groups: tuple[OverviewGroup, ...]
    siblings: tuple[Link, ...]
    """the other ways to browse"""
    plain: bool = False
    """without bars: organisations side by side would read as a ranking"""


@dataclass(frozen=True, slots=True)
class CollectionView:
    """汇集页 of one domain, industry, district, method, organisation or recommender."""

    kind: str
    slug: str
    crumbs: tuple[Link, ...]
    kind_label: str
    title: str
    sentence: str
    former: tuple[str, ...]
    """曾用名 or earlier labels, each with its years"""
    years: tuple[CollectedYear, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """汇集：what one item holds, gone through once, so that a page looks at no more than it shows."""

    kind: str
    slug: str
    sentence: str
    """一句话：what it holds, counted"""
    years: Mapping[int, Sequence[Listed]]
    """newest first"""
    moved: Sequence[int]
    """those that have pages of their own"""


def build_overview(kind: str, index: Index) -> OverviewView:
    """一类汇集的总览."""
    return OverviewView(
        crumbs=crumbs(Link("浏览", BROWSE)),
        title=f"按{KIND_LABELS[kind]}浏览",
        intro=INTRO[kind],
        unit=_unit(kind),
        groups=tuple(_overview_groups(kind, index)),
        siblings=_siblings(kind),
        plain=kind in ("organisation", "recommender"),
    )


def build_browse(index: Index) -> OverviewView:
    """浏览页：all kinds on one page; organisations lead on to their own overview."""
    listed = (kind for kind in KIND_LABELS if kind not in ("organisation", "recommender"))
    groups = (OverviewGroup(f"按{KIND_LABELS[k]}", _bars(k, index.slugs(k), index)) for k in listed)
    return OverviewView(
        crumbs=crumbs(),
        title="浏览",
        intro="从熟悉的一头进去：班组所在的领域、行业、区，用过的方法，或者单位的名称。",
        unit="班组",
        groups=tuple(group for group in groups if group.bars),
        siblings=_siblings(""),
    )


def _siblings(kind: str) -> tuple[Link, ...]:
    return tuple(
        Link(f"按{label}", collection_url(other))
        for other, label in KIND_LABELS.items()
        if other != kind
    )


def _unit(kind: str) -> str:
    return "案例" if kind == "method" else "班组"


def _overview_groups(kind: str, index: Index) -> Iterator[OverviewGroup]:
    slugs = index.slugs(kind)
    if kind != "organisation":
        yield OverviewGroup("", _bars(kind, slugs, index))
    elif len(slugs) > LONGEST_OVERVIEW:
        yield OverviewGroup("先选区", _bars("district", index.slugs("district"), index))
    else:
        yield from _organisations_by_district(slugs, index)


def _organisations_by_district(slugs: Iterable[str], index: Index) -> Iterator[OverviewGroup]:
    by_district: dict[str, list[str]] = {}
    for slug in slugs:
        by_district.setdefault(index.archive.organisations[slug].district, []).append(slug)
    for term in index.archive.vocabularies["district"].terms:
        if term.slug in by_district:
            found = by_district.pop(term.slug)
            yield OverviewGroup(term.label, _bars("organisation", found, index))
    rest = [slug for found in by_district.values() for slug in found]
    if rest:
        yield OverviewGroup("未注明区", _bars("organisation", rest, index))


def _bars(kind: str, slugs: Iterable[str], index: Index) -> tuple[Bar, ...]:
    counts = (
        (index.name(kind, slug), collection_url(kind, slug), len(collected((kind, slug), index)))
        for slug in slugs
    )
    return build_statistic("", counts).bars


def collected(key: Key, index: Index) -> tuple[Listed, ...]:
    """What a collection holds, newest year first: entries, and cases that no entry matches.

    Methods, and districts or industries that only the case names, are known from the case alone.
    """
    if key not in index.collected:
        index.collected[key] = _collect(key, index)
    return index.collected[key]


def _collect(key: Key, index: Index) -> tuple[Listed, ...]:
    entries = index.entries.get(key, ())
    known = {listed.case.id for listed in entries if listed.case}
    extra = [index.listed[c.id] for c in index.cases.get(key, ()) if c.id not in known]
    return tuple(sorted((*entries, *extra), key=lambda listed: -listed.year))


def collect(kind: str, slug: str, index: Index) -> Collection:
    """汇集 of one item."""
    years: dict[int, list[Listed]] = {}
    for listed in collected((kind, slug), index):
        years.setdefault(listed.year, []).append(listed)
    moved = long_years((year, len(found)) for year, found in years.items())
    return Collection(kind, slug, _sentence(kind, slug, years, index), years, moved)


def build_collection(of: Collection, index: Index) -> CollectionView:
    """汇集页 of one item, its earlier years moved out where it is long."""
    return replace(
        _head(of, index),
        former=_former(of.kind, of.slug, index),
        years=tuple(_shown_years(of, index)),
    )


def _head(of: Collection, index: Index) -> CollectionView:
    label, url = KIND_LABELS[of.kind], collection_url(of.kind)
    return CollectionView(
        kind=of.kind,
        slug=of.slug,
        crumbs=crumbs(Link("浏览", BROWSE), Link(f"按{label}", url)),
        kind_label=label,
        title=index.name(of.kind, of.slug),
        sentence=of.sentence,
        former=(),
        years=(),
    )


def build_collection_parts(
    of: Collection, year: int, index: Index
) -> Iterator[tuple[str, CollectionView]]:
    """一年的各页 of a long collection, address and view."""
    head = _head(of, index)
    trail = (*head.crumbs, Link(head.title, collection_url(of.kind, of.slug)))
    group = _year(of, year, of.years[year], index)
    for url, part in pages_of(group, of.kind, of.slug):
        title = f"{head.title} · {part.year.text}"
        title += f"（第 {part.place} 页）" if part.place > 1 else ""
        yield url, replace(head, crumbs=trail, title=title, years=(part,))


def _shown_years(of: Collection, index: Index) -> Iterator[CollectedYear]:
    """What the main page holds: the newest years whole; of a newest that is too long, its beginning."""
    for place, (year, found) in enumerate(of.years.items()):
        if year not in of.moved:
            yield _year(of, year, found, index)
            continue
        group = _year(of, year, [] if place else beginning(found), index)
        yield begun(group, len(found), of.kind, of.slug)


def _year(of: Collection, year: int, found: Sequence[Listed], index: Index) -> CollectedYear:
    return CollectedYear(
        number=year,
        year=Link(f"{year} 年", year_url(year)),
        label=_label_then(of.kind, of.slug, year, index),
        count=len(found),
        rows=tuple(build_row(listed.case, index) for listed in found if listed.case),
        others=tuple(build_entry(listed, index) for listed in found if not listed.case),
    )


def _label_then(kind: str, slug: str, year: int, index: Index) -> str:
    if kind == "organisation":
        return ""
    then = index.label(kind, slug, year)
    return then if then != index.name(kind, slug) else ""


def _sentence(kind: str, slug: str, years: Mapping[int, Sequence[Listed]], index: Index) -> str:
    teams = sum(map(len, years.values()))
    cases = sum(listed.case is not None for found in years.values() for listed in found)
    first, last = min(years), max(years)
    span = f"{last} 年" if first == last else f"{first}—{last} 年"
    if kind == "method":
        return f"{span}，{cases} 个公开案例用到这一方法。"
    where = _district_of(slug, index) if kind == "organisation" else ""
    return f"{where}{span}，{teams} 个班组列入公布名单，{cases} 个案例公开。"


def _district_of(slug: str, index: Index) -> str:
    district = index.archive.organisations[slug].district
    return f"{index.label('district', district)}。" if district else ""


def _former(kind: str, slug: str, index: Index) -> tuple[str, ...]:
    if kind == "organisation":
        return _former_names(index.archive.organisations[slug])
    term = index.terms[kind, slug]
    return label_history(term) if len(term.labels) > 1 else ()


def _former_names(organisation: Organisation) -> tuple[str, ...]:
    return tuple(_spell(name) for name in organisation.former_names)


def _spell(name: OrganisationName) -> str:
    span = {
        (True, True): f"（{name.since} 至 {name.until}）",
        (True, False): f"（{name.since} 起）",
        (False, True): f"（至 {name.until}）",
    }
    return name.text + span.get((bool(name.since), bool(name.until)), "")
