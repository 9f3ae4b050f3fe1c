"""繁體：a small table with which the browser shows the archive in traditional characters.

Most characters have one form; 发 or 面 have several, and the word decides (发布, 头发). The table
holds the characters in use and, of the words in use, only those where one character for one gives
the wrong form. Source: the dictionaries of OpenCC (s2tw).
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import count
from typing import Any

import opencc

from generator.memo import Memo, Task, fingerprint
from generator.stretches import HAN, stretches_in

REACH = 5
"""characters on each side that may decide about one"""
TURNS = 6
"""times that words are learnt, and tried on every text; two are the rule"""
LONGEST = 8
"""characters of a learnt phrase, at most"""
OURS = {"裡": "裏", "汙": "污", "鍾": "鐘"}
"""forms that are read everywhere, in place of those that only one region writes"""

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


def build_table(bundles: Sequence[Task[Any]], memo: Memo | None = None) -> dict[str, Any]:
    """文字 → 繁體对照表: `from` and `to`, character by character, and `words` as pairs.

    With it the browser, longest word first, writes each text as OpenCC does. Each bundle, a
    value with texts in it, is gone through by itself; what a `memo` knows of it is not found out again.
    """
    # one process, for what is read once need not be read, nor its words be judged, a second time
    memo, reader = replace(memo or Memo(), workers=0), _Reader()
    seen = memo.map("exceptions", reader.look_at, [_with(bundle) for bundle in bundles])
    changed = _changed(one.changed for one in seen)
    known = _forms(one.exceptions for one in seen)
    words: dict[str, str] = {}
    for turn in range(TURNS):
        spots = sorted(known.items())
        parts = {"字词": fingerprint(spots, changed)}
        [words] = memo.map(f"words-{turn}", partial(_learn, changed), [Task("all", parts, spots)])
        learnt = {"繁體的词": fingerprint(sorted(words.items()))}
        check = _Check(Phrases.of(words), reader)
        tasks = [_with(bundle, learnt) for bundle in bundles]
        found = _forms(memo.map(f"spots-{turn}", check.wrong_spots, tasks))
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


def apply(table: Mapping[str, Any], text: str) -> str:
    """繁體 of a text by the table, as assets/traditional.js does it."""
    return Phrases.of(dict(table["words"])).write(text, str.maketrans(table["from"], table["to"]))


def _with(bundle: Task[Any], more: Mapping[str, str] | None = None) -> Task[Task[Any]]:
    return Task(bundle.name, {**bundle.parts, **(more or {})}, bundle)


def _forms(several: Iterable[Iterable[Form]]) -> dict[Spot, str]:
    """Where a spot is written in two ways, for what stands further off, one of them in any order."""
    return dict(sorted(set().union(*several)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one bundle holds."""

    changed: str
    """its characters that are written otherwise, each once"""
    exceptions: tuple[Form, ...]
    """where one character for one gives another form than OpenCC"""


@dataclass(frozen=True, slots=True)
class _Page:
    """一页：stretches that no page before holds."""

    text: str
    """a line for each"""
    right: Mapping[str, str]
    """how those are written that are not written character by character"""


@dataclass(slots=True)
class _Reader:
    """读者 of bundles that hold much the same stretches: each is read once."""

    pages: list[_Page] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """of all stretches so far, in the order of the pages"""
    _exceptions: dict[int, tuple[Form, ...]] = field(default_factory=dict)
    """by number of the stretch"""
    _bundles: dict[str, array[int]] = field(default_factory=dict)
    """numbers of its stretches, by name of a bundle"""

    def look_at(self, bundle: Task[Any]) -> _Seen:
        """What a bundle holds."""
        found = stretches_in(bundle.value)
        odd = self._exceptions.keys() & self._number(bundle.name, found)
        forms = {form for number in odd for form in self._exceptions[number]}
        changed = _changing().intersection("".join(found))
        return _Seen("".join(sorted(changed)), tuple(sorted(forms)))

    def numbers_in(self, bundle: Task[Any]) -> array[int]:
        """The numbers of the stretches of a bundle."""
        return self._bundles.get(bundle.name) or self._number(
            bundle.name, stretches_in(bundle.value)
        )

    def _number(self, name: str, found: set[str]) -> array[int]:
        if new := sorted(found.difference(self.numbers)):
            self.numbers.update(zip(new, count(len(self.numbers))))
            self.pages.append(self._page(new))
        self._bundles[name] = array("L", map(self.numbers.__getitem__, found))
        return self._bundles[name]

    def _page(self, new: Sequence[str]) -> _Page:
        text = "\n".join(new)
        right, plain = _write_well(text).split("\n"), text.translate(_singly()).split("\n")
        odd = [each for each in zip(new, right, plain, strict=True) if each[1] != each[2]]
        for one, form, other in odd:
            self._exceptions[self.numbers[one]] = tuple(_differences(one, form, other))
        return _Page(text, {one: form for one, form, _ in odd})


@dataclass(slots=True)
class _Check:
    """检验 of phrases on all that is read: each page once."""

    phrases: Phrases
    reader: _Reader
    _tried: int = 0
    """pages so far"""
    _wrong: dict[int, tuple[Form, ...]] = field(default_factory=dict)
    """by number of the stretch"""

    def wrong_spots(self, bundle: Task[Any]) -> list[Form]:
        """Where a bundle, by words and else character by character, is written otherwise than by OpenCC."""
        numbers = self.reader.numbers_in(bundle)
        for page in self.reader.pages[self._tried :]:
            self._try_on(page)
        self._tried = len(self.reader.pages)
        mine = self._wrong.keys() & numbers
        return sorted({form for number in mine for form in self._wrong[number]})

    def _try_on(self, page: _Page) -> None:
        doubtful = list(dict.fromkeys((*self._touched(page.text), *page.right)))
        written = self.phrases.write_each(doubtful, _singly())
        for one, shown in zip(doubtful, written, strict=True):
            right = page.right.get(one) or one.translate(_singly())
            if right != shown:
                number = self.reader.numbers[one]
                self._wrong[number] = tuple(_differences(one, right, shown))

    def _touched(self, text: str) -> Iterable[str]:
        """The lines in which one of the phrases stands; one written by characters needs no look."""
        end = -1
        for found in self.phrases.pattern.finditer(text) if self.phrases.pattern else ():
            if found.start() > end:
                start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
                end = len(text) if end < 0 else end
                yield text[start:end]


def _differences(text: str, right: str, shown: str) -> Iterable[Form]:
    """The spots of a stretch where it is shown otherwise than right, and their right form."""
    if len(right) != len(shown):
        raise ValueError(f"OpenCC changed the length of a text: {len(right)}, {len(shown)}")
    for at, (form, other) in enumerate(zip(right, shown, strict=True)):
        if form != other:
            start = max(0, at - REACH)
            yield (text[start : at + REACH + 1], at - start), form


def _changed(several: Iterable[str]) -> dict[str, str]:
    singly = _singly()
    return {char: singly[ord(char)] for char in sorted(set().union(*several))}


@cache
def _singly() -> Mapping[int, str]:
    """Every Chinese character → how it is written by itself; none is missing, or a look is slow."""
    chars = [char for char in map(chr, range(0x3400, 0xA000)) if re.match(f"[{HAN}]", char)]
    forms = zip(chars, _convert(chars), strict=True)
    return {ord(char): form for char, form in forms} | {ord("\n"): "\n"}


@cache
def _changing() -> frozenset[str]:
    """The characters that are not written as they are."""
    return frozenset(char for code, form in _singly().items() if (char := chr(code)) != form)


@cache
def _converter() -> Any:
    return opencc.OpenCC("s2tw")


def _write_well(text: str) -> str:
    """繁體 by the whole dictionary, one character for one, with our forms."""
    written = str(_converter().convert(text))
    for theirs, ours in OURS.items():
        written = written.replace(theirs, ours)
    return written


def _convert(words: Collection[str]) -> list[str]:
    return _write_well("\n".join(words)).split("\n") if words else []


def _learn(forms: Mapping[str, str], spots: Iterable[Form]) -> dict[str, str]:
    """词：the shortest ones that make every place right, longer ones only where those mislead."""
    windows, singly = dict(spots), str.maketrans(dict(forms))
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
    written = dict(zip(candidates, _convert(candidates), strict=True))
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
