"""段落块：what a Word file is made of once its layout is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """文字片段 of one look."""

    text: str
    bold: bool = False


Text = tuple[Run, ...]


def plain(text: Sequence[Run]) -> str:
    """The characters alone."""
    return "".join(run.text for run in text)


def without_prefix(text: Text, length: int) -> Text:
    """The text without its first characters."""
    kept: list[Run] = []
    for run in text:
        cut = min(length, len(run.text))
        length -= cut
        if run.text[cut:]:
            kept.append(Run(run.text[cut:], run.bold))
    return tuple(kept)


class Role(StrEnum):
    """段落的身份 as its style says it."""

    BODY = "body"
    TITLE = "title"
    CAPTION = "caption"
    QUOTE = "quote"
    CONTENTS = "contents"
    """a line of a table of contents"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段落. `at` is its number in the paper, from 1."""

    text: Text
    at: int
    role: Role = Role.BODY
    centred: bool = False

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(run.bold for run in self.text if run.text.strip())


@dataclass(frozen=True, slots=True)
class Heading:
    """标题 below the title of the paper; level 1 is a section."""

    text: str
    level: int
    at: int


@dataclass(frozen=True, slots=True)
class Item:
    """列表项; depth counts from 0."""

    text: Text
    ordered: bool
    depth: int
    at: int


@dataclass(frozen=True, slots=True)
class TableBlock:
    """表格 with its rows. A cell merged across is empty after the first, one merged down repeats."""

    rows: tuple[tuple[str, ...], ...]
    at: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """图 with the bytes of its file as they were in the paper."""

    data: bytes
    at: int
    alt: str = ""
    caption: str = ""
    """without its number"""
    name: str = ""
    """of its file inside the paper"""


Block = Paragraph | Heading | Item | TableBlock | PictureBlock
