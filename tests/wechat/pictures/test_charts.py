"""指标图：opaque, complete, with labels that do not touch."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from PIL import Image

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.pages.charts import build_chart
from generator.pages.kpis import KpiView
from generator.wechat.charts import (
    COLUMN,
    MARGIN,
    ROW,
    ChartError,
    _side_by_side,
    draw_chart,
)
from generator.wechat.tokens import THEMES


def figure(name: str, before: str, after: str, unit: str, change: str) -> KpiView:
    figures = (Decimal(before) if before else None, Decimal(after))
    chart = build_chart(figures, unit == "%", name, "")
    return KpiView(name, before, after, unit, change, "", "", "", chart)


RATE = figure("一次交验合格率", "96.2", "99.1", "%", "+2.9 个百分点")
ALONE = figure("建议采纳数", "", "128", "条", "")


@pytest.mark.parametrize("theme", THEMES)
def test_a_chart_is_opaque_and_as_wide_as_the_column(fonts: Fonts, theme: str) -> None:
    data = draw_chart([RATE, ALONE], THEMES[theme], fonts, Cache())
    image = Image.open(io.BytesIO(data))
    assert image.size == (1080, 2 * ROW + MARGIN // 2)
    assert "transparency" not in image.info
    accent = bytes.fromhex(THEMES[theme].accent[1:])
    colours = image.convert("RGB").getcolors(1 << 20)
    assert colours is not None
    assert max(colours)[1] == (255, 255, 255)
    assert tuple(accent) in {colour for _, colour in colours}
    assert len(data) < 100_000


@pytest.mark.parametrize(
    ("places", "widths"),
    [([100, 110], [90, 120]), ([40, 41], [60, 200]), ([1039, 1040], [200, 60]), ([500], [90])],
)
def test_labels_stand_apart_and_on_the_paper(places: list[int], widths: list[float]) -> None:
    lefts = _side_by_side(places, widths)
    ends = [left + width for left, width in zip(lefts, widths, strict=True)]
    assert lefts[0] >= MARGIN
    assert ends[-1] <= MARGIN + COLUMN
    assert all(end < left for end, left in zip(ends, lefts[1:], strict=False))


def test_a_character_that_no_font_has_is_named(fonts: Fonts) -> None:
    odd = figure("合格率👩", "1", "2", "件", "+1")
    with pytest.raises(ChartError, match="没有“👩”"):
        draw_chart([odd], THEMES["red"], fonts, Cache())
