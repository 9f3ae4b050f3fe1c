"""通知：a Word notice in the form of an official letter → front matter and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.fields import NOTICE
from generator.intake.blocks import Block, Paragraph, plain
from generator.intake.document import read_document
from generator.intake.emit import Fields, in_words, render_document
from generator.intake.markdown import render_blocks
from generator.intake.messages import problem
from generator.intake.structure import drop_page_numbers, find_typed_lists, repair_line_breaks
from generator.intake.text import join_lines, squeeze
from generator.intake.when import parse_day
from generator.problems import Problem

_DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,20}[\[［【〔﹝(（](?:19|20)\d\d[\]］】〕﹞)）]第?\d{1,5}号?"
)
_TITLE = re.compile(r"关于.+的(?:通知|公告|通报|决定|函)(?:（.*）)?")
_LETTERHEAD = re.compile(r"(.+)文件")


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """通知草稿 in the words of the field table."""

    fields: Fields
    body: str


def read_notice(path: Path, year: int, kind: str) -> tuple[NoticeDraft | None, list[Problem]]:
    """通知 → draft; `kind` is 结果公告, 活动通知 or 其他通知."""
    paper, problems = read_document(path)
    if paper is None:
        return None, problems
    blocks = drop_page_numbers(repair_line_breaks(list(paper.blocks)))
    head, rest = _read_head(blocks)
    tail, body = _read_signature(rest, head.get("issuer", ""), year)
    fields = {"year": str(year), "kind": kind, **head, **tail}
    for name in ("title", "issuer", "issued_on"):
        if not fields.get(name):
            label = NOTICE.field(name).label
            problems.append(problem("intake.notice-field", paper.place(), label=label))
    return NoticeDraft(fields, render_blocks(find_typed_lists(body))), problems


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
        elif _TITLE.fullmatch(text):
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
    return {}, list(blocks)
