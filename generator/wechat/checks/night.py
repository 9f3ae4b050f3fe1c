"""昼夜：contrast of every piece of text by day, and by our reading of WeChat's night."""

from __future__ import annotations

from collections.abc import Iterator

from generator.wechat import limits
from generator.wechat.checks.catalogue import Finding, finding
from generator.wechat.dark import Spot, contrast, spots
from generator.wechat.styles import Colour

_INVISIBLE = 1.3
"""contrast below which nobody sees that there is text"""


def check_contrast(fragment: str) -> Iterator[Finding]:
    """字色 against its ground, twice."""
    for spot in spots(fragment):
        place, quote = f"第 {spot.block} 块", spot.text[:20]
        by_day = contrast(spot.colour, spot.ground)
        if by_day < _INVISIBLE:
            detail = f"{_written(spot.colour)} 在 {_written(spot.ground)} 上"
            yield finding("WX212", place, quote, detail=detail)
        if spot.gradient:
            yield finding("WX403", place, quote, detail="渐变或底图")
        elif by_day < (least := _least(spot, limits.CONTRAST_LIGHT)):
            yield _low("WX401", spot, by_day, least, (spot.colour, spot.ground))
        pair = (spot.night_colour, spot.night_ground)
        at_night = contrast(*pair)
        if not spot.gradient and at_night < (least := _least(spot, limits.CONTRAST_DARK)):
            yield _low("WX402", spot, at_night, least, pair)


def _least(spot: Spot, usual: float) -> float:
    large = spot.bold and spot.size >= limits.LARGE_BOLD
    return limits.CONTRAST_LARGE if large else usual


def _low(code: str, spot: Spot, ratio: float, least: float, pair: tuple[Colour, Colour]) -> Finding:
    colour, ground = map(_written, pair)
    return finding(
        code,
        f"第 {spot.block} 块",
        spot.text[:20],
        ratio=f"{ratio:.1f}",
        limit=f"{least:g}",
        colour=colour,
        ground=ground,
        size=f"{spot.size:g}",
    )


def _written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
