"""词位：one document → its readable record, and the places of its words, as Pagefind makes them.

Pagefind's own indexer takes 11 ms and nearly 1 MB for a case. Its rules, as far as our stored texts
come under them, fit on this page; tests/search compares the two word by word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import sub
from urllib.parse import quote

from generator.search.coding import ALONE, SMALL, UNSIGNED, array, items, negative, unsigned
from generator.search.documents import SearchDocument
from generator.search.text import (
    CIRCLE,
    END,
    HAN,
    LETTERS,
    NAMES_END,
    PERCENT,
    PERMILLE,
    POINT,
    SPACE,
    stored_text,
)

UNIT = 25
"""weight of a word of the text. Pagefind gives 24 and has to say so at each word: 25 is understood"""
_TITLE, _NAMES, _HEADING, _TEXT = 7 * UNIT, 5 * UNIT, 6 * UNIT, UNIT
FORM = "\0"
"""between a word without its accents and the form that was written"""
_STEP = 1 << 24
"""more than any document has words"""
_MARKS = SPACE + CIRCLE
_WORD = re.compile(f"[{HAN}]{{1,2}}|[{LETTERS}]+|[0-9{POINT}]+|{PERCENT}|{PERMILLE}")
_HAN = re.compile(f"[{HAN}]+")
_CAPITAL = re.compile("[A-Za-z][A-Z]")
"""what a word like iPhone has, and what is found much faster than its parts"""
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Entry:
    """一页：what the index holds of one document."""

    record: str
    """JSON, from which the browser makes an excerpt"""
    length: int
    """words, punctuation with them"""
    places: dict[str, bytes]
    """word → where it stands, encoded; with accents: word without them, FORM, word"""


def build_entry(document: SearchDocument) -> Entry:
    """检索文档 → 一页."""
    content: list[str] = []
    anchors: list[dict[str, object]] = []
    spots = _Spots()
    for weight, anchor, stored in _stretches(document):
        if anchor:
            place = len(content)
            anchors.append({"element": "h2", "id": anchor, "text": stored, "location": place})
        words = stored.split()
        spots.note(words, weight, len(content))
        if _CAPITAL.search(stored) and _HUMP.search(stored):
            spots.note_parts(words, weight, len(content))
        content += words
    record = {
        "url": "/" + quote(document.url),
        "content": " ".join(content),
        "word_count": len(content),
        "filters": {},
        "meta": {"title": "-"},
        "anchors": anchors,
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return Entry(text, len(content), spots.encode())


def _stretches(document: SearchDocument) -> Iterator[tuple[int, str, str]]:
    """Weight, anchor and stored text. Each paragraph ends with a mark: no phrase runs across it.

    The anchor of a block without one begins with a blank's stand-in, `_`: no real one does.
    """
    yield _TITLE, "", f"{stored_text(document.title)} {END}"
    yield _NAMES, "", f" {END} ".join(map(stored_text, document.names)) + f" {NAMES_END}"
    for number, block in enumerate(document.blocks):
        yield _HEADING, block.anchor or f"_{number}", f"{stored_text(block.heading)} {END}"
        for line in block.text.split("\n"):
            if line:
                yield _TEXT, "", f"{stored_text(line)} {END}"


@dataclass(slots=True)
class _Spots:
    """Where words stand in a document. A spot is a position, plus _STEP for each unit of weight.

    Most words stand in one place. This runs over every word of the archive: few objects, few steps.
    """

    lone: dict[str, int] = field(default_factory=dict)
    """the first spot of each word"""
    several: dict[str, list[int]] = field(default_factory=dict)
    """all spots of a word that has more"""

    def note(self, words: Iterable[str], weight: int, start: int) -> None:
        """Words in a row."""
        lone, several = self.lone, self.several
        for spot, word in enumerate(map(index_word, words), (weight - _TEXT) * _STEP + start):
            if word not in lone:
                lone[word] = spot
            elif word in several:
                several[word].append(spot)
            else:
                several[word] = [lone[word], spot]

    def note_parts(self, words: Iterable[str], weight: int, start: int) -> None:
        """The parts of words like iPhone, which share the weight of the whole."""
        for position, parts in enumerate(map(parts_of, words), start):
            for part in parts:
                self.note([part], weight // len(parts), position)

    def encode(self) -> dict[str, bytes]:
        """Each word with its places; marks are in none."""
        several = self.several
        places = {
            word: ALONE[spot] if 0 <= spot < SMALL else _encode([spot])
            for word, spot in self.lone.items()
            if word not in several
        }
        places |= {word: _encode(sorted(spots)) for word, spots in several.items()}
        places.pop("", None)
        return places


@cache
def index_word(stored: str) -> str:
    """A stored word → as it is indexed; empty for a mark."""
    bare = stored.rstrip(_MARKS)
    if not _WORD.fullmatch(bare):
        return ""
    word = bare.lower()
    if word.isascii() or _HAN.fullmatch(word):
        return word
    apart = unicodedata.normalize("NFD", word)
    plain = "".join(char for char in apart if not unicodedata.category(char).startswith("M"))
    return word if plain == word else f"{plain}{FORM}{word}"


@cache
def parts_of(stored: str) -> tuple[str, ...]:
    """A stored word → the parts of one like iPhone, but single letters."""
    bare = stored.rstrip(_MARKS)
    parts = _HUMP.split(bare) if _WORD.fullmatch(bare) else ()
    return tuple(part for part in parts if len(part) > 1 < len(parts))


def _encode(spots: Sequence[int]) -> bytes:
    """Positions, each as the distance from the one before; a change of weight starts anew."""
    if spots[0] >= 0 and spots[-1] < SMALL:
        return array(len(spots)) + b"".join(map(UNSIGNED.__getitem__, map(sub, spots, (0, *spots))))
    weight, last = _TEXT, 0
    written = []
    for spot in spots:
        steps, position = divmod(spot, _STEP)
        if steps + _TEXT != weight:
            weight, last = steps + _TEXT, 0
            written.append(negative(weight))
        written.append(unsigned(position - last))
        last = position
    return items(written)
