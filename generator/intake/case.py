"""案例材料：a Word file of one team → front matter, body and pictures of its case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields import CASE
from generator.intake.blocks import (
    Block,
    Heading,
    Item,
    Paragraph,
    PictureBlock,
    Role,
    TableBlock,
    plain,
)
from generator.intake.document import Paper, read_document
from generator.intake.emit import Fields, Value, in_words, render_document
from generator.intake.facts import find_facts, read_facts
from generator.intake.kpis import is_kpi_table, read_kpis
from generator.intake.markdown import render_blocks
from generator.intake.messages import problem
from generator.intake.methods import find_methods
from generator.intake.pictures import PictureFile, description_of, kind_of, redraw
from generator.intake.slugs import make_slug
from generator.intake.structure import SUMMARY, understand
from generator.intake.text import join_lines, squeeze
from generator.model import Vocabulary
from generator.problems import Problem

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
class _Parts:
    """The paper taken apart."""

    title: str = ""
    summary: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    kpi_table: TableBlock | None = None


def read_case(
    path: Path, year: int, vocabularies: Mapping[str, Vocabulary]
) -> tuple[CaseDraft | None, list[Problem]]:
    """案例材料 → draft. None only when the file cannot be opened or has no table of facts."""
    paper, problems = read_document(path)
    if paper is None:
        return None, problems
    blocks = understand(paper.blocks)
    table = find_facts(blocks)
    if table is None:
        return None, [*problems, problem("intake.facts-missing", paper.place())]
    facts, more = read_facts(table, year, vocabularies, paper)
    parts = _take_apart(blocks, table, facts, paper, problems)
    kpis = _take_kpis(parts, paper, problems)
    placed, pictures, files = _take_pictures(
        parts.body, facts.get("organisation", ""), paper, problems
    )
    body = render_blocks(placed)
    methods = vocabularies.get("method")
    whole = f"{body} {' '.join(str(p.get('caption', '')) for p in pictures)} {parts.summary}"
    fields: dict[str, Value] = {
        "year": str(year),
        **_titles(parts.title),
        **facts,
        "concepts": _concepts(parts.body),
        "methods": find_methods(whole, methods, year) if methods else [],
        "summary": "\n".join(parts.summary),
        "kpis": kpis,
        "pictures": pictures,
        "rights_holder": facts.get("organisation", ""),
        "licence": LICENCE,
    }
    slug = make_slug(facts.get("team", "") or path.stem)
    return CaseDraft(slug, fields, body, tuple(files)), [*problems, *more]


def render_case(draft: CaseDraft, id: str, tier: str) -> str:
    """草稿 → the text of case.md."""
    return render_document(in_words(CASE, {**draft.fields, "id": id, "tier": tier}), draft.body)


def write_case(folder: Path, draft: CaseDraft, id: str, tier: str) -> None:
    """Write case.md and its pictures into a new folder."""
    folder.mkdir(parents=True)
    (folder / "case.md").write_text(render_case(draft, id, tier), encoding="utf-8", newline="\n")
    for picture in draft.pictures:
        (folder / picture.name).write_bytes(picture.data)


def _titles(title: str) -> dict[str, Value]:
    """标题, and 短标题 as its part before the dash where it fits."""
    short = title.partition("——")[0].strip()
    fits = short != title and len(short) <= CASE.field("short_title").limit
    return {"title": title, "short_title": short if fits else ""}


def _take_apart(
    blocks: Sequence[Block],
    facts_table: TableBlock,
    facts: Mapping[str, str],
    paper: Paper,
    problems: list[Problem],
) -> _Parts:
    """Title, summary and the rest; the table of facts and the line that repeats it go."""
    parts = _Parts()
    signature = squeeze(facts.get("organisation", "") + facts.get("team", ""))
    section = ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = block.text
        if block is facts_table or (isinstance(block, Heading) and block.text == SUMMARY):
            continue
        if not section and isinstance(block, Paragraph):
            text = join_lines(plain(block.text))
            if not parts.title and (block.role is Role.TITLE or block.bold or block.centred):
                parts.title = text
                continue
            if squeeze(text) == signature:
                continue
        if section == SUMMARY and isinstance(block, Paragraph):
            parts.summary.append(plain(block.text))
            continue
        if not section:
            _report_loose(block, paper, problems)
        parts.body.append(block)
    _report_missing(parts, paper, problems)
    return parts


def _report_loose(block: Block, paper: Paper, problems: list[Problem]) -> None:
    text = plain(block.text)[:40] if isinstance(block, Paragraph | Item) else "（表或图）"
    problems.append(problem("intake.loose-text", paper.place(block.at), text=text))


def _report_missing(parts: _Parts, paper: Paper, problems: list[Problem]) -> None:
    if not parts.title:
        problems.append(problem("intake.title-missing", paper.place()))
    if not parts.summary:
        problems.append(problem("intake.summary-missing", paper.place()))


def _take_kpis(parts: _Parts, paper: Paper, problems: list[Problem]) -> list[dict[str, str]]:
    """指标 out of the body; the table stays there when it cannot be read whole."""
    table = next((b for b in parts.body if isinstance(b, TableBlock) and is_kpi_table(b)), None)
    if table is None:
        problems.append(problem("intake.kpi-missing", paper.place()))
        return []
    records, reason = read_kpis(table)
    if reason:
        problems.append(problem("intake.kpi-table", paper.place(table.at), reason=reason))
        return []
    parts.body = [block for block in parts.body if block is not table]
    return records


def _take_pictures(
    blocks: Sequence[Block], credit: str, paper: Paper, problems: list[Problem]
) -> tuple[list[tuple[Block, str]], list[dict[str, str]], list[PictureFile]]:
    """Blocks with the files of their pictures, the records of 图片, and the files."""
    placed: list[tuple[Block, str]] = []
    records: list[dict[str, str]] = []
    files: list[PictureFile] = []
    for block in blocks:
        if not isinstance(block, PictureBlock):
            _report_lonely(block, paper, problems)
            placed.append((block, ""))
            continue
        number = len(records) + 1
        file = redraw(block.data, f"fig-{number}")
        if isinstance(file, str):
            args = {"number": number, "reason": file}
            problems.append(problem("intake.picture-unreadable", paper.place(block.at), **args))
            continue
        alt = description_of(block)
        if not alt or alt == block.caption:
            problems.append(problem("intake.picture-alt", paper.place(block.at), file=file.name))
        placed.append((block, file.name))
        files.append(file)
        records.append(_picture_record(block, file.name, alt or block.caption, credit))
    return placed, records, files


def _report_lonely(block: Block, paper: Paper, problems: list[Problem]) -> None:
    """A caption that found neither picture nor table."""
    if isinstance(block, Paragraph) and block.role is Role.CAPTION:
        text = plain(block.text)
        problems.append(problem("intake.caption-lonely", paper.place(block.at), text=text))


def _picture_record(block: PictureBlock, file: str, alt: str, credit: str) -> dict[str, str]:
    record = {
        "file": file,
        "alt": alt,
        "caption": block.caption,
        "credit": credit,
        "kind": kind_of(block.caption),
        "people": "",
    }
    return {name: text for name, text in record.items() if text}


def _concepts(blocks: Sequence[Block]) -> list[str]:
    headings = [b.text for b in blocks if isinstance(b, Heading) and b.level == 1]
    return [idea for section, idea in _CONCEPTS.items() if section in headings]
