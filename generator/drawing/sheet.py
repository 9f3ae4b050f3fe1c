"""画纸：drawing in a few inks, each a layer of its own, so that edges are smooth and files small.

A sheet of paper and five inks needs no more than a palette: the file is a tenth of a photograph's
and nothing has to be quantised.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from PIL import Image, ImageDraw

from generator.drawing.fonts import Typeface
from generator.drawing.lines import break_lines, clip_lines
from generator.drawing.qr import QrCode

SHADES = 16
"""steps from paper to ink at the edge of a letter"""
COVERED = [0] * 8 + [255] * 248
"""where a layer hides what is below it: everywhere but at the faintest edge"""
OPENING = set("“‘（《「『【")
"""marks whose left half is empty"""
HANGING = 0.4
"""how far they stand out at the start of a line, in sizes, so that the edge looks straight"""
FINE = 3
"""parts of a pixel along each side, for the edges of what is not a letter"""
Colour = tuple[int, int, int]
Spans = tuple[tuple[float, float], ...]
"""from and to, in degrees clockwise from three o'clock"""


@dataclass(frozen=True, slots=True)
class Type:
    """字样：typeface, size and leading in pixels, and ink of a text."""

    face: Typeface
    size: int
    ink: str
    leading: float = 1.5
    """distance of lines, in sizes"""

    def width(self, text: str) -> float:
        """Width in pixels."""
        return self.face.width(text, self.size)

    def lines(self, text: str, width: int, most: int = 99) -> list[str]:
        """The text in at most so many lines."""
        return clip_lines(break_lines(text, width, self.width), most, width, self.width)

    @property
    def step(self) -> int:
        """From line to line, in pixels."""
        return round(self.size * self.leading)


@dataclass(slots=True)
class Sheet:
    """画纸 of a size in pixels; the first colour is the paper."""

    width: int
    height: int
    paper: Colour
    inks: Mapping[str, Colour]
    _layers: dict[str, Image.Image] = field(default_factory=dict)

    def _draw(self, ink: str) -> ImageDraw.ImageDraw:
        if ink not in self._layers:
            self.inks[ink]
            self._layers[ink] = Image.new("L", (self.width, self.height))
        return ImageDraw.Draw(self._layers[ink])

    def box(self, ink: str, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle."""
        shape = (round(x), round(y), round(x + width) - 1, round(y + height) - 1)
        self._draw(ink).rectangle(shape, fill=255)

    def disc(self, ink: str, x: float, y: float, radius: int, line: int = 0) -> None:
        """A disc around a point, or a ring of a line so many pixels wide."""
        draw = self._draw(ink)
        draw.circle((x, y), radius, fill=255)
        if line:
            draw.circle((x, y), radius - line, fill=0)

    def ring(self, ink: str, centre: tuple[int, int], radius: int, line: int, spans: Spans) -> None:
        """Parts of a ring, smooth at their edges: outer radius and width of the line in pixels."""
        self._draw(ink)
        mask = _ring(radius, line, spans)
        self._layers[ink].paste(mask, (centre[0] - radius, centre[1] - radius), mask)

    def line(self, text: str, x: float, y: float, style: Type, align: str = "l") -> float:
        """One line with its baseline at y; align l or r. Returns the x where the line ends."""
        font = style.face.at(style.size)
        self._draw(style.ink).text((x, y), text, font=font, fill=255, anchor=f"{align}s")
        return x + style.width(text)

    def text(self, text: str, at: tuple[int, int], width: int, style: Type, most: int = 99) -> int:
        """A paragraph with its top at y; the y below it."""
        x, y = at
        for line in style.lines(text, width, most):
            y += style.step
            hanging = style.size * HANGING if line[0] in OPENING else 0
            base = y - round((style.leading - 0.76) * style.size / 2)
            self.line(line, x - hanging, base, style)
        return y

    def qr(self, code: QrCode, x: int, y: int, size: int, ink: str) -> int:
        """二维码 at most so large, in whole pixels a module; its true side in pixels.

        Its first dark module stands at (x, y): leave four modules of paper all around.
        """
        module = size // len(code.rows)
        draw = self._draw(ink)
        for column, row, length in code.runs():
            left, top = x + column * module, y + row * module
            draw.rectangle((left, top, left + length * module - 1, top + module - 1), fill=255)
        return module * len(code.rows)

    def picture(self) -> Image.Image:
        """成图 in palette mode: paper first, then the shades of each ink."""
        sheet = Image.new("P", (self.width, self.height))
        palette: list[int] = list(self.paper)
        for number, (ink, layer) in enumerate(self._layers.items()):
            first = 1 + number * SHADES
            steps = [first + value * (SHADES - 1) // 255 for value in range(256)]
            box = layer.getbbox() or (0, 0, 1, 1)
            drawn = layer.crop(box)
            sheet.paste(drawn.point(steps), box, drawn.point(COVERED))
            palette += _shades(self.paper, self.inks[ink])
        sheet.putpalette(palette)
        return sheet

    def png(self) -> bytes:
        """PNG without any metadata."""
        out = io.BytesIO()
        self.picture().save(out, "PNG", compress_level=4)
        return out.getvalue()


@cache
def _ring(radius: int, line: int, spans: Spans) -> Image.Image:
    side = 2 * radius * FINE
    mask = Image.new("L", (side, side))
    draw = ImageDraw.Draw(mask)
    for span in spans:
        draw.arc((0, 0, side - 1, side - 1), *span, fill=255, width=line * FINE)
    return mask.resize((2 * radius, 2 * radius), Image.Resampling.BOX)


def _shades(paper: Colour, ink: Colour) -> list[int]:
    return [
        round(low + (high - low) * step / (SHADES - 1))
        for step in range(SHADES)
        for low, high in zip(paper, ink, strict=True)
    ]
