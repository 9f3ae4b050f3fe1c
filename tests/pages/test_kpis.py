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
        ("2000", "0.5", "件", "−99.9%"),
        ("2000", "0", "件", "−100%"),
        ("0", "3", "项", "+3 项"),
        ("0", "0.5", "—", "+0.5"),
        ("0", "0", "起", "保持"),
        ("100", "100.0", "%", "保持"),
        ("-4", "-2", "℃", "+2℃"),
        ("25", "20", "°C", "−5°C"),
    ],
)
def test_the_change_is_computed_from_before_and_after(
    before: str, after: str, unit: str, change: str
) -> None:
    assert change_text(kpi(before, after, unit)) == change


def test_figures_stand_as_they_were_written() -> None:
    shown = build_kpi(kpi("95.0", "99.10"))
    assert (shown.before, shown.after) == ("95.0", "99.10")


def test_a_figure_without_one_before_has_no_change_and_says_nothing_of_it() -> None:
    alone = replace(kpi("0", "70000", "人次", "接待"), before=None, before_text="")
    shown = build_kpi(alone)
    assert (shown.before, shown.change, shown.line) == ("", "", "接待 70000 人次")
    assert shown.chart.before is None
    assert shown.chart.description == "接待，2022年 70000 人次。"


@pytest.mark.parametrize(
    ("before", "after", "unit", "said"),
    [
        ("96.2", "99.1", "%", "合格率，2021年 96.2%，2022年 99.1%，提高 2.9 个百分点。"),
        ("5.5", "1.5", "台次/月", "合格率，2021年 5.5 台次/月，2022年 1.5 台次/月，降低 72.7%。"),
        ("0", "0", "起", "合格率，2021年 0 起，2022年 0 起，保持。"),
    ],
)
def test_the_chart_is_narrated_in_a_sentence(before: str, after: str, unit: str, said: str) -> None:
    assert build_kpi(kpi(before, after, unit)).chart.description == said


def test_the_line_puts_per_cent_against_the_figure_and_other_units_apart() -> None:
    assert build_kpi(kpi("96.2", "99.1")).line == "合格率 96.2% → 99.1%"
    assert build_kpi(kpi("8", "3", "件", "返修")).line == "返修 8 → 3 件"
    assert build_kpi(kpi("1.1", "1.6", "—", "Cpk")).line == "Cpk 1.1 → 1.6"


def test_the_number_to_remember_is_the_first_that_changed() -> None:
    held, moved, more = kpi("0", "0", "起"), kpi("96.2", "99.1"), kpi("8", "3", "件")
    assert lead_kpi((held, moved, more)) is moved
    assert lead_kpi((held, replace(held, name="另一项"))) is held
    alone = replace(kpi("0", "7", "件"), before=None, before_text="")
    assert lead_kpi((alone, moved)) is moved
    assert lead_kpi(()) is None
