"""指标：the change of a figure, computed from before and after, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.model import Kpi

POINTS = {"%": "个百分点", "％": "个百分点", "‰": "个千分点"}
"""units that are shares already: their change is a difference, not a ratio"""

NO_UNIT = ("", "—", "-")
ATTACHED = ("%", "％", "‰", "℃", "°")
"""units written against the figure; the others take a thin gap"""

MINUS = "−"
STEP = Decimal("0.1")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class KpiView:
    """指标 as a page shows it: one line from before to after."""

    name: str
    before: str
    """改进前，as written in the case"""
    after: str
    unit: str
    """empty where the figure has none"""
    change: str
    """computed: +2.9 个百分点, −38.5%, 保持"""
    basis: str
    period_before: str
    period_after: str
    bar_before: str
    """width of the bar of the figure before, 0–100, for an SVG attribute"""
    bar_after: str

    @property
    def joined(self) -> bool:
        """Whether the unit stands against the figure, as in 99.1%."""
        return self.unit in ATTACHED

    @property
    def line(self) -> str:
        """One line of text: 一次交验合格率 96.2% → 99.1%."""
        unit = self.unit if self.joined or not self.unit else f" {self.unit}"
        before = f"{self.before}{unit}" if self.joined else self.before
        return f"{self.name} {before} → {self.after}{unit}"


def change_text(kpi: Kpi) -> str:
    """变化量：shares in points, other figures in per cent of the figure before."""
    difference = kpi.after - kpi.before
    if not difference:
        return "保持"
    points = POINTS.get(kpi.unit)
    if points:
        return f"{_signed(difference)} {points}"
    if not kpi.before:
        return _with_unit(_signed(difference), kpi.unit)
    return _relative(difference / abs(kpi.before) * HUNDRED)


def _relative(percent: Decimal) -> str:
    rounded = percent.quantize(STEP, ROUND_HALF_UP)
    if not rounded:
        return "变化不足 0.1%"
    return f"{_signed(_short(rounded))}%"


def _short(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number


def _signed(number: Decimal) -> str:
    return f"{'+' if number > 0 else MINUS}{abs(number):f}"


def _with_unit(figure: str, unit: str) -> str:
    if unit in NO_UNIT:
        return figure
    return f"{figure}{'' if unit in ATTACHED else ' '}{unit}"


def build_kpi(kpi: Kpi) -> KpiView:
    """指标 → 展示值."""
    top = max(abs(kpi.before), abs(kpi.after), HUNDRED if kpi.unit in POINTS else Decimal(0))
    return KpiView(
        name=kpi.name,
        before=kpi.before_text,
        after=kpi.after_text,
        unit="" if kpi.unit in NO_UNIT else kpi.unit,
        change=change_text(kpi),
        basis=kpi.basis,
        period_before=kpi.period_before,
        period_after=kpi.period_after,
        bar_before=_bar(kpi.before, top),
        bar_after=_bar(kpi.after, top),
    )


def _bar(figure: Decimal, top: Decimal) -> str:
    if not top:
        return "0"
    return f"{(abs(figure) / top * HUNDRED).quantize(STEP, ROUND_HALF_UP):f}"


def lead_kpi(kpis: Sequence[Kpi]) -> Kpi | None:
    """首要指标：the first one that changed, else the first.

    The order is the editors' statement of importance. The largest relative change is not:
    it would put 1 → 0 件 before every other figure.
    """
    changed = (kpi for kpi in kpis if kpi.before != kpi.after)
    return next(changed, kpis[0] if kpis else None)
