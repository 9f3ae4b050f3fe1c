"""补合：chunks of the last time → those of now. Only chunks with a word that an edit touched are merged
anew, and those beside them whose bounds move with theirs; the others stay, whatever is in them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from generator.search.merging import Chunk, Chunks, is_full, merge
from generator.search.shards import Shard

MOST = 5_000
"""touched words that are looked for; where there are more, all are merged anew"""
Bounds = tuple[str, str | None]
"""from which word on, and before which; None: to the last"""
Made = Mapping[Chunk, bytes]
"""词块 in order, with their content"""


class Merged(NamedTuple):
    """合成的：what was merged, and what came of it."""

    states: Mapping[str, str]
    """group → fingerprint of its cases, in order"""
    chunks: tuple[Chunk, ...]


def mend(before: Merged, states: Mapping[str, str], shards: Sequence[Shard]) -> Chunks | None:
    """词块 of the groups as they stand now, from those of a state before; None: all must be merged."""
    touched = touched_since(before.states, states, shards)
    return None if touched is None else mend_chunks(before.chunks, touched, shards)


def touched_since(
    before: Mapping[str, str], states: Mapping[str, str], shards: Iterable[Shard]
) -> set[str] | None:
    """Words that stand elsewhere than before; None where nobody knows, they are many, or nothing changed."""
    pairs = zip(shards, before.values(), states.values(), strict=False)
    changed = [(shard.since, then) for shard, then, now in pairs if then != now]
    if list(before) != list(states) or not changed:
        return None
    touched = set[str]()
    for since, then in changed:
        if since is None or since.before != then:
            return None
        touched.update(since.touched)
    return touched if len(touched) <= MOST else None


def mend_chunks(before: Sequence[Chunk], touched: Iterable[str], shards: Sequence[Shard]) -> Chunks:
    """词块 as `build_chunks` lists them, with the content of those that are made anew.

    `before` was made from shards in which other lists than those of the touched words were the same.
    """
    starts = [chunk.first for chunk in before]
    stale = {max(bisect_right(starts, word) - 1, 0) for word in touched}
    reach = 1
    while True:
        spans = list(_in_a_row(stale))
        made = dict(zip(spans, _merge([_bounds(starts, s) for s in spans], shards), strict=True))
        beside = (_beside(span, list(found), before, reach) for span, found in made.items())
        if not (moved := set(chain.from_iterable(beside))):
            contents = {c.digest: content for f in made.values() for c, content in f.items()}
            return Chunks(list(_put_together(before, made)), contents)
        stale |= moved
        reach *= 2  # where one bound moves, the next may


def _in_a_row(numbers: Iterable[int]) -> Iterator[range]:
    """Numbers → those that follow one another."""
    for _, pairs in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        row = [number for _, number in pairs]
        yield range(row[0], row[-1] + 1)


def _bounds(starts: Sequence[str], span: range) -> Bounds:
    """Between which words lies whatever belongs in these chunks."""
    low = starts[span.start] if span.start else ""
    return low, starts[span.stop] if span.stop < len(starts) else None


def _merge(spans: Sequence[Bounds], shards: Sequence[Shard]) -> Iterator[Made]:
    """词块 of each span."""
    row = merge([shard.within(spans) for shard in shards])
    for low, high in spans:
        stop = None if high is None else bisect_left(row.words, high)
        yield dict(row.chunks(bisect_left(row.words, low), stop))


def _beside(
    span: range, made: Sequence[Chunk], before: Sequence[Chunk], reach: int
) -> Iterator[int]:
    """The next few chunks on a side of a span where none of now ends, or begins, as it did."""
    left, right = span.start - 1, span.stop
    if left >= 0 and not (made and _is_bound(before[left], made[0])):
        yield from range(left, max(left - reach, -1), -1)
    if right < len(before) and not (made and _is_bound(made[-1], before[right])):
        yield from range(right, min(right + reach, len(before)))


def _is_bound(chunk: Chunk, following: Chunk) -> bool:
    return is_full(chunk.full, chunk.last, following.first, following.lead)


def _put_together(before: Sequence[Chunk], made: Mapping[range, Made]) -> Iterator[Chunk]:
    at = 0
    for span, found in made.items():
        yield from (*before[at : span.start], *found)
        at = span.stop
    yield from before[at:]
