"""掩模：which of the eight masks of ISO/IEC 18004 makes a 二维码 easiest to read.

The library chooses one as well, but draws and weighs all eight, module by module. Here a code is one
number, a bit a module, dark is 1, so that a rule weighs all modules at once. Between two rows, as
around the code, lie light modules: no shift takes a row for the continuation of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

GAP = 4
"""light modules between two rows: as many as a finder needs beside it"""
RUN, BLOCK, FINDER, SHARE = 3, 3, 40, 10
"""penalties N1 to N4 of the standard"""


def lightest(codes: Iterable[int], side: int) -> int:
    """The code with the smallest penalty, the first of several."""
    return min(codes, key=lambda code: penalty(code, side))


def penalty(code: int, side: int) -> int:
    """罚分 of a code of `side` modules: runs, blocks, what looks like a finder, too much of a shade."""
    down = side + GAP
    beside, below = _inside(side)
    same_beside = ~(code ^ code >> 1) & beside
    same_below = ~(code ^ code >> down) & below
    blocks = same_beside & same_beside >> down & same_below
    return (
        _runs(same_beside, 1)
        + _runs(same_below, down)
        + BLOCK * blocks.bit_count()
        + FINDER * (_finders(code, 1) + _finders(code, down))
        + SHARE * (abs(100 * code.bit_count() - 50 * side**2) // (5 * side**2))
    )


@cache
def _inside(side: int) -> tuple[int, int]:
    """Modules that have another one beside them, and those with one below."""
    gap = "0" * GAP
    beside = gap.join(["0" + "1" * (side - 1)] * side)
    below = gap.join(["1" * side] * (side - 1))
    return int(beside, 2), int(below, 2)


def _runs(same: int, step: int) -> int:
    """Five modules of a shade in a row cost three, each further one costs one."""
    three = same & same >> step
    five = three & three >> 2 * step
    ends = five & ~(five << step)
    return five.bit_count() + (RUN - 1) * ends.bit_count()


def _finders(code: int, step: int) -> int:
    """Dark and light as 1:1:3:1:1, with four light modules before or after them."""
    dark = code & code >> 2 * step & code >> 3 * step & code >> 4 * step & code >> 6 * step
    found = dark & ~(code >> step | code >> 5 * step)
    before = code << step | code << 2 * step | code << 3 * step | code << 4 * step
    after = code >> 7 * step | code >> 8 * step | code >> 9 * step | code >> 10 * step
    return (found & ~(before & after)).bit_count()
