"""Markdown → 块：what an author wrote, as blocks that WeChat can show.

The parser of the site reads the text; its tags are then taken apart. Lists of any depth become
marked paragraphs, and what stands where it cannot be, such as a picture in a cell, comes right
after. Every word ends up somewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import unquote

from generator.prose import render_open
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
from generator.wechat.spacing import BREAK, tidy
from generator.wechat.tree import Node, read_tree

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_BLOCKS = {
    *("p", "blockquote", "ul", "ol", "li", "table", "pre", "hr", "section", "div", "article"),
    *("header", "footer", "figure", "figcaption", "details", "summary", "dl", "dt", "dd"),
    *_HEADINGS,
}
_MEDIA = {"video": "视频", "audio": "音频", "iframe": "视频"}
_NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})
_DEEPEST_MARK = 2
_MOST_CELLS = 40
"""columns or rows that a cell may say it spans"""


@dataclass(frozen=True, slots=True)
class Reading:
    """读成的正文: the blocks, and the footnotes with the numbers that the text gives them."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[int, Text], ...] = ()


def read_markdown(
    markdown: str, pictures: Mapping[str, Picture] = _NO_PICTURES, *, first_note: int = 1
) -> Reading:
    """Markdown → blocks. `pictures` are known by the address as written, such as fig-1.png.

    A picture not among them becomes a marked place. Footnotes are numbered from `first_note`, so
    that the parts of an article can be read one by one.
    """
    reader = _Reader(pictures, first_note - 1)
    blocks = tuple(reader.blocks(read_tree(render_open(markdown)).root.children, _Place()))
    return Reading(blocks, tuple(reader.notes))


@dataclass(frozen=True, slots=True)
class _Place:
    """所在: in the text itself, in a quotation, or in an entry of a list."""

    quoted: bool = False
    level: int = -1
    """of the entry, from 0; -1 outside lists"""

    def holds(self, words: Text) -> Block:
        """Words as a block of this place; the marker of an entry is given later."""
        if self.level >= 0:
            return Item(words, "", min(self.level, _DEEPEST_MARK))
        return Quote(words) if self.quoted else Paragraph(words)


class _Reader:
    def __init__(self, pictures: Mapping[str, Picture], notes_before: int) -> None:
        self.pictures = pictures
        self.notes_before = notes_before
        self.notes: list[tuple[int, Text]] = []

    # ---- blocks ----

    def blocks(self, children: Iterable[Node | str], place: _Place) -> Iterator[Block]:
        """The content of an element as blocks."""
        words: list[Run] = []
        for piece in self._pieces(children, Run("")):
            if isinstance(piece, Run):
                words.append(piece)
                continue
            if text := tidy(words):
                yield place.holds(text)
            words = []
            yield from self._block(piece, place) if isinstance(piece, Node) else (piece,)
        if text := tidy(words):
            yield place.holds(text)

    def _block(self, node: Node, place: _Place) -> Iterator[Block]:
        if node.tag in _HEADINGS:
            yield from self._heading(node)
        elif node.tag in ("ul", "ol"):
            yield from self._list(node, place)
        elif node.tag == "table":
            yield from self._table(node)
        elif node.tag == "pre":
            yield from _code(node)
        elif node.attributes.get("class") == "footnotes":
            yield from self._footnotes(node)
        else:
            inner = replace(place, quoted=True) if node.tag == "blockquote" else place
            yield from self.blocks(node.children, inner)

    def _heading(self, node: Node) -> Iterator[Block]:
        words, aside = self._flat(node.children)
        if words:
            yield Heading(words, _HEADINGS[node.tag])
        yield from aside

    def _list(self, node: Node, place: _Place) -> Iterator[Block]:
        inner = replace(place, level=place.level + 1)
        for marker, entry in _entries(node, inner.level):
            blocks = list(self.blocks(entry.children, inner))
            first = blocks[0] if blocks else None
            if isinstance(first, Item) and first.level == min(inner.level, 2) and not first.marker:
                blocks[0] = replace(first, marker=marker)
            elif blocks and node.tag == "ol":
                blocks.insert(0, Item((), marker, min(inner.level, _DEEPEST_MARK)))
            yield from blocks

    def _table(self, node: Node) -> Iterator[Block]:
        captions = [one for one in node.walk() if one.tag == "caption"]
        caption = "　".join(_plain(self._flat(one.children)[0]) for one in captions)
        rows, aside = [], list[Block]()
        for row in _rows(node):
            cells = []
            for cell in row.children:
                if isinstance(cell, Node) and cell.tag in ("td", "th"):
                    words, more = self._flat(cell.children)
                    cells.append(Cell(words, *_spans(cell), cell.tag == "th"))
                    aside += more
            rows.append(tuple(cells))
        if any(cell.text for row in rows for cell in row):
            yield Table(tuple(row for row in rows if row), caption)
        elif caption:
            yield Paragraph((Run(caption),))
        yield from aside

    def _footnotes(self, node: Node) -> Iterator[Block]:
        notes = [one for one in node.walk() if one.tag == "li"]
        for number, note in enumerate(notes, start=self.notes_before + 1):
            words, aside = self._flat(note.children)
            self.notes.append((number, words))
            yield from aside

    # ---- words ----

    def _flat(self, children: Iterable[Node | str]) -> tuple[Text, list[Block]]:
        """Words of an element that holds nothing but words, and what has to stand after it."""
        words: list[Run] = []
        aside: list[Block] = []
        for piece in self._deep(children, Run("")):
            if isinstance(piece, Run):
                words.append(piece)
            else:
                aside.append(piece)
        return tidy(words), aside

    def _deep(self, children: Iterable[Node | str], style: Run) -> Iterator[Run | Block]:
        for piece in self._pieces(children, style):
            if not isinstance(piece, Node):
                yield piece
                continue
            yield Run(BREAK)
            if piece.tag in ("ul", "ol"):
                for marker, entry in _entries(piece, 0):
                    yield Run(f"{BREAK}{marker} ")
                    yield from self._deep(entry.children, style)
            else:
                yield from self._deep(piece.children, style)
            yield Run(BREAK)

    def _pieces(self, children: Iterable[Node | str], style: Run) -> Iterator[Run | Node | Block]:
        """Runs of a style; blocks within are handed on as they are."""
        for child in children:
            if isinstance(child, str):
                yield replace(style, text=child)
            elif child.tag in _BLOCKS:
                yield child
            else:
                yield from self._inline(child, style)

    def _inline(self, node: Node, style: Run) -> Iterator[Run | Node | Block]:
        classes = node.attributes.get("class")
        if node.tag == "br":
            yield Run(BREAK)
        elif node.tag == "img":
            yield self._picture(node)
        elif node.tag in ("svg", "math"):
            yield MissingPicture(node.tag, " ".join(node.text().split()))
        elif node.tag in _MEDIA:
            name = node.attributes.get("title") or f"没有名称的{_MEDIA[node.tag]}"
            yield Video(name)
            if node.tag != "iframe":
                yield from self._pieces(node.children, style)
        elif classes == "footnote-ref" and node.text().isdecimal():
            yield replace(style, text=f"注{int(node.text()) + self.notes_before}", sup=True)
        elif classes != "footnote-backref":
            yield from self._pieces(node.children, _styled(style, node))

    def _picture(self, node: Node) -> Block:
        source, alt = unquote(node.attributes.get("src", "")), node.attributes.get("alt", "")
        known = self.pictures.get(source)
        if known is None:
            return MissingPicture(source, alt)
        return known if known.alt or not alt else replace(known, alt=alt)


def _styled(style: Run, node: Node) -> Run:
    if node.tag == "a":
        return replace(style, link=node.attributes.get("href", ""))
    return replace(
        style,
        strong=style.strong or node.tag in ("strong", "b"),
        em=style.em or node.tag in ("em", "i"),
        sup=style.sup or node.tag == "sup",
        struck=style.struck or node.tag in ("del", "s"),
    )


def _entries(node: Node, level: int) -> Iterator[tuple[str, Node]]:
    """Entries of a list with their markers."""
    start = node.attributes.get("start", "1")
    number = int(start) if start.isdecimal() and len(start) < 10 else 1
    for entry in node.children:
        if isinstance(entry, Node):
            yield _marker(node, entry, level, number), entry
            number += 1


def _marker(node: Node, entry: Node, level: int, number: int) -> str:
    """•, ◦, ▪ by level, or the number in the manner of the level; a box where there is a task."""
    boxes = [one for one in entry.children if isinstance(one, Node)]
    inner = boxes[0] if boxes and boxes[0].tag == "p" else entry
    first = next((one for one in inner.children if not isinstance(one, str) or one.strip()), "")
    if isinstance(first, Node) and first.tag == "input":
        return "☑" if "checked" in first.attributes else "☐"
    if node.tag == "ul":
        return "•◦▪"[min(level, 2)]
    if level == 0:
        return f"{number}."
    return chr(0x245F + number) if level >= 2 and 1 <= number <= 20 else f"({number})"


def _rows(table: Node) -> Iterator[Node]:
    """Rows of a table, not those of tables within."""
    for child in table.children:
        if isinstance(child, Node) and child.tag == "tr":
            yield child
        elif isinstance(child, Node) and child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _spans(cell: Node) -> tuple[int, int]:
    """Columns and rows of a cell."""
    given = (cell.attributes.get(name, "1") for name in ("colspan", "rowspan"))
    across, down = (int(value) if value.isdecimal() and len(value) < 4 else 1 for value in given)
    return min(max(across, 1), _MOST_CELLS), min(max(down, 1), _MOST_CELLS)


def _code(node: Node) -> Iterator[Block]:
    lines = node.text().expandtabs(4).rstrip("\n").split("\n")
    if any(line.strip() for line in lines):
        yield Code(tuple(lines))


def _plain(text: Text) -> str:
    return "".join(run.text for run in text)
