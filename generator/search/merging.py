"""合并：the shards → one index of Pagefind. Lists of places are copied as they are; only where two
shards meet a page number is written anew, for each is the distance from the one before.

All words lie in a row, each with its accented forms behind it, and so do the chunks that are cut
from the row. A word is an array of its text, its cases and its forms; a form of its text and its cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate

import numpy as np

from generator.search.coding import ARRAY, TEXT, UNSIGNED, array
from generator.search.columns import Bytes, Flags, Numbers, begins, lay, lengths, put
from generator.search.places import FORM
from generator.search.ranking import rank
from generator.search.shards import Shard

LEAST, MOST = 20_000, 40_000
"""bytes of a chunk before it is packed: from the first on it ends where the next word begins with
another character, at the second wherever it is; a word that is longer by itself has a chunk"""
_TWO, _THREE = ARRAY << 5 | 2, ARRAY << 5 | 3
"""heads of arrays"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """词块：words in a row, and where they stand."""

    first: str
    last: str
    lead: int
    """bytes of its first word"""
    full: int
    """bytes of all its words"""
    digest: str
    """sha256 of its content, hexadecimal"""


@dataclass(frozen=True, slots=True)
class Chunks:
    """词块 in order."""

    listed: Sequence[Chunk]
    contents: Mapping[str, bytes]
    """by digest, of those that were made now"""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """一排：words in order, each with its forms, written one behind the other."""

    words: Sequence[str]
    """without the forms"""
    bounds: Numbers
    """where each begins in the data, and where the last ends"""
    data: Bytes

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[Chunk, bytes]]:
        """词块 of the words from one number to before another, and their content."""
        words = self.words[start:stop]
        sizes = np.diff(self.bounds[start:][: len(words) + 1]).tolist()
        at = start
        for run in cut(dict(zip(words, sizes, strict=True))):
            begun, end = self.bounds[at], self.bounds[at + len(run)]
            content = array(1) + array(len(run)) + self.data[begun:end].tobytes()
            digest = sha256(content).hexdigest()
            yield Chunk(run[0], run[-1], sizes[at - start], int(end - begun), digest), content
            at += len(run)


def build_chunks(shards: Sequence[Shard]) -> Chunks:
    """分册 → 词块, all of them with their content."""
    made = list(merge(shards).chunks())
    return Chunks([chunk for chunk, _ in made], {chunk.digest: content for chunk, content in made})


def merge(shards: Sequence[Shard]) -> Row:
    """分册 → all their words in a row."""
    words, places = _words(shards)
    plain = np.fromiter((FORM not in word for word in words), np.bool_)
    ends, data = _merge(words, plain, places, shards)
    starts = np.flatnonzero(plain)
    bounds = np.append(0, ends)[np.append(starts, len(words))]
    return Row([words[at] for at in starts], bounds, data)


def _words(shards: Iterable[Shard]) -> tuple[list[str], Numbers]:
    """All words in order, and the places among them of those of the shards, shard after shard."""
    listed = [shard.joined for shard in shards if shard.joined]
    forms = (word for text in listed if FORM in text for word in text.split("\n") if FORM in word)
    plain = {word.partition(FORM)[0] for word in forms}
    words, places = rank("\n".join([*listed, *plain]))
    return words, places[: len(places) - len(plain)]


def _merge(
    words: Sequence[str], plain: Flags, places: Numbers, shards: Sequence[Shard]
) -> tuple[Numbers, Bytes]:
    """Where each word ends, and all of them written in a row. `plain`: no form of the word before."""
    order = places.argsort(kind="stable")
    found = places[order]
    counts, firsts, lasts, sizes = (column[order] for column in _columns(shards))
    steps = firsts - np.where(begins(found), 0, np.roll(lasts, 1))
    spans = 1 + lengths(steps) + sizes
    rows = np.cumsum(np.bincount(found, minlength=len(words)))
    cases = np.diff(np.append(0, np.cumsum(counts))[rows], prepend=0)

    texts = [word.rpartition(FORM)[2].encode() for word in words]
    letters = np.fromiter(map(len, texts), np.int64)
    forms = np.diff(np.append(np.flatnonzero(plain), len(words))) - 1
    heads = 1 + lengths(letters) + letters + lengths(cases)
    tails = np.zeros_like(heads)
    tails[plain] = lengths(forms)
    ends = np.cumsum(heads + tails) + np.append(0, np.cumsum(spans))[rows]
    # a list lies behind the heads of its own word and of those before, and behind their lists and tails
    lists = (np.cumsum(heads + tails) - tails)[found] + np.cumsum(spans) - spans

    data = np.empty(heads.sum() + tails.sum() + spans.sum(), np.uint8)
    begun = np.append(0, ends)[:-1]
    data[begun] = np.where(plain, _THREE, _TWO)
    put(data, begun + 1, TEXT, letters)
    lay(data, begun + 1 + lengths(letters), np.frombuffer(b"".join(texts), np.uint8), letters)
    put(data, begun + heads - lengths(cases), ARRAY, cases)
    put(data, (ends - tails)[plain], ARRAY, forms)
    data[lists] = _TWO
    put(data, lists + 1, UNSIGNED, steps)
    to = np.empty_like(lists)
    to[order] = lists + spans - sizes
    _copy(shards, to, data)
    return ends, data


def _columns(shards: Sequence[Shard]) -> Iterator[Numbers]:
    """Of the words of all shards in a row: in how many cases, first and last case, bytes."""
    lists = [shard.lists for shard in shards]
    bases = accumulate((shard.cases for shard in shards), initial=0)
    pairs = list(zip(lists, bases, strict=False))
    yield np.concatenate([each.counts for each in lists])
    yield np.concatenate([each.firsts + base for each, base in pairs])
    yield np.concatenate([each.lasts + base for each, base in pairs])
    yield np.concatenate([each.sizes for each in lists])


def _copy(shards: Iterable[Shard], to: Numbers, data: Bytes) -> None:
    """The list of each word of each shard in a row, to its place in the whole."""
    row = 0
    for lists in (shard.lists for shard in shards):
        lay(data, to[row : row + len(lists.sizes)], lists.data, lists.sizes)
        row += len(lists.sizes)


def cut(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Words with their sizes → the words of each chunk, all in order."""
    run: list[str] = []
    full = 0
    for word in sorted(sizes):
        size = sizes[word]
        if run and is_full(full, run[-1], word, size):
            yield run
            run, full = [], 0
        run.append(word)
        full += size
    if run:
        yield run


def is_full(full: int, last: str, word: str, size: int) -> bool:
    """Whether a chunk of so many bytes ends after its last word, for what follows."""
    return full + size > MOST or (full >= LEAST and word[0] != last[0])
