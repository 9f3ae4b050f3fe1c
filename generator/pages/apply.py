"""今年怎么申报：the newest calendar that is public, and the text that editors write.

Which dates are past is for the browser to say: the page is as old as its build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.model import Notice, Step
from generator.pages.index import Index
from generator.pages.parts import Link, crumbs, doc_text
from generator.urls import notice_url


@dataclass(frozen=True, slots=True)
class ApplyStep:
    """申报日程的一步; days are ISO dates, empty when unknown."""

    name: str
    when: str
    by: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class ApplyView:
    """今年怎么申报."""

    crumbs: tuple[Link, ...]
    year: int | None
    """of the calendar; None where none is public"""
    source: Link | None
    """the notice that the calendar follows"""
    steps: tuple[ApplyStep, ...]
    platform: str
    """address of the platform on which one applies; empty without one"""
    text: Markup


def build_apply(index: Index, text: Markup) -> ApplyView:
    """档案 → 申报页 with the newest calendar."""
    year, source, steps = max(_calendars(index), key=_newest, default=(None, None, ()))
    return ApplyView(
        crumbs=crumbs(),
        year=year,
        source=Link(doc_text(source.doc_number) or f"《{source.title}》", notice_url(source))
        if source
        else None,
        steps=tuple(map(_step, steps)),
        platform=index.archive.site.platform_url,
        text=text,
    )


Calendar = tuple[int | None, Notice | None, tuple[Step, ...]]


def _calendars(index: Index) -> Iterator[Calendar]:
    """日程 of the years with results, and of notices whose results are still to come."""
    for year in index.archive.years:
        if year.results.calendar:
            yield year.year, year.calendar_notice, year.results.calendar
    for notice in index.archive.notices:
        if notice.calendar:
            yield notice.year, notice, notice.calendar


def _newest(calendar: Calendar) -> tuple[int, date]:
    year, notice, _ = calendar
    return year or 0, (notice.issued_on if notice else None) or date.min


def _step(step: Step) -> ApplyStep:
    start, end = (day.isoformat() if day else "" for day in (step.start, step.end))
    return ApplyStep(step.name, step.when, step.by, start, end)
