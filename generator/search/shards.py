"""分册：one group, indexed: its records, and its words and where these stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from generator.search.coding import pack
from generator.search.documents import SearchDocument
from generator.search.groups import beginnings
from generator.search.lists import Lists, WordNumbers, build_lists, place
from generator.search.pagefind import LANGUAGE
from generator.search.places import build_entry
from generator.search.spelling import han_in

_DIGITS = 6
"""hexadecimal digits that tell a record from others of its group, and from what it was before"""


@dataclass(frozen=True, slots=True)
class Record:
    """片段：what the browser shows of one case that it has found."""

    id: str
    length: int
    """words"""
    data: bytes
    """the file"""


@dataclass(frozen=True, slots=True)
class Shown:
    """片段 of one group, and what it is written with."""

    records: tuple[Record, ...]
    han: str
    """characters that occur, in order"""


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """分册：the index of one group. Its words stand in columns: many words, few objects."""

    cases: int
    joined: str
    """the words in order, one a line"""
    lists: Lists
    """where they stand"""


def build_shard(name: str, documents: Iterable[SearchDocument]) -> tuple[Shown, Shard]:
    """检索文档 of a group → what readers are shown of them, and 分册."""
    numbers = WordNumbers()
    pages, entries, han = [], [], set[str]()
    for page, document in enumerate(documents):
        entry = build_entry(document)
        pages.append(place(entry, page, numbers))
        entries.append((entry.record, len(entry.words)))
        han |= han_in(document.texts())
    words, places = numbers.in_order()
    shown = Shown(tuple(_records(name, entries)), "".join(sorted(han)))
    return shown, Shard(len(entries), "\n".join(words), build_lists(pages, places))


def _records(name: str, entries: Sequence[tuple[str, int]]) -> Iterator[Record]:
    """Hexadecimal ids: beginning of a digest, year, part."""
    digests = [sha256(text.encode()).hexdigest() for text, _ in entries]
    group = name.replace("-", "")
    for (text, length), start in zip(entries, beginnings(digests, _DIGITS), strict=True):
        yield Record(f"{LANGUAGE}_{start}{group}", length, pack(text.encode()))
