"""指标图：opaque, complete, with labels that do not touch."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.pages.charts import build_chart
from generator.pages.kpis import KpiView
from generator.wechat.blocks import Article, Picture
from generator.wechat.charts import (
    COLUMN,
    MARGIN,
    ROW,
    ChartError,
    _side_by_side,
    draw_chart,
)
from generator.wechat.gallery import hang_pictures
from generator.wechat.tokens import THEMES
from tests.wechat.sample import article


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


def article_with(*figures: KpiView) -> Article:
    return article(Picture("chart:合格率", "合格率 96.2% → 99.1%", "图注", chart=figures))


def test_a_chart_hangs_like_any_picture_under_the_name_of_its_content(fonts: Fonts) -> None:
    def draw(figures: Sequence[KpiView]) -> bytes:
        return draw_chart(figures, THEMES["red"], fonts, Cache())

    gallery = hang_pictures(article_with(RATE), Path(), Cache(), draw)
    ((name, data),) = gallery.files.items()
    assert name == f"images/{hashlib.sha256(data).hexdigest()[:8]}.png"
    shown = gallery.resolve("chart:合格率")
    assert (shown.src, shown.width, shown.height) == (name, 1080, ROW + MARGIN // 2)
    assert gallery.findings == ()


def test_a_chart_that_cannot_be_drawn_is_left_out_and_said(fonts: Fonts) -> None:
    def draw(figures: Sequence[KpiView]) -> bytes:
        raise ChartError("思源黑体里没有“👩”")

    gallery = hang_pictures(article_with(RATE), Path(), Cache(), draw)
    assert (gallery.article.blocks, gallery.files) == ((), {})
    (found,) = gallery.findings
    assert (found.code, "没有“👩”" in found.message) == ("WX313", True)
