"""基本信息表：the table of facts at the head of a case → fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.fields import CASE
from generator.intake.blocks import Block, Heading, Paragraph, TableBlock, plain
from generator.intake.document import Paper
from generator.intake.messages import problem
from generator.intake.terms import is_nothing, label_of, split_industry
from generator.intake.text import plain_digits, squeeze
from generator.model import Vocabulary
from generator.problems import Problem
from generator.values import suggestion

LABELS = {
    "申报单位": "organisation",
    "单位": "organisation",
    "单位名称": "organisation",
    "班组名称": "team",
    "班组": "team",
    "所在区": "district",
    "区": "district",
    "所属行业": "industry",
    "行业": "industry",
    "行业大类": "industry_class",
    "领域": "domain",
    "等级": "tier",
    "类别": "category",
    "推荐单位": "recommender",
    "班组人数": "team_size",
    "成立时间": "founded",
    "发表视频": "video",
    "视频链接": "video",
    "视频地址": "video",
    "摘要": "summary",
    "内容摘要": "summary",
    "案例标题": "title",
    "视频": "video",
}
"""label in the table, without spaces → field"""
_TITLES = {"基本信息表", "基本信息", "班组基本信息", "基本情况"}
_LINE = re.compile(r"([^：:]{1,12})[：:](.+)")
_PENDING = {"待补", "待补充", "待提供", "暂无"}


@dataclass(frozen=True, slots=True)
class FactsTable:
    """基本信息 of a paper: pairs of label and value, and the blocks in which they stood."""

    pairs: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @property
    def at(self) -> int:
        """Number of the first block in the paper."""
        return self.blocks[0].at


def find_facts(blocks: Sequence[Block]) -> FactsTable | None:
    """The first table that names organisation and team; else lines like `申报单位：……`."""
    for block in blocks:
        if isinstance(block, TableBlock):
            names = {LABELS.get(label_of_cell(cell)) for row in block.rows for cell in row}
            if {"organisation", "team"} <= names:
                return FactsTable(tuple(_pairs(block)), (block,))
    return _find_lines(blocks)


def _find_lines(blocks: Sequence[Block]) -> FactsTable | None:
    found: list[tuple[tuple[str, str], Block]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            break
        line = _LINE.fullmatch(plain(block.text)) if isinstance(block, Paragraph) else None
        if line and label_of_cell(line[1]) in LABELS:
            found.append(((line[1], line[2].strip()), block))
    names = {LABELS[label_of_cell(label)] for (label, _), _ in found}
    if not {"organisation", "team"} <= names:
        return None
    return FactsTable(tuple(pair for pair, _ in found), tuple(block for _, block in found))


def label_of_cell(text: str) -> str:
    """`申 报 单 位：` and `申报单位` are the same label."""
    return squeeze(text).rstrip("：:*")


@dataclass(slots=True)
class _Reader:
    """The table of one paper, and what was found wrong with it."""

    table: FactsTable
    year: int
    vocabularies: Mapping[str, Vocabulary]
    paper: Paper
    problems: list[Problem]
    leftover: list[str]
    """`label：value` of what has no field"""

    def report(self, id: str, **args: object) -> None:
        """Note a problem of the table."""
        self.problems.append(problem(id, self.paper.place(self.table.at), **args))

    def leave(self, label: str, value: str, suggestion: str = "") -> None:
        """Keep a pair that no field takes."""
        text = f"{label}：{value}" if label and value else label or value
        self.leftover.append(text)
        args = {"label": label, "value": value, "suggestion": suggestion}
        self.report("intake.fact-unknown", **args)


@dataclass(frozen=True, slots=True)
class Facts:
    """基本信息 as fields in the words of the year, and what no field takes."""

    fields: Mapping[str, str]
    leftover: tuple[str, ...]


def read_facts(
    table: FactsTable, year: int, vocabularies: Mapping[str, Vocabulary], paper: Paper
) -> tuple[Facts, list[Problem]]:
    """标签和值 → fields. What cannot be placed is kept and reported."""
    reader = _Reader(table, year, vocabularies, paper, [], [])
    fields: dict[str, str] = {}
    for label, value in table.pairs:
        name = LABELS.get(label_of_cell(label))
        if name is None:
            reader.leave(label, value, suggestion(label, LABELS))
        elif fields.get(name, value) != value:
            reader.leave(label, value)
        elif not is_nothing(value) or name == "category":
            fields.update(_fields_of(reader, name, label, value))
    worded = {name: _in_words(reader, name, text) for name, text in fields.items()}
    kept = {name: text for name, text in worded.items() if text}
    for name in ("organisation", "team"):
        if name not in kept:
            reader.report("intake.cell-missing", label=CASE.field(name).label)
    return Facts(kept, tuple(reader.leftover)), reader.problems


def _pairs(table: TableBlock) -> Iterator[tuple[str, str]]:
    """Label and value, side by side once or twice in a row; a cell merged over a row is a title."""
    for row in table.rows:
        if squeeze(row[0]) in _TITLES and not any(row[1:]):
            continue
        cells = list(row) if len(row) % 2 == 0 else [*row, ""]
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            if label or value:
                yield label, value


def _fields_of(reader: _Reader, name: str, label: str, value: str) -> dict[str, str]:
    if name == "industry":
        industry, industry_class = split_industry(value)
        parts = {"industry": industry, "industry_class": industry_class}
        return {part: text for part, text in parts.items() if text}
    if name == "team_size":
        if found := re.fullmatch(r"(?:约|共)?(\d+)\s*[人名]?", plain_digits(value)):
            return {name: found[1]}
        reader.leave(label, value)
        return {}
    if name == "video" and squeeze(value) in _PENDING:
        reader.report("intake.fact-pending", label=label, value=value)
        return {}
    if name == "category":
        return {name: "常规" if is_nothing(value) else value}
    return {name: value}


def _in_words(reader: _Reader, name: str, text: str) -> str:
    """A term by its label of the year; unknown ones and other texts stay as written."""
    row = CASE.field(name)
    if not row.vocabulary or not text:
        return text
    if label := label_of(reader.vocabularies, row.vocabulary, text, reader.year):
        return label
    vocabulary = reader.vocabularies.get(row.vocabulary)
    hint = suggestion(text, vocabulary.labels_in(reader.year)) if vocabulary else ""
    args = {"label": row.label, "value": text, "year": reader.year, "suggestion": hint}
    reader.report("intake.fact-value", **args)
    return text
