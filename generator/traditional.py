"""繁體：a small table with which the browser shows the archive in traditional characters.

Most characters have one form; 发 or 面 have several, and the word decides (发布, 头发). The table
holds the characters in use and, of the words in use, only those where one character for one gives
the wrong form. Source: the dictionaries of OpenCC (s2tw).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial
from typing import Any

import opencc

from generator.memo import Memo, Task, fingerprint
from generator.model import Places

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
REACH = 5
"""characters on each side that may decide about one"""
TURNS = 6
"""times that words are learnt, and tried on every text; two are the rule"""
LONGEST = 8
"""characters of a learnt phrase, at most"""
OURS: dict[str, str | int | None] = {"裡": "裏", "汙": "污", "鍾": "鐘"}
"""forms that are read everywhere, in place of those that only one region writes"""

Spot = tuple[str, int]
"""a stretch of Chinese characters, and which of them is meant"""
_RUN = re.compile(f"[{HAN}]+")


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

    def write(self, text: str, singly: Mapping[int, str] | Mapping[int, int]) -> str:
        """繁體 of a text: the words, and between them each character by `singly`."""
        if self.pattern is None:
            return text.translate(singly)
        shown, end = [], 0
        for found in self.pattern.finditer(text):
            shown += [text[end : found.start()].translate(singly), self.words[found[0]]]
            end = found.end()
        return "".join((*shown, text[end:].translate(singly)))


def texts_in(value: Any) -> Iterable[str]:
    """Every text within a value of the model, and within tuples and mappings of such."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Places):
        return
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from texts_in(getattr(value, item.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_in(item)


def build_table(bundles: Sequence[Task[Any]], memo: Memo | None = None) -> dict[str, Any]:
    """文字 → 繁體对照表: `from` and `to`, character by character, and `words` as pairs.

    With it the browser, longest word first, writes each text as OpenCC does. Each bundle, a
    value with texts in it, is gone through by itself; what a `memo` knows of it is not found out again.
    """
    memo = memo or Memo()
    used = sorted(set().union(*memo.map("characters", _characters, bundles)))
    forms = dict(zip(used, _convert(used), strict=True))
    changed = {char: form for char, form in forms.items() if form != char}
    words: dict[str, str] = {}
    known: dict[Spot, str] = {}
    for turn in range(TURNS):
        look = partial(_wrong_spots, Phrases.of(words))
        wrong = memo.map(f"spots-{turn}", look, _with(words, bundles))
        found = {spot: form for spots in wrong for spot, form in spots}
        if found.keys() <= known.keys():
            break
        known |= found
        spots = sorted(known.items())
        parts = {"字词": fingerprint(spots, changed)}
        [words] = memo.map(
            "words", lambda found: _learn(dict(found), changed), [Task(str(turn), parts, spots)]
        )
    return {
        "from": "".join(changed),
        "to": "".join(changed.values()),
        "words": [[word, form] for word, form in sorted(words.items())],
    }


def table_json(bundles: Sequence[Task[Any]], memo: Memo | None = None) -> str:
    """文字 → the file of the table."""
    return json.dumps(build_table(bundles, memo), ensure_ascii=False, separators=(",", ":")) + "\n"


def _with(words: Mapping[str, str], bundles: Sequence[Task[Any]]) -> list[Task[Any]]:
    learnt = fingerprint(sorted(words.items()))
    return [Task(one.name, {**one.parts, "繁體的词": learnt}, one.value) for one in bundles]


def _runs(value: Any) -> list[str]:
    return sorted({run for text in texts_in(value) for run in _RUN.findall(text)})


def _characters(value: Any) -> str:
    return "".join(sorted({char for run in _runs(value) for char in run}))


def _wrong_spots(phrases: Phrases, value: Any) -> list[tuple[Spot, str]]:
    """Where the words, and else character by character, give another form than OpenCC."""
    runs = _runs(value)
    chars = sorted({char for run in runs for char in run})
    singly = str.maketrans(dict(zip(chars, _convert(chars), strict=True)))
    spots: dict[Spot, str] = {}
    for run, right in zip(runs, _convert(runs), strict=True):
        shown = phrases.write(run, singly)
        if shown != right:
            for at in (at for at, char in enumerate(right) if shown[at] != char):
                start = max(0, at - REACH)
                spots[run[start : at + REACH + 1], at - start] = right[at]
    return sorted(spots.items())


def apply(table: Mapping[str, Any], text: str) -> str:
    """繁體 of a text by the table, as assets/traditional.js does it."""
    return Phrases.of(dict(table["words"])).write(text, str.maketrans(table["from"], table["to"]))


@cache
def _converter() -> Any:
    return opencc.OpenCC("s2tw")


def _convert(texts: Iterable[str]) -> list[str]:
    lines = list(texts)
    if not lines:
        return []
    converted = str(_converter().convert("\n".join(lines)))
    return converted.translate({ord(a): b for a, b in OURS.items()}).split("\n")


def _learn(windows: Mapping[Spot, str], forms: Mapping[str, str]) -> dict[str, str]:
    """词：the shortest ones that make every place right, longer ones only where those mislead."""
    words: dict[str, str] = {}
    for size in range(2, LONGEST + 1):
        wrong = _wrong(windows, words, forms)
        if not wrong:
            break
        candidates = {
            word: at - start
            for window, at in wrong
            for start in _starts(window, at, size)
            for word in [window[start : start + size]]
        }
        written = dict(zip(candidates, _convert(candidates), strict=True))
        for window, at in wrong:
            for start in _starts(window, at, size):
                word = window[start : start + size]
                if written[word][at - start] == windows[window, at]:
                    words[word] = written[word]
                    break
    return words


def _starts(window: str, at: int, size: int) -> range:
    """Where a word around a place may begin, nearest first."""
    return range(min(at, len(window) - size), max(0, at - size + 1) - 1, -1)


def _wrong(
    windows: Mapping[Spot, str], words: Mapping[str, str], forms: Mapping[str, str]
) -> list[Spot]:
    phrases, singly = Phrases.of(words), str.maketrans(dict(forms))
    return [
        (window, at)
        for (window, at), form in windows.items()
        if phrases.write(window, singly)[at] != form
    ]
