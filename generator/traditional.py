"""繁體：a small table with which the browser shows the archive in traditional characters.

Most characters have one form; 发 or 面 have several, and the word decides (发布, 头发). The table
holds the characters in use and, of the words in use, only those where one character for one gives
the wrong form. Source: the dictionaries of OpenCC (s2tw).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import opencc

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
REACH = 5
"""characters on each side that may decide about one"""
LONGEST = 8
"""characters of a learnt phrase, at most"""
OURS: dict[str, str | int | None] = {"裡": "裏", "汙": "污", "鍾": "鐘"}
"""forms that are read everywhere, in place of those that only one region writes"""

_RUN = re.compile(f"[{HAN}]+")


def texts_in(value: Any) -> Iterable[str]:
    """Every text within a value of the model, and within tuples and mappings of such."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from texts_in(getattr(value, item.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts_in(item)


def build_table(texts: Iterable[str]) -> dict[str, Any]:
    """文字 → 繁體对照表: `from` and `to`, character by character, and `words` as pairs.

    With it the browser, longest word first, writes each text as OpenCC does.
    """
    runs = {run for text in texts for run in _RUN.findall(text)}
    used = sorted({char for run in runs for char in run})
    forms = dict(zip(used, _convert(used), strict=True))
    words = _learn(_windows(runs, _undecided(runs, forms)), forms)
    changed = [char for char in used if forms[char] != char]
    return {
        "from": "".join(changed),
        "to": "".join(forms[char] for char in changed),
        "words": [[word, form] for word, form in sorted(words.items())],
    }


def table_json(texts: Iterable[str]) -> str:
    """文字 → the file of the table."""
    return json.dumps(build_table(texts), ensure_ascii=False, separators=(",", ":")) + "\n"


def apply(table: Mapping[str, Any], text: str) -> str:
    """繁體 of a text by the table, as assets/traditional.js does it."""
    forms = dict(zip(table["from"], table["to"], strict=True)) | dict(table["words"])
    return _pattern(forms).sub(lambda found: forms[found[0]], text) if forms else text


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))))


@cache
def _converter() -> Any:
    return opencc.OpenCC("s2tw")


def _convert(texts: Iterable[str]) -> list[str]:
    lines = list(texts)
    if not lines:
        return []
    converted = str(_converter().convert("\n".join(lines)))
    return converted.translate({ord(a): b for a, b in OURS.items()}).split("\n")


def _undecided(runs: Iterable[str], forms: Mapping[str, str]) -> set[str]:
    """Characters that somewhere take another form than they have alone."""
    ordered = sorted(runs)
    found: set[str] = set()
    for run, form in zip(ordered, _convert(ordered), strict=True):
        found.update(a for a, b in zip(run, form, strict=True) if forms[a] != b)
    return found


def _windows(runs: Iterable[str], undecided: set[str]) -> dict[tuple[str, int], str]:
    """Each place of an undecided character, with what stands around it → its form there."""
    if not undecided:
        return {}
    pattern = re.compile("[" + "".join(sorted(undecided)) + "]")
    places = set()
    for run in runs:
        for found in pattern.finditer(run):
            start = max(0, found.start() - REACH)
            places.add((run[start : found.start() + REACH + 1], found.start() - start))
    ordered = sorted(places)
    converted = _convert(window for window, _ in ordered)
    return {place: form[place[1]] for place, form in zip(ordered, converted, strict=True)}


def _learn(windows: Mapping[tuple[str, int], str], forms: Mapping[str, str]) -> dict[str, str]:
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
    windows: Mapping[tuple[str, int], str], words: Mapping[str, str], forms: Mapping[str, str]
) -> list[tuple[str, int]]:
    known = {**{char: form for char, form in forms.items() if form != char}, **words}
    pattern = _pattern(known)
    return [
        (window, at)
        for (window, at), form in windows.items()
        if pattern.sub(lambda found: known[found[0]], window)[at] != form
    ]
