"""分份：the cases in groups of bounded size, each indexed by itself and remembered as it stands.

Which group a case belongs to depends on its year, its number, and on how many cases the year has:
an edit, or another case, leaves the other groups as they are. Merging takes the groups as they come
(`generator.search.merging`).
"""

from __future__ import annotations

import zlib
from array import array as Column  # noqa: N812 - an array is also what CBOR calls a list
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from generator.model import Case
from generator.search.coding import array, pack, unsigned
from generator.search.documents import SearchDocument
from generator.search.places import build_entry
from generator.search.spelling import han_in

LANGUAGE = "zh"
MOST = 200
"""cases of a group, on average at most"""
PAGE = array(2)
"""before the number of each case in a list, and its places"""
_DIGITS = 6
"""hexadecimal digits that tell a record from others of its group, and from what it was before"""


@dataclass(frozen=True, slots=True)
class Group:
    """一份：cases that are indexed together."""

    name: str
    """year and part"""
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """片段：what the browser shows of one case that it has found."""

    id: str
    length: int
    """words"""
    data: bytes
    """the file"""


@dataclass(frozen=True, slots=True)
class Shard:
    """分册：the index of one group. Its words stand in columns: many words, few objects."""

    records: tuple[Record, ...]
    han: str
    """characters that occur, in order"""
    joined: str
    """the words in order, one a line"""
    counts: Column[int]
    """in how many cases each word stands"""
    firsts: Column[int]
    lasts: Column[int]
    """numbers of the first and the last of these within the group"""
    sizes: Column[int]
    """how many bytes of `data` each word has"""
    data: bytes
    """the lists of cases and places as Pagefind writes them, but without the first number of each"""

    @property
    def words(self) -> list[str]:
        """词 in order."""
        return self.joined.split("\n") if self.joined else []


def build_groups(cases: Iterable[Case]) -> list[Group]:
    """案例 → 份, in the order in which their years, and within a year their cases, come."""
    years: dict[int, list[Case]] = {}
    for case in cases:
        years.setdefault(case.year, []).append(case)
    return [group for year, found in years.items() for group in _split(year, found)]


def _split(year: int, cases: Sequence[Case]) -> Iterator[Group]:
    """Twice as many parts each time that a year outgrows them."""
    parts = 1
    while len(cases) > parts * MOST:
        parts *= 2
    groups: dict[int, list[Case]] = {part: [] for part in range(parts)}
    for case in cases:
        groups[zlib.crc32(case.id.encode()) % parts].append(case)
    for part, found in groups.items():
        if found:
            yield Group(f"{year}-{part}", tuple(found))


def build_shard(name: str, documents: Iterable[SearchDocument]) -> Shard:
    """检索文档 of a group → 分册."""
    entries = []
    lists = _Lists()
    han: set[str] = set()
    for number, document in enumerate(documents):
        entry = build_entry(document)
        lists.add(number, entry.places)
        entries.append((entry.record, entry.length))
        han |= han_in(document.texts())
    words = sorted(lists.data)
    data = [b"".join(lists.data[word]) for word in words]
    return Shard(
        tuple(_records(name, entries)),
        "".join(sorted(han)),
        "\n".join(words),
        Column("I", [lists.counts[word] for word in words]),
        Column("I", [lists.firsts[word] for word in words]),
        Column("I", [lists.lasts[word] for word in words]),
        Column("I", map(len, data)),
        b"".join(data),
    )


def _records(name: str, entries: Sequence[tuple[str, int]]) -> Iterator[Record]:
    """Hexadecimal ids: beginning of a digest, year, part."""
    digests = [sha256(text.encode()).hexdigest() for text, _ in entries]
    group = name.replace("-", "")
    for (text, length), start in zip(entries, beginnings(digests, _DIGITS), strict=True):
        yield Record(f"{LANGUAGE}_{start}{group}", length, pack(text.encode()))


def beginnings(texts: Sequence[str], least: int) -> list[str]:
    """As much of each text as tells it from all others, and so many characters at least."""
    ordered = sorted(texts)
    neighbours = zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False)
    short = {mine: _apart(mine, least, before, after) for before, mine, after in neighbours}
    return [short[mine] for mine in texts]


def _apart(mine: str, least: int, *others: str) -> str:
    lengths = range(least, len(mine))
    return next((mine[:n] for n in lengths if not any(o[:n] == mine[:n] for o in others)), mine)


@dataclass(slots=True)
class _Lists:
    """Where each word of a group has its cases; of each the number of cases, the first, the last."""

    counts: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, int] = field(default_factory=dict)
    lasts: dict[str, int] = field(default_factory=dict)
    data: dict[str, list[bytes]] = field(default_factory=dict)

    def add(self, number: int, places: Mapping[str, bytes]) -> None:
        """The next case."""
        lasts, data = self.lasts, self.data
        for word, spots in places.items():
            if word in data:
                data[word] += PAGE, unsigned(number - lasts[word]), spots
            else:
                data[word] = [spots]
                self.firsts[word] = number
        lasts.update(dict.fromkeys(places, number))
        self.counts.update(places.keys())
