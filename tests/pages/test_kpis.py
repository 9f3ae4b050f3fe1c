"""指标：the change is computed, in points for shares and in per cent for all else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.pages.kpis import build_kpi, change_text, lead_kpi
from tests.pages.sample import kpi


@pytest.mark.parametrize(
    ("before", "after", "unit", "change"),
    [
        ("96.2", "99.1", "%", "+2.9 个百分点"),
        ("95.0", "98", "％", "+3.0 个百分点"),
        ("4.8", "1.2", "%", "−3.6 个百分点"),
        ("3.5", "2.1", "‰", "−1.4 个千分点"),
        ("8", "5", "件", "−37.5%"),
        ("8", "3", "件", "−62.5%"),
        ("3", "4", "件", "+33.3%"),
        ("1.12", "1.67", "—", "+49.1%"),
        ("10", "20", "件", "+100%"),
        ("100000", "100001", "台", "变化不足 0.1%"),
        ("0", "3", "项", "+3 项"),
        ("0", "0.5", "—", "+0.5"),
        ("0", "0", "起", "保持"),
        ("100", "100.0", "%", "保持"),
        ("-4", "-2", "℃", "+50%"),
    ],
)
def test_the_change_is_computed_from_before_and_after(
    before: str, after: str, unit: str, change: str
) -> None:
    assert change_text(kpi(before, after, unit)) == change


def test_figures_stand_as_they_were_written() -> None:
    shown = build_kpi(kpi("95.0", "99.10"))
    assert (shown.before, shown.after) == ("95.0", "99.10")


def test_a_share_is_drawn_on_a_scale_of_a_hundred_and_a_count_on_its_own() -> None:
    share, count = build_kpi(kpi("50", "75")), build_kpi(kpi("4", "2", "件"))
    assert (share.bar_before, share.bar_after) == ("50.0", "75.0")
    assert (count.bar_before, count.bar_after) == ("100.0", "50.0")


def test_zero_to_zero_draws_no_bar() -> None:
    assert build_kpi(kpi("0", "0", "起")).bar_after == "0"


def test_the_line_puts_per_cent_against_the_figure_and_other_units_apart() -> None:
    assert build_kpi(kpi("96.2", "99.1")).line == "合格率 96.2% → 99.1%"
    assert build_kpi(kpi("8", "3", "件", "返修")).line == "返修 8 → 3 件"
    assert build_kpi(kpi("1.1", "1.6", "—", "Cpk")).line == "Cpk 1.1 → 1.6"


def test_the_number_to_remember_is_the_first_that_changed() -> None:
    held, moved, more = kpi("0", "0", "起"), kpi("96.2", "99.1"), kpi("8", "3", "件")
    assert lead_kpi((held, moved, more)) is moved
    assert lead_kpi((held, replace(held, name="另一项"))) is held
    assert lead_kpi(()) is None
