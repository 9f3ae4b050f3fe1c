"""断行：by the rules of Chinese typesetting, whatever the text and the width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.drawing.lines import NO_END, NO_START, break_lines, clip_lines


def cells(text: str) -> float:
    """Chinese two, Latin one, as in a terminal."""
    return sum(1 if ord(char) < 0x2000 else 2 for char in text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("班组把用户的话翻译成特性", 10, ["班组把用户", "的话翻译成", "特性"]),
        ("一二三四五，六七八九十", 10, ["一二三四", "五，六七八", "九十"]),
        ("一二三四“五六”七八九", 10, ["一二三四", "“五六”七", "八九"]),
        ("合格率提高到99.1%以上", 12, ["合格率提高到", "99.1%以上"]),
        ("周期缩短到17小时以内", 12, ["周期缩短到", "17小时以内"]),
        ("用FMEA找出要害工序", 8, ["用FMEA找", "出要害", "工序"]),
        ("Wafer Test 班组", 10, ["Wafer Test", "班组"]),
        ("一二三四五六", 10, ["一二三四", "五六"]),
        ("一二三四五六。", 10, ["一二三四", "五六。"]),
        ("装进心里——匠芯班组", 10, ["装进心", "里——匠芯", "班组"]),
        ("   ", 10, []),
        ("", 10, []),
        ("一", 1, ["一"]),
    ],
)
def test_lines_break_where_an_editor_would_break_them(
    text: str, width: int, lines: list[str]
) -> None:
    assert break_lines(text, width, cells) == lines


def test_a_long_address_breaks_after_its_slashes() -> None:
    lines = break_lines("share.example.org/cases/2022/zhuangpei-yiban/", 20, cells)
    assert lines == ["share.example.org/", "cases/2022/", "zhuangpei-yiban/"]


def test_a_word_longer_than_the_line_is_parted_rather_than_cut_off() -> None:
    lines = break_lines("A" * 25, 10, cells)
    assert ["".join(lines), max(map(len, lines))] == ["A" * 25, 10]


@given(st.text("匠心班组，。“”（）——…AB9%. ", max_size=60), st.integers(8, 30))
def test_no_line_is_too_wide_none_begins_with_a_closing_mark_and_nothing_is_lost(
    text: str, width: int
) -> None:
    lines = break_lines(text, width, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert cells(line) <= width
        assert line == line.strip()


@given(st.text("匠心班组质量，。“”（）", max_size=60), st.integers(12, 30))
def test_marks_stay_with_the_character_that_they_lean_on(text: str, width: int) -> None:
    lines = break_lines(text, width, cells)
    for before, after in pairwise(lines):
        if cells(before) + cells(after[:2]) > width and len(after.rstrip("，。”）")) > 1:
            assert after[0] not in NO_START or all(c in NO_START | NO_END for c in before)


@given(st.text("匠心班组质量", min_size=1, max_size=60), st.integers(8, 30))
def test_no_character_is_left_alone_on_the_last_line(text: str, width: int) -> None:
    lines = break_lines(text, width, cells)
    assert len(lines) == 1 or len(lines[-1]) > 1


def test_what_does_not_fit_is_said_by_an_ellipsis() -> None:
    lines = ["一二三四五", "六七八九，", "十"]
    assert clip_lines(lines, 2, 10, cells) == ["一二三四五", "六七八九…"]
    assert clip_lines(lines, 3, 10, cells) == lines
