"""合并：the shards → one index of Pagefind. Lists of places are copied as they are; only where two
shards meet a page number is written anew, for each is the distance from the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np

from generator.search.coding import UNSIGNED, array, items, text
from generator.search.columns import Bytes, Numbers, begins, in_order, lengths, put
from generator.search.lists import PAGE, Lists
from generator.search.places import FORM
from generator.search.shards import Shard

LEAST, MOST = 20_000, 40_000
"""bytes of a chunk before it is packed: from the first on it ends where the next word begins with
another character, at the second wherever it is; a word that is longer by itself has a chunk"""
_HEAD = 6
"""bytes, about, that a word takes besides its cases"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """词块：words in a row, and where they stand."""

    first: str
    last: str
    content: bytes


def build_chunks(shards: Sequence[Shard]) -> list[Chunk]:
    """分册 → 词块 in the order of their words."""
    merged = _merge(shards)
    return [merged.chunk(run) for run in cut(merged.sizes())]


@dataclass(frozen=True, slots=True)
class _Merged:
    """合起来的词位: the words of all shards in order, the accented forms of each behind it."""

    words: list[str]
    numbers: Mapping[str, int]
    """place of each word among them"""
    counts: Numbers
    """in how many cases each stands"""
    bounds: Numbers
    """where in `data` the list of each word begins, and the last one ends"""
    data: memoryview

    def sizes(self) -> dict[str, int]:
        """About how many bytes each word takes, all its forms together."""
        sizes: dict[str, int] = {}
        for word, size in zip(self.words, np.diff(self.bounds).tolist(), strict=True):
            plain = word.partition(FORM)[0]
            sizes[plain] = sizes.get(plain, _HEAD) + size
        return sizes

    def chunk(self, run: Sequence[str]) -> Chunk:
        """词块 of words in a row."""
        return Chunk(run[0], run[-1], array(1) + items(map(self._write, run)))

    def _write(self, word: str) -> bytes:
        """A word with its cases, then its accented forms with theirs."""
        number = self.numbers[word]
        forms = (items((text(form), self._cases(at))) for form, at in self._forms(word, number + 1))
        return items((text(word), self._cases(number), items(forms)))

    def _forms(self, word: str, first: int) -> Iterator[tuple[str, int]]:
        """写法 of a word, and their places."""
        for at in range(first, len(self.words)):
            plain, _, form = self.words[at].partition(FORM)
            if plain != word:
                return
            yield form, at

    def _cases(self, number: int) -> bytes:
        return array(int(self.counts[number])) + self.data[slice(*self.bounds[number : number + 2])]


def _merge(shards: Sequence[Shard]) -> _Merged:
    words, numbers, places = _words(shards)
    found, order = in_order(places)
    counts, firsts, lasts, sizes = (column[order] for column in _columns(shards))
    step = firsts - np.where(begins(found), 0, np.roll(lasts, 1))
    before = 1 + lengths(step)
    ends = np.cumsum(before + sizes)
    data = np.empty(ends[-1], np.uint8)
    at = ends - before - sizes
    data[at] = PAGE
    put(data, at + 1, UNSIGNED, step)
    to = np.empty_like(at)
    to[order] = at + before
    _copy((shard.lists for shard in shards), to, data)

    rows = np.append(0, np.cumsum(np.bincount(found, minlength=len(words))))
    cases = np.diff(np.append(0, np.cumsum(counts))[rows])
    return _Merged(words, numbers, cases, np.append(0, ends)[rows], data.data)


def _words(shards: Iterable[Shard]) -> tuple[list[str], dict[str, int], Numbers]:
    """All words in order, the place of each, and the places of those of the shards in a row."""
    listed = [shard.words for shard in shards]
    met = set[str]().union(*listed)
    words = sorted(met | {word.partition(FORM)[0] for word in met})
    numbers = {word: number for number, word in enumerate(words)}
    return words, numbers, np.fromiter(map(numbers.__getitem__, chain(*listed)), np.int64)


def _columns(shards: Sequence[Shard]) -> Iterator[Numbers]:
    """Of the words of all shards in a row: in how many cases, first and last case, bytes."""
    lists = [shard.lists for shard in shards]
    bases = accumulate((len(shard.records) for shard in shards), initial=0)
    pairs = list(zip(lists, bases, strict=False))
    yield np.concatenate([each.counts for each in lists])
    yield np.concatenate([each.firsts + base for each, base in pairs])
    yield np.concatenate([each.lasts + base for each, base in pairs])
    yield np.concatenate([each.sizes for each in lists])


def _copy(several: Iterable[Lists], to: Numbers, data: Bytes) -> None:
    """The list of each word of each shard in a row, to its place in the whole."""
    row = 0
    for lists in several:
        moved = to[row : row + len(lists.sizes)] - (np.cumsum(lists.sizes) - lists.sizes)
        data[np.repeat(moved, lists.sizes) + np.arange(len(lists.data))] = lists.data
        row += len(lists.sizes)


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
