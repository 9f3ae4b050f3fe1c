"""案例材料：a Word file of one team → front matter, body and pictures of its case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields import CASE
from generator.intake.blocks import Block, Heading, Paragraph, PictureBlock, Role, Run, plain
from generator.intake.document import Paper, read_document
from generator.intake.emit import Fields, Value, in_words, render_document
from generator.intake.facts import find_facts, read_facts
from generator.intake.markdown import render_blocks
from generator.intake.messages import problem
from generator.intake.methods import find_methods
from generator.intake.parts import (
    Parts,
    check_head,
    report_repairs,
    take_apart,
    take_kpis,
)
from generator.intake.pictures import PictureFile, description_of, kind_of, redraw
from generator.intake.slugs import make_slug
from generator.intake.structure import understand
from generator.intake.terms import label_of
from generator.model import Vocabulary
from generator.problems import Problem
from generator.sections import TO_SORT

LICENCE = "经权利人同意在本站公开，转载须注明来源"
_CONCEPTS = {
    "顾客识别与需求": "关注顾客",
    "质量承诺与诚信守诺": "诚信守诺",
    "有效学习": "有效学习",
    "改进创新": "改进创新",
}
"""section → the idea that it shows"""


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """案例草稿：all that the paper says. Id and tier come from elsewhere."""

    slug: str
    """proposed folder"""
    fields: Fields
    """by English identifier, in words of the year"""
    body: str
    pictures: tuple[PictureFile, ...]


@dataclass(slots=True)
class _Album:
    """Pictures on their way out of a paper."""

    placed: list[tuple[Block, str]] = field(default_factory=list)
    """blocks with the files of their pictures"""
    records: list[dict[str, str]] = field(default_factory=list)
    files: list[PictureFile] = field(default_factory=list)
    lost: list[Block] = field(default_factory=list)
    """a line for each picture that could not be drawn anew"""


def read_case(
    path: Path, year: int, vocabularies: Mapping[str, Vocabulary]
) -> tuple[CaseDraft | None, list[Problem]]:
    """案例材料 → draft. None when the file must not be read or names no team."""
    paper, problems = read_document(path)
    if paper is None:
        return None, problems
    blocks = understand(paper.blocks)
    table = find_facts(blocks)
    if table is None:
        return None, [*problems, problem("intake.facts-missing", paper.place())]
    facts, more = read_facts(table, year, vocabularies, paper)
    problems += [*report_repairs(paper), *more]
    parts, more = take_apart(blocks, table, facts, paper)
    problems += [*more, *check_head(parts, paper), *take_kpis(parts, paper)]
    album = _Album()
    problems += _take_pictures(parts, facts.fields.get("organisation", ""), paper, album)
    fields: dict[str, Value] = {"year": str(year), **_fields_of(facts.fields, parts, album)}
    fields["concepts"], unknown = _concepts(parts.body, vocabularies, year)
    problems += (problem("intake.concept-unknown", paper.place(), name=name) for name in unknown)
    body = render_blocks(_with_lost(album))
    methods = vocabularies.get("method")
    words = f"{body} {' '.join(r.get('caption', '') for r in album.records)} {parts.summary}"
    fields["methods"] = find_methods(words, methods, year) if methods else []
    slug = make_slug(facts.fields.get("team", "") or path.stem)
    return CaseDraft(slug, fields, body, tuple(album.files)), problems


def _fields_of(facts: Mapping[str, str], parts: Parts, album: _Album) -> dict[str, Value]:
    """What the paper says, and what is usual where it says nothing."""
    return {
        **facts,
        **_titles(parts.title),
        "summary": "\n".join(parts.summary),
        "kpis": parts.kpis,
        "pictures": album.records,
        "rights_holder": facts.get("organisation", ""),
        "licence": LICENCE,
    }


def render_case(draft: CaseDraft, id: str, tier: str) -> str:
    """草稿 → the text of case.md."""
    return render_document(in_words(CASE, {**draft.fields, "id": id, "tier": tier}), draft.body)


def _titles(title: str) -> dict[str, Value]:
    """标题, and 短标题 as its part before the dash where it fits."""
    short = title.partition("——")[0].strip()
    fits = short != title and len(short) <= CASE.field("short_title").limit
    return {"title": title, "short_title": short if fits else ""}


def _take_pictures(parts: Parts, credit: str, paper: Paper, album: _Album) -> Iterator[Problem]:
    """Every picture into the album, and what to say about it."""
    number = 0
    for block in parts.all_blocks:
        if not isinstance(block, PictureBlock):
            yield from _report_lonely(block, paper)
            album.placed.append((block, ""))
            continue
        number += 1
        file = redraw(block.data, f"fig-{len(album.records) + 1}")
        if isinstance(file, str):
            args = {"number": number, "reason": file}
            yield problem("intake.picture-unreadable", paper.place(block.at), **args)
            album.lost.append(_lost_line(block, number, file))
            continue
        yield from _report_picture(block, file, number, paper)
        album.placed.append((block, file.name))
        album.files.append(file)
        album.records.append(_picture_record(block, file.name, credit))


def _lost_line(block: PictureBlock, number: int, reason: str) -> Paragraph:
    words = "；".join(
        filter(None, (block.name, block.caption and f"图题：{block.caption}", block.alt))
    )
    return Paragraph((Run(f"第 {number} 幅图没有导入（{reason}）：{words}"),), block.at)


def _with_lost(album: _Album) -> list[tuple[Block, str]]:
    """All blocks, with the lines of lost pictures below 待整理."""
    has_heading = any(isinstance(b, Heading) and b.text == TO_SORT for b, _ in album.placed)
    heading = [] if has_heading or not album.lost else [Heading(TO_SORT, 1, 0)]
    return [*album.placed, *((block, "") for block in [*heading, *album.lost])]


def _report_picture(
    block: PictureBlock, file: PictureFile, number: int, paper: Paper
) -> Iterator[Problem]:
    place = paper.place(block.at)
    if file.reduced_from:
        args = {"number": number, "before": file.reduced_from, "after": file.size}
        yield problem("intake.picture-reduced", place, **args)
    alt = description_of(block)
    if not alt or alt == block.caption:
        yield problem("intake.picture-alt", place, file=file.name)


def _report_lonely(block: Block, paper: Paper) -> Iterator[Problem]:
    """A caption that found neither picture nor table."""
    if isinstance(block, Paragraph) and block.role is Role.CAPTION:
        text = plain(block.text)
        yield problem("intake.caption-lonely", paper.place(block.at), text=text)


def _picture_record(block: PictureBlock, file: str, credit: str) -> dict[str, str]:
    record = {
        "file": file,
        "alt": description_of(block) or block.caption,
        "caption": block.caption,
        "credit": credit,
        "kind": kind_of(block.caption),
    }
    return {name: text for name, text in record.items() if text}


def _concepts(
    blocks: Sequence[Block], vocabularies: Mapping[str, Vocabulary], year: int
) -> tuple[list[str], list[str]]:
    """理念 that the sections show: in the words of the year, and those that it has no word for."""
    headings = [b.text for b in blocks if isinstance(b, Heading) and b.level == 1]
    ideas = [idea for section, idea in _CONCEPTS.items() if section in headings]
    labels = {idea: label_of(vocabularies, "concept", idea, year) for idea in ideas}
    return [label for label in labels.values() if label], [i for i in ideas if not labels[i]]
