"""所说的话：every word that a block puts before readers, in the order in which they meet it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.wechat.blocks import (
    Article,
    Block,
    CaseCard,
    Cell,
    Code,
    DataCard,
    EditorNote,
    Figure,
    Heading,
    Item,
    Label,
    Lead,
    MissingPicture,
    Notes,
    Paragraph,
    Picture,
    QrCode,
    Quote,
    Run,
    Signature,
    Table,
    Text,
    Video,
)


def plain(text: Text) -> str:
    """Runs → their words."""
    return "".join(run.text for run in text)


def said(block: Block) -> Iterator[str]:
    """The words of a block, piece by piece; none is empty."""
    return (piece for piece in _said(block) if piece.strip())


def _said(block: Block) -> Iterator[str]:  # noqa: PLR0912 - one line for each kind of block
    match block:
        case Label():
            yield from (block.text, block.aside)
        case DataCard():
            for figure in block.figures:
                yield from _figure(figure)
        case Item():
            yield from (block.marker, plain(block.text))
        case Table():
            yield block.caption
            yield from (plain(cell.text) for row in block.rows for cell in row)
        case Picture():
            yield from (block.caption, block.credit)
        case Quote():
            yield from (plain(block.text), block.by)
        case Code():
            yield from block.lines
        case Video():
            yield block.title
        case MissingPicture():
            yield block.alt
        case CaseCard():
            yield from (block.title, block.organisation, block.team, block.field)
            yield from _figure(block.figure) if block.figure else ()
            yield block.result
        case Signature():
            yield from (piece for line in block.lines for piece in line)
        case QrCode():
            yield block.caption
        case Notes():
            yield from (plain(text) for _, text in block.items)
        case EditorNote() | Lead() | Heading() | Paragraph():
            yield plain(block.text)


def _figure(figure: Figure) -> Iterator[str]:
    yield from (figure.value, figure.unit, figure.label, figure.basis)


def runs(block: object) -> Iterator[Run]:
    """All runs of a block, wherever in it."""
    if isinstance(block, Run):
        yield block
    elif isinstance(block, tuple):
        for one in block:
            yield from runs(one)
    elif isinstance(block, Block | Cell):
        for field in fields(block):
            yield from runs(getattr(block, field.name))


def pictures(article: Article) -> Iterator[Picture]:
    """图片 of an article in order, those of cards too."""
    for block in article.blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, CaseCard) and block.picture:
            yield block.picture
