"""指标图：before and after as two points on a labelled line; drawn by the template as inline SVG.

Points, not bars: a bar from zero shows nothing of 96.2 → 99.1, and one that does not begin at
zero lies. The ends of the line are always written.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

LEFT, RIGHT = Decimal(8), Decimal(312)
"""ends of the line in a drawing 320 units wide"""
STEP = Decimal("0.1")
ZERO, TEN, HUNDRED = Decimal(0), Decimal(10), Decimal(100)
ROUND_NUMBERS = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")))
CLOSE = Decimal("0.1")
"""figures nearer than this share of the larger one get a line of their own, not one from zero"""


@dataclass(frozen=True, slots=True)
class Chart:
    """指标图：positions in the drawing and the texts at its ends."""

    before: str | None
    """x of the figure before; None where there is none"""
    after: str
    low: str
    """figure at the left end"""
    high: str
    title: str
    description: str
    """朗读稿：the whole chart in a sentence"""


def build_chart(
    figures: tuple[Decimal | None, Decimal], percent: bool, title: str, description: str
) -> Chart:
    """前后两数 → 指标图. `percent`: the figures are parts of a hundred."""
    before, after = figures
    known = [figure for figure in figures if figure is not None]
    low, high = _share_scale(known) if percent else _scale(known)
    place = _Line(low, high).place
    return Chart(
        before=None if before is None else place(before),
        after=place(after),
        low=_plain(low),
        high=_plain(high),
        title=title,
        description=description,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    low: Decimal
    high: Decimal

    def place(self, figure: Decimal) -> str:
        """x of a figure, as text for an SVG attribute."""
        part = (figure - self.low) / (self.high - self.low)
        return f"{(LEFT + part * (RIGHT - LEFT)).quantize(STEP, ROUND_HALF_UP):f}"


def _share_scale(figures: list[Decimal]) -> tuple[Decimal, Decimal]:
    """A share never leaves 0–100; where both are in one corner, the line shows that corner."""
    lowest, highest = min(figures), max(figures)
    if lowest < 0 or highest > HUNDRED:
        return _scale(figures)
    if lowest > 50:
        return min(_floor(lowest, TEN), HUNDRED - TEN), HUNDRED
    return (ZERO, _round_up(highest)) if highest <= 20 else (ZERO, HUNDRED)


def _scale(figures: list[Decimal]) -> tuple[Decimal, Decimal]:
    lowest, highest = min(figures), max(figures)
    spread = highest - lowest
    if lowest > 0 and 0 < spread < highest * CLOSE:
        step = TEN ** (spread.adjusted()) * 5
        return _floor(lowest, step), max(_ceiling(highest, step), _floor(lowest, step) + step)
    low = -_round_up(-lowest) if lowest < 0 else ZERO
    high = _round_up(highest) if highest > 0 else ZERO
    return (low, high) if high > low else (ZERO, Decimal(1))


def _round_up(figure: Decimal) -> Decimal:
    """The next figure that reads easily: 46 → 50, 7.2 → 8."""
    if not figure:
        return Decimal(1)
    power = TEN ** figure.adjusted()
    return next(number * power for number in ROUND_NUMBERS if number * power >= figure)


def _floor(figure: Decimal, step: Decimal) -> Decimal:
    return (figure / step).to_integral_value(ROUND_FLOOR) * step


def _ceiling(figure: Decimal, step: Decimal) -> Decimal:
    return (figure / step).to_integral_value(ROUND_CEILING) * step


def _plain(figure: Decimal) -> str:
    """The figure without exponent and trailing zeros, with the minus sign of typography."""
    text = f"{figure:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")
