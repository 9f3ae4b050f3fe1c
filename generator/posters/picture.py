"""分享图：1080 × 1440 pixels, to be kept on a phone with a long press and passed on."""

from __future__ import annotations

from generator.drawing.fonts import Fonts
from generator.drawing.qr import make_qr
from generator.drawing.sheet import Sheet, Type
from generator.posters.inks import INKS, PAPER, domain_ink
from generator.posters.parts import Column, figure_line, fitting
from generator.posters.words import Words

WIDTH, HEIGHT, MARGIN = 1080, 1440, 84
COLUMN = WIDTH - 2 * MARGIN
QR = 228
FOOT = HEIGHT - MARGIN - QR


def draw_picture(words: Words, fonts: Fonts) -> bytes:
    """海报文字 → 分享图, PNG."""
    sheet = Sheet(WIDTH, HEIGHT, PAPER, INKS)
    y = _head(sheet, words, fonts)
    for figure in words.figures[:1]:
        name = Type(fonts.bold, 36, "ink")
        y = sheet.text(figure.name, (MARGIN, y + 48), COLUMN, name, most=2)
        big, small = Type(fonts.bold, 136, "accent"), Type(fonts.regular, 40, "ink")
        y = figure_line(sheet, figure, Column(MARGIN, y, COLUMN), big, small)
        if figure.basis:
            basis = Type(fonts.regular, 26, "muted")
            y = sheet.text(f"口径：{figure.basis}", (MARGIN, y + 6), COLUMN, basis, most=2)
    summary = Type(fonts.regular, 38, "ink", 1.58)
    room = (FOOT - 72 - (y + 44)) // summary.step
    if room > 0:
        sheet.text(words.summary, (MARGIN, y + 44), COLUMN, summary, most=room)
    _foot(sheet, words, fonts)
    return sheet.png()


def _head(sheet: Sheet, words: Words, fonts: Fonts) -> int:
    sheet.box(domain_ink(words.domain_slug), 0, 0, WIDTH, 14)
    small = Type(fonts.regular, 28, "muted")
    sheet.line(f"{words.domain}　{words.result}", MARGIN, 96, small)
    shape = Type(fonts.bold, 72, "ink", 1.3)
    title = fitting(words.title, COLUMN, shape, (92, 78, 66, 56, 48), 3)
    y = sheet.text(words.title, (MARGIN, 124), COLUMN, title, most=5)
    who = Type(fonts.regular, 34, "ink", 1.45)
    return sheet.text(f"{words.organisation}　{words.team}", (MARGIN, y + 16), COLUMN, who, most=4)


def _foot(sheet: Sheet, words: Words, fonts: Fonts) -> None:
    sheet.box("line", MARGIN, FOOT - 44, COLUMN, 2)
    indent = sheet.qr(make_qr(words.address), MARGIN, FOOT, QR, "ink") + 40
    x, width = MARGIN + indent, COLUMN - indent
    y = sheet.text("长按识别二维码，看完整案例", (x, FOOT - 12), width, Type(fonts.bold, 36, "ink"))
    small = Type(fonts.regular, 25, "muted", 1.45)
    y = sheet.text(words.site, (x, y + 6), width, Type(fonts.regular, 30, "ink"), most=2)
    y = sheet.text(words.address.split("://")[-1], (x, y), width, small, most=2)
    if words.sample:
        sheet.text(words.sample, (x, y), width, Type(fonts.regular, 25, "accent", 1.45), most=1)
