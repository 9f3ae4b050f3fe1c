"""Word 文件：docx → blocks in reading order; styles are read here, looks in `structure`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from generator.intake.aside import check_marks, read_aside
from generator.intake.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    PictureBlock,
    Role,
    TableBlock,
    Text,
)
from generator.intake.guard import check_file
from generator.intake.messages import problem
from generator.intake.numbering import list_look
from generator.intake.runs import Found, gather, is_fallback, is_placeholder, pictures_in, tidied
from generator.intake.styles import StyleBook, read_styles
from generator.intake.tables import read_rows
from generator.intake.text import tidy
from generator.problems import Place, Problem, has_errors

_HEADING = re.compile(r"(?:heading|标题) ?(\d)", re.IGNORECASE)
PROMPT_STYLE = "填写说明"
"""style of the prompts in our own template; they are not part of what people write"""
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins")}
_DEEPEST_HEADING = 4


@dataclass(frozen=True, slots=True)
class Paper:
    """来稿 as blocks in reading order."""

    file: str
    blocks: tuple[Block, ...]
    aside: tuple[str, ...] = ()
    """what stood outside the body: notes, running heads, words in charts"""

    def place(self, at: int = 0) -> Place:
        """A paragraph of the paper; 0 for the paper as a whole."""
        return Place(self.file, at)


def read_document(path: Path) -> tuple[Paper | None, list[Problem]]:
    """docx → blocks. Marks that are for the office alone are errors; nothing else is lost."""
    place = Place(path.name)
    try:
        problems = check_file(path, "word/document.xml")
        if has_errors(problems):
            return None, problems
        document = docx.Document(str(path))
        problems += check_marks(document, place)
        reader = _Reader(document, read_styles(document), count(1))
        blocks = tuple(reader.blocks_of(document.element.body))
        paper = Paper(path.name, blocks, tuple(read_aside(document)))
    # the library raises nearly anything over a broken file, and bad paperwork is no bug of ours
    except Exception as error:
        reason = f"文件已损坏或不合格式（{type(error).__name__}）"
        return None, [problem("intake.unreadable", place, name=path.name, reason=reason)]
    return (None if has_errors(problems) else paper), problems


@dataclass(frozen=True, slots=True)
class _Reader:
    """One file on its way to blocks."""

    document: Any
    styles: StyleBook
    counter: Iterator[int]
    """numbers of paragraphs and tables"""

    def blocks_of(self, parent: Any) -> Iterator[Block]:
        """What stands directly in the body, or in something that only wraps it."""
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                yield from self._paragraph_blocks(element, next(self.counter))
            elif element.tag == qn("w:tbl"):
                yield from self._table_blocks(element, next(self.counter))
            elif element.tag in _WRAPPERS and not is_placeholder(element):
                yield from self.blocks_of(element)

    def _paragraph_blocks(self, element: Any, at: int) -> Iterator[Block]:
        found = Found()
        gather(element, found)
        text = tidied(found.runs)
        if text and self.styles.name_of(element) != PROMPT_STYLE:
            yield self._text_block(element, text, at)
        yield from self._pictures(found.pictures, at)
        for box in found.boxes:
            for inner in box.iter(qn("w:p")):
                inside = Found()
                gather(inner, inside)
                if (boxed := tidied(inside.runs)) and not is_fallback(inner):
                    yield Paragraph(boxed, at, Role.QUOTE)

    def _pictures(self, found: Iterable[tuple[str, str]], at: int) -> Iterator[Block]:
        for relation, description in found:
            part = self.document.part.related_parts.get(relation)
            if part is not None:
                name = str(part.partname).rsplit("/", 1)[-1]
                yield PictureBlock(part.blob, at, tidy(description), name=name)

    def _text_block(self, element: Any, text: Text, at: int) -> Block:
        name = self.styles.name_of(element)
        if heading := _HEADING.fullmatch(name):
            level = min(int(heading.group(1)) or 1, _DEEPEST_HEADING)
            return Heading(tidy("".join(run.text for run in text)), level, at)
        if look := list_look(element, self.styles):
            return Item(text, look.ordered, look.depth, at)
        alignment = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        centred = alignment is not None and alignment.get(qn("w:val")) == "center"
        return Paragraph(text, at, _role_of(name), centred)

    def _table_blocks(self, element: Any, at: int) -> Iterator[Block]:
        rows = read_rows(element)
        if any(any(row) for row in rows):
            yield TableBlock(rows, at)
        drawings = element.iter(qn("w:drawing"), qn("w:pict"), qn("w:object"))
        found = (p for d in drawings if not is_fallback(d) for p in pictures_in(d))
        yield from self._pictures(dict.fromkeys(found), at)


def _role_of(style: str) -> Role:
    folded = style.lower()
    if folded in ("title", "标题"):
        return Role.TITLE
    if re.fullmatch(r"(?:toc|目录) ?\d", folded):
        return Role.CONTENTS
    if "caption" in folded or "题注" in folded:
        return Role.CAPTION
    return Role.QUOTE if "quote" in folded or "引用" in folded else Role.BODY
