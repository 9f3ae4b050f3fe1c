"""二维码 of an address: as an SVG path for pages, as modules for pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import zxingcpp
from PIL import Image

QUIET = 4
"""静区 around the code, in modules, as ISO/IEC 18004 wants it"""
_DARK = re.compile(b"\0+")


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
        parts, x, y = [], 0, 0
        for left, row, length in self.runs():
            parts.append(f"m{left + QUIET - x} {row + QUIET - y}h{length}")
            x, y = left + QUIET + length, row + QUIET
        return "".join(parts)

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Each run of dark modules: how far from the left, from the top, and how long."""
        for y, row in enumerate(self.rows):
            for found in _DARK.finditer(row):
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


def make_qr(address: str) -> QrCode:
    """网址 → 二维码, error correction M: a thumb or a fold over a seventh of it does no harm."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))
    side, data = image.width, image.tobytes()
    return QrCode(tuple(data[at : at + side] for at in range(0, side * side, side)))
