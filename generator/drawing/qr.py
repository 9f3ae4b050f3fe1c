"""二维码 of an address: as an SVG path for pages, as modules for pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import segno

from generator.cache import Cache

QUIET = 4
"""静区 around the code, in modules, as ISO/IEC 18004 wants it"""
MASK = 3
"""one of the eight patterns that the standard allows; choosing among them costs ten times more"""
RECIPE = f"qr-1-segno-{segno.__version__}"


@dataclass(frozen=True, slots=True)
class QrCode:
    """二维码：rows of modules, dark is true, without the quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """Modules along one side, quiet zone included."""
        return len(self.rows) + 2 * QUIET

    @property
    def path(self) -> str:
        """SVG path through the dark modules, one unit a module, to be stroked one unit wide.

        It runs along the upper edge of each row: shift it by half a unit.
        """
        parts, at = [], (0, 0)
        for y, row in enumerate(self.rows, QUIET):
            for x, length in _runs(row):
                parts.append(f"m{x + QUIET - at[0]} {y - at[1]}h{length}")
                at = (x + QUIET + length, y)
        return "".join(parts)


def _runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    for dark, group in groupby(enumerate(row), key=lambda module: module[1]):
        places = [place for place, _ in group]
        if dark:
            yield places[0], len(places)


def make_qr(address: str) -> QrCode:
    """网址 → 二维码, error correction M: a thumb or a fold over a seventh of it does no harm."""
    made = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False)
    return QrCode(tuple(tuple(bool(module) for module in row) for row in made.matrix))


@dataclass(frozen=True, slots=True)
class QrPath:
    """二维码 for a page: see `QrCode.size` and `QrCode.path`."""

    size: int
    path: str


def recall_qr(address: str, cache: Cache) -> QrPath:
    """网址 → 二维码 for a page, from the cache when it was made before."""

    def make() -> bytes:
        code = make_qr(address)
        return f"{code.size} {code.path}".encode()

    size, _, path = cache.recall(RECIPE, (address,), make).decode().partition(" ")
    return QrPath(int(size), path)
