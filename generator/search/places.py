"""一页：one document → its readable record and its words in order, as Pagefind reads them.

Pagefind's own indexer takes 11 ms and nearly 1 MB for a case. Its rules, as far as our stored texts
come under them, fit on this page; tests/search compares the two word by word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

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
    words: tuple[str, ...]
    """as they are stored, punctuation with them"""
    weights: tuple[tuple[int, int], ...]
    """how heavy how many words in a row are"""
    parts: tuple[tuple[str, int, int], ...]
    """parts of words like iPhone: each with its weight, and the position of the whole"""


def build_entry(document: SearchDocument) -> Entry:
    """检索文档 → 一页."""
    content: list[str] = []
    weights: list[tuple[int, int]] = []
    anchors: list[dict[str, object]] = []
    parts: list[tuple[str, int, int]] = []
    for weight, anchor, stored in _stretches(document):
        if anchor:
            place = len(content)
            anchors.append({"element": "h2", "id": anchor, "text": stored, "location": place})
        words = stored.split()
        if _CAPITAL.search(stored) and _HUMP.search(stored):
            parts += _parts(words, weight, len(content))
        content += words
        weights.append((weight, len(words)))
    record = {
        "url": "/" + quote(document.url),
        "content": " ".join(content),
        "word_count": len(content),
        "filters": {},
        "meta": {"title": "-"},
        "anchors": anchors,
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return Entry(text, tuple(content), tuple(weights), tuple(parts))


def _parts(words: Iterable[str], weight: int, start: int) -> Iterator[tuple[str, int, int]]:
    """The parts of words like iPhone share the weight of the whole."""
    for position, parts in enumerate(map(parts_of, words), start):
        for part in parts:
            yield part, weight // len(parts), position


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
    return word if plain == word else f"{plain}{FORM}{word}" if plain else ""


@cache
def parts_of(stored: str) -> tuple[str, ...]:
    """A stored word → the parts of one like iPhone, but single letters."""
    bare = stored.rstrip(_MARKS)
    parts = _HUMP.split(bare) if _WORD.fullmatch(bare) else ()
    return tuple(part for part in parts if len(part) > 1 < len(parts))
