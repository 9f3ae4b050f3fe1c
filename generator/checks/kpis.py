"""检查指标：figures that contradict themselves or say nothing without a definition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.catalogue import problem
from generator.content import Content
from generator.model import Case, Direction, Kpi
from generator.problems import Problem

WORDS = {Direction.UP: "提升", Direction.DOWN: "降低", Direction.HOLD: "保持"}
PERCENT = {"%", "％", "百分比"}


def check_kpis(content: Content) -> Iterator[Problem]:
    """每个案例的指标."""
    for case in content.cases:
        yield from _check_names(case)
        for kpi in case.kpis:
            yield from _check_kpi(kpi)


def _check_names(case: Case) -> Iterator[Problem]:
    seen: set[str] = set()
    for kpi in case.kpis:
        if kpi.name in seen:
            yield problem("kpi.twice", kpi.at.of("name"), name=kpi.name)
        seen.add(kpi.name)


def actual_direction(kpi: Kpi) -> Direction:
    """方向 that the two figures show; without a figure before, the one that the case claims."""
    if kpi.before is None:
        return kpi.direction
    if kpi.after == kpi.before:
        return Direction.HOLD
    return Direction.UP if kpi.after > kpi.before else Direction.DOWN


def _check_kpi(kpi: Kpi) -> Iterator[Problem]:
    actual = actual_direction(kpi)
    if kpi.direction is not actual:
        yield problem(
            "kpi.direction",
            kpi.at.of("direction"),
            name=kpi.name,
            before=kpi.before_text,
            after=kpi.after_text,
            direction=WORDS[kpi.direction],
            meant=WORDS[actual],
        )
    if kpi.before is not None and not kpi.period_before:
        place, label = kpi.at.of("before"), "改进前统计期"
        yield problem("field.missing", place, table="指标", label=label, example="2021年全年")
    for name in ("before", "after"):
        value: Decimal | None = getattr(kpi, name)
        if value is not None and kpi.unit in PERCENT and not 0 <= value <= 100:
            yield problem("kpi.percent", kpi.at.of(name), name=kpi.name, value=value)
    if not kpi.basis and _is_absolute(kpi):
        yield problem(
            "kpi.basis", kpi.at.of("after"), name=kpi.name, value=kpi.after_text, unit=kpi.unit
        )


def _is_absolute(kpi: Kpi) -> bool:
    """100 % and 0 are claims that nobody believes without knowing how they were counted."""
    return kpi.after == 0 or (kpi.unit in PERCENT and kpi.after == 100)
