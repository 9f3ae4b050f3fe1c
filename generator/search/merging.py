"""合并：the shards → one index of Pagefind. Lists of places are copied as they are; only where two
shards meet a page number is written anew, for each is the distance from the one before.

All words lie in a row, each with its accented forms behind it, and so do the chunks that are cut
from the row. A word is an array of its text, its cases and its forms; a form of its text and its cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    content: bytes


def build_chunks(shards: Sequence[Shard]) -> list[Chunk]:
    """分册 → 词块 in the order of their words."""
    words, places = _words(shards)
    plain = np.fromiter((FORM not in word for word in words), np.bool_)
    ends, data = _merge(words, plain, places, shards)
    starts = np.flatnonzero(plain)
    named = [words[at] for at in starts]
    bounds = np.append(0, ends)[np.append(starts, len(words))]
    chunks, at = [], 0
    for run in cut(dict(zip(named, np.diff(bounds).tolist(), strict=True))):
        content = data[bounds[at] : bounds[at + len(run)]].tobytes()
        chunks.append(Chunk(run[0], run[-1], array(1) + array(len(run)) + content))
        at += len(run)
    return chunks


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
        if run and (full + size > MOST or (full >= LEAST and word[0] != run[-1][0])):
            yield run
            run, full = [], 0
        run.append(word)
        full += size
    if run:
        yield run
