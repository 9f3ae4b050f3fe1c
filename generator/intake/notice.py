"""通知：a Word notice in the form of an official letter → front matter and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.fields import NOTICE
from generator.intake.blocks import (
    Block,
    Heading,
    Paragraph,
    PictureBlock,
    Role,
    Run,
    TableBlock,
    plain,
)
from generator.intake.document import Paper, read_document
from generator.intake.emit import Fields, in_words, render_document
from generator.intake.markdown import render_blocks
from generator.intake.messages import problem
from generator.intake.spreadsheets import decode
from generator.intake.structure import drop_page_numbers, find_typed_lists, repair_line_breaks
from generator.intake.text import join_lines, squeeze
from generator.intake.when import parse_day
from generator.problems import Place, Problem
from generator.sections import TO_SORT

_DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,20}[\[［【〔﹝(（](?:19|20)\d\d[\]］】〕﹞)）]第?\d{1,5}号?"
)
_TITLE = re.compile(r"关于.+的(?:通知|公告|通报|决定|函)(?:（.*）)?")
_LETTERHEAD = re.compile(r"(.+)文件")


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """通知草稿 in the words of the field table."""

    file: str
    """name of the paper"""
    fields: Fields
    body: str


def read_notice(path: Path, year: int, kind: str) -> tuple[NoticeDraft | None, list[Problem]]:
    """通知 → draft; `kind` is 结果公告, 活动通知 or 其他通知. A text file is read as well."""
    paper, problems = _read_text(path) if path.suffix.lower() == ".txt" else read_document(path)
    if paper is None:
        return None, problems
    blocks = drop_page_numbers(repair_line_breaks(list(paper.blocks)))
    if any(isinstance(block, PictureBlock) for block in blocks):
        problems.append(problem("intake.notice-picture", paper.place()))
        blocks = [block for block in blocks if not isinstance(block, PictureBlock)]
    head, rest = _read_head(blocks)
    tail, body = _read_signature(rest, head.get("issuer", ""), year)
    fields = {"year": str(year), "kind": kind, **head, **tail}
    for name in ("title", "issued_on"):
        if not fields.get(name):
            label = NOTICE.field(name).label
            problems.append(problem("intake.notice-field", paper.place(), label=label))
    problems += (problem("intake.leftover", paper.place(), text=text) for text in paper.aside)
    rest = [Paragraph((Run(text),), 0) for text in paper.aside]
    more: list[Block] = [Heading(TO_SORT, 1, 0), *rest] if rest else []
    return NoticeDraft(path.name, fields, render_blocks([*find_typed_lists(body), *more])), problems


def _read_text(path: Path) -> tuple[Paper | None, list[Problem]]:
    """文本文件 → a paper: lines with | between the cells are a table, the first line is the title."""
    text = decode(path.read_bytes())
    if text is None:
        return None, [problem("intake.encoding", Place(path.name))]
    blocks: list[Block] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = tuple(cell.strip() for cell in line.split("|"))
        last = blocks[-1] if blocks else None
        if len(cells) > 1 and isinstance(last, TableBlock) and last.at + len(last.rows) == number:
            blocks[-1] = replace(last, rows=(*last.rows, cells))
        elif len(cells) > 1:
            blocks.append(TableBlock((cells,), number))
        elif line.strip():
            role = Role.BODY if blocks else Role.TITLE
            blocks.append(Paragraph((Run(line.strip()),), number, role))
    return Paper(path.name, tuple(blocks)), []


def render_notice(draft: NoticeDraft) -> str:
    """草稿 → the text of a notice file."""
    return render_document(in_words(NOTICE, draft.fields), draft.body)


def _read_head(blocks: Sequence[Block]) -> tuple[dict[str, str], list[Block]]:
    """版头: letterhead, number and title, wherever they stand before the text."""
    head: dict[str, str] = {}
    rest: list[Block] = []
    for block in blocks:
        text = join_lines(plain(block.text)) if isinstance(block, Paragraph) else ""
        if "title" in head or not text:
            rest.append(block)
        elif _TITLE.fullmatch(text) or (isinstance(block, Paragraph) and block.role is Role.TITLE):
            head["title"] = text
        elif _DOC_NUMBER.fullmatch(squeeze(text)):
            head["doc_number"] = text
        elif found := _LETTERHEAD.fullmatch(text):
            head["issuer"] = found.group(1)
        else:
            rest.append(block)
    return head, rest


def _read_signature(
    blocks: Sequence[Block], issuer: str, year: int
) -> tuple[dict[str, str], list[Block]]:
    """落款: the day on a line of its own near the end, below the name of the issuer."""
    for index in range(len(blocks) - 1, max(len(blocks) - 6, 0), -1):
        above, block = blocks[index - 1], blocks[index]
        if not isinstance(block, Paragraph) or not isinstance(above, Paragraph):
            continue
        day = parse_day(plain(block.text), year)
        name = plain(above.text)
        if day and (not issuer or squeeze(name) == squeeze(issuer)):
            rest = [*blocks[: index - 1], *blocks[index + 1 :]]
            return {"issuer": name, "issued_on": day.isoformat()}, rest
    return _read_basis(blocks, year), list(blocks)


def _read_basis(blocks: Sequence[Block], year: int) -> dict[str, str]:
    """依据：number and day of the letter that a summary goes back to."""
    for block in blocks:
        text = plain(block.text) if isinstance(block, Paragraph) else ""
        if text.startswith("依据"):
            number = _DOC_NUMBER.search(squeeze(text))
            day = re.search(r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?", text)
            parsed = parse_day(day[0], year) if day else None
            found = {"doc_number": number[0] if number else "", "issued_on": str(parsed or "")}
            return {name: value for name, value in found.items() if value}
    return {}
