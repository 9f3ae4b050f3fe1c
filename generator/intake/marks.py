"""编号：numbers and bullets that people type in front of headings and list items."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.intake.blocks import Text, without_prefix
from generator.intake.text import plain_digits

_CHINESE = "一二三四五六七八九十"
_HEADING_NUMBER = re.compile(
    rf"\s*(?:第?[{_CHINESE}]+[、.．章节]|[（(][{_CHINESE}\d]+[）)]|"
    r"\d+(?:[.．]\d+)+[、.．]?|\d+(?:[、.．]\s*|[\s\u3000]+))[\s\u3000]*"
)
_KINDS = (
    ("bullet", re.compile(r"[●•·■◆○▪‣\-–][\s\u3000]*(?=\S)"), True),
    ("bracketed", re.compile(r"[（(](\d{1,2})[）)][\s\u3000]*"), True),
    ("plain", re.compile(r"(\d{1,2})(?:[、．)）][\s\u3000]*|\.[\s\u3000]+|\.(?=[^\d\s]))"), True),
    ("circled", re.compile(r"([①-⑳])[\s\u3000]*(?!号)"), True),
    ("bracketed-chinese", re.compile(rf"[（(]([{_CHINESE}]{{1,3}})[）)][\s\u3000]*"), True),
    ("chinese", re.compile(rf"([{_CHINESE}]{{1,3}})、[\s\u3000]*"), False),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """一个编号：its kind, its number (0 for a bullet) and its length in characters."""

    kind: str
    number: int
    length: int
    listed: bool
    """whether neighbours of this kind are a list; `一、` rather opens paragraphs"""

    def strip(self, text: Text) -> Text:
        """The text behind the mark."""
        return without_prefix(text, self.length)


def mark_of(text: str) -> Mark | None:
    """The mark with which a text begins."""
    for kind, pattern, listed in _KINDS:
        if found := pattern.match(text):
            number = number_value(found.group(1)) if found.groups() else 0
            return Mark(kind, number, found.end(), listed)
    return None


def is_next(before: Mark, mark: Mark) -> bool:
    """Whether a mark follows another: the same kind, and the next number or again a bullet."""
    return before.kind == mark.kind and mark.number == (before.number + 1 if before.number else 0)


def without_numbering(heading: str) -> str:
    """`（一）谁是顾客`, `2.1 听三种声音`, `一、班组概况` → the words alone."""
    found = _HEADING_NUMBER.match(heading)
    rest = heading[found.end() :] if found else heading
    return rest or heading


def number_value(text: str) -> int:
    """`3`, `③`, `三`, `十二` → its value."""
    if text and text[0] in _CHINESE:
        return _chinese_value(text)
    return int(plain_digits(text))


def _chinese_value(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CHINESE.index(text[0]) + 1
    high = _CHINESE.index(tens) + 1 if tens else 1
    return high * 10 + (_CHINESE.index(ones) + 1 if ones else 0)
