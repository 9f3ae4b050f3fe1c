"""断行：Chinese text cut into lines by width, 避头尾 kept, no character left alone at the end.

Rules after GB/T 15834 and clreq: closing marks do not begin a line, opening marks do not end one,
a word or number in Latin letters stays whole unless it is longer than the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

Measure = Callable[[str], float]
"""width of a piece of text, in the unit of the line"""

NO_START = set("，。、；：！？）】》〉」』〕”’％%‰℃°·…—～)]},.;:!?")
"""避头：may not begin a line"""
NO_END = set("（【《〈「『“‘([{〔￥")
"""避尾：may not end a line"""
_MARKS = "".join(sorted(NO_START | NO_END)) + " "
SEAMS = set("，。、；：！？）】》〉」』〕”’…— 　")
"""a line ends well after these"""
UNEASY_START = set("的了着过们性率化度者员式型级期个项年月日天次名位件台条元类")
"""a line begins badly with these: they belong to the word before"""
UNEASY_END = set("把被从在对与和及以将用让按为向由第不无零各每之一二三四五六七八九十几两")
"""a line ends badly with these: they belong to the word after"""
_SLASHED = re.compile(r"[^/-]*[/-]+|[^/-]+")
_UNITS = (
    "个?百分点|千瓦时|万千瓦时|小时|分钟|万元|亿元|毫米|微米|厘米|公里|千米|公斤|千克|万户|台次|人次|件次"
    "|[年月日天次件台人个项条元期名位度级倍吨米克升秒周岁家种类]"
)
"""units in characters; a figure is not parted from its own"""
_PIECES = re.compile(
    rf"\d[\d.,]*(?:{_UNITS})|[A-Za-z0-9][A-Za-z0-9.,:/+\-−%‰℃°μ_]*|\s+|——|……|.", re.S
)


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """断行：the text in lines no wider than `width`. A text without words has no lines."""
    units = _units(" ".join(text.split()), width, measure)
    lines = _fill(units, width, measure)
    return [line for line in _without_orphan(lines, width, measure) if line]


@dataclass(frozen=True, slots=True)
class Balanced:
    """匀过的行, and how much is wrong with them: 0 for equal lines that end after marks."""

    lines: tuple[str, ...]
    unease: float


def balance_lines(
    text: str, count: int, width: float, measure: Measure, is_word: Callable[[str], bool]
) -> Balanced | None:
    """匀行：a title in exactly so many lines of nearly one length; None where it does not fit.

    A line ends after a mark or between words rather than inside one (`is_word` of the two
    characters on both sides), and the last has two characters at least.
    """
    units = _units(" ".join(text.split()), width, measure)
    blank = [unit.isspace() for unit in units]
    reach = list(accumulate(map(measure, units), initial=0.0))

    def width_of(start: int, end: int) -> float:
        """Of a line; blanks at its ends are not set."""
        start, end = start + blank[start], end - blank[end - 1]
        return reach[end] - reach[start] if start < end else 0.0

    best: tuple[float, tuple[int, ...]] | None = None
    for cuts in combinations(range(1, len(units)), count - 1):
        edges = (0, *cuts, len(units))
        widths = [width_of(start, end) for start, end in pairwise(edges)]
        longest = max(widths, default=0)
        if not min(widths, default=0) or longest > width:
            continue
        if count > 1 and len("".join(units[cuts[-1] :]).strip(_MARKS)) < 2:
            continue
        ragged = sum((1 - one / longest) ** 2 for one in widths)
        seams = sum(_unease(units[cut - 1][-1], units[cut][0], is_word) for cut in cuts)
        if best is None or ragged + seams < best[0]:
            best = (ragged + seams, edges)
    if best is None:
        return None
    lines = ("".join(units[start:end]).strip() for start, end in pairwise(best[1]))
    return Balanced(tuple(lines), best[0])


def _unease(left: str, right: str, is_word: Callable[[str], bool]) -> float:
    """How badly a line would end here: 0 after a mark, 1 inside a word or a figure with its unit."""
    if left in SEAMS or right in NO_END or right.isspace():
        return 0
    apart = left.isdigit() or left in UNEASY_END or right in UNEASY_START or is_word(left + right)
    return 1 if apart else 0.1


def clip_lines(lines: Sequence[str], most: int, width: float, measure: Measure) -> list[str]:
    """At most so many lines; what is left out is said by an ellipsis."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    while last and measure(last + "…") > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip("，。、；：") + "…"]


def _units(text: str, width: float, measure: Measure) -> list[str]:
    """What may not be parted: words, and marks with the character that they lean on."""
    units: list[str] = []
    for piece in _PIECES.findall(text):
        leans = bool(units) and not piece.isspace() and not units[-1].isspace()
        if leans and (piece[0] in NO_START or units[-1][-1] in NO_END):
            units[-1] += piece
        else:
            units.append(piece)
    return [part for unit in units for part in _fitting(unit, width, measure)]


def _fitting(unit: str, width: float, measure: Measure) -> list[str]:
    """A unit wider than a line is parted after the slashes of an address, else where it must be."""
    if measure(unit) <= width:
        return [unit]
    parts = [""]
    for piece in _SLASHED.findall(unit):
        parts.append("")
        for char in piece:
            if measure(parts[-1] + char) > width:
                parts.append("")
            parts[-1] += char
    return [part for part in parts if part]


def _fill(units: list[str], width: float, measure: Measure) -> list[str]:
    lines = [""]
    for unit in units:
        if lines[-1] and measure(lines[-1] + unit.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return lines


def _without_orphan(lines: list[str], width: float, measure: Measure) -> list[str]:
    """不留孤字：the last line takes units from the one before it till it holds two characters."""
    while len(lines) > 1 and len(lines[-1].strip("".join(NO_START | NO_END))) < 2:
        units = _units(lines[-2], width, measure)
        moved = units[-1] + lines[-1]
        if len(units) < 2 or measure(moved) > width:
            break
        lines[-2:] = ["".join(units[:-1]).rstrip(), moved]
    return lines
