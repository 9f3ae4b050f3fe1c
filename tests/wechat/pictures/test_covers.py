"""封面：lines of sense, every glyph there, all words within the safe margin, the same every time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from generator.cache import Cache
from generator.drawing.fonts import Fonts, find_fonts
from generator.drawing.lines import NO_END, NO_START
from generator.wechat.covers import (
    CROP_SQUARE,
    CROP_WIDE,
    HEIGHT,
    SAFE,
    SQUARE,
    WIDE,
    CoverError,
    Covers,
    CoverWords,
    Space,
    draw_covers,
    set_title,
)
from generator.wechat.tokens import THEMES

WORDS = CoverWords(
    "门诊采血等候时间从46分钟降到18分钟：一个护理班组的质量改进之路",
    "上海市示例中心医院　门诊采血班组",
    "质量信得过班组 · 典型经验",
    "第 3 期／共 12 期",
)
WIDE_SPACE = Space(1974, 480, tuple(range(256, 55, -8)))
TITLES = st.text(
    st.sampled_from("把返修变成一次做对，。：“”（）《》8%AB 的"), min_size=3, max_size=40
)


def drawn(words: CoverWords, fonts: Fonts, theme: str = "red") -> Covers:
    return draw_covers(words, THEMES[theme], fonts, Cache())


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("theme", THEMES)
def test_three_formats_of_the_sizes_that_wechat_crops(fonts: Fonts, theme: str) -> None:
    covers = drawn(WORDS, fonts, theme)
    sizes = [picture(data).size for data in (covers.wide, covers.square, covers.pair)]
    assert sizes == [(WIDE, HEIGHT), (SQUARE, HEIGHT), (WIDE + SQUARE, HEIGHT)]
    for data in (covers.wide, covers.square, covers.pair):
        assert (picture(data).format, picture(data).mode) == ("JPEG", "RGB")
        assert len(data) < 1_000_000


def test_the_crops_of_the_pair_are_the_two_covers(fonts: Fonts) -> None:
    covers = drawn(WORDS, fonts)
    pair = picture(covers.pair)
    for crop, data in ((CROP_WIDE, covers.wide), (CROP_SQUARE, covers.square)):
        left, top, right, bottom = map(float, crop.split("_"))
        box = tuple(round(part) for part in (left * 3350, top * 1000, right * 3350, bottom * 1000))
        part = pair.crop((box[0], box[1], box[2], box[3]))
        assert part.size == picture(data).size
        difference = ImageChops.difference(part, picture(data)).convert("L")
        assert sum(difference.histogram()[24:]) < part.width, "but for the edges of the encoding"


@pytest.mark.parametrize("theme", THEMES)
def test_all_words_lie_within_the_safe_margin(fonts: Fonts, theme: str) -> None:
    covers = drawn(WORDS, fonts, theme)
    other = drawn(CoverWords("一", "一"), fonts, theme)
    for name in ("wide", "square"):
        one, two = (picture(getattr(c, name)) for c in (covers, other))
        ink = ImageChops.difference(one, two).convert("L").point(lambda v: 255 * (v > 40))
        box = ink.getbbox()
        assert box is not None
        left, top = round(one.width * SAFE), round(HEIGHT * SAFE)
        assert box[0] >= left - 2
        assert box[1] >= top - 2
        assert box[2] <= one.width - left + 2
        assert box[3] <= HEIGHT - top + 2


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("五个班组的五条经验", ("五个班组的五条经验",)),
        (WORDS.title, ("门诊采血等候时间", "从46分钟降到18分钟：", "一个护理班组的质量改进之路")),
        ("2022年上海市质量信得过班组典型经验名单", ("2022年上海市质量", "信得过班组典型经验名单")),
        ("先认原因\n再分责任", ("先认原因", "再分责任")),
    ],
)
def test_titles_break_where_an_editor_would_break_them(
    fonts: Fonts, title: str, lines: tuple[str, ...]
) -> None:
    assert set_title(title, WIDE_SPACE, fonts)[0] == lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("一扎一扣见真章", ("一扎一扣", "见真章")),
        ("凌晨三点的绿灯", ("凌晨", "三点的绿灯")),
        ("毫米之间走地下", ("毫米之间", "走地下")),
    ],
)
def test_short_titles_break_well_on_the_square_too(
    fonts: Fonts, title: str, lines: tuple[str, ...]
) -> None:
    assert set_title(title, Space(840, 480, tuple(range(208, 55, -8))), fonts)[0] == lines


@settings(max_examples=60, deadline=None)
@given(title=TITLES)
def test_no_line_begins_or_ends_with_a_mark_that_may_not(title: str) -> None:
    fonts = find_fonts()
    if fonts is None or not title.strip():
        return
    try:
        lines, style = set_title(title, WIDE_SPACE, fonts)
    except CoverError:
        return
    assert "".join("".join(lines).split()) == "".join(title.split()), "nothing is cut"
    assert all(style.width(line) <= WIDE_SPACE.width for line in lines)
    assert not any(line[0] in NO_START for line in lines[1:])
    assert not any(line[-1] in NO_END for line in lines[:-1])
    if len(lines) > 1:
        assert len(lines[-1].strip("".join(NO_START | NO_END))) >= 2, "no lonely last character"


def test_a_title_too_long_is_told_and_not_cut(fonts: Fonts) -> None:
    with pytest.raises(CoverError, match="封面标题有 120 字"):
        drawn(CoverWords("字" * 120), fonts)
    with pytest.raises(CoverError, match="一行放不下"):
        drawn(CoverWords("短", label="字" * 60), fonts)
    with pytest.raises(CoverError, match="两行放不下"):
        drawn(CoverWords("短", line="字" * 200), fonts)


def test_a_character_that_no_font_has_is_named(fonts: Fonts) -> None:
    with pytest.raises(CoverError, match="没有“👩”"):
        drawn(CoverWords("班组👩的经验"), fonts)


def test_the_same_words_give_the_same_bytes(fonts: Fonts) -> None:
    assert drawn(WORDS, fonts) == drawn(WORDS, fonts)
    assert drawn(WORDS, fonts) != drawn(WORDS, fonts, "ink")
