"""繁體：a small table with which the browser shows the archive in traditional characters.

Most characters have one form; 发 or 面 have several, and the word decides (发布, 头发). The table
holds the characters in use and, of the words in use, only those where one character for one gives
the wrong form. Source: the dictionaries of OpenCC (s2tw).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.conversion import convert, odd_pairs, singly
from generator.memo import Memo, Task, fingerprint
from generator.sieve import Sieve, Sifted
from generator.stretches import texts_in

REACH = 5
"""characters on each side that may decide about one"""
TURNS = 6
"""times that words are learnt, and tried on every text; two are the rule"""
AT_A_TIME = 10_000
"""stretches that are written at a time, so that the ways of writing them take no room"""
LONGEST = 8
"""characters of a learnt phrase, at most"""

Spot = tuple[str, int]
"""part of a stretch of Chinese characters, and which of them is meant"""
Form = tuple[Spot, str]
"""a spot and how its character is written there"""

Singly = Mapping[int, str] | Mapping[int, int]
"""characters → how they are written by themselves, as `str.translate` takes it"""


@dataclass(frozen=True, slots=True)
class Phrases:
    """词 that are written otherwise than character by character."""

    words: Mapping[str, str]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Phrases:
        """Longest first, so that a longer word wins over one that it begins with."""
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        return cls(words, re.compile("|".join(longest_first)) if words else None)

    def write(self, text: str, singly: Singly) -> str:
        """繁體 of a text: the words, and between them each character by `singly`."""
        if self.pattern is None:
            return text.translate(singly)
        shown, end = [], 0
        for found in self.pattern.finditer(text):
            shown += [text[end : found.start()].translate(singly), self.words[found[0]]]
            end = found.end()
        return "".join((*shown, text[end:].translate(singly)))

    def write_each(self, texts: Collection[str], singly: Singly) -> list[str]:
        """繁體 of many stretches at a time."""
        return self.write("\n".join(texts), singly).split("\n") if texts else []


def build_table(
    bundles: Sequence[Task[Any]], memo: Memo | None = None, *, worth: int = 1
) -> dict[str, Any]:
    """文字 → 繁體对照表: `from` and `to`, character by character, and `words` as pairs.

    With it the browser, longest word first, writes each text as OpenCC does. Each bundle, a
    value with texts in it, is gone through by itself, and counts as so many things as it is
    `worth`; what a `memo` knows of it is not found out again.
    """
    memo = memo or Memo()
    [sieve] = memo.map("sieve", lambda _: Sieve.of(odd_pairs()), [Task("all", {}, None)])
    seen = memo.map("doubtful", partial(_sift, sieve), bundles, worth=worth)
    changed = sorted({char for some in seen for char in some.changed})
    one_by_one = Task("all", {"汉字": fingerprint(changed)}, changed)
    [written] = memo.map("forms", convert, [one_by_one])
    forms = dict(zip(changed, written, strict=True))
    doubtful = sorted({text for some in seen for text in some.doubtful.splitlines()})
    parts = {"汉字串": fingerprint(forms, doubtful)}
    [words] = memo.map("words", partial(_learn_all, forms), [Task("all", parts, doubtful)])
    return {
        "from": "".join(forms),
        "to": "".join(forms.values()),
        "words": [[word, form] for word, form in sorted(words.items())],
    }


def table_json(bundles: Sequence[Task[Any]], memo: Memo | None = None, *, worth: int = 1) -> str:
    """文字 → the file of the table."""
    table = build_table(bundles, memo, worth=worth)
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"


def apply(table: Mapping[str, Any], text: str) -> str:
    """繁體 of a text by the table, as assets/traditional.js does it."""
    return Phrases.of(dict(table["words"])).write(text, str.maketrans(table["from"], table["to"]))


def _sift(sieve: Sieve, value: Any) -> Sifted:
    return sieve.sift(texts_in(value))


def _learn_all(forms: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    """词 with which every one of the stretches is written as by OpenCC."""
    known = _wrong_spots(Phrases.of({}), texts)
    words: dict[str, str] = {}
    for _ in range(TURNS):
        words = _learn(forms, known)
        found = _wrong_spots(Phrases.of(words), texts)
        if found.keys() <= known.keys():
            break
        known = dict(sorted((known | found).items()))
    return words


def _wrong_spots(phrases: Phrases, texts: Sequence[str]) -> dict[Spot, str]:
    """Where a stretch, by words and else character by character, is written otherwise than by OpenCC.

    Where a spot is written in two ways, for what stands further off, one of them in any order.
    """
    found = set[Form]()
    for start in range(0, len(texts), AT_A_TIME):
        some = texts[start : start + AT_A_TIME]
        written = zip(some, convert(some), phrases.write_each(some, singly()), strict=True)
        for text, right, shown in written:
            if right != shown:
                found.update(_differences(text, right, shown))
    return dict(sorted(found))


def _differences(text: str, right: str, shown: str) -> Iterable[Form]:
    """The spots of a stretch where it is shown otherwise than right, and their right form."""
    if len(right) != len(shown):
        raise ValueError(f"OpenCC changed the length of a text: {len(right)}, {len(shown)}")
    for at, (form, other) in enumerate(zip(right, shown, strict=True)):
        if form != other:
            start = max(0, at - REACH)
            yield (text[start : at + REACH + 1], at - start), form


def _learn(forms: Mapping[str, str], windows: Mapping[Spot, str]) -> dict[str, str]:
    """词：the shortest ones that make every place right, longer ones only where those mislead."""
    singly = str.maketrans(dict(forms))
    words: dict[str, str] = {}
    wrong = _wrong(windows, Phrases.of({}), singly)
    for size in range(2, LONGEST + 1):
        new = _learn_of_size(size, wrong, windows)
        words |= new
        doubtful = {*wrong, *_holding(new, windows)}
        wrong = _wrong(
            {spot: windows[spot] for spot in sorted(doubtful)}, Phrases.of(words), singly
        )
        if not wrong:
            break
    return words


def _learn_of_size(
    size: int, wrong: Collection[Spot], windows: Mapping[Spot, str]
) -> dict[str, str]:
    candidates = list(
        dict.fromkeys(
            window[start : start + size]
            for window, at in wrong
            for start in _starts(window, at, size)
        )
    )
    written = dict(zip(candidates, convert(candidates), strict=True))
    words = {}
    for window, at in wrong:
        for start in _starts(window, at, size):
            word = window[start : start + size]
            if written[word][at - start] == windows[window, at]:
                words[word] = written[word]
                break
    return words


def _holding(words: Mapping[str, str], spots: Iterable[Spot]) -> Iterable[Spot]:
    """The spots with one of the words beside them: what is written there may be another now."""
    pattern = Phrases.of(words).pattern
    return (spot for spot in spots if pattern and pattern.search(spot[0]))


def _starts(window: str, at: int, size: int) -> range:
    """Where a word around a place may begin, nearest first."""
    return range(min(at, len(window) - size), max(0, at - size + 1) - 1, -1)


def _wrong(windows: Mapping[Spot, str], phrases: Phrases, singly: Singly) -> list[Spot]:
    written = phrases.write_each([window for window, _ in windows], singly)
    places = zip(windows.items(), written, strict=True)
    return [spot for (spot, form), text in places if text[spot[1]] != form]
