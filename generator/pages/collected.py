"""汇集页的分页：what a collection holds of a year, over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.pages.entries import EntryView
from generator.pages.index import Listed
from generator.pages.parts import Link
from generator.pages.rows import CaseRow
from generator.urls import collection_part_url

LONGEST_PAGE = 100
"""rows on one collected page; earlier years then move to pages of their own"""


@dataclass(frozen=True, slots=True)
class CollectedYear:
    """汇集页的一年：cases with their rows, then the teams that have no public case."""

    number: int
    year: Link
    label: str
    """当年叫法 where it differs from the standing name"""
    count: int
    rows: tuple[CaseRow, ...]
    others: tuple[EntryView, ...]
    url: str | None = None
    """page of its own where this one does not hold the year whole"""
    pages: tuple[Link, ...] = ()
    """all pages of the year, where there are several and this is one of them"""
    place: int = 1
    """of this page among them"""


def long_years(counts: Iterable[tuple[int, int]]) -> list[int]:
    """The years that the main page does not hold whole: newest first, as many as fit stay on it."""
    room, moved = LONGEST_PAGE, []
    for year, count in counts:
        if count > room:
            moved.append(year)
            room = 0
        else:
            room -= count
    return moved


def beginning(found: Iterable[Listed]) -> list[Listed]:
    """As much of a long year as the main page shows: cases, then other teams."""
    return sorted(found, key=lambda listed: listed.case is None)[:LONGEST_PAGE]


def begun(group: CollectedYear, count: int, kind: str, slug: str) -> CollectedYear:
    """The beginning of a year, and where the whole of its `count` is."""
    return replace(group, count=count, url=collection_part_url(kind, slug, group.number))


def pages_of(group: CollectedYear, kind: str, slug: str) -> Iterator[tuple[str, CollectedYear]]:
    """The pages of a year with their addresses."""
    firsts = range(0, group.count, LONGEST_PAGE)
    urls = [collection_part_url(kind, slug, group.number, at + 1) for at in range(len(firsts))]
    pages = tuple(
        Link(f"{first + 1}—{min(first + LONGEST_PAGE, group.count)}", url)
        for first, url in zip(firsts, urls, strict=True)
    )
    for place, (first, url) in enumerate(zip(firsts, urls, strict=True), 1):
        part = _cut(group, first, first + LONGEST_PAGE)
        yield url, replace(part, pages=pages if len(pages) > 1 else (), place=place)


def _cut(group: CollectedYear, start: int, stop: int) -> CollectedYear:
    """Some of a year, counted over its cases and then over its other teams."""
    rows = len(group.rows)
    others = group.others[max(0, start - rows) : max(0, stop - rows)]
    return replace(group, rows=group.rows[start:stop], others=others)
