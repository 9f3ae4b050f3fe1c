"""纵列：numbers → the bytes of `generator.search.coding`, a million at a time.

An index is made of heads, each a kind and a whole number in one to five bytes. Here they are written
column by column: first how long each will be, then all that are equally long at once.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Column = NDArray[np.int32]
"""numbers to keep, half as long: none of a group is beyond it"""
Flags = NDArray[np.bool_]
_STEPS = ((1 << 8, 24, 1), (1 << 16, 25, 2), (1 << 32, 26, 4))
"""below which number, what the first byte says, and how many bytes follow it"""
_STRIPS = (1, 4, 16, 64, 1 << 40)
"""bytes that are copied at once"""
_SHORT = 24
"""numbers below stand in the first byte"""


def lengths(numbers: Numbers) -> Numbers:
    """How many bytes each head takes."""
    found = np.ones(len(numbers), np.int64)
    found += numbers >= _SHORT
    found += numbers >= 1 << 8
    found += 2 * (numbers >= 1 << 16)
    return found


def put(out: Bytes, at: Numbers, kind: int, numbers: Numbers) -> None:
    """Write a head for each number, each at its place."""
    short = numbers < _SHORT
    out[at[short]] = kind << 5 | numbers[short]
    least = _SHORT
    for most, sign, size in _STEPS:
        chosen = (numbers >= least) & (numbers < most)
        least = most
        if not chosen.any():
            continue
        where, what = at[chosen], numbers[chosen]
        out[where] = kind << 5 | sign
        for byte in range(size):
            out[where + 1 + byte] = what >> 8 * (size - 1 - byte) & 0xFF


def lay(out: Bytes, at: Numbers, data: Bytes, sizes: NDArray[np.signedinteger[Any]]) -> None:
    """Copy pieces that lie in a row, each so long, each to its place.

    A piece goes in strips, as wide as it allows; the last of them ends with it, over the one before.
    """
    begun = np.cumsum(sizes) - sizes
    for width, more in pairwise(_STRIPS):
        chosen = np.flatnonzero((sizes >= width) & (sizes < more))
        strips = -(-sizes[chosen] // width)
        of = np.repeat(chosen, strips)
        number = np.arange(len(of)) - np.repeat(np.cumsum(strips) - strips, strips)
        inside = np.minimum(number * width, sizes[of] - width)
        if len(of):
            _strips(out, width)[at[of] + inside] = _strips(data, width)[begun[of] + inside]


def _strips(data: Bytes, width: int) -> NDArray[np.void]:
    """The same bytes as strips so wide, one from each place."""
    return np.ndarray(len(data) - width + 1, f"V{width}", data, strides=(1,))


def begins(*columns: ArrayLike) -> Flags:
    """Where one of the columns has another value than in the row before; so has the first row."""
    several = [np.asarray(column) for column in columns]
    found = np.ones(len(several[0]), np.bool_)
    if len(found):
        found[1:] = np.any([column[1:] != column[:-1] for column in several], axis=0)
    return found


def in_order(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers sorted, and where each was; equals stay as they were. Numbers below 2³¹.

    Each takes its place along, so that no two are equal: much faster than a sort that takes care.
    """
    keys = numbers << 32 | np.arange(len(numbers))
    keys.sort()
    return keys >> 32, keys & 0xFFFFFFFF
