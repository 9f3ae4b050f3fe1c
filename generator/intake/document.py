"""Word 文件：docx → blocks in reading order; styles are read here, looks in `structure`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph

from generator.intake.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    PictureBlock,
    Role,
    Run,
    TableBlock,
    Text,
)
from generator.intake.messages import problem
from generator.intake.numbering import list_look
from generator.intake.text import is_page_number, tidy
from generator.problems import Place, Problem

_SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_HEADING = re.compile(r"(?:heading|标题) ?(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """来稿 as blocks in reading order."""

    file: str
    blocks: tuple[Block, ...]

    def place(self, at: int = 0) -> Place:
        """A paragraph of the paper; 0 for the paper as a whole."""
        return Place(self.file, at)


@dataclass(slots=True)
class _Found:
    """What one paragraph holds: its own text, pictures, and text boxes."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """relationship id and description"""
    boxes: list[Any] = field(default_factory=list)


def read_document(path: Path) -> tuple[Paper | None, list[Problem]]:
    """docx → blocks. What lies outside the body and would be lost is reported."""
    place = Place(path.name)
    try:
        document = docx.Document(str(path))
    except (OSError, BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        reason = type(error).__name__
        return None, [problem("intake.unreadable", place, name=path.name, reason=reason)]
    counter = iter(range(1, 1_000_000))
    blocks = tuple(_blocks_of(document.element.body, document, counter))
    return Paper(path.name, blocks), [
        problem("intake.not-read", place, what=what) for what in _outside(document)
    ]


def _outside(document: Any) -> Iterator[str]:
    """Footnotes, comments and running heads: named, for they are not imported."""
    names = {rel.reltype.rsplit("/", 1)[-1] for rel in document.part.rels.values()}
    body = document.element.body
    if "footnotes" in names and body.find(f".//{qn('w:footnoteReference')}") is not None:
        yield "脚注"
    if "comments" in names and body.find(f".//{qn('w:commentReference')}") is not None:
        yield "批注"
    for section in document.sections:
        for part in (section.header, section.footer):
            text = "".join(p.text for p in part.paragraphs).strip()
            if text and not is_page_number(text):
                yield f"页眉页脚“{text}”"


def _blocks_of(parent: Any, document: Any, counter: Iterator[int]) -> Iterator[Block]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            yield from _paragraph_blocks(element, document, next(counter))
        elif element.tag == qn("w:tbl"):
            yield from _table_blocks(element, document, next(counter))
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _blocks_of(element, document, counter)


def _paragraph_blocks(element: Any, document: Any, at: int) -> Iterator[Block]:
    found = _Found()
    _gather(element, found)
    text = _tidied(found.runs)
    if text:
        yield _text_block(DocxParagraph(element, document), text, at)
    for relation, description in found.pictures:
        part = document.part.related_parts.get(relation)
        if part is not None:
            yield PictureBlock(part.blob, at, tidy(description))
    for box in found.boxes:
        for inner in box.iter(qn("w:p")):
            inside = _Found()
            _gather(inner, inside)
            if boxed := _tidied(inside.runs):
                yield Paragraph(boxed, at, Role.QUOTE)


def _gather(element: Any, found: _Found, bold: bool = False) -> None:
    """Runs, pictures and boxes of a paragraph, whatever they are wrapped in."""
    for child in element.iterchildren():
        tag = child.tag
        if tag in _SKIPPED or tag == _FALLBACK:
            continue
        if tag == qn("w:t"):
            found.runs.append(Run(child.text or "", bold))
        elif tag in (qn("w:br"), qn("w:cr")):
            if child.get(qn("w:type")) != "page":
                found.runs.append(Run("\n", bold))
        elif tag == qn("w:tab"):
            found.runs.append(Run(" ", bold))
        elif tag == qn("w:noBreakHyphen"):
            found.runs.append(Run("-", bold))
        elif tag == qn("w:txbxContent"):
            found.boxes.append(child)
        elif tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
            found.pictures += _pictures_in(child)
            _gather(child, found, bold)
        else:
            _gather(child, found, _is_bold(child, bold))


def _is_bold(element: Any, before: bool) -> bool:
    if element.tag != qn("w:r"):
        return before
    mark = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def _pictures_in(drawing: Any) -> Iterator[tuple[str, str]]:
    described = drawing.find(f".//{qn('wp:docPr')}")
    description = described.get("descr") or "" if described is not None else ""
    for blip in drawing.iter(qn("a:blip")):
        yield blip.get(qn("r:embed")) or "", description
    for image in drawing.iter(_IMAGE_DATA):
        yield image.get(qn("r:id")) or "", description


def _tidied(runs: list[Run]) -> Text:
    """Neighbours of one look joined, white space at both ends gone."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].bold == run.bold:
            joined[-1] = Run(joined[-1].text + run.text, run.bold)
        else:
            joined.append(run)
    clean = [Run(re.sub("[\u200b-\u200f\u2060\ufeff\xad]", "", r.text), r.bold) for r in joined]
    if clean:
        clean[0] = Run(clean[0].text.lstrip(" \t\n\xa0\u3000"), clean[0].bold)
        clean[-1] = Run(clean[-1].text.rstrip(" \t\n\xa0\u3000"), clean[-1].bold)
    return tuple(run for run in clean if run.text)


def _text_block(paragraph: DocxParagraph, text: Text, at: int) -> Block:
    name = paragraph.style.name if paragraph.style is not None else ""
    if heading := _HEADING.fullmatch(name or ""):
        return Heading(tidy("".join(run.text for run in text)), int(heading.group(1)), at)
    if look := list_look(paragraph):
        return Item(text, look.ordered, look.depth, at)
    return Paragraph(text, at, _role_of(name or ""), paragraph.alignment == 1)


def _role_of(style: str) -> Role:
    folded = style.lower()
    if folded in ("title", "标题"):
        return Role.TITLE
    if "caption" in folded or "题注" in folded:
        return Role.CAPTION
    return Role.QUOTE if "quote" in folded or "引用" in folded else Role.BODY


def _table_blocks(element: Any, document: Any, at: int) -> Iterator[Block]:
    table = Table(element, document)
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        cells, before = [], None
        for cell in row.cells:
            cells.append("" if cell._tc is before else tidy(cell.text))
            before = cell._tc
        rows.append(tuple(cells))
    yield TableBlock(tuple(rows), at)
    for relation, description in _pictures_in(element):
        part = document.part.related_parts.get(relation)
        if part is not None:
            yield PictureBlock(part.blob, at, tidy(description))
