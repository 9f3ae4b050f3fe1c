"""二维码 of an address: as an SVG path for pages, as modules for pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

import zxingcpp
from PIL import Image

from generator.drawing.masks import GAP, lightest

QUIET = 4
"""静区 around the code, in modules, as ISO/IEC 18004 wants it"""
DARK, LIGHT = b"\0", b"\xff"
_RUN = re.compile(b"\0+")
_STEP = re.compile(b"[\xff\n]*\0+")
_TO_DIGITS = bytes.maketrans(DARK + LIGHT, b"10")
_TO_MODULES = bytes.maketrans(b"10", DARK + LIGHT)


@dataclass(frozen=True, slots=True)
class QrCode:
    """二维码：rows of modules, a byte each, dark is 0 and light 255, without the quiet zone."""

    rows: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Modules along one side, quiet zone included."""
        return len(self.rows) + 2 * QUIET

    @property
    def path(self) -> str:
        """SVG path through the dark modules, one unit a module, to be stroked one unit wide.

        It runs along the upper edge of each row: shift it by half a unit.
        """
        width = len(self.rows) + QUIET
        above = [LIGHT * width] * QUIET
        lines = b"\n".join([*above, *(LIGHT * QUIET + row for row in self.rows)])
        return "".join(map(_pen(width), _STEP.findall(lines)))

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Each run of dark modules: how far from the left, from the top, and how long."""
        for y, row in enumerate(self.rows):
            for found in _RUN.finditer(row):
                yield found.start(), y, found.end() - found.start()

    def picture(self, side: int) -> Image.Image:
        """黑白图 with its quiet zone, in whole pixels a module, at least `side` pixels wide."""
        bare = Image.frombytes("L", (len(self.rows), len(self.rows)), b"".join(self.rows))
        framed = Image.new("L", (self.size, self.size), 255)
        framed.paste(bare, (QUIET, QUIET))
        scale = -(-side // self.size)
        return framed.resize((self.size * scale, self.size * scale), Image.Resampling.NEAREST)

    def png(self, side: int) -> bytes:
        """The same as a file."""
        out = io.BytesIO()
        self.picture(side).convert("1").save(out, "PNG", optimize=True)
        return out.getvalue()


@cache
def _pen(width: int) -> Callable[[bytes], str]:
    """How a run is reached from the one before, on lines of this width; there are few ways."""

    @cache
    def step(modules: bytes) -> str:
        down = modules.count(b"\n")
        across = modules.count(LIGHT) - down * width
        return f"m{across} {down}h{modules.count(DARK)}"

    return step


def make_qr(address: str) -> QrCode:
    """网址 → 二维码, error correction M: a thumb or a fold over a seventh of it does no harm."""
    rows = _draw(address, data_mask=0)
    side, bits = len(rows), _bits(rows)
    return QrCode(_rows(lightest((bits ^ mask for mask in _masks(side)), side), side))


def _draw(text: str, **options: int) -> tuple[bytes, ...]:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **options)
    image = code.to_image(scale=1, add_quiet_zones=False)
    side, data = image.shape[0], bytes(cast("bytes", image))  # a buffer, which not every stub says
    return tuple(data[at : at + side] for at in range(0, side * side, side))


@cache
def _masks(side: int) -> tuple[int, ...]:
    """What each mask turns over in a code of this size that bears mask 0, whatever it says."""
    version = (side - 17) // 4
    codes = [_bits(_draw("-", version=version, data_mask=mask)) for mask in range(8)]
    return tuple(codes[0] ^ code for code in codes)


def _bits(rows: tuple[bytes, ...]) -> int:
    """A code as `generator.drawing.masks` wants it."""
    return int((LIGHT * GAP).join(rows).translate(_TO_DIGITS), 2)


def _rows(bits: int, side: int) -> tuple[bytes, ...]:
    text = f"{bits:b}".encode().translate(_TO_MODULES)
    return tuple(text[at : at + side] for at in range(0, len(text), side + GAP))
