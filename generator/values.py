"""取值：the text of one field → a typed value, or the reason why not. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import urlsplit

from generator.catalogue import problem
from generator.fields import Field
from generator.model import DocNumber
from generator.problems import Place, Problem


def suggestion(value: str, options: Iterable[str]) -> str:
    """“是不是……？” with the nearest option, or nothing."""
    near = nearest(value, options)
    return f"是不是“{near}”？" if near else ""


def nearest(value: str, options: Iterable[str]) -> str:
    """The option that was probably meant, or an empty text."""
    found = get_close_matches(value, list(options), n=1, cutoff=0.45)
    return found[0] if found else ""


_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日|[./](\d{1,2})[./](\d{1,2}))"
)


def parse_date(row: Field, text: str, place: Place) -> date | Problem:
    """日期：2022-09-06, 2022年9月6日, 2022.9.6 or 2022/9/6."""
    found = _DATE.fullmatch(text)
    if not found:
        return problem("field.date", place, label=row.label, value=text, reason="")
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return _day(year, month, day)
    except ValueError:
        reason = f"，{month} 月没有 {day} 日" if 1 <= month <= 12 else f"，没有 {month} 月"
        return problem("field.date", place, label=row.label, value=text, reason=reason)


@lru_cache(1024)
def _day(year: int, month: int, day: int) -> date:
    """Few days stand in thousands of values; each is kept once."""
    return date(year, month, day)


_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)


def parse_year(row: Field, text: str, place: Place) -> int | Problem:
    """年份：four digits."""
    if _YEAR.fullmatch(text):
        return int(text)
    return problem("field.year", place, label=row.label, value=text)


_INTEGER = re.compile(r"\d{1,9}", re.ASCII)


def parse_integer(row: Field, text: str, place: Place) -> int | Problem:
    """整数：ASCII digits only."""
    if _INTEGER.fullmatch(text):
        return int(text)
    hint = "只写阿拉伯数字，不带单位、逗号和全角数字，如 16。"
    return problem("field.number", place, label=row.label, value=text, hint=hint)


_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)


def parse_decimal(row: Field, text: str, place: Place) -> Decimal | Problem:
    """小数：digits with at most one point; the unit stands in its own field."""
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    hint = "只写数字，如 96.2；单位（%、分钟……）写在“单位”里。"
    return problem("field.number", place, label=row.label, value=text, hint=hint)


_LIKELY_YES = {"√", "✓", "☑", "y", "yes", "true", "on", "1", "有", "推荐", "对", "同意", "已同意"}


def parse_yes_no(row: Field, text: str, place: Place) -> bool | Problem:
    """是否."""
    if text in ("是", "否"):
        return text == "是"
    meant = "是" if text.lower() in _LIKELY_YES else "否"
    return problem("field.yes-no", place, label=row.label, value=text, meant=meant)


def parse_choice(row: Field, text: str, place: Place) -> str | Problem:
    """选项 → its English value; the English value itself is accepted."""
    for label, value in row.choices:
        if text in (label, value):
            return value
    labels = [label for label, _ in row.choices]
    return problem(
        "field.choice",
        place,
        label=row.label,
        value=text,
        suggestion=suggestion(text, labels),
        options="、".join(labels),
    )


def parse_url(row: Field, text: str, place: Place) -> str | Problem:
    """网址：absolute http or https, with a host and without credentials."""
    try:
        parts = urlsplit(text)
        sound = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        sound = False
    if sound and not re.search(r"[\s<>\"'\\^`{|}]", text):
        return text
    return problem("field.url", place, label=row.label, value=text)


_DOC_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,20})\s*[\[［【〔﹝(（]\s*((?:19|20)\d\d)\s*[\]］】〕﹞)）]\s*第?\s*0*(\d{1,5})\s*号?"
)


def parse_doc_number(row: Field, text: str, place: Place) -> DocNumber | Problem:
    """发文字号 → 沪质协〔2022〕9号 (GB/T 9704-2012 7.2.5), the original kept in `raw`."""
    found = _DOC_NUMBER.fullmatch(text.strip())
    if not found:
        return problem("field.doc-number", place, label=row.label, value=text)
    issuer, year, number = found.groups()
    return _doc_number(f"{issuer}〔{int(year)}〕{int(number)}号", int(year), text)


@lru_cache(1024)
def _doc_number(text: str, year: int, raw: str) -> DocNumber:
    """As with days."""
    return DocNumber(text, year, raw)


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def parse_slug(row: Field, text: str, place: Place) -> str | Problem:
    """代号：the part of an address; lower-case ASCII letters, digits and single hyphens."""
    if _SLUG.fullmatch(text) and len(text) <= 80:
        return text
    return problem("field.slug", place, label=row.label, value=text)


_ID = re.compile(r"SHQ-(19|20)\d\d-\d{4}", re.ASCII)


def parse_id(row: Field, text: str, place: Place) -> str | Problem:
    """永久编号 SHQ-<year>-<nnnn>."""
    if _ID.fullmatch(text):
        return text
    return problem("field.id", place, value=text)


_HASH = re.compile(r"[0-9a-f]{64}")


def parse_hash(row: Field, text: str, place: Place) -> str | Problem:
    """SHA-256 in hex."""
    if _HASH.fullmatch(text):
        return text
    return problem("field.hash", place, label=row.label)


_FILE = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)+")


def parse_file(row: Field, text: str, place: Place) -> str | Problem:
    """文件名 in the same folder: no path, nothing that an address could misread."""
    if re.search(r"[/\\:]|\.\.", text):
        return problem("file.outside", place, value=text)
    if not _FILE.fullmatch(text):
        return problem("file.name", place, value=text)
    return text


def parse_text(row: Field, text: str, place: Place) -> str | Problem:
    """一行文字 within its limit, in characters."""
    if "\n" in text:
        return problem("field.line-break", place, label=row.label)
    return parse_paragraph(row, text, place)


def parse_paragraph(row: Field, text: str, place: Place) -> str | Problem:
    """一段文字 within its limit, in characters."""
    if len(text) > row.limit:
        return problem("field.too-long", place, label=row.label, length=len(text), limit=row.limit)
    return text
