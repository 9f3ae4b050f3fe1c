"""合并：the shards → one index of Pagefind. Lists of places are copied as they are; only where two
shards meet a page number is written anew, for each is the distance from the one before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate, chain

from generator.memo import spread
from generator.search.coding import array, items, pack, text, unsigned
from generator.search.places import FORM
from generator.search.shards import PAGE, Shard

LEAST, MOST = 20_000, 40_000
"""bytes of a chunk before it is packed: from the first on it ends where the next word begins with
another character, at the second wherever it is; a word that is longer by itself has a chunk"""
_HEAD = 6
"""bytes, about, that a word or a shard's part of it takes besides its places"""
_BEYOND = f"{FORM}\U0010ffff"
"""behind a word and all its forms, before the next word"""

_Part = tuple[Shard, list[str], int]
"""a shard, its words, and the number of its first case among all"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """词块：words in a row, and the file that holds them."""

    first: str
    last: str
    digest: str
    data: bytes


@dataclass(slots=True)
class _Pages:
    """The cases that have a word, put together from shard after shard."""

    count: int = 0
    last: int = 0
    written: list[bytes] = field(default_factory=list)

    def take(self, shard: Shard, number: int, base: int) -> None:
        """A shard's part, whose first case is number `base` of all."""
        self.count += shard.counts[number]
        self.written += (
            PAGE,
            unsigned(base + shard.firsts[number] - self.last),
            shard.rest(number),
        )
        self.last = base + shard.lasts[number]

    def __bytes__(self) -> bytes:
        return array(self.count) + b"".join(self.written)


def build_chunks(shards: Sequence[Shard], workers: int) -> list[Chunk]:
    """分册 → 词块 in the order of their words."""
    lengths = (len(shard.records) for shard in shards)
    bases = accumulate(lengths, initial=0)
    parts = [(shard, shard.words, base) for shard, base in zip(shards, bases, strict=False)]
    runs = list(cut(_sizes(parts)))
    return spread(lambda run: _build_chunk(run, parts), runs, workers)


def _sizes(parts: Iterable[_Part]) -> dict[str, int]:
    """About how many bytes each word takes, all its forms together."""
    sizes: dict[str, int] = {}
    for shard, words, _ in parts:
        for key, start, end in zip(words, chain((0,), shard.ends), shard.ends, strict=False):
            word = key.partition(FORM)[0]
            sizes[word] = sizes.get(word, _HEAD) + end - start + _HEAD
    return sizes


def cut(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Words with their sizes → the words of each chunk, all in order."""
    run: list[str] = []
    full = 0
    for word in sorted(sizes):
        size = sizes[word]
        if run and (full + size > MOST or (full >= LEAST and word[0] != run[-1][0])):
            yield run
            run, full = [], 0
        run.append(word)
        full += size
    if run:
        yield run


def _build_chunk(run: Sequence[str], parts: Iterable[_Part]) -> Chunk:
    found: dict[str, _Pages] = {word: _Pages() for word in run}
    forms: dict[str, list[str]] = {}
    for shard, words, base in parts:
        start, stop = bisect_left(words, run[0]), bisect_left(words, run[-1] + _BEYOND)
        for number, key in enumerate(words[start:stop], start):
            if key not in found:
                found[key] = _Pages()
                forms.setdefault(key.partition(FORM)[0], []).append(key)
            found[key].take(shard, number, base)
    content = array(1) + items(_word(word, found, forms.get(word, ())) for word in run)
    return Chunk(run[0], run[-1], sha256(content).hexdigest(), pack(content))


def _word(word: str, found: Mapping[str, _Pages], forms: Iterable[str]) -> bytes:
    """A word with its cases, then its accented forms with theirs."""
    others = [items((text(key.partition(FORM)[2]), bytes(found[key]))) for key in sorted(forms)]
    return items((text(word), bytes(found[word]), items(others)))


def build_meta(
    version: str, records: Iterable[tuple[str, int]], chunks: Iterable[tuple[str, Chunk]]
) -> bytes:
    """目录 of the index: its cases by number, and which file has which words; both with their ids."""
    pages = (items((text(id), unsigned(length))) for id, length in records)
    files = (items((text(c.first), text(c.last), text(id))) for id, c in chunks)
    nothing = items(())
    fields = items((text("title"),))
    return items((text(version), items(pages), items(files), nothing, nothing, fields))
