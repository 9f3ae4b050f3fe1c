"""指标图：before and after of a case's figures as one picture, for WeChat takes no SVG.

Points on a labelled line, as on the pages of the site; opaque white, so that it stands at night.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import PIL

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.drawing.sheet import Colour, Sheet, Type
from generator.pages.charts import LEFT, RIGHT, Chart
from generator.pages.kpis import KpiView, with_unit
from generator.wechat.tokens import MUTED, TEXT, Theme

WIDTH = 1080
MARGIN = 40
COLUMN = WIDTH - 2 * MARGIN
ROW = 268
"""pixels from one figure to the next"""
LINE = 172
"""from the top of a row to its line"""
TEXT_SIZE, SMALL = 38, 30
"""13 and 10 px on a phone 375 px wide"""
DOT = 15
WHOLE = ((0.0, 360.0),)
RECIPE = f"wechat-chart-1-pillow-{PIL.__version__}"


class ChartError(Exception):
    """画不了的图; the text says which characters are in the way."""


def draw_chart(figures: Sequence[KpiView], theme: Theme, fonts: Fonts, cache: Cache) -> bytes:
    """指标 → PNG, 1080 pixels wide. Raises ChartError."""
    said = repr(
        [(one.name, one.before, one.after, one.unit, one.change, one.chart) for one in figures]
    )
    if lacking := fonts.missing("".join(_words(one) for one in figures)):
        raise ChartError(f"思源黑体里没有“{lacking}”，指标图画不出来。")
    parts = (fonts.digest, theme.name, said)
    return cache.recall(RECIPE, parts, lambda: _draw(figures, theme, fonts))


def _words(one: KpiView) -> str:
    return "".join(
        (one.name, one.before, one.after, one.unit, one.change, one.chart.low, one.chart.high)
    )


def _draw(figures: Sequence[KpiView], theme: Theme, fonts: Fonts) -> bytes:
    inks = {name: _rgb(value) for name, value in _INKS.items()} | {"accent": _rgb(theme.accent)}
    sheet = Sheet(WIDTH, ROW * len(figures) + MARGIN // 2, (255, 255, 255), inks)
    for top in range(0, ROW * len(figures), ROW):  # below all that comes later
        sheet.box("rule", MARGIN, top + LINE - 3, COLUMN, 6)
        if top:
            sheet.box("rule", MARGIN, top, COLUMN, 2)
    for number, figure in enumerate(figures):
        _row(sheet, figure, ROW * number, fonts)
    return sheet.png()


_INKS = {"text": TEXT, "muted": MUTED, "rule": "#d9d9d9"}


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _row(sheet: Sheet, figure: KpiView, top: int, fonts: Fonts) -> None:
    """Name and change, then the line with its points, then its ends."""
    name = Type(fonts.bold, TEXT_SIZE, "text")
    change = Type(fonts.bold, TEXT_SIZE, "accent")
    room = COLUMN - round(change.width(figure.change)) - TEXT_SIZE
    while name.width(figure.name) > room and name.size > SMALL // 2:
        name = replace(name, size=name.size - 2)
    sheet.line(figure.name, MARGIN, top + 66, name)
    sheet.line(figure.change, MARGIN + COLUMN, top + 66, change, align="r")
    y = top + LINE
    chart = figure.chart
    small = Type(fonts.regular, SMALL, "muted")
    sheet.line(chart.low, MARGIN, y + 62, small)
    sheet.line(chart.high, MARGIN + COLUMN, y + 62, small, align="r")
    _points(sheet, figure, chart, y, fonts)


def _points(sheet: Sheet, figure: KpiView, chart: Chart, y: int, fonts: Fonts) -> None:
    """Before in grey, after in the colour of the theme; their figures above, side by side."""
    strong, small = Type(fonts.bold, TEXT_SIZE, "accent"), Type(fonts.regular, TEXT_SIZE, "muted")
    after = _place(chart.after)
    labels = [(after, with_unit(figure.after, figure.unit), strong)]
    if chart.before is not None:
        before = _place(chart.before)
        if before != after:
            sheet.box("accent", min(before, after), y - 3, abs(after - before), 6)
        sheet.ring("muted", (before, y), DOT, DOT, WHOLE)
        labels.insert(0 if before <= after else 1, (before, figure.before, small))
    sheet.ring("accent", (after, y), DOT, DOT, WHOLE)
    widths = [style.width(said) for _, said, style in labels]
    lefts = _side_by_side([place for place, _, _ in labels], widths)
    for left, (_, said, style) in zip(lefts, labels, strict=True):
        sheet.line(said, left, y - 34, style)


def _place(position: str) -> int:
    """x in the drawing of the site → pixels."""
    part = (float(position) - float(LEFT)) / float(RIGHT - LEFT)
    return round(MARGIN + part * COLUMN)


def _side_by_side(places: list[int], widths: list[float]) -> list[float]:
    """Left edges of labels over their points, from left to right, apart and on the paper."""
    gap, end = TEXT_SIZE * 0.6, float(MARGIN)
    lefts = []
    for place, width in zip(places, widths, strict=True):
        lefts.append(max(place - width / 2, end))
        end = lefts[-1] + width + gap
    limit = float(MARGIN + COLUMN)
    for number in reversed(range(len(lefts))):
        lefts[number] = min(lefts[number], limit - widths[number])
        limit = lefts[number] - gap
    return lefts
