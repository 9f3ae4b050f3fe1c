"""汇集页：by domain, industry, district, method, organisation and recommender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.model import Organisation, OrganisationName
from generator.pages.collected import CollectedYear, begun, long_years, pages_of
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


def build_collection(kind: str, slug: str, index: Index) -> CollectionView:
    """汇集页 of one item, its earlier years moved out where it is long."""
    found = collected((kind, slug), index)
    head = _head(kind, slug, found, index)
    return replace(
        head,
        former=_former(kind, slug, index),
        years=_shown_years(kind, slug, found, index),
    )


def _head(kind: str, slug: str, found: tuple[Listed, ...], index: Index) -> CollectionView:
    return CollectionView(
        kind=kind,
        slug=slug,
        crumbs=crumbs(Link("浏览", BROWSE), Link(f"按{KIND_LABELS[kind]}", collection_url(kind))),
        kind_label=KIND_LABELS[kind],
        title=index.name(kind, slug),
        sentence=sentence_of(kind, slug, found, index),
        former=(),
        years=(),
    )


def moved_years(kind: str, slug: str, index: Index) -> list[int]:
    """The years of a long collection that have pages of their own."""
    counts = Counter(listed.year for listed in collected((kind, slug), index))
    return long_years(counts.items())


def build_collection_parts(
    kind: str, slug: str, year: int, index: Index
) -> Iterator[tuple[str, CollectionView]]:
    """一年的各页 of a long collection, address and view."""
    found = collected((kind, slug), index)
    head = _head(kind, slug, found, index)
    trail = (*head.crumbs, Link(head.title, collection_url(kind, slug)))
    of_year = [listed for listed in found if listed.year == year]
    for url, part in pages_of(_year(kind, slug, year, of_year, index), kind, slug):
        title = f"{head.title} · {part.year.text}"
        title += f"（第 {part.place} 页）" if part.place > 1 else ""
        yield url, replace(head, crumbs=trail, title=title, years=(part,))


def _shown_years(
    kind: str, slug: str, found: tuple[Listed, ...], index: Index
) -> tuple[CollectedYear, ...]:
    """What the main page holds: the newest years whole; of a newest that is too long, its beginning."""
    by_year: dict[int, list[Listed]] = {}
    for listed in found:
        by_year.setdefault(listed.year, []).append(listed)
    moved = long_years((year, len(some)) for year, some in by_year.items())
    shown = []
    for place, (year, some) in enumerate(by_year.items()):
        whole = year not in moved
        group = _year(kind, slug, year, some if whole or not place else [], index)
        shown.append(group if whole else begun(group, len(some), kind, slug))
    return tuple(shown)


def _year(kind: str, slug: str, year: int, found: list[Listed], index: Index) -> CollectedYear:
    return CollectedYear(
        number=year,
        year=Link(f"{year} 年", year_url(year)),
        label=_label_then(kind, slug, year, index),
        count=len(found),
        rows=tuple(build_row(listed.case, index) for listed in found if listed.case),
        others=tuple(build_entry(listed, index) for listed in found if not listed.case),
    )


def _label_then(kind: str, slug: str, year: int, index: Index) -> str:
    if kind == "organisation":
        return ""
    then = index.label(kind, slug, year)
    return then if then != index.name(kind, slug) else ""


def sentence_of(kind: str, slug: str, found: tuple[Listed, ...], index: Index) -> str:
    """一句话：what a collection holds, counted."""
    cases = sum(1 for listed in found if listed.case)
    years = sorted({listed.year for listed in found})
    span = f"{years[0]} 年" if len(years) == 1 else f"{years[0]}—{years[-1]} 年"
    if kind == "method":
        return f"{span}，{cases} 个公开案例用到这一方法。"
    where = _district_of(slug, index) if kind == "organisation" else ""
    return f"{where}{span}，{len(found)} 个班组列入公布名单，{cases} 个案例公开。"


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
