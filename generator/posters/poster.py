"""海报：A3 upright, one page, for a notice board; white paper, read from two metres."""

from __future__ import annotations

from generator.drawing.fonts import Fonts
from generator.drawing.qr import make_qr
from generator.drawing.sheet import Sheet, Type
from generator.posters.inks import INKS, WHITE, domain_ink
from generator.posters.parts import Column, figure_line, fitting
from generator.posters.pdf import A3, render_pdf
from generator.posters.words import Figure, Words

WIDTH, HEIGHT, MARGIN = 2339, 3307, 170
"""A3 at 200 dots per inch"""
COLUMN = WIDTH - 2 * MARGIN
GAP = 90
QR = 400
FOOT = HEIGHT - MARGIN - QR


def draw_poster(words: Words, fonts: Fonts) -> bytes:
    """海报文字 → 海报, PDF."""
    sheet = Sheet(WIDTH, HEIGHT, WHITE, INKS)
    y = _head(sheet, words, fonts)
    y = _figures(sheet, words.figures, y + 56, fonts)
    y = _summary(sheet, words, y + 48, fonts)
    _practices(sheet, words, y + 50, fonts)
    _foot(sheet, words, fonts)
    return render_pdf(sheet.png(), A3, words.title)


def _head(sheet: Sheet, words: Words, fonts: Fonts) -> int:
    sheet.box(domain_ink(words.domain_slug), 0, 0, WIDTH, 36)
    small = Type(fonts.regular, 56, "muted")
    sheet.line(f"{words.domain}　{words.result}", MARGIN, 216, small)
    shape = Type(fonts.bold, 168, "ink", 1.26)
    title = fitting(words.title, COLUMN, shape, (168, 148, 126, 108), 3)
    y = sheet.text(words.title, (MARGIN, 262), COLUMN, title, most=5)
    who = Type(fonts.regular, 70, "ink", 1.45)
    return sheet.text(f"{words.organisation}　{words.team}", (MARGIN, y + 24), COLUMN, who, most=3)


def _figures(sheet: Sheet, figures: tuple[Figure, ...], y: int, fonts: Fonts) -> int:
    """The lead across the page, up to three others beside each other below it."""
    if not figures:
        return y
    lead, others = figures[0], figures[1:]
    y = sheet.text(lead.name, (MARGIN, y), COLUMN, Type(fonts.bold, 74, "ink"), most=2)
    big, small = Type(fonts.bold, 240, "accent"), Type(fonts.regular, 84, "ink")
    y = figure_line(sheet, lead, Column(MARGIN, y, COLUMN), big, small)
    if lead.basis:
        basis = Type(fonts.regular, 50, "muted")
        y = sheet.text(f"口径：{lead.basis}", (MARGIN, y + 10), COLUMN, basis, most=2)
    if not others:
        return y
    width = (COLUMN - GAP * (len(others) - 1)) // len(others)
    ends = [
        _small_figure(sheet, figure, Column(MARGIN + number * (width + GAP), y + 60, width), fonts)
        for number, figure in enumerate(others)
    ]
    return max(ends)


def _small_figure(sheet: Sheet, figure: Figure, column: Column, fonts: Fonts) -> int:
    x, y, width = column.x, column.y, column.width
    sheet.box("line", x, y, width, 4)
    y = sheet.text(figure.name, (x, y + 24), width, Type(fonts.bold, 52, "ink", 1.35), most=2)
    big, small = Type(fonts.bold, 110, "ink"), Type(fonts.regular, 46, "muted")
    return figure_line(sheet, figure, Column(x, y + 6, width), big, small)


def _summary(sheet: Sheet, words: Words, y: int, fonts: Fonts) -> int:
    style = Type(fonts.regular, 62, "ink", 1.55)
    room = (FOOT - 100 - y) // style.step
    return sheet.text(words.summary, (MARGIN, y), COLUMN, style, most=room) if room > 0 else y


def _practices(sheet: Sheet, words: Words, y: int, fonts: Fonts) -> None:
    """可借鉴之处 as far as there is room; half a practice is none."""
    title, text = Type(fonts.bold, 70, "ink", 1.4), Type(fonts.regular, 54, "muted", 1.5)
    inset = MARGIN + 130
    width = COLUMN - 130
    for number, (name, premise) in enumerate(words.practices, 1):
        said = f"前提：{premise}" if premise else ""
        lines = title.step * len(title.lines(name, width, 2)) + text.step * len(
            text.lines(said, width, 2)
        )
        head = 130 if number == 1 else 0
        if y + head + lines > FOOT - 90:
            return
        if head:
            sheet.box("accent", MARGIN, y, COLUMN, 6)
            sheet.line("可借鉴之处", MARGIN, y + 92, Type(fonts.bold, 62, "accent"))
            y += head
        sheet.line(str(number), MARGIN, y + 82, Type(fonts.bold, 92, "accent"))
        y = sheet.text(name, (inset, y), width, title, most=2)
        y = sheet.text(said, (inset, y), width, text, most=2) + 26


def _foot(sheet: Sheet, words: Words, fonts: Fonts) -> None:
    sheet.box("line", MARGIN, FOOT - 70, COLUMN, 4)
    indent = sheet.qr(make_qr(words.address), MARGIN, FOOT, QR, "ink") + 80
    x, width = MARGIN + indent, COLUMN - indent
    y = sheet.text("扫码看完整案例", (x, FOOT - 24), width, Type(fonts.bold, 76, "ink"))
    y = sheet.text(words.site, (x, y + 10), width, Type(fonts.regular, 60, "ink"), most=1)
    small = Type(fonts.regular, 46, "muted", 1.45)
    y = sheet.text(words.address.split("://")[-1], (x, y), width, small, most=2)
    y = sheet.text(f"{words.publisher}　编号 {words.id}", (x, y), width, small, most=1)
    if words.sample:
        sheet.text(words.sample, (x, y), width, Type(fonts.regular, 46, "accent", 1.45), most=1)
