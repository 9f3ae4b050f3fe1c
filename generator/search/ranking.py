"""词序：words, one a line → each of them once, in order, and the place of each among these.

Nearly all words have three characters at most. Such a word is a number, and numbers are sorted a
million at a time; only the longer ones are compared one by one.
"""

from __future__ import annotations

import numpy as np

from generator.search.columns import Column, Numbers, begins

_SHORT = 3
"""characters that one number holds"""
_BITS = 21
"""of a character"""


def rank(text: str) -> tuple[list[str], Numbers]:
    """The words in order, and of each line the place of its word among them. No text: no word."""
    if not text:
        return [], np.empty(0, np.int64)
    chars = np.frombuffer((text + "\n").encode("utf-32-le"), np.int32)
    ends = np.flatnonzero(chars == ord("\n"))
    starts = np.append(0, ends[:-1] + 1)
    keys = _keys(chars, starts, ends)
    long = ends - starts > _SHORT
    spans = zip(starts[long].tolist(), ends[long].tolist(), strict=True)
    met = [text[start:end] for start, end in spans]
    longer = sorted(set(met))
    number = {word: at for at, word in enumerate(longer)}
    numbers = np.fromiter(map(number.__getitem__, met), np.int64)

    shorter, mine = _distinct(keys[~long])
    # a word stands behind those that it begins with, and before all that come after these
    before = np.empty(len(longer), np.int64)
    before[numbers] = np.searchsorted(shorter, keys[long], "right")
    place_of_short = np.arange(len(shorter))
    place_of_short += np.searchsorted(before, place_of_short, "right")
    place_of_long = before + np.arange(len(longer))

    words = np.empty(len(shorter) + len(longer), object)
    words[place_of_short] = _texts(shorter)
    words[place_of_long] = longer
    places = np.empty(len(ends), np.int64)
    places[~long] = place_of_short[mine]
    places[long] = place_of_long[numbers]
    return words.tolist(), places


def _distinct(keys: Numbers) -> tuple[Numbers, Numbers]:
    """The keys once each, sorted, and the place of each. What comes in sorted runs is soon sorted."""
    order = keys.argsort(kind="stable")
    first = begins(keys[order])
    places = np.empty_like(keys)
    places[order] = np.cumsum(first) - 1
    return keys[order][first], places


def _keys(chars: Column, starts: Numbers, ends: Numbers) -> Numbers:
    """The first characters of each word as a number; what is not there is less than any."""
    keys = np.zeros(len(starts), np.int64)
    for at in range(_SHORT):
        there = starts + at < ends
        keys <<= _BITS
        keys[there] |= chars[starts[there] + at]
    return keys


def _texts(keys: Numbers) -> list[str]:
    """数 → 词."""
    shifts = np.arange(_SHORT - 1, -1, -1) * _BITS
    chars = (keys[:, None] >> shifts & (1 << _BITS) - 1).astype("<u4")
    return list(map(str, chars.view(f"<U{_SHORT}")[:, 0].tolist()))
