"""基本信息表：the table of facts at the head of a case → fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.fields import CASE
from generator.intake.blocks import Block, TableBlock
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
    "领域": "domain",
    "等级": "tier",
    "类别": "category",
    "推荐单位": "recommender",
    "班组人数": "team_size",
    "成立时间": "founded",
    "发表视频": "video",
    "视频": "video",
}
"""label in the table, without spaces → field"""
_TITLES = {"基本信息", "班组基本信息", "基本情况"}
_PENDING = {"待补", "待补充", "待提供", "暂无"}


def find_facts(blocks: Sequence[Block]) -> TableBlock | None:
    """The first table that names the organisation and the team."""
    for block in blocks:
        if isinstance(block, TableBlock):
            names = {LABELS.get(squeeze(cell)) for row in block.rows for cell in row}
            if {"organisation", "team"} <= names:
                return block
    return None


@dataclass(slots=True)
class _Reader:
    """The table of one paper, and what was found wrong with it."""

    table: TableBlock
    year: int
    vocabularies: Mapping[str, Vocabulary]
    paper: Paper
    problems: list[Problem]

    def report(self, id: str, **args: object) -> None:
        """Note a problem of the table."""
        self.problems.append(problem(id, self.paper.place(self.table.at), **args))


def read_facts(
    table: TableBlock, year: int, vocabularies: Mapping[str, Vocabulary], paper: Paper
) -> tuple[dict[str, str], list[Problem]]:
    """标签和值 → fields in the words of the year. What cannot be placed is reported."""
    reader = _Reader(table, year, vocabularies, paper, [])
    fields: dict[str, str] = {}
    for label, value in _pairs(table):
        name = LABELS.get(squeeze(label))
        if name is None:
            hint = suggestion(label, LABELS)
            reader.report("intake.fact-unknown", label=label, value=value, suggestion=hint)
        elif not is_nothing(value) or name == "category":
            fields.update(_fields_of(name, value))
    worded = {name: _in_words(reader, name, text) for name, text in fields.items()}
    return {name: text for name, text in worded.items() if text}, reader.problems


def _pairs(table: TableBlock) -> Iterator[tuple[str, str]]:
    """Label and value, side by side once or twice in a row."""
    for row in table.rows:
        cells = list(row)
        if squeeze(cells[0]) in _TITLES and not any(cells[1:]):
            continue
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            if label or value:
                yield label, value


def _fields_of(name: str, value: str) -> dict[str, str]:
    if name == "industry":
        industry, industry_class = split_industry(value)
        return {"industry": industry, "industry_class": industry_class}
    if name == "team_size":
        return {name: re.sub(r"\s*[人名]$", "", plain_digits(value))}
    if name == "video":
        return {} if squeeze(value) in _PENDING else {name: value}
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
    year = f" {reader.year} "
    reader.report("intake.value-unknown", label=row.label, value=text, year=year, suggestion="")
    return text
