"""年度页：the announcement as a document, its numbers, the list, statistics and calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.gate import PublicYear
from generator.pages.entries import Group
from generator.pages.files import FileLink, build_file
from generator.pages.index import Index
from generator.pages.labels import renames_in
from generator.pages.notices import NoticeLine, build_notice_line
from generator.pages.parts import Link, Number, crumbs, day_text, doc_text
from generator.pages.roster import Column, Part, build_columns, build_list, build_parts
from generator.pages.statistics import (
    Breakdown,
    build_breakdowns,
    build_numbers,
    differences_in_numbers,
)
from generator.pages.timeline import StepView, build_step
from generator.urls import YEARS, calendar_url, notice_url, year_url


@dataclass(frozen=True, slots=True)
class YearView:
    """年度页."""

    crumbs: tuple[Link, ...]
    year: int
    activity: str
    announcement: Link
    source: str
    """address of the original on another site; empty without one"""
    doc_number: str
    issuer: str
    announced_on: str
    machine_day: str
    original: str
    """what the note names as authoritative: 文号, or the title without one"""
    numbers: tuple[Number, ...]
    differences: tuple[str, ...]
    cases: int
    """public cases"""
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    renames: tuple[str, ...]
    """labels of this page that are called otherwise today, each in words"""
    downloads: tuple[FileLink, ...]
    breakdowns: tuple[Breakdown, ...]
    calendar: tuple[StepView, ...]
    calendar_file: FileLink | None
    calendar_source: Link
    """the notice that the calendar follows"""
    notices: tuple[NoticeLine, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class YearPartView:
    """一段名单页：one domain, or a part of it, of a year whose list is too long for one page."""

    crumbs: tuple[Link, ...]
    year: int
    title: str
    columns: tuple[Column, ...]
    part: Part
    original: str


def build_year(
    year: PublicYear,
    index: Index,
    downloads: tuple[Link, ...] = (),
    sizes: Mapping[str, int] | None = None,
) -> YearView:
    """公开年度 → 年度页. `sizes` in bytes by address of every file that is there."""
    notice, sizes = year.announcement, sizes or {}
    earlier, later = _neighbours(year.year, index)
    day = year.results.announced_on
    return YearView(
        crumbs=crumbs(Link("年度结果", YEARS)),
        year=year.year,
        activity=year.results.activity,
        announcement=Link(notice.title, notice_url(notice)),
        source=notice.source,
        doc_number=doc_text(notice.doc_number),
        issuer=notice.issuer,
        announced_on=day_text(day),
        machine_day=day.isoformat() if day else "",
        original=original_of(year),
        numbers=build_numbers(year, index),
        differences=differences_in_numbers(year, index),
        cases=len(year.cases),
        columns=build_columns(year.year, index),
        groups=build_list(year, index),
        renames=renames_in(year, index),
        downloads=tuple(build_file(link, sizes) for link in downloads),
        breakdowns=build_breakdowns(year, index),
        calendar=tuple(build_step(step, year.year) for step in year.results.calendar),
        calendar_file=_calendar_file(year.year, sizes),
        calendar_source=_calendar_source(year),
        notices=tuple(build_notice_line(n, sizes) for n in year.notices),
        earlier=earlier,
        later=later,
    )


def original_of(year: PublicYear) -> str:
    """以…通知原件为准：the number of the announcement, or its title without one."""
    notice = year.announcement
    return doc_text(notice.doc_number) or f"《{notice.title}》"


def _calendar_file(year: int, sizes: Mapping[str, int]) -> FileLink | None:
    url = calendar_url(year)
    return build_file(Link("加入手机或电脑的日历", url), sizes) if url in sizes else None


def _calendar_source(year: PublicYear) -> Link:
    notice = year.calendar_notice
    return Link(doc_text(notice.doc_number) or f"《{notice.title}》", notice_url(notice))


def build_year_parts(year: PublicYear, index: Index) -> Iterator[tuple[str, YearPartView]]:
    """公开年度 → 各段名单页, none where the list fits the page of the year."""
    trail = crumbs(Link("年度结果", YEARS), Link(f"{year.year} 年", year_url(year.year)))
    columns = build_columns(year.year, index)
    for part in build_parts(year, index):
        title = f"{year.year} 年名单：{part.group.label.text}"
        if part.place > 1:
            title += f"（第 {part.place} 页）"
        yield part.url, YearPartView(trail, year.year, title, columns, part, original_of(year))


def _neighbours(year: int, index: Index) -> tuple[Link | None, Link | None]:
    years = sorted(index.years)
    at = years.index(year)
    earlier = years[at - 1] if at else None
    later = years[at + 1] if at + 1 < len(years) else None
    return _year_link(earlier), _year_link(later)


def _year_link(year: int | None) -> Link | None:
    return Link(f"{year} 年", year_url(year)) if year else None
