"""日历文件：the calendar of a year as iCalendar (RFC 5545), all-day events of Shanghai."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from generator.gate import PublicYear
from generator.model import Site, Step
from generator.urls import absolute, year_url

LONGEST_LINE = 75
"""octets of a content line, without its line break (RFC 5545, 3.1)"""
ZONE = "Asia/Shanghai"


def has_dates(year: PublicYear) -> bool:
    """Whether any step of the year can stand in a calendar."""
    return any(step.start or step.end for step in year.results.calendar)


def build_calendar(year: PublicYear, site: Site) -> bytes:
    """日程 → .ics; steps without a date are left out. Only a deadline known: that day, 截止."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//anli//anli//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(f'{year.year} 年{year.results.activity}')}",
        f"X-WR-TIMEZONE:{ZONE}",
        *_events(year, site),
        "END:VCALENDAR",
    ]
    return b"".join(fold(line) for line in lines)


def _events(year: PublicYear, site: Site) -> Iterator[str]:
    host, seen = urlsplit(site.base_url).hostname or "localhost", Counter[str]()
    for step in year.results.calendar:
        first, last = step.start or step.end, step.end or step.start
        if first is None or last is None:
            continue
        seen[step.name] += 1
        key = f"{year.year}/{step.name}/{seen[step.name]}"
        yield from (
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(key.encode()).hexdigest()[:24]}@{host}",
            f"DTSTAMP:{_compact(_stamp(year))}T000000Z",
            f"DTSTART;VALUE=DATE:{_compact(first)}",
            f"DTEND;VALUE=DATE:{_compact(last + timedelta(days=1))}",
            f"SUMMARY:{escape(step.name if step.start else f'{step.name}（截止）')}",
            f"DESCRIPTION:{escape(_told(step, year))}",
            f"URL:{absolute(site.base_url, year_url(year.year))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )


def _stamp(year: PublicYear) -> date:
    """The day that the content gives for itself; the clock would change the file with every build."""
    return year.results.announced_on or date(year.year, 1, 1)


def _told(step: Step, year: PublicYear) -> str:
    by = f"责任单位：{step.by}。" if step.by else ""
    notice = year.calendar_notice
    number = notice.doc_number.text if notice.doc_number else f"《{notice.title}》"
    return f"{step.when}。{by}以{number}通知原件为准。"


def _compact(day: date) -> str:
    return day.strftime("%Y%m%d")


def escape(text: str) -> str:
    """TEXT value (RFC 5545, 3.3.11); control characters have no place in one."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(char for char in text if char.isprintable())


def fold(line: str) -> bytes:
    """折行 by octets: at most 75 a line, and no character cut in two."""
    folded, length = bytearray(), 0
    for char in line:
        octets = char.encode()
        if length + len(octets) > LONGEST_LINE:
            folded += b"\r\n "
            length = 1
        folded += octets
        length += len(octets)
    return bytes(folded) + b"\r\n"
