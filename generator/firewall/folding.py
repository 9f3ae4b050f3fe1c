"""折叠：a text as the eye reads it — widths levelled, invisible characters and entities gone.

Only for looking: every offset of the folded text leads back to the text as written. Never used to
change content; NFKC as a whole would change ①, ㎡ and the full-width punctuation.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u20e3\u0300-\u036f"
)
_HIDDEN = re.compile(
    f"[{_INVISIBLE}]+"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});"
)
"""zero-width and combining characters, and entities, which Markdown turns into characters"""

_CODE_POINTS = (*range(0x80, 0x3300), *range(0xA620, 0xAC00), *range(0x1D7CE, 0x1D800))


def _decimal_digits() -> dict[int, str]:
    """Digits of every script and width → 0–9."""
    digits = {}
    for code in _CODE_POINTS:
        value = unicodedata.decimal(chr(code), None)
        if value is not None:
            digits[code] = str(value)
    return digits


def _sign_digits() -> dict[int, str]:
    """Circled, bracketed and raised digits → 0–9."""
    digits = {}
    for code in (*range(0x80, 0x3300), *range(0x1F100, 0x1F10B)):
        value = unicodedata.digit(chr(code), None)
        if value is not None:
            digits[code] = str(value)
    return digits


_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LEVEL = {**_decimal_digits(), **_WIDE, 0x3000: " ", 0xA0: " "}
_CHINESE = "〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸幺"
_CHINESE_VALUES = "00012345678912345678923" + "61"
SPELLED = {
    **_sign_digits(),
    **{ord(char): value for char, value in zip(_CHINESE, _CHINESE_VALUES, strict=True)},
}
"""digits that are also words and list marks: 一, ①, 零; read as digits only in long numbers"""


def _ranges(codes: Iterable[int]) -> str:
    """Code points as ranges, for use inside the brackets of a pattern: much quicker than one by one."""
    rows = [
        [code for _, code in row]
        for _, row in groupby(enumerate(sorted(set(codes))), lambda pair: pair[1] - pair[0])
    ]
    return "".join(f"{re.escape(chr(row[0]))}-{re.escape(chr(row[-1]))}" for row in rows)


_SPELLED_CHAR = re.compile(f"[{_ranges(SPELLED)}]")

what_hides = re.compile(f"[&{_INVISIBLE}]").finditer
"""迹象 of a text that reads otherwise than it is written, beyond widths and digits"""


def written(chars: str, more: Iterable[int] = ()) -> str:
    """写法：all that is read as one of these characters, for use inside the brackets of a pattern."""
    return _ranges(
        (*map(ord, chars), *(code for code, read in _LEVEL.items() if read in chars), *more)
    )


@dataclass(frozen=True, slots=True)
class Folded:
    """折叠文本 with the way back."""

    text: str
    origin: tuple[int, ...] | None = None
    """offset in the source of each character and of the end; None: the same"""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as written."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1

    def spelled(self) -> Folded | None:
        """The same with 一 ① 零 … as digits; None when there are none."""
        return _spell(self)


@lru_cache(4)
def _spell(folded: Folded) -> Folded | None:
    if not _SPELLED_CHAR.search(folded.text):
        return None
    return Folded(folded.text.translate(SPELLED), folded.origin)


@lru_cache(4)
def fold(text: str) -> Folded:
    """文本 → 折叠文本; remembered, because several detectors look at the same text in turn."""
    if not _HIDDEN.search(text):
        return Folded(text.translate(_LEVEL))
    parts: list[str] = []
    origin: list[int] = []
    done = 0
    for found in _HIDDEN.finditer(text):
        parts.append(text[done : found.start()])
        origin += range(done, found.start())
        decoded = html.unescape(found[0]) if found[0][0] == "&" else ""
        visible = _HIDDEN.sub("", decoded)
        parts.append(visible)
        origin += [found.start()] * len(visible)
        done = found.end()
    parts.append(text[done:])
    origin += range(done, len(text) + 1)
    return Folded("".join(parts).translate(_LEVEL), tuple(origin))
