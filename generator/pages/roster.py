"""名单表：the list of a year as a table that can be sorted, over several pages where it is long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.gate import PublicYear
from generator.pages.entries import Group, build_groups
from generator.pages.index import Index, listed_in
from generator.pages.parts import Link
from generator.urls import year_part_url

LONGEST_LIST = 300
"""entries on one page; a longer list moves its domains to pages of their own"""


@dataclass(frozen=True, slots=True)
class Column:
    """一列 of the table and how a browser sorts it."""

    title: str
    order: str
    """number, text, or the labels of the vocabulary in official order, divided by |"""


@dataclass(frozen=True, slots=True)
class Part:
    """一段名单的一页."""

    url: str
    group: Group
    place: int
    """from 1"""
    others: tuple[Link, ...]
    """all pages of the domain, where there are several"""


def build_columns(year: int, index: Index) -> tuple[Column, ...]:
    """The columns of the table of a year."""
    return (
        Column("序号", "number"),
        Column("班组", "text"),
        Column("单位", "text"),
        Column("等级", _official("tier", year, index)),
        Column("类别", _official("category", year, index)),
        Column("区", _official("district", year, index)),
        Column("推荐单位", _official("recommender", year, index)),
    )


def _official(kind: str, year: int, index: Index) -> str:
    return "|".join(term.shown_in(year) for term in index.archive.vocabularies[kind].terms)


def build_list(year: PublicYear, index: Index) -> tuple[Group, ...]:
    """公开年度 → its list by domain; without entries where it has pages of its own."""
    groups = build_groups(listed_in(year), year.year, index)
    if sum(group.count for group in groups) <= LONGEST_LIST:
        return groups
    return tuple(replace(g, entries=(), pages=_pages(g, year.year)) for g in groups)


def build_parts(year: PublicYear, index: Index) -> Iterator[Part]:
    """公开年度 → the pages of its list, none where it fits the page of the year."""
    groups = build_groups(listed_in(year), year.year, index)
    if sum(group.count for group in groups) <= LONGEST_LIST:
        return
    for group in groups:
        pages = _pages(group, year.year)
        others = pages if len(pages) > 1 else ()
        for place in range(1, len(pages) + 1):
            some = group.entries[(place - 1) * LONGEST_LIST : place * LONGEST_LIST]
            url = year_part_url(year.year, group.slug, place)
            yield Part(url, replace(group, entries=some), place, others)


def _pages(group: Group, year: int) -> tuple[Link, ...]:
    return tuple(
        Link(
            f"{first + 1}—{min(first + LONGEST_LIST, group.count)}",
            year_part_url(year, group.slug, first // LONGEST_LIST + 1),
        )
        for first in range(0, group.count, LONGEST_LIST)
    )
