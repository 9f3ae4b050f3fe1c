"""词位：the words of a group's documents → where each of them stands, as Pagefind writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.search.coding import ARRAY, NEGATIVE, UNSIGNED
from generator.search.columns import Bytes, Column, Numbers, begins, in_order, lengths, put
from generator.search.places import UNIT, Entry, index_word

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """词位表 of the words of a group, column by column, in the order of the words."""

    counts: Column
    """in how many cases each word stands"""
    firsts: Column
    lasts: Column
    """numbers of the first and the last of these within the group"""
    sizes: Column
    """how many bytes of `data` each word has"""
    data: Bytes
    """the lists of cases and places as Pagefind writes them, but without the first number of each"""

    def rows(self, spans: Sequence[slice]) -> Lists:
        """词位表 of the words in these rows alone."""
        ends = np.append(0, np.cumsum(self.sizes))
        data = [slice(ends[span.start], ends[span.stop]) for span in spans]
        cut = partial(_cut_out, spans=spans)
        counts, firsts, lasts = cut(self.counts), cut(self.firsts), cut(self.lasts)
        return Lists(counts, firsts, lasts, cut(self.sizes), _cut_out(self.data, data))

    def each(self) -> Iterator[tuple[int, bytes]]:
        """Of each word the number of its first case, and its bytes."""
        data, ends = self.data.tobytes(), np.cumsum(self.sizes).tolist()
        pieces = (data[start:end] for start, end in pairwise((0, *ends)))
        return zip(self.firsts.tolist(), pieces, strict=True)


def _cut_out(column: NDArray[T], spans: Sequence[slice]) -> NDArray[T]:
    return np.concatenate([column[:0], *(column[span] for span in spans)])


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """位置 of words, in columns."""

    words: Numbers
    pages: Numbers
    """number of the document within its group"""
    weights: Numbers
    positions: Numbers


class WordNumbers(dict[str, int]):
    """词的编号：stored word → number of the word that is indexed, as they are met; 0 for a mark."""

    def __init__(self) -> None:
        super().__init__()
        self.indexed = {"": 0}

    def __missing__(self, stored: str) -> int:
        number = self[stored] = self.indexed.setdefault(index_word(stored), len(self.indexed))
        return number

    def in_order(self) -> tuple[list[str], Numbers]:
        """The words, sorted; and number of a word → its place among these."""
        words = sorted(self.indexed.keys() - {""})
        places = np.zeros(len(self.indexed), np.int64)
        places[np.fromiter(map(self.indexed.__getitem__, words), np.int64)] = np.arange(len(words))
        return words, places


def place(entry: Entry, page: int, numbers: WordNumbers) -> Spots:
    """一页 → its spots: the lighter words first, and of the same weight as they stand."""
    parts, weights, wholes = zip(*entry.parts, strict=True) if entry.parts else ((), (), ())
    words = np.fromiter(map(numbers.__getitem__, chain(entry.words, parts)), np.int64)
    heavy, runs = np.array([*entry.weights, (0, 0)]).T
    weight = np.concatenate((np.repeat(heavy, runs), np.array(weights, np.int64)))
    position = np.concatenate((np.arange(len(entry.words)), np.array(wholes, np.int64)))
    order = np.lexsort((position, weight.astype(np.uint8)))
    order = order[words[order] > 0]
    return Spots(words[order], np.full(len(order), page), weight[order], position[order])


def build_lists(pages: Sequence[Spots], places: Numbers) -> Lists:
    """位置 page after page → 词位表; `places`: number of a word → its place."""
    return _write(_by_word(pages, places))


def _by_word(pages: Sequence[Spots], places: Numbers) -> Spots:
    """By word; those of one word stay in order."""
    words, order = in_order(places[np.concatenate([spots.words for spots in pages])])
    others = (
        [spots.pages for spots in pages],
        [spots.weights for spots in pages],
        [spots.positions for spots in pages],
    )
    return Spots(words, *(np.concatenate(column)[order] for column in others))


def _write(spots: Spots) -> Lists:
    """The heads that each spot adds to the list of its word, in turn."""
    word, case = begins(spots.words), begins(spots.words, spots.pages)
    before = np.roll(spots.weights, 1)
    before[case] = UNIT
    marked = before != spots.weights
    later = case & ~word
    steps = (spots.pages - np.roll(spots.pages, 1))[later]
    in_case = np.add.reduceat(1 + marked, np.flatnonzero(case))
    distances = spots.positions - np.where(case | marked, 0, np.roll(spots.positions, 1))
    turns = (
        # a case after the first: an array of two, how far it is from the one before, and its places
        (later, ARRAY, np.full(len(steps), 2)),
        (later, UNSIGNED, steps),
        (case, ARRAY, in_case),
        # places of another weight than those before: the weight; then how far it is from the last
        (marked, NEGATIVE, spots.weights[marked]),
        (np.ones_like(case), UNSIGNED, distances),
    )
    taken = [lengths(numbers) for _, _, numbers in turns]
    sizes = np.zeros(len(case), np.int64)
    for (where, _, _), size in zip(turns, taken, strict=True):
        sizes[where] += size
    ends = np.cumsum(sizes)
    begun = ends - sizes
    at = begun.copy()
    data = np.empty(sizes.sum(), np.uint8)
    for (where, kind, numbers), size in zip(turns, taken, strict=True):
        put(data, at[where], kind, numbers)
        at[where] += size

    first = np.flatnonzero(word)
    last = np.append(first, len(word))[1:] - 1
    return Lists(
        np.add.reduceat(case, first, dtype=np.int32),
        spots.pages[first].astype(np.int32),
        spots.pages[last].astype(np.int32),
        (ends[last] - begun[first]).astype(np.int32),
        data,
    )
