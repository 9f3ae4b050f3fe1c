"""合并：the shards → one index of Pagefind. Lists of places are copied as they are; only where two
shards meet a page number is written anew, for each is the distance from the one before.
"""

from __future__ import annotations

from array import array as Column  # noqa: N812 - an array is also what CBOR calls a list
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from generator.search.coding import array, items, text, unsigned
from generator.search.places import FORM
from generator.search.shards import PAGE, Shard
from generator.workers import spread

LEAST, MOST = 20_000, 40_000
"""bytes of a chunk before it is packed: from the first on it ends where the next word begins with
another character, at the second wherever it is; a word that is longer by itself has a chunk"""
_HEAD = 6
"""bytes, about, that a word or a shard's part of it takes besides its places"""
_BEYOND = f"{FORM}\U0010ffff"
"""behind a word and all its forms, before the next word"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """词块：words in a row, and where they stand."""

    first: str
    last: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Part:
    """A shard as it takes part in the whole."""

    shard: Shard
    words: list[str]
    ends: Column[int]
    """where in its data each word begins, and the last one ends"""
    base: int
    """number of its first case among all"""

    def between(self, first: str, last: str) -> Iterator[tuple[str, int, int, int, int, int]]:
        """Words from the first to all forms of the last, each with its columns and its data's ends."""
        start, stop = bisect_left(self.words, first), bisect_left(self.words, last + _BEYOND)
        mine, shard = slice(start, stop), self.shard
        columns = (shard.counts[mine], shard.firsts[mine], shard.lasts[mine])
        ends = self.ends[start : stop + 1]
        return zip(self.words[mine], *columns, ends, ends[1:], strict=False)


@dataclass(slots=True)
class _Cases:
    """The cases that have a word, put together part after part."""

    count: int = 0
    last: int = 0
    written: list[bytes] = field(default_factory=list)

    def __bytes__(self) -> bytes:
        return array(self.count) + b"".join(self.written)


def build_chunks(shards: Sequence[Shard], workers: int) -> list[Chunk]:
    """分册 → 词块 in the order of their words."""
    bases = accumulate((len(shard.records) for shard in shards), initial=0)
    parts = [
        _Part(shard, shard.words, Column("I", accumulate(shard.sizes, initial=0)), base)
        for shard, base in zip(shards, bases, strict=False)
    ]
    runs = list(cut(_sizes(parts)))
    return spread(lambda run: _build_chunk(run, parts), runs, workers)


def _sizes(parts: Iterable[_Part]) -> dict[str, int]:
    """About how many bytes each word takes, all its forms together."""
    sizes: dict[str, int] = {}
    for part in parts:
        for word, size in zip(part.words, part.shard.sizes, strict=True):
            if FORM in word:
                word = word.partition(FORM)[0]  # noqa: PLW2901 - rarely, and over a million words
            sizes[word] = sizes.get(word, _HEAD) + size + _HEAD
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
    found = {word: _Cases() for word in run}
    forms: dict[str, list[str]] = {}
    for part in parts:
        base, data = part.base, part.shard.data
        for key, count, first, last, start, end in part.between(run[0], run[-1]):
            if key not in found:
                found[key] = _Cases()
                forms.setdefault(key.partition(FORM)[0], []).append(key)
            cases = found[key]
            cases.written += PAGE, unsigned(base + first - cases.last), data[start:end]
            cases.last = base + last
            cases.count += count
    words_of_run = (_write(word, found, forms.get(word, ())) for word in run)
    return Chunk(run[0], run[-1], array(1) + items(words_of_run))


def _write(word: str, found: Mapping[str, _Cases], forms: Iterable[str]) -> bytes:
    """A word with its cases, then its accented forms with theirs."""
    others = [items((text(key.partition(FORM)[2]), bytes(found[key]))) for key in sorted(forms)]
    return items((text(word), bytes(found[word]), items(others)))


def build_meta(
    version: str, pages: Iterable[tuple[str, int]], files: Iterable[tuple[str, str, str]]
) -> bytes:
    """目录：id and length of each case by its number; first word, last word and id of each file."""
    listed = items(items((text(id), unsigned(length))) for id, length in pages)
    chunks = items(items(map(text, file)) for file in files)
    nothing = items(())
    return items((text(version), listed, chunks, nothing, nothing, items((text("title"),))))
