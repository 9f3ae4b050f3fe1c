"""问题：order, width and excerpts."""

from __future__ import annotations

import random

import pytest

from generator.catalogue import problem
from generator.problems import (
    Level,
    Place,
    Problem,
    display_width,
    has_errors,
    in_order,
    render_problem,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("领域", 4),
        ("：", 2),
        ("Ａ", 2),
        ("e\u0301", 1),
        ("领\u200b域", 4),
        ("\u20ac", 1),
        ("😀", 2),
        ("", 0),
    ],
)
def test_width_is_counted_in_cells_of_a_terminal(text: str, width: int) -> None:
    assert display_width(text) == width


def caret_line(line: str, column: int, end: int) -> tuple[str, str]:
    found = Problem("x.y", Level.ERROR, Place("a", 7, column, end), "错", "改")
    lines = render_problem(found, line).split("\n")
    return lines[2], lines[3]


@pytest.mark.parametrize(
    ("line", "column", "end", "caret"),
    [
        ("abc: def", 6, 9, "      |      ^^^"),
        ("领域: 数据", 5, 7, "      |       ^^^^"),
        ("领域:", 4, 4, "      |      ^"),
        ("\t甲", 1, 2, "      | ^"),
        ("甲", 1, 0, "      | ^^"),
    ],
)
def test_the_caret_stands_below_the_value(line: str, column: int, end: int, caret: str) -> None:
    shown, below = caret_line(line, column, end)
    assert shown == f"    7 | {line}".replace("\t", " ")
    assert below == caret


def test_a_very_long_line_is_cut_around_the_value() -> None:
    shown, below = caret_line("x" * 500 + "领域" + "y" * 500, 501, 503)
    assert len(shown) < 150
    start = below.index("^")
    assert shown[start : start + 2] == "领域"
    assert below.count("^") == 4


def test_problems_come_in_the_order_of_the_sources_and_each_once() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 5), Place("a", 9, 2)]
    problems = [Problem("x.y", Level.NOTE, place, "说") for place in places]
    shuffled = problems * 2
    random.Random(1).shuffle(shuffled)
    assert in_order(shuffled) == problems[::-1]


def test_only_errors_stop_a_build() -> None:
    place = Place("a")
    notes = [Problem("x.y", level, place, "") for level in (Level.NOTE, Level.WARNING)]
    assert not has_errors(notes)
    assert has_errors([*notes, Problem("x.y", Level.ERROR, place, "")])


def test_a_problem_of_a_whole_file_has_no_line_and_no_excerpt() -> None:
    text = render_problem(problem("vocabulary.missing", Place("a.yaml"), name="domain"), "行")
    assert text.startswith("a.yaml 错误 vocabulary.missing\n")
    assert "|" not in text


def test_an_id_or_a_name_that_the_catalogue_lacks_is_a_bug_of_ours() -> None:
    with pytest.raises(KeyError):
        problem("no.such", Place("a"))
    with pytest.raises(KeyError):
        problem("field.year", Place("a"), label="年度")
