"""日期：the spellings of days and spans met in lists, records and notices."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from generator.intake.text import plain_digits, squeeze

_DAY = re.compile(r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?")
_SERIAL = re.compile(r"\d{5}(\.0)?")
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_POINT = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|(上旬|中旬|下旬|底|初)?)")


def parse_day(value: object, year: int) -> date | None:
    """单日：2022-08-22, 2022.8.22, 2022年8月22日, a cell date; `8月22日` takes the list's year."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = squeeze(plain_digits(str(value or "")))
    if _SERIAL.fullmatch(text):
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text) or _DAY.fullmatch(text)
    if not found:
        return None
    written, month, day = found.groups()
    return _day(int(written or year), int(month), int(day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_span(text: str, year: int) -> tuple[date | None, date | None]:
    """时段 → first and last day, each only where the words give it.

    `4月` is the whole month; `5月中旬前` only has an end; `6月下旬至7月` has both.
    """
    plain = squeeze(plain_digits(text))
    if plain.endswith(("前", "之前", "以前")):
        return None, _point(plain.rstrip("前之以"), year)[1]
    first, *rest = re.split(r"[至到~—–～]|-(?=\d)", plain, maxsplit=1)
    start, end = _point(first, year)
    if not rest:
        return start, end
    return start, _point(rest[0], start.year if start else year)[1]


def _point(text: str, year: int) -> tuple[date | None, date | None]:
    """First and last day of a month, a third of a month or a single day."""
    found = _POINT.fullmatch(text)
    if not found:
        return None, None
    written, month_text, day_text, part = found.groups()
    in_year, month = int(written or year), int(month_text)
    if not 1 <= month <= 12:
        return None, None
    last = calendar.monthrange(in_year, month)[1]
    first_day, last_day = _PARTS.get(part or "", (1, last))
    if day_text:
        first_day = last_day = int(day_text)
    return _day(in_year, month, first_day), _day(in_year, month, min(last_day, last))
