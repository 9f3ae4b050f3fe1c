"""文字整理：small, exact repairs of what office programs leave in a text. Never NFKC on prose."""

from __future__ import annotations

import re
import unicodedata

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026"
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\xad]")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-－—–]\s*\d{1,3}\s*[-－—–]|第\s*\d{1,3}\s*页(?:[，,]?\s*共\s*\d{1,3}\s*页)?)\s*"
)


def tidy(text: str) -> str:
    """One line without invisible characters and without space at its ends."""
    return join_lines(_INVISIBLE.sub("", text.replace("\xa0", " "))).strip(" \t\u3000")


def join_lines(text: str) -> str:
    """断行接起来：nothing between Chinese characters, one space between Latin words."""
    lines = [line.strip(" \t\u3000") for line in re.split(r"[\r\n\v\f]+", text)]
    joined = ""
    for line in lines:
        if joined and line and _needs_space(joined[-1], line[0]):
            joined += " "
        joined += line
    return joined


def _needs_space(before: str, after: str) -> bool:
    return not re.match(f"[{_WIDE}]", before) and not re.match(f"[{_WIDE}]", after)


def squeeze(text: str) -> str:
    """Without any white space: `申 报 单 位` and `申报单位` are the same label."""
    return re.sub(r"\s+", "", text)


def plain_digits(text: str) -> str:
    """Full-width digits, letters and brackets to ASCII; only for numbers, codes and labels."""
    return unicodedata.normalize("NFKC", text)


def is_page_number(text: str) -> bool:
    """页码 that a converted PDF left as a paragraph: `- 2 -`, `第 2 页 共 5 页`."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def unwrap(text: str) -> str:
    """硬断行修复：lines cut by the width of a page become one paragraph again.

    A break is a cut when every line but the last is about as long as the longest one; other
    breaks are the author's and stay.
    """
    lines = text.split("\n")
    if len(lines) < 2:
        return text
    lengths = [len(line) for line in lines[:-1]]
    if max(lengths) >= 20 and min(lengths) >= max(lengths) - 4 and len(lines[-1]) <= max(lengths):
        return join_lines(text)
    return text
