"""指标图：two points on a line whose ends are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.pages.charts import Chart, build_chart


def drawn(before: str | None, after: str, percent: bool = False) -> Chart:
    first = None if before is None else Decimal(before)
    return build_chart((first, Decimal(after)), percent, "标题", "说明")


@pytest.mark.parametrize(
    ("before", "after", "percent", "ends"),
    [
        ("96.2", "99.1", True, ("90", "100")),
        ("98", "100", True, ("90", "100")),
        ("100", "100", True, ("90", "100")),
        ("30", "80", True, ("0", "100")),
        ("4.8", "1.2", True, ("0", "5")),
        ("0", "0", True, ("0", "1")),
        ("-3", "120", True, ("−3", "150")),
        ("46", "39", False, ("0", "50")),
        ("7.2", "2.4", False, ("0", "8")),
        ("0", "3", False, ("0", "3")),
        ("0", "0", False, ("0", "1")),
        ("1000", "1010", False, ("1000", "1050")),
        ("100000", "100001", False, ("100000", "100005")),
        ("-4", "-2", False, ("−4", "0")),
        ("0.001", "0.002", False, ("0", "0.002")),
        (None, "70000", False, ("0", "80000")),
    ],
)
def test_the_line_ends_at_figures_that_read_easily(
    before: str | None, after: str, percent: bool, ends: tuple[str, str]
) -> None:
    chart = drawn(before, after, percent)
    assert (chart.low, chart.high) == ends


@pytest.mark.parametrize("after", ["0", "1", "9.9", "45", "99.9", "100", "1000000"])
@pytest.mark.parametrize("before", ["0", "0.001", "12", "99.5", "100"])
@pytest.mark.parametrize("percent", [True, False])
def test_both_points_stand_within_the_drawing(before: str, after: str, percent: bool) -> None:
    chart = drawn(before, after, percent)
    assert chart.before is not None
    for place in (chart.before, chart.after):
        assert 8 <= float(place) <= 312


def test_more_stands_further_right() -> None:
    chart = drawn("96.2", "99.1", percent=True)
    assert (chart.before, chart.after) == ("196.5", "284.6")


def test_without_a_figure_before_there_is_one_point() -> None:
    assert drawn(None, "5").before is None
