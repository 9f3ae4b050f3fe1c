"""写法：what a reader may type instead of the archive's own characters: 繁體 and pinyin.

Only characters that occur go into the table, so that it stays at some ten kilobytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import opencc

from generator.memo import Memo, Task, fingerprint
from generator.search.text import HAN, normalise

BASIC = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
"""code points among which traditional characters are looked for"""
ALSO = {"帳": "账", "著": "着", "瞭": "了", "藉": "借", "彷": "仿", "祇": "只"}
"""what OpenCC by itself leaves or reads otherwise (帐), because only the word decides"""
_HAN = re.compile(f"[{HAN}]+")

Pair = tuple[str, str]
"""two texts of the same length: what is typed, and what the archive has instead"""


def han_in(texts: Iterable[str]) -> set[str]:
    """汉字 that occur in any of the texts."""
    return {char for char in set("".join(texts)) if _HAN.match(char)}


def simplified(used: set[str]) -> tuple[Pair, Pair]:
    """繁 → 简 for the characters in use: the sure ones, and those that are in use themselves.

    著 is 着 in 接著 but itself in 顯著: with such a character a query has two readings.
    Source: the character table of OpenCC.
    """
    typed = [chr(code) for code in BASIC]
    read = opencc.OpenCC("t2s").convert("\n".join(typed)).split("\n")
    known = {**dict(zip(typed, read, strict=True)), **ALSO}
    pairs = [(a, b) for a, b in known.items() if a != b and b in used]
    return (
        _columns(pair for pair in pairs if pair[0] not in used),
        _columns(pair for pair in pairs if pair[0] in used),
    )


def _columns(pairs: Iterable[Pair]) -> Pair:
    found = list(pairs)
    return "".join(a for a, _ in found), "".join(b for _, b in found)


def pinyin(names: Iterable[str], memo: Memo | None = None) -> dict[str, str]:
    """拼音 → the characters of the names that are read so, without tones, ü as v.

    A character has every reading that it has in one of the names (行 in 银行 and in 运行) and the
    usual one. Source: pypinyin.
    """
    runs = sorted({*_HAN.findall(normalise("\n".join({*names})))})
    tasks = [_task(first, [*some]) for first, some in groupby(runs, key=itemgetter(0))]
    readings: set[Pair] = set()
    readings.update(*(memo or Memo()).map("pinyin", _readings, tasks))
    syllables: dict[str, str] = {}
    for syllable, char in sorted(readings):
        syllables[syllable] = syllables.get(syllable, "") + char
    return {syllable: chars for syllable, chars in syllables.items() if syllable.isascii()}


def _task(first: str, runs: Sequence[str]) -> Task[Sequence[str]]:
    """Runs of one first character are read together: a new name leaves the others as they are."""
    return Task(first, {"名称": fingerprint(runs)}, runs)


def _readings(runs: Iterable[str]) -> set[Pair]:
    """读音 and character: as read in each run, and by itself."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionaries take a quarter of a second

    def read(run: str) -> Iterable[Pair]:
        one_by_one: Any = list  # what nobody knows to read stays as many characters as it is
        return zip(lazy_pinyin(run, errors=one_by_one), run, strict=True)

    found = {pair for run in runs for pair in read(run)}
    return found | {(lazy_pinyin(char)[0], char) for char in {char for run in runs for char in run}}
