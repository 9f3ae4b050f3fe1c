"""Markdown → 块：every bad input that editors meet, as a file with what it becomes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.wechat.blocks import (
    Block,
    Cell,
    Code,
    Heading,
    Item,
    MissingPicture,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Text,
    Video,
)
from generator.wechat.markdown import Reading, read_markdown

BAD = Path(__file__).parent / "bad"
FIG = Picture("cases/2022/a/fig-1.png", "有图", "图注")
MARKS = (("strong", "**"), ("em", "*"), ("sup", "^"), ("struck", "~~"))


def shown(text: Text) -> str:
    """Runs as one line, their styles and links marked."""
    return "".join(_run(run) for run in text).replace("\n", "⏎").replace("\u00a0", "␣")


def _run(run: Run) -> str:
    words = run.text
    for name, mark in MARKS:
        if getattr(run, name):
            words = f"{mark}{words}{mark}"
    return f"[{words}]({run.link})" if run.link else words


def _cell(cell: Cell) -> str:
    spans = f"<{cell.colspan}×{cell.rowspan}>" if (cell.colspan, cell.rowspan) != (1, 1) else ""
    return ("!" if cell.head else "") + spans + shown(cell.text)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {shown(block.text)}"
        case Item():
            yield f"{'    ' * block.level}{block.marker or '…'} {shown(block.text)}"
        case Paragraph():
            yield f"段 {shown(block.text)}"
        case Quote():
            yield f"引 {shown(block.text)}"
        case Table():
            yield f"表 {block.caption}".rstrip()
            yield from ("  | " + " | ".join(map(_cell, row)) for row in block.rows)
        case Code():
            yield from (f"码 {line}" for line in block.lines)
        case MissingPicture():
            yield f"缺图 {block.alt}〔{block.source}〕"
        case Video():
            yield f"视频 {block.title}"
        case _:
            yield repr(block)


def transcript(reading: Reading) -> str:
    """What was read, for people to compare."""
    lines = [line for block in reading.blocks for line in _lines(block)]
    lines += [f"注{number} {shown(text)}" for number, text in reading.notes]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(BAD.glob("*.md")), ids=lambda path: path.stem)
def test_a_bad_input_becomes_what_stands_beside_it(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert transcript(read_markdown(path.read_text(encoding="utf-8"))) == expected


def test_pictures_are_known_by_the_name_that_the_author_wrote() -> None:
    reading = read_markdown("前\n\n![](fig-1.png)\n\n后", {"fig-1.png": FIG})
    assert reading.blocks[1] == FIG


def test_a_name_in_chinese_is_found_though_the_parser_encodes_it() -> None:
    known = {"图 1.png": FIG}
    assert read_markdown("![](<图 1.png>)", known).blocks == (FIG,)


def test_footnotes_of_a_later_part_go_on_counting() -> None:
    reading = read_markdown("甲[^1]\n\n[^1]: 注", first_note=4)
    assert reading.notes == ((4, (Run("注"),)),)
    assert reading.blocks == (Paragraph((Run("甲"), Run("注4", sup=True))),)


@pytest.mark.parametrize("opening", ["> ", "- ", "1. ", "<div>", "<b>"])
def test_nesting_of_a_thousand_levels_loses_no_word(opening: str) -> None:
    reading = read_markdown(opening * 1000 + "末了的话")
    assert "末了的话" in transcript(reading)
