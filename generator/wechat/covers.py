"""封面：2.35 : 1 for the feed, 1 : 1 for the list, and both side by side for one upload.

The title is set as large as it goes in two lines, or three, with every line a line of sense;
it is never cut. All words stay inside the safe margin, for phones crop and round the corners.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import PIL
from PIL import Image

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.drawing.lines import Balanced, balance_lines
from generator.drawing.sheet import HANGING, OPENING, Colour, Sheet, Type
from generator.wechat.lexicon import is_word
from generator.wechat.tokens import Theme

HEIGHT = 1000
WIDE, SQUARE = 2350, 1000
"""widths in pixels; 2350 × 1000 is 2.35 : 1 exactly"""
SAFE = 0.08
"""安全边 of each side, as a share of width and height"""
CROP_WIDE = "0_0_0.701493_1"
CROP_SQUARE = "0.701493_0_1_1"
"""where the two stand in the pair: X1_Y1_X2_Y2 with six decimals, origin top left"""
MOST_LINES = 3
SMALLEST = 56
"""pixels of the title"""
LEADING = 1.22
GAP = 36
"""pixels at least between the title and what stands above and below it"""
QUARTERS = tuple((quarter * 90.0 + 4, quarter * 90.0 + 86) for quarter in range(4))
"""策划、实施、检查、改进：the ring of improvement in four parts, tone on tone"""
ASCENT = 0.88
"""from the top of a character to its baseline, in sizes"""
RECIPE = f"cover-2-pillow-{PIL.__version__}"


class CoverError(Exception):
    """画不了的封面; the text says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class CoverWords:
    """封面文字."""

    title: str
    """a line feed in it is a line end chosen by the editor"""
    line: str = ""
    """单位 and 班组, or the series"""
    label: str = ""
    """栏目, above the title"""
    aside: str = ""
    """期号, opposite the label"""

    @property
    def text(self) -> str:
        """Every character that will be drawn."""
        return "\0".join((self.title, self.line, self.label, self.aside))


@dataclass(frozen=True, slots=True)
class Covers:
    """封面, JPEG each."""

    wide: bytes
    square: bytes
    pair: bytes


@dataclass(frozen=True, slots=True)
class _Look:
    """配色 of a theme: the ground first."""

    ground: Colour
    ink: Colour
    quiet: Colour
    accent: Colour
    motif: Colour


_LOOKS = {
    "red": _Look((184, 0, 12), (255, 255, 255), (255, 222, 218), (255, 255, 255), (164, 0, 10)),
    "ink": _Look((250, 250, 248), (29, 33, 41), (89, 95, 105), (11, 92, 173), (232, 238, 245)),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """版面 of one of the two formats, in pixels."""

    width: int
    sizes: tuple[int, ...]
    small: int
    ring: tuple[int, int, int, int]
    """x, y, outer radius and width of the motif"""

    @property
    def left(self) -> int:
        """安全边 at the sides."""
        return round(self.width * SAFE)

    @property
    def column(self) -> int:
        """Width for words."""
        return self.width - 2 * self.left


_TOP = round(HEIGHT * SAFE)
_PLANS = {
    WIDE: _Plan(WIDE, tuple(range(256, SMALLEST - 1, -8)), 70, (2010, 690, 520, 150)),
    SQUARE: _Plan(SQUARE, tuple(range(208, SMALLEST - 1, -8)), 54, (800, 760, 400, 116)),
}


def draw_covers(words: CoverWords, theme: Theme, fonts: Fonts, cache: Cache) -> Covers:
    """封面文字 → 封面. Raises CoverError, by the characters or the length that are in the way."""
    if lacking := fonts.missing(words.text.replace("\0", "").replace("\n", "")):
        raise CoverError(f"思源黑体里没有“{lacking}”，封面画不出来。请在编辑稿里另写封面标题。")

    entry = cache.recall(
        RECIPE,
        (fonts.digest, theme.name, words.text),
        lambda: _pack(
            _draw(words, _PLANS[WIDE], theme, fonts), _draw(words, _PLANS[SQUARE], theme, fonts)
        ),
    )
    return _unpack(entry)


def _pack(wide: Image.Image, square: Image.Image) -> bytes:
    """All three as one entry of the cache, each after its length."""
    pair = Image.new("RGB", (WIDE + SQUARE, HEIGHT))
    pair.paste(wide, (0, 0))
    pair.paste(square, (WIDE, 0))
    files = [_jpeg(image) for image in (wide, square, pair)]
    return b"".join(len(data).to_bytes(4, "big") + data for data in files)


def _unpack(entry: bytes) -> Covers:
    files = []
    while entry:
        end = 4 + int.from_bytes(entry[:4], "big")
        files.append(entry[4:end])
        entry = entry[end:]
    return Covers(*files)


def _draw(words: CoverWords, plan: _Plan, theme: Theme, fonts: Fonts) -> Image.Image:
    look = _LOOKS[theme.name]
    inks = {"ink": look.ink, "quiet": look.quiet, "accent": look.accent, "motif": look.motif}
    sheet = Sheet(plan.width, HEIGHT, look.ground, inks)
    x, y, radius, line = plan.ring
    sheet.ring("motif", (x, y), radius, line, QUARTERS)
    top = _head(sheet, words, plan, fonts)
    foot = _foot(sheet, words, plan, fonts)
    space = Space(plan.column, foot - top - 2 * GAP, plan.sizes)
    lines, style = set_title(words.title, space, fonts)
    block = style.step * (len(lines) - 1) + style.size
    base = top + (foot - top - block) // 2 + round(style.size * ASCENT)
    for number, text in enumerate(lines):
        hanging = round(style.size * HANGING) if text[0] in OPENING else 0
        sheet.line(text, plan.left - hanging, base + number * style.step, style)
    return sheet.picture().convert("RGB")


def _head(sheet: Sheet, words: CoverWords, plan: _Plan, fonts: Fonts) -> int:
    """栏目 and 期号 on a short rule; the y below."""
    style = Type(fonts.bold, plan.small, "accent")
    sheet.box("accent", plan.left, _TOP, plan.small * 2, plan.small // 5)
    base = _TOP + round(plan.small * 1.75)
    end = float(plan.left)
    if words.label:
        style = _fitting(words.label, style, plan.column)
        end = sheet.line(words.label, plan.left, base, style)
    if words.aside:
        aside = replace(style, face=fonts.regular, ink="quiet")
        if end + aside.size + aside.width(words.aside) <= plan.left + plan.column:
            sheet.line(words.aside, plan.left + plan.column, base, aside, align="r")
        else:
            base += round(plan.small * 1.4)
            sheet.line(words.aside, plan.left, base, _fitting(words.aside, aside, plan.column))
    return base + plan.small // 2


def _foot(sheet: Sheet, words: CoverWords, plan: _Plan, fonts: Fonts) -> int:
    """单位 and 班组, in two lines at most; the y above."""
    if not words.line:
        return HEIGHT - _TOP
    sizes = range(plan.small, plan.small // 2, -2)
    found = (
        (style, set_so.lines)
        for style in (Type(fonts.regular, size, "quiet", 1.45) for size in sizes)
        for count in (1, 2)
        if (set_so := _set(words.line, count, plan.column, style))
    )
    style, lines = next(found, (None, ()))
    if style is None:
        raise CoverError(f"封面下方的“{words.line}”有 {len(words.line)} 字，两行放不下。请写短些。")
    base = HEIGHT - _TOP - round(style.size * 0.14)
    for number, text in enumerate(reversed(lines)):
        sheet.line(text, plan.left, base - number * style.step, style)
    return base - (len(lines) - 1) * style.step - round(style.size * 1.2)


def _fitting(text: str, style: Type, width: int) -> Type:
    """A size at which one line holds it. Raises CoverError below two thirds of the size."""
    size = style.size
    while style.width(text) > width:
        style = replace(style, size=style.size - 2)
        if style.size < size * 2 // 3:
            raise CoverError(f"封面上的“{text}”有 {len(text)} 字，一行放不下。请写短些。")
    return style


@dataclass(frozen=True, slots=True)
class Space:
    """标题的地方 in pixels, and the sizes that it may have, largest first."""

    width: int
    height: int
    sizes: tuple[int, ...]


def set_title(title: str, space: Space, fonts: Fonts) -> tuple[tuple[str, ...], Type]:
    """标题 in lines and its type.

    The largest is best, but a little smaller is better than a line that ends inside a word.
    Raises CoverError where it does not fit at the smallest size.
    """
    best: tuple[float, tuple[str, ...], Type] | None = None
    for size in space.sizes:
        if best and size <= best[0]:
            break
        style = Type(fonts.bold, size, "ink", LEADING)
        for count in range(1, MOST_LINES + 1):
            if size + (count - 1) * style.step > space.height:
                break
            set_so = _set(title, count, space.width, style)
            worth = size * (1 - min(set_so.unease, 1) / 2) if set_so else 0
            if set_so and (best is None or worth > best[0]):
                best = (worth, set_so.lines, style)
    if best is None:
        raise CoverError(
            f"封面标题有 {len(title)} 字，缩到 {space.sizes[-1]} 像素、排 {MOST_LINES} 行也放不下。"
            "请在编辑稿里另写短的封面标题。"
        )
    return best[1:]


def _set(text: str, count: int, width: int, style: Type) -> Balanced | None:
    """In so many lines; None where they do not hold it. Line ends that were chosen are kept."""
    if "\n" not in text:
        return balance_lines(text, count, width, style.width, is_word)
    chosen = tuple(line.strip() for line in text.splitlines() if line.strip())
    fits = len(chosen) == count and all(style.width(line) <= width for line in chosen)
    return Balanced(chosen, 0) if fits else None


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, subsampling="4:4:4")
    return out.getvalue()
