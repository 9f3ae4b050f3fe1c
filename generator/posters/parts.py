"""版面部件：what the share picture and the poster have in common."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.drawing.sheet import Sheet, Type
from generator.posters.words import Figure


def fitting(text: str, width: int, style: Type, sizes: tuple[int, ...], most: int) -> Type:
    """The largest of the sizes at which the text needs no more than so many lines."""
    for size in sizes:
        chosen = replace(style, size=size)
        if len(chosen.lines(text, width)) <= most:
            break
    return chosen


SMALLEST = 12
"""pixels; no figure that a case may hold needs to be smaller"""


@dataclass(frozen=True, slots=True)
class Column:
    """栏：where something is set: left, top and width, in pixels."""

    x: int
    y: int
    width: int


def figure_line(sheet: Sheet, figure: Figure, column: Column, big: Type, small: Type) -> int:
    """前 → 后 变化 on one baseline, the change below where the line is full; the y below it.

    Figures too wide for the line are set smaller.
    """
    x, y, width = column.x, column.y, column.width
    while big.size > SMALLEST and _width(figure, big, small) > width:
        big = replace(big, size=big.size * 9 // 10)
        small = replace(small, size=min(small.size, big.size))
    y += big.size
    end = float(x)
    if figure.before:
        quiet = replace(big, size=big.size * 5 // 9, ink="muted", face=small.face)
        end = sheet.line(figure.before, end, y, quiet)
        end = _arrow(sheet, end + small.size * 0.5, y - quiet.size * 0.36, small.size * 1.4)
        end += small.size * 0.5
    end = sheet.line(figure.after, end, y, big)
    if figure.unit:
        end = sheet.line(figure.unit, end + small.size * 0.2, y, replace(small, ink=big.ink))
    change = replace(small, face=big.face)
    if not figure.change:
        return y + round(small.size * 0.6)
    if end + small.size + change.width(figure.change) <= x + width:
        sheet.line(figure.change, end + small.size, y, change)
        return y + round(small.size * 0.6)
    sheet.line(figure.change, x, y + round(small.size * 1.6), change)
    return y + round(small.size * 2.2)


def _width(figure: Figure, big: Type, small: Type) -> float:
    quiet = replace(big, size=big.size * 5 // 9, face=small.face)
    before = quiet.width(figure.before) + small.size * 2.4 if figure.before else 0
    return before + big.width(figure.after) + small.width(figure.unit) + small.size * 0.2


def _arrow(sheet: Sheet, x: float, y: float, length: float) -> float:
    """→, drawn: the arrow of the typeface is as wide as a character and too light beside figures."""
    thick = max(2, round(length / 16))
    sheet.box("muted", x, y - thick / 2, length, thick)
    for step in range(round(length / 4)):
        for way in (-1, 1):
            sheet.box("muted", x + length - step - thick, y + way * step - thick / 2, thick, thick)
    return x + length
