"""年度页：the announcement as a document, its numbers, the list, statistics and calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.gate import PublicYear
from generator.model import Count, Step
from generator.pages.entries import Group, build_groups
from generator.pages.index import Index, listed_in
from generator.pages.notices import NoticeLine, build_notice_line
from generator.pages.parts import (
    Link,
    Number,
    Statistic,
    build_statistic,
    crumbs,
    day_text,
    doc_text,
)
from generator.urls import (
    COLLECTIONS,
    YEARS,
    collection_url,
    notice_url,
    year_part_url,
    year_url,
)

LONGEST_LIST = 300
"""entries on one page; a longer list moves its domains to pages of their own"""


@dataclass(frozen=True, slots=True)
class StepView:
    """日程 of one step, in the words of the notice."""

    name: str
    when: str
    by: str
    machine: str
    """ISO date of the start, for <time>; empty when unknown"""


@dataclass(frozen=True, slots=True)
class YearView:
    """年度页."""

    crumbs: tuple[Link, ...]
    year: int
    activity: str
    announcement: Link
    doc_number: str
    issuer: str
    announced_on: str
    original: str
    """what the note names as authoritative: 文号, or the title without one"""
    numbers: tuple[Number, ...]
    groups: tuple[Group, ...]
    statistics: tuple[Statistic, ...]
    calendar: tuple[StepView, ...]
    notices: tuple[NoticeLine, ...]
    downloads: tuple[Link, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class YearPartView:
    """一段名单页：one domain of a year whose list is too long for one page."""

    crumbs: tuple[Link, ...]
    year: int
    group: Group
    original: str


def build_year(year: PublicYear, index: Index, downloads: tuple[Link, ...]) -> YearView:
    """公开年度 → 年度页."""
    notice = year.announcement
    earlier, later = _neighbours(year.year, index)
    return YearView(
        crumbs=crumbs(Link("年度结果", YEARS)),
        year=year.year,
        activity=year.results.activity,
        announcement=Link(notice.title, notice_url(notice)),
        doc_number=doc_text(notice.doc_number),
        issuer=notice.issuer,
        announced_on=day_text(year.results.announced_on),
        original=original_of(year),
        numbers=build_numbers(year, index),
        groups=_shortened(_groups(year, index), year.year),
        statistics=build_statistics(year, index),
        calendar=tuple(_step(step) for step in year.results.calendar),
        notices=tuple(build_notice_line(n) for n in year.notices),
        downloads=downloads,
        earlier=earlier,
        later=later,
    )


def original_of(year: PublicYear) -> str:
    """以…通知原件为准：the number of the announcement, or its title without one."""
    notice = year.announcement
    return doc_text(notice.doc_number) or f"《{notice.title}》"


def _groups(year: PublicYear, index: Index) -> tuple[Group, ...]:
    return build_groups(listed_in(year), year.year, index)


def _shortened(groups: tuple[Group, ...], year: int) -> tuple[Group, ...]:
    if sum(group.count for group in groups) <= LONGEST_LIST:
        return groups
    return tuple(replace(g, entries=(), url=year_part_url(year, g.slug)) for g in groups)


def build_year_parts(year: PublicYear, index: Index) -> Iterator[tuple[str, YearPartView]]:
    """公开年度 → 各段名单页, none where the list fits the page of the year."""
    groups = _groups(year, index)
    if sum(group.count for group in groups) <= LONGEST_LIST:
        return
    trail = crumbs(Link("年度结果", YEARS), Link(f"{year.year} 年", year_url(year.year)))
    for group in groups:
        view = YearPartView(trail, year.year, group, original_of(year))
        yield year_part_url(year.year, group.slug), view


def _neighbours(year: int, index: Index) -> tuple[Link | None, Link | None]:
    years = sorted(index.years)
    at = years.index(year)
    earlier = years[at - 1] if at else None
    later = years[at + 1] if at + 1 < len(years) else None
    return _year_link(earlier), _year_link(later)


def _year_link(year: int | None) -> Link | None:
    return Link(f"{year} 年", year_url(year)) if year else None


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
    """等级统计 as announced; counted from the list where the announcement gives none.

    典型经验 is a part of 经验, so the whole list counts as 经验.
    """
    counts = _official_or_counted(year.results.tier_counts, "tier", year, index)
    if year.results.tier_counts or "typical" not in dict(counts):
        return counts
    rest = tuple(row for row in counts if row[0] != "experience")
    return (("experience", len(year.results.entries)), *rest)


def _official_or_counted(
    official: tuple[Count, ...], kind: str, year: PublicYear, index: Index
) -> tuple[tuple[str, int], ...]:
    if official:
        return tuple((count.term, count.number) for count in official)
    counted = Counter(getattr(entry, kind) for entry in year.results.entries)
    return tuple((s, counted[s]) for s in _order(kind, index) if counted[s])


def _order(kind: str, index: Index) -> list[str]:
    return [term.slug for term in index.archive.vocabularies[kind].terms]


def build_statistics(year: PublicYear, index: Index) -> tuple[Statistic, ...]:
    """统计 by domain, category, district, industry and recommender; empty tables left out."""
    results = year.results
    official = {"domain": results.domain_counts, "category": results.category_counts}
    titles = {"domain": "按领域", "category": "按类别", "district": "按区"}
    titles |= {"industry": "按行业", "recommender": "按推荐单位"}
    tables = (
        _statistic(title, kind, official.get(kind, ()), year, index)
        for kind, title in titles.items()
    )
    return tuple(table for table in tables if table.bars)


def _statistic(
    title: str, kind: str, official: tuple[Count, ...], year: PublicYear, index: Index
) -> Statistic:
    counts = _official_or_counted(official, kind, year, index)
    return build_statistic(
        title,
        (
            (index.label(kind, slug, year.year), _page_of(kind, slug, index), number)
            for slug, number in counts
        ),
    )


def _page_of(kind: str, slug: str, index: Index) -> str | None:
    if kind not in COLLECTIONS or not index.has((kind, slug)):
        return None
    return collection_url(kind, slug)


def _step(step: Step) -> StepView:
    return StepView(step.name, step.when, step.by, step.start.isoformat() if step.start else "")
