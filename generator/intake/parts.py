"""材料的各部分：blocks of a paper → title, summary, body, and what belongs nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.fields import CASE
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
    without_prefix,
)
from generator.intake.document import Paper
from generator.intake.facts import Facts, FactsTable
from generator.intake.kpis import is_kpi_table, read_kpis
from generator.intake.messages import problem
from generator.intake.structure import SUMMARY, section_title
from generator.intake.text import is_page_number, join_lines, squeeze, unwrap
from generator.problems import Problem
from generator.sections import TO_SORT

_SUMMARY_LINE = re.compile(r"[【\[]?(?:内容)?摘[\s\u3000]*要[】\]]?[：:\s\u3000]\s*(?=\S)")
_KPI_TITLE = re.compile(
    r"(?:表\s*\d*[\s\u3000:：、.．]*)?(?:主要)?(?:质量)?指标(?:改进|活动|建设)?(?:前后)?(?:对比|对照|比较)?表?"
)


@dataclass(slots=True)
class Parts:
    """The paper taken apart; every block is in one of these."""

    title: str = ""
    summary: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    """for 待整理"""
    kpis: list[dict[str, str]] = field(default_factory=list)

    @property
    def all_blocks(self) -> list[Block]:
        """正文, with 待整理 at its end where there is something to sort."""
        return [*self.body, *([Heading(TO_SORT, 1, 0), *self.rest] if self.rest else [])]


def take_apart(
    blocks: Sequence[Block], table: FactsTable, facts: Facts, paper: Paper
) -> tuple[Parts, list[Problem]]:
    """块 → parts. The facts and the line that repeats two of them are gone from the body."""
    parts = Parts(title=facts.fields.get("title", ""))
    names = squeeze(facts.fields.get("organisation", "") + facts.fields.get("team", ""))
    section = ""
    for block in blocks:
        if any(block is used for used in table.blocks) or _is_heading(block, SUMMARY):
            section = SUMMARY if _is_heading(block, SUMMARY) else section
        elif isinstance(block, Heading) and _opens_section(block, section or parts.title):
            section = block.text
            parts.body.append(block)
        elif section and section != SUMMARY:
            parts.body.append(block)
        else:
            _place_at_head(block, section, names, parts)
    if not parts.summary and "summary" in facts.fields:
        parts.summary.append(facts.fields["summary"])
    notes = [*facts.leftover, *paper.aside]
    problems = list(_report_rest(parts, paper))
    problems += (problem("intake.leftover", paper.place(), text=text) for text in paper.aside)
    parts.rest += (Paragraph((Run(text),), 0) for text in notes)
    return parts, problems


def _opens_section(heading: Heading, after_head: str) -> bool:
    """Whether a heading begins a section; the first one may be the title of the paper."""
    return heading.level == 1 and bool(after_head or section_title(heading.text))


def _is_heading(block: Block, text: str) -> bool:
    return isinstance(block, Heading) and block.text == text


def _place_at_head(block: Block, section: str, names: str, parts: Parts) -> None:
    """One block above the first section: the title, the summary, or nothing known."""
    if section == SUMMARY and isinstance(block, Paragraph | Item):
        parts.summary.append(plain(block.text))
        return
    text = _words(block)
    looks = isinstance(block, Heading) or (
        isinstance(block, Paragraph) and (block.role is Role.TITLE or block.bold or block.centred)
    )
    summary = _SUMMARY_LINE.match(text)
    if summary and isinstance(block, Paragraph) and not parts.summary:
        parts.summary.append(plain(without_prefix(block.text, summary.end())))
    elif not parts.title and looks and not section:
        parts.title = join_lines(text)
    elif squeeze(text) != names or not names:
        parts.rest.append(block)


def _words(block: Block) -> str:
    if isinstance(block, Heading):
        return block.text
    return plain(block.text) if isinstance(block, Paragraph | Item) else ""


def _report_rest(parts: Parts, paper: Paper) -> Iterator[Problem]:
    for block in parts.rest:
        text = _words(block)
        shown = text[:40] + ("……" if len(text) > 40 else "") if text else _kind_of(block)
        yield problem("intake.leftover", paper.place(block.at), text=shown)


def _kind_of(block: Block) -> str:
    if isinstance(block, TableBlock):
        return f"（表：{' '.join(filter(None, block.rows[0]))[:40]}）"
    return f"（图：{block.caption}）" if isinstance(block, PictureBlock) else ""


def check_head(parts: Parts, paper: Paper) -> Iterator[Problem]:
    """标题和摘要: there, and within their limits; nothing is ever cut."""
    summary = "\n".join(parts.summary)
    for text, missing, long, name in (
        (parts.title, "intake.title-missing", "intake.title-long", "title"),
        (summary, "intake.summary-missing", "intake.summary-long", "summary"),
    ):
        limit = CASE.field(name).limit
        if not text:
            yield problem(missing, paper.place())
        elif len(text) > limit:
            yield problem(long, paper.place(), length=len(text), limit=limit)


def take_kpis(parts: Parts, paper: Paper) -> Iterator[Problem]:
    """指标 out of the body; the table stays there when it cannot be read whole."""
    table = next((b for b in parts.body if isinstance(b, TableBlock) and is_kpi_table(b)), None)
    if table is None:
        yield problem("intake.kpi-missing", paper.place())
        return
    parts.kpis, reason = read_kpis(table)
    if reason:
        yield problem("intake.kpi-table", paper.place(table.at), reason=reason)
        return
    args = {"title": table.caption, "number": len(parts.kpis)}
    yield problem("intake.kpi-read", paper.place(table.at), **args)
    index = next(n for n, block in enumerate(parts.body) if block is table)
    own_words = table.caption and not _KPI_TITLE.fullmatch(table.caption)
    title: list[Block] = [Paragraph((Run(table.caption),), table.at)] if own_words else []
    parts.body[index : index + 1] = title


def report_repairs(paper: Paper) -> Iterator[Problem]:
    """页码、目录和断行: what was dropped and what was joined, so that somebody can look."""
    for block in paper.blocks:
        if not isinstance(block, Paragraph):
            continue
        text = plain(block.text)
        place = paper.place(block.at)
        if is_page_number(text):
            yield problem("intake.page-number", place, text=text)
        elif block.role is Role.CONTENTS:
            yield problem("intake.contents", place, text=text)
        elif len(block.text) == 1 and unwrap(text) != text:
            before, after = _preview(text)
            yield problem("intake.line-breaks", place, before=before, after=after)


def _preview(text: str) -> tuple[str, str]:
    """The first break with some words around it, before and after the repair."""
    first, second = text.split("\n")[:2]
    cut = f"{first[-10:]}\n{second[:10]}"
    return cut.replace("\n", "↵"), join_lines(cut)
