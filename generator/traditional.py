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
from itertools import compress, count
from operator import ne
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
OURS = {"裡": "裏", "汙": "污", "鍾": "鐘"}
"""forms that are read everywhere, in place of those that only one region writes"""

Spot = tuple[str, int]
"""a stretch of Chinese characters, and which of them is meant"""
_RUN = re.compile(f"[{HAN}]+")
_LINE = {ord("\n"): "\n"}


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
        for name in _names(type(value)):
            yield from texts_in(getattr(value, name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_in(item)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def build_table(bundles: Sequence[Task[Any]], memo: Memo | None = None) -> dict[str, Any]:
    """文字 → 繁體对照表: `from` and `to`, character by character, and `words` as pairs.

    With it the browser, longest word first, writes each text as OpenCC does. Each bundle, a
    value with texts in it, is gone through by itself; what a `memo` knows of it is not found out again.
    """
    memo = memo or Memo()
    seen = memo.map("exceptions", _look_at, bundles)
    changed = _changed(one.changed for one in seen)
    known = {spot: form for one in seen for _, spot, form in one.exceptions}
    words: dict[str, str] = {}
    for turn in range(TURNS):
        spots = sorted(known.items())
        parts = {"字词": fingerprint(spots, changed)}
        [words] = memo.map(f"words-{turn}", partial(_learn, changed), [Task("all", parts, spots)])
        check = partial(_wrong_spots, Phrases.of(words))
        wrong = memo.map(f"spots-{turn}", check, _with(words, bundles, seen))
        found = {spot: form for several in wrong for spot, form in several}
        if found.keys() <= known.keys():
            break
        known |= found
    return {
        "from": "".join(changed),
        "to": "".join(changed.values()),
        "words": [[word, form] for word, form in sorted(words.items())],
    }


def table_json(bundles: Sequence[Task[Any]], memo: Memo | None = None) -> str:
    """文字 → the file of the table."""
    return json.dumps(build_table(bundles, memo), ensure_ascii=False, separators=(",", ":")) + "\n"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one bundle holds."""

    changed: str
    """its characters that are written otherwise, each once"""
    exceptions: tuple[tuple[int, Spot, str], ...]
    """where one character for one gives another form than OpenCC, and that form"""


def _with(
    words: Mapping[str, str], bundles: Sequence[Task[Any]], seen: Sequence[_Seen]
) -> list[Task[tuple[Any, _Seen]]]:
    learnt = fingerprint(sorted(words.items()))
    return [
        Task(bundle.name, {**bundle.parts, "繁體的词": learnt}, (bundle.value, one))
        for bundle, one in zip(bundles, seen, strict=True)
    ]


def han_of(value: Any) -> str:
    """汉字：its stretches of Chinese characters, each once, a line for each.

    Lines that pages have in common, such as those of their frame, are gone through once.
    """
    lines = dict.fromkeys("\n".join(texts_in(value)).split("\n"))
    return "\n".join(dict.fromkeys(_RUN.findall("\n".join(lines))))


def _look_at(value: Any) -> _Seen:
    text, singly = han_of(value), _singly()
    plain = text.translate(singly)
    right = _write_well(text)
    exceptions = tuple((at, _spot(text, at), right[at]) for at in _differ(right, plain))
    changed = sorted(char for char in set(text) if singly.get(ord(char), char) != char)
    return _Seen("".join(changed), exceptions)


def _wrong_spots(phrases: Phrases, bundle: tuple[Any, _Seen]) -> list[tuple[Spot, str]]:
    """Where the words, and else character by character, give another form than OpenCC."""
    value, seen = bundle
    text, singly = han_of(value), _singly()
    right = list(text.translate(singly))
    for at, _, form in seen.exceptions:
        right[at] = form
    wrong = _differ(right, phrases.write(text, singly))
    return sorted({_spot(text, at): right[at] for at in wrong}.items())


def _differ(right: Sequence[str], shown: str) -> Iterable[int]:
    """The places where two texts of one length differ."""
    if len(right) != len(shown):
        raise ValueError(f"OpenCC changed the length of a text: {len(right)}, {len(shown)}")
    return compress(count(), map(ne, right, shown))


def _spot(text: str, at: int) -> Spot:
    """A place with what stands around it, as far as its line and our reach go."""
    low, high = max(0, at - REACH), at + REACH + 1
    start = max(low, text.rfind("\n", low, at) + 1)
    end = text.find("\n", at, high)
    return text[start : high if end < 0 else end], at - start


def _changed(several: Iterable[str]) -> dict[str, str]:
    singly = _singly()
    return {char: singly[ord(char)] for char in sorted(set().union(*several))}


@cache
def _singly() -> Mapping[int, str]:
    """Every Chinese character → how it is written by itself; none is missing, or a look is slow."""
    chars = [char for char in map(chr, range(0x3400, 0xA000)) if _RUN.match(char)]
    return {ord(char): form for char, form in zip(chars, _convert(chars), strict=True)} | _LINE


def apply(table: Mapping[str, Any], text: str) -> str:
    """繁體 of a text by the table, as assets/traditional.js does it."""
    return Phrases.of(dict(table["words"])).write(text, str.maketrans(table["from"], table["to"]))


@cache
def _converter() -> Any:
    return opencc.OpenCC("s2tw")


def _write_well(text: str) -> str:
    """繁體 by the whole dictionary, one character for one, with our forms."""
    written = str(_converter().convert(text))
    for theirs, ours in OURS.items():
        written = written.replace(theirs, ours)
    return written


def _convert(words: Iterable[str]) -> list[str]:
    lines = list(words)
    return _write_well("\n".join(lines)).split("\n") if lines else []


def _learn(forms: Mapping[str, str], spots: Iterable[tuple[Spot, str]]) -> dict[str, str]:
    """词：the shortest ones that make every place right, longer ones only where those mislead."""
    windows = dict(spots)
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
