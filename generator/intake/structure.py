"""结构：blocks as styled → blocks as meant. Headings, lists and captions made by hand are found.

Each step takes all blocks and gives all blocks; a new habit of authors is a new step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.intake.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    PictureBlock,
    Role,
    Run,
    TableBlock,
    plain,
)
from generator.intake.marks import Mark, is_next, mark_of, without_numbering
from generator.intake.text import is_page_number, squeeze, unwrap
from generator.sections import KNOWN

SUMMARY = "摘要"
LESSONS = "可借鉴之处"
_TITLES = {squeeze(name): kind.title for kind in KNOWN for name in (kind.title, *kind.aliases)} | {
    SUMMARY: SUMMARY,
    "内容摘要": SUMMARY,
}
_LONGEST_HEADING = 32
_FIGURE = re.compile(r"图\s*\d+[\s\u3000:：、.．]*(?=\S)")
_TABLE = re.compile(r"表\s*\d+[\s\u3000:：、.．]*(?=\S)")


def understand(blocks: Sequence[Block]) -> list[Block]:
    """样式 → 意义, step by step."""
    steps: tuple[Callable[[list[Block]], list[Block]], ...] = (
        drop_page_numbers,
        drop_contents,
        repair_line_breaks,
        lift_headings,
        find_headings,
        attach_captions,
        find_typed_lists,
    )
    found = list(blocks)
    for step in steps:
        found = step(found)
    return found


def section_title(text: str) -> str:
    """章节名 that a heading stands for, in its canonical words; empty when it is none."""
    for words in (text, without_numbering(text)):
        plain = squeeze(words).rstrip("：:").strip("【】[]")
        if plain in _TITLES:
            return _TITLES[plain]
    return ""


def drop_page_numbers(blocks: list[Block]) -> list[Block]:
    """页码 left behind by a converter."""
    return [b for b in blocks if not (isinstance(b, Paragraph) and is_page_number(plain(b.text)))]


def drop_contents(blocks: list[Block]) -> list[Block]:
    """目录 that Word made: the headings are there themselves."""
    return [b for b in blocks if not (isinstance(b, Paragraph) and b.role is Role.CONTENTS)]


def lift_headings(blocks: list[Block]) -> list[Block]:
    """标题样式 one step too deep: papers that use 标题 1 for the title and 标题 2 for sections."""
    levels = [b.level for b in blocks if isinstance(b, Heading) and section_title(b.text)]
    deep = min(levels, default=1) - 1
    return [_lifted(b, deep) if deep and isinstance(b, Heading) else b for b in blocks]


def _lifted(heading: Heading, deep: int) -> Block:
    if heading.level > deep:
        return replace(heading, level=heading.level - deep)
    return Paragraph((Run(heading.text, bold=True),), heading.at, Role.TITLE)


def repair_line_breaks(blocks: list[Block]) -> list[Block]:
    """硬断行 inside paragraphs of one look."""
    return [
        replace(block, text=(Run(unwrap(block.text[0].text), block.text[0].bold),))
        if isinstance(block, Paragraph) and len(block.text) == 1
        else block
        for block in blocks
    ]


def find_headings(blocks: list[Block]) -> list[Block]:
    """标题：known section names on a line of their own, and other bold short lines."""
    found: list[Block] = []
    inside = False
    for block in blocks:
        heading = _heading_of(block, inside)
        inside = inside or heading is not None
        found.append(heading or block)
    return found


def _heading_of(block: Block, inside: bool) -> Heading | None:
    if isinstance(block, Heading):
        title = section_title(block.text) if block.level == 1 else ""
        return replace(block, text=title or without_numbering(block.text))
    if not isinstance(block, Paragraph) or block.role is not Role.BODY:
        return None
    text = plain(block.text)
    if title := section_title(text):
        return Heading(title, 1, block.at)
    looks = block.bold and inside and not block.centred and len(text) <= _LONGEST_HEADING
    if looks and not re.search(r"[。；，：\n]$", text):
        return Heading(without_numbering(text), 2, block.at)
    return None


def attach_captions(blocks: list[Block]) -> list[Block]:
    """图题 to the picture above, 表题 to the table below."""
    found: list[Block] = []
    for block in blocks:
        text = plain(block.text) if isinstance(block, Paragraph) else ""
        last = found[-1] if found else None
        number = _FIGURE.match(text)
        if number and isinstance(last, PictureBlock) and not last.caption:
            found[-1] = replace(last, caption=text[number.end() :])
        elif (
            isinstance(block, TableBlock) and isinstance(last, Paragraph) and _is_table_title(last)
        ):
            found[-1] = replace(block, caption=plain(last.text))
        else:
            found.append(block)
    return found


def _is_table_title(paragraph: Paragraph) -> bool:
    text = plain(paragraph.text)
    return bool(_TABLE.match(text)) and (paragraph.role is Role.CAPTION or len(text) <= 40)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A paragraph that begins with a mark typed by hand."""

    index: int
    mark: Mark
    text: str


def find_typed_lists(blocks: list[Block]) -> list[Block]:
    """手打的编号 and bullets: neighbours become a list, short ones with text below headings.

    Paragraphs that merely begin with `一、` keep their number, except in 可借鉴之处.
    """
    found = list(blocks)
    for group in _groups(blocks):
        if _are_neighbours(group) and (
            group[0].mark.listed or _section_at(blocks, group[0].index) == LESSONS
        ):
            for member in group:
                found[member.index] = _as_item(found[member.index], member.mark)
        elif _head_paragraphs(blocks, group):
            for member in group:
                found[member.index] = _as_heading(found[member.index], member.mark)
    return found


def _groups(blocks: Sequence[Block]) -> Iterator[list[_Marked]]:
    """Runs of marks of one kind that count on from one, within a section; two at least."""
    group: list[_Marked] = []
    for index, block in enumerate(blocks):
        text = _body_text(block)
        mark = mark_of(text)
        if mark:
            marked = _Marked(index, mark, text)
            if group and is_next(group[-1].mark, mark):
                group.append(marked)
                continue
            if len(group) > 1:
                yield group
            group = [marked] if mark.number in (0, 1) else []
        elif isinstance(block, Heading) or (group and group[0].mark.number == 0):
            if len(group) > 1:
                yield group
            group = []
    if len(group) > 1:
        yield group


def _body_text(block: Block) -> str:
    is_body = isinstance(block, Paragraph) and block.role is Role.BODY
    return plain(block.text) if is_body and isinstance(block, Paragraph) else ""


def _are_neighbours(group: list[_Marked]) -> bool:
    return group[-1].index - group[0].index == len(group) - 1


def _section_at(blocks: Sequence[Block], index: int) -> str:
    above = (b for b in reversed(blocks[:index]) if isinstance(b, Heading) and b.level == 1)
    heading = next(above, None)
    return heading.text if heading else ""


def _head_paragraphs(blocks: Sequence[Block], group: list[_Marked]) -> bool:
    """Whether each is a short line of its own with a paragraph below."""
    following = [blocks[m.index + 1 : m.index + 2] for m in group]
    below = all(
        isinstance(b, Paragraph) and not mark_of(plain(b.text)) for part in following for b in part
    )
    return below and all(following) and all(len(m.text) <= _LONGEST_HEADING for m in group)


def _as_item(block: Block, mark: Mark) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return Item(mark.strip(block.text), mark.number > 0, 0, block.at)


def _as_heading(block: Block, mark: Mark) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return Heading(plain(mark.strip(block.text)), 2, block.at)
