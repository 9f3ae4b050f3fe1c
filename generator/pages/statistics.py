"""统计：counts of a year's list, and where the announcement counts otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.gate import PublicYear
from generator.model import Count
from generator.pages.index import Index
from generator.pages.parts import Bar, Number, build_statistic
from generator.pages.tiles import PLACES, Tile, build_tiles
from generator.urls import COLLECTIONS, collection_url

TITLES = {
    "domain": "按领域",
    "category": "按类别",
    "district": "按区",
    "industry": "按行业",
    "recommender": "按推荐单位",
}
"""what the list is counted by, in the order of the page"""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """一项统计：a table that reads as a chart; counts add up to the list with what is unstated."""

    kind: str
    title: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    tiles: tuple[Tile, ...] = ()
    """of districts only"""


def count_by(kind: str, year: PublicYear) -> Counter[str]:
    """名单 counted by a field; teams whose entry does not state it stand under the empty slug.

    典型经验 is a part of 经验, so the whole list counts as 经验.
    """
    counted = Counter(getattr(entry, kind) for entry in year.results.entries)
    if kind == "tier" and counted:
        counted["experience"] = len(year.results.entries)
    return counted


def official_counts(kind: str, year: PublicYear) -> tuple[Count, ...]:
    """公告写的数字, where it gives any."""
    results = year.results
    given = {
        "tier": results.tier_counts,
        "domain": results.domain_counts,
        "category": results.category_counts,
    }
    return given.get(kind, ())


def differences(kind: str, year: PublicYear, index: Index) -> tuple[str, ...]:
    """公告与名单不一致之处, in words; nothing where they agree."""
    counted = count_by(kind, year)
    return tuple(
        f"公告写{index.label(kind, count.term, year.year)} {count.number} 个，"
        f"名单里有 {counted[count.term]} 个"
        for count in official_counts(kind, year)
        if count.number != counted[count.term]
    )


def differences_in_numbers(year: PublicYear, index: Index) -> tuple[str, ...]:
    """公告与名单不一致之处 of total, tiers and 推荐全国."""
    results, listed = year.results, len(year.results.entries)
    found = list(differences("tier", year, index))
    if results.total != listed:
        found.insert(0, f"公告写总数 {results.total} 个，名单里有 {listed} 个")
    nominated = sum(entry.nominated_national for entry in results.entries)
    if results.nominated is not None and results.nominated != nominated:
        found.append(f"公告写推荐全国 {results.nominated} 个，名单里有 {nominated} 个")
    return tuple(found)


def build_numbers(year: PublicYear, index: Index) -> tuple[Number, ...]:
    """数字 of a year as announced: total, tiers, 推荐全国; and the cases public here."""
    results, tiers = year.results, tier_counts(year, index)
    numbers = [Number(str(count), index.label("tier", slug, year.year)) for slug, count in tiers]
    if results.total not in dict(tiers).values():
        numbers.insert(0, Number(str(results.total), "公布总数"))
    if results.nominated is not None:
        numbers.append(Number(str(results.nominated), "推荐申报全国"))
    if year.cases:
        numbers.append(Number(str(len(year.cases)), "公开案例"))
    return tuple(numbers)


def tier_counts(year: PublicYear, index: Index) -> tuple[tuple[str, int], ...]:
    """等级统计 as announced; counted from the list where the announcement gives none."""
    if official := official_counts("tier", year):
        return tuple((count.term, count.number) for count in official)
    counted = count_by("tier", year)
    return tuple((slug, counted[slug]) for slug in _order("tier", index) if counted[slug])


def _order(kind: str, index: Index) -> list[str]:
    return [term.slug for term in index.archive.vocabularies[kind].terms]


def build_breakdowns(year: PublicYear, index: Index) -> tuple[Breakdown, ...]:
    """统计 of a year by everything that its list states; what it never states is left out."""
    made = (_breakdown(kind, year, index) for kind in TITLES)
    return tuple(breakdown for breakdown in made if breakdown.bars)


def _breakdown(kind: str, year: PublicYear, index: Index) -> Breakdown:
    counted = count_by(kind, year)
    rows = (
        (index.label(kind, slug, year.year), _page_of(kind, slug, index), counted[slug])
        for slug in _order(kind, index)
    )
    return Breakdown(
        kind=kind,
        title=TITLES[kind],
        bars=build_statistic("", rows).bars,
        notes=_notes(kind, counted, year, index),
        tiles=build_tiles(counted, year.year, index) if kind == "district" else (),
    )


def _notes(kind: str, counted: Counter[str], year: PublicYear, index: Index) -> tuple[str, ...]:
    notes = []
    if kind == "district":
        notes += _beyond_tiles(counted, year, index)
    if counted[""]:
        notes.append(f"另有 {counted['']} 个班组，名单没有写明。")
    if differing := differences(kind, year, index):
        notes.append("；".join(differing) + "，以公告原件为准。")
    elif official_counts(kind, year):
        notes.append("按名单计数，与公告写的数字一致。")
    return tuple(notes)


def _beyond_tiles(counted: Counter[str], year: PublicYear, index: Index) -> list[str]:
    """市级/跨区 and the like, which have no tile."""
    rest = [
        f"{index.label('district', slug, year.year)} {counted[slug]} 个"
        for slug in _order("district", index)
        if slug not in PLACES and counted[slug]
    ]
    return [f"方格之外：{'、'.join(rest)}。"] if rest else []


def _page_of(kind: str, slug: str, index: Index) -> str | None:
    if kind not in COLLECTIONS or not index.has((kind, slug)):
        return None
    return collection_url(kind, slug)
