"""日期：when things were published and last changed, as the content says; never the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from generator.gate import Archive
from generator.model import Case
from generator.urls import case_url, notice_url, year_url

BEGINNING = date(1970, 1, 1)
"""of an archive that holds nothing yet"""


class Dates(NamedTuple):
    """公开与更新的日期."""

    published: date
    updated: date


def case_dates(case: Case, archive: Archive) -> Dates:
    """A case is published when the ledger says, else with its year; a correction changes it."""
    published = archive.clearance(case).first_published
    if published is None:
        announced = (y.results.announced_on for y in archive.years if y.year == case.year)
        published = next(announced, None) or date(case.year, 12, 31)
    if not case.corrections:
        return Dates(published, published)
    return Dates(published, max([published, *(c.day for c in case.corrections)]))


def page_dates(archive: Archive) -> Mapping[str, Dates]:
    """网址 → 日期 of cases, years and notices; asked for by many files of one archive."""
    global _asked  # noqa: PLW0603 - of the last archive only
    if _asked[0] is not archive:
        _asked = archive, _page_dates(archive)
    return _asked[1]


_asked: tuple[Archive | None, Mapping[str, Dates]] = None, {}


def _page_dates(archive: Archive) -> dict[str, Dates]:
    dates = {case_url(case): case_dates(case, archive) for case in archive.cases}
    for year in archive.years:
        if day := year.results.announced_on:
            dates[year_url(year.year)] = Dates(day, day)
    for notice in archive.notices:
        if day := notice.issued_on:
            dates[notice_url(notice)] = Dates(day, day)
    return dates


def newest(archive: Archive) -> date:
    """The last day on which anything public changed."""
    return max((dates.updated for dates in page_dates(archive).values()), default=BEGINNING)


def moment(day: date) -> str:
    """RFC 3339 of a day in Shanghai."""
    return f"{day.isoformat()}T00:00:00+08:00"
