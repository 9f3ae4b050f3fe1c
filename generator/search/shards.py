"""分册：one group, indexed: its records, and its words and where these stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain

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


@dataclass(frozen=True, slots=True)
class Since:
    """与上一次之差 of a 分册."""

    before: str
    """fingerprint of what it was made from then"""
    touched: tuple[str, ...]
    """words that stand elsewhere than then, or in one of the two alone, in order"""


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """分册：the index of one group. Its words stand in columns: many words, few objects."""

    cases: int
    joined: str
    """the words in order, one a line"""
    lists: Lists
    """where they stand"""
    since: Since | None = None
    """None: nobody knows, or it has more cases now, or fewer"""

    @property
    def words(self) -> list[str]:
        """The words in order."""
        return self.joined.split("\n") if self.joined else []

    def within(self, spans: Sequence[tuple[str, str | None]]) -> Shard:
        """Only the words of these spans, each from a word on and before another, or to the end."""
        words = self.words
        rows = [
            slice(bisect_left(words, low), len(words) if high is None else bisect_left(words, high))
            for low, high in spans
        ]
        joined = "\n".join(chain.from_iterable(words[span] for span in rows))
        return Shard(self.cases, joined, self.lists.rows(rows))

    def compared(self, other: Shard, before: str) -> Shard:
        """The same that knows how it differs from what it was, made from what has this fingerprint."""
        if self.cases != other.cases:
            return self
        mine, then = (dict(zip(s.words, s.lists.each(), strict=True)) for s in (self, other))
        touched = (word for word in mine.keys() | then.keys() if mine.get(word) != then.get(word))
        return replace(self, since=Since(before, tuple(sorted(touched))))


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
