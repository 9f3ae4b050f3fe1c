"""检查指标：figures that contradict themselves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.checks.kpis import check_kpis
from generator.content import Content, read_content
from generator.model import Direction, Kpi
from tests.support import SITES


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(SITES / "minimal")[0]


def ids(content: Content, *kpis: Kpi) -> list[str]:
    [year] = content.years
    [case] = year.cases
    years = (replace(year, cases=(replace(case, kpis=kpis),)),)
    return [problem.id for problem in check_kpis(replace(content, years=years))]


def kpi(before: str, after: str, direction: Direction, unit: str = "%", basis: str = "") -> Kpi:
    return Kpi(
        "合格率", unit, Decimal(before), Decimal(after), before, after, "前", "后", direction, basis
    )


def test_a_figure_alone_needs_no_period_before_and_one_before_does(content: Content) -> None:
    pair = kpi("1", "2", Direction.UP, unit="件")
    alone = replace(pair, before=None, before_text="", period_before="")
    assert ids(content, alone) == []
    assert ids(content, replace(pair, period_before="")) == ["field.missing"]


UP, DOWN, HOLD = Direction.UP, Direction.DOWN, Direction.HOLD


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (kpi("96.2", "99.1", UP), []),
        (kpi("98.6", "92.3", UP), ["kpi.direction"]),
        (kpi("96.2", "99.1", DOWN), ["kpi.direction"]),
        (kpi("96.2", "96.2", UP), ["kpi.direction"]),
        (kpi("96.20", "96.2", HOLD), []),
        (kpi("9.10", "9.9", UP, "分"), []),
        (kpi("96", "104", UP), ["kpi.percent"]),
        (kpi("-1", "5", UP), ["kpi.percent"]),
        (kpi("96", "104", UP, "件"), []),
        (kpi("96", "104", UP, "％"), ["kpi.percent"]),
        (kpi("96", "100", UP), ["kpi.basis"]),
        (kpi("96", "100", UP, basis="合格÷总数"), []),
        (kpi("96", "100", UP, "件"), []),
        (kpi("4", "0", DOWN, "件"), ["kpi.basis"]),
        (kpi("4", "0.0", DOWN, "件", "登记件数"), []),
        (kpi("0", "4", UP, "件"), []),
    ],
)
def test_a_figure_is_held_against_its_direction_its_unit_and_its_basis(
    content: Content, one: Kpi, expected: list[str]
) -> None:
    assert ids(content, one) == expected


def test_a_name_stands_once(content: Content) -> None:
    one = kpi("96.2", "99.1", UP)
    assert ids(content, one, one) == ["kpi.twice"]


def test_the_example_project_has_sound_figures() -> None:
    found = check_kpis(read_content(Path(SITES / "full"))[0])
    assert [problem.id for problem in found] == []
