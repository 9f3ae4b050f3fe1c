"""指标：the change of a figure, computed from before and after, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from generator.model import Kpi
from generator.pages.charts import Chart, build_chart

POINTS = {"%": "个百分点", "％": "个百分点", "‰": "个千分点"}
"""units that are shares already: their change is a difference, not a ratio"""
PERCENT = ("%", "％")
DEGREES = ("℃", "°C", "°")
"""scales without a true zero: twenty degrees are not twice ten"""

NO_UNIT = ("", "—", "-")
ATTACHED = ("%", "％", "‰", *DEGREES)
"""units written against the figure; the others take a thin gap"""

MINUS = "−"
STEP = Decimal("0.1")
HUNDRED = Decimal(100)
HELD = "保持"
TOO_SMALL = "变化不足 0.1%"


@dataclass(frozen=True, slots=True)
class KpiView:
    """指标 as a page shows it: one line from before to after."""

    name: str
    before: str
    """改进前，as written in the case; empty where nothing was measured before"""
    after: str
    unit: str
    """empty where the figure has none"""
    change: str
    """computed: +2.9 个百分点, −38.5%, 保持; empty where there is nothing to compare with"""
    basis: str
    period_before: str
    period_after: str
    chart: Chart

    @property
    def joined(self) -> bool:
        """Whether the unit stands against the figure, as in 99.1%."""
        return self.unit in ATTACHED

    @property
    def line(self) -> str:
        """One line of text: 一次交验合格率 96.2% → 99.1%."""
        return _line(self.name, self.before, self.after, self.unit)


def line_text(kpi: Kpi) -> str:
    """一行：the same of a figure of which nothing else is shown."""
    return _line(kpi.name, kpi.before_text, kpi.after_text, _unit(kpi))


def _line(name: str, before: str, after: str, unit: str) -> str:
    to = with_unit(after, unit)
    if not before:
        return f"{name} {to}"
    return f"{name} {before}{unit if unit in ATTACHED else ''} → {to}"


def change_text(kpi: Kpi) -> str:
    """变化量：shares in points, degrees in degrees, other figures in per cent of the one before."""
    if kpi.before is None:
        return ""
    difference = kpi.after - kpi.before
    if not difference:
        return HELD
    points = POINTS.get(kpi.unit)
    if points:
        return f"{_signed(difference)} {points}"
    if not kpi.before or kpi.unit in DEGREES:
        return with_unit(_signed(difference), _unit(kpi))
    return _relative(difference / abs(kpi.before) * HUNDRED)


def _relative(percent: Decimal) -> str:
    rounded = percent.quantize(STEP, ROUND_HALF_UP)
    if not rounded:
        return TOO_SMALL
    if rounded == -HUNDRED < percent:
        rounded += STEP  # what is left of a figure is not nothing
    return f"{_signed(_short(rounded))}%"


def _short(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else number


def _signed(number: Decimal) -> str:
    return f"{'+' if number > 0 else MINUS}{abs(number):f}"


def with_unit(figure: str, unit: str) -> str:
    """数与单位：99.1%, 39 小时; a figure without unit stands alone."""
    return figure if not unit else f"{figure}{'' if unit in ATTACHED else ' '}{unit}"


def _unit(kpi: Kpi) -> str:
    return "" if kpi.unit in NO_UNIT else kpi.unit


def narrate(kpi: Kpi, change: str) -> str:
    """朗读稿：合格率，2021年 96.2%，2022年 99.1%，提高 2.9 个百分点。"""
    after = f"{kpi.period_after} {with_unit(kpi.after_text, _unit(kpi))}"
    if kpi.before is None:
        return f"{kpi.name}，{after}。"
    before = f"{kpi.period_before} {with_unit(kpi.before_text, _unit(kpi))}"
    return f"{kpi.name}，{before}，{after}，{_said(change)}。"


def _said(change: str) -> str:
    """A voice reads 提高 and 降低 where the eye sees a sign."""
    if change.startswith("+"):
        return f"提高 {change[1:]}"
    return f"降低 {change[1:]}" if change.startswith(MINUS) else change


@lru_cache(maxsize=256)
def build_kpi(kpi: Kpi) -> KpiView:
    """指标 → 展示值; asked for by the page, the rows and the comparison of one case in turn."""
    figures, change = (kpi.before, kpi.after), change_text(kpi)
    title, said = f"{kpi.name}前后对比", narrate(kpi, change)
    return KpiView(
        name=kpi.name,
        before=kpi.before_text,
        after=kpi.after_text,
        unit=_unit(kpi),
        change=change,
        basis=kpi.basis,
        period_before=kpi.period_before,
        period_after=kpi.period_after,
        chart=build_chart(figures, kpi.unit in PERCENT, title, said),
    )


def lead_kpi(kpis: Sequence[Kpi]) -> Kpi | None:
    """首要指标：the first one that changed, else the first.

    The order is the editors' statement of importance. The largest relative change is not:
    it would put 1 → 0 件 before every other figure.
    """
    changed = (kpi for kpi in kpis if kpi.before is not None and kpi.before != kpi.after)
    return next(changed, kpis[0] if kpis else None)
