"""小绿书：a case as a handful of upright pictures, from the words that also make its share picture.

One thought a picture, in large type. What does not fit goes on to a further picture; nothing is
cut. The photographs of the case come between the figures and the lessons.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import PIL
from PIL import Image

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.drawing.qr import make_qr
from generator.drawing.sheet import HANGING, OPENING, Sheet, Type
from generator.posters.inks import INKS, PAPER, domain_ink
from generator.posters.parts import Column, figure_line, fitting
from generator.posters.words import Words
from generator.wechat.covers import Space, set_title

WIDTH, HEIGHT, MARGIN = 1080, 1440, 96
COLUMN = WIDTH - 2 * MARGIN
MOST = 20
"""pictures in one post (官方：draft/add, newspic)"""
TOP, FOOT = 210, HEIGHT - 150
"""where the words of a picture begin and end"""
HEAD = 90
"""of the line that names a picture"""
GAP = 72
QR = 560
TITLE = Space(COLUMN, 560, tuple(range(136, 39, -4)))
RECIPE = f"newspic-2-pillow-{PIL.__version__}"
CROPS = [
    {"ratio": "1_1", "x1": "0", "y1": "0", "x2": "1", "y2": "0.75"},
    {"ratio": "16_9", "x1": "0", "y1": "0.1", "x2": "1", "y2": "0.521875"},
    {"ratio": "2.35_1", "x1": "0", "y1": "0.12", "x2": "1", "y2": "0.439149"},
]
"""cover_info of a first picture 3 : 4: its upper part, where the title stands"""


class NewspicError(Exception):
    """做不了的图片消息; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Photo:
    """现场图 and what is said of it."""

    data: bytes
    """as converted for WeChat, JPEG or PNG"""
    caption: str


def draw_pack(
    words: Words, photos: Sequence[Photo], fonts: Fonts, cache: Cache
) -> tuple[bytes, ...]:
    """海报文字 → the pictures of a post in order, PNG, or JPEG where there is a photograph.

    Raises NewspicError when a character cannot be drawn, or it would be more than MOST.
    """
    said = words.text + "".join(photo.caption for photo in photos)
    if lacking := fonts.missing(said):
        raise NewspicError(f"思源黑体里没有“{lacking}”，图片消息画不出来。请换成通用的字。")
    pages = list(_pages(words, photos, fonts))
    if len(pages) > MOST:
        raise NewspicError(
            f"图片消息有 {len(pages)} 张，上限 {MOST} 张（多 {len(pages) - MOST} 张）。请少用几张现场图。"
        )
    key = (fonts.digest, words.text, *(part for p in photos for part in (p.data, p.caption)))

    def made(number: int, draw: Draw) -> bytes:
        def whole() -> bytes:
            return _page(draw, f"{number}／{len(pages)}", words, fonts)

        return cache.recall(RECIPE, (*key, str(number)), whole)

    return tuple(made(number, draw) for number, draw in enumerate(pages, 1))


def build_newspic(title: str, text: str, files: Sequence[str]) -> dict[str, Any]:
    """图片消息 → one of `articles` of `draft/add`; `files` by their names in the folder."""
    images = [{"image_media_id": f"local:{name}"} for name in files]
    return {
        "article_type": "newspic",
        "title": title,
        "content": text,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
        "image_info": {"image_list": images},
        "cover_info": {"crop_percent_list": CROPS},
    }


Draw = Callable[[Sheet], Image.Image | None]
"""draws what is its own on a sheet; a photograph comes back, to be pasted on it"""
PHOTO_TOP, PHOTO_HEIGHT = TOP, 840


def _pages(words: Words, photos: Sequence[Photo], fonts: Fonts) -> Iterator[Draw]:
    """The thoughts of a case, each on its picture."""
    yield lambda sheet: _cover(sheet, words, fonts)
    if words.figures:
        yield lambda sheet: _figures(sheet, words, fonts)
    summary = Type(fonts.regular, 56, "ink", 1.7)
    yield from _flow("这条经验", [_rows(words.summary, summary)], fonts)
    for photo in photos:
        yield partial(_photo, photo=photo, fonts=fonts)
    strong, body = Type(fonts.bold, 58, "ink", 1.35), Type(fonts.regular, 42, "ink", 1.6)
    lessons = [
        _rows(f"{number}. {title}", strong, GAP)
        + (_rows(f"前提：{condition}", body, GAP // 4) if condition else [])
        for number, (title, condition) in enumerate(words.practices, 1)
    ]
    yield from _flow("可借鉴之处", lessons, fonts)
    yield lambda sheet: _end(sheet, words, fonts)


def _page(draw: Draw, number: str, words: Words, fonts: Fonts) -> bytes:
    """A sheet with its head and foot."""
    sheet = Sheet(WIDTH, HEIGHT, PAPER, INKS)
    sheet.box("accent", MARGIN, 84, 96, 12)
    small = Type(fonts.regular, 30, "muted")
    sheet.line(f"{words.result} · {words.domain}", MARGIN, 150, small)
    sheet.box("line", MARGIN, HEIGHT - 120, COLUMN, 2)
    sheet.line(number, WIDTH - MARGIN, HEIGHT - 64, small, align="r")
    whose = f"{words.organisation} {words.team}"
    room = COLUMN - round(small.width(number)) - small.size
    if small.width(whose) <= room:
        sheet.line(whose, MARGIN, HEIGHT - 64, small)
    else:
        sheet.line(
            words.site, MARGIN, HEIGHT - 64, fitting(words.site, room, small, (30, 24, 20), 1)
        )
    photo = draw(sheet)
    out = io.BytesIO()
    if photo is None:
        return sheet.png()
    whole = sheet.picture().convert("RGB")
    whole.paste(photo, ((WIDTH - photo.width) // 2, PHOTO_TOP))
    whole.save(out, "JPEG", quality=88)
    return out.getvalue()


def _cover(sheet: Sheet, words: Words, fonts: Fonts) -> None:
    """Title as large as it goes, who, and the one figure to remember."""
    sheet.box(domain_ink(words.domain_slug), 0, 0, WIDTH, 18)
    lines, style = set_title(words.title, TITLE, fonts)
    y = TOP + 30
    for text in lines:
        y += style.step
        sheet.line(text, MARGIN, y - round(style.size * 0.3), style)
    who = Type(fonts.regular, 40, "ink", 1.45)
    y = sheet.text(f"{words.organisation} {words.team}", (MARGIN, y + 24), COLUMN, who)
    for figure in words.figures[:1]:
        y = max(y + 60, 860)
        y = sheet.text(figure.name, (MARGIN, y), COLUMN, Type(fonts.bold, 42, "ink"))
        big, small = Type(fonts.bold, 150, "accent"), Type(fonts.regular, 46, "ink")
        figure_line(sheet, figure, Column(MARGIN, y, COLUMN), big, small)


def _figures(sheet: Sheet, words: Words, fonts: Fonts) -> None:
    """All figures of the case under each other, with how they were taken."""
    room = (FOOT - TOP) // max(len(words.figures), 3)
    for number, figure in enumerate(words.figures):
        y = TOP + number * room
        name = fitting(figure.name, COLUMN, Type(fonts.bold, 40, "ink"), (40, 34, 28, 22), 1)
        y = sheet.text(figure.name, (MARGIN, y), COLUMN, name)
        big, small = Type(fonts.bold, 92, "accent"), Type(fonts.regular, 38, "ink")
        y = figure_line(sheet, figure, Column(MARGIN, y, COLUMN), big, small)
        if figure.basis:
            said = f"口径：{figure.basis}"
            basis = fitting(said, COLUMN, Type(fonts.regular, 28, "muted", 1.4), (28, 24, 20), 2)
            sheet.text(said, (MARGIN, y), COLUMN, basis)


Row = tuple[str, Type, int]
"""a line, its type, and the pixels above it"""


def _rows(text: str, style: Type, above: int = 0) -> list[Row]:
    lines = style.lines(text, COLUMN)
    return [(line, style, 0 if number else above) for number, line in enumerate(lines)]


def _flow(head: str, thoughts: list[list[Row]], fonts: Fonts) -> Iterator[Draw]:
    """Thoughts in large type on as many pictures as they need; a short one is not parted."""
    room = FOOT - TOP - HEAD
    shown: list[Row] = []
    used = 0
    for thought in thoughts:
        whole = sum(style.step + above for _, style, above in thought)
        parts = [thought] if whole <= room else [[row] for row in thought]
        for part in parts:
            height = sum(style.step + above for _, style, above in part)
            if shown and used + height > room:
                yield partial(_thoughts, head=head, rows=shown, fonts=fonts)
                shown, used = [], 0
            shown = shown + part
            used += height
    if shown:
        yield partial(_thoughts, head=head, rows=shown, fonts=fonts)


def _thoughts(sheet: Sheet, head: str, rows: list[Row], fonts: Fonts) -> None:
    sheet.line(head, MARGIN, TOP + 50, Type(fonts.bold, 36, "accent"))
    y = TOP + HEAD
    for text, style, above in rows:
        y += style.step + above
        hanging = style.size * HANGING if text[0] in OPENING else 0
        sheet.line(text, MARGIN - hanging, y - round(style.size * 0.4), style)


def _photo(sheet: Sheet, photo: Photo, fonts: Fonts) -> Image.Image:
    """A photograph over its caption."""
    with Image.open(io.BytesIO(photo.data)) as opened:
        image = opened.convert("RGB")
    scale = min(WIDTH / image.width, PHOTO_HEIGHT / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    y = PHOTO_TOP + size[1] + 36
    style = Type(fonts.regular, 40, "ink", 1.5)
    lines = (FOOT - y) // style.step
    style = fitting(photo.caption, COLUMN, style, (40, 36, 32, 28, 24, 20), max(lines, 1))
    sheet.text(photo.caption, (MARGIN, y), COLUMN, style)
    return image.resize(size, Image.Resampling.LANCZOS)


def _end(sheet: Sheet, words: Words, fonts: Fonts) -> None:
    """Where the whole case can be read."""
    y = sheet.text("看完整案例", (MARGIN, TOP + 30), COLUMN, Type(fonts.bold, 84, "ink", 1.35))
    said = "长按识别二维码，或在浏览器里打开下面的网址。"
    y = sheet.text(said, (MARGIN, y + 20), COLUMN, Type(fonts.regular, 40, "ink"))
    y += 60
    y += sheet.qr(make_qr(words.address), MARGIN, y, QR, "ink") + 60
    y = sheet.text(words.site, (MARGIN, y), COLUMN, Type(fonts.bold, 40, "ink"))
    small = Type(fonts.regular, 32, "muted", 1.45)
    y = sheet.text(words.address.split("://")[-1], (MARGIN, y + 8), COLUMN, small)
    if words.sample:
        sheet.text(words.sample, (MARGIN, y + 8), COLUMN, Type(fonts.regular, 30, "accent", 1.45))
