"""结果名单：an xlsx list of a year → entries in the words of the field table.

Every row is accounted for: it is part of the head, a section, an entry, a total or a note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields import ENTRY
from generator.intake.emit import Fields
from generator.intake.messages import problem
from generator.intake.terms import is_nothing, is_yes, label_of, split_industry
from generator.intake.text import plain_digits, squeeze
from generator.intake.workbook import Row, Sheet, find_header, read_workbook
from generator.model import Vocabulary
from generator.problems import Problem
from generator.values import suggestion

COLUMNS = {
    "序号": "number",
    "编号": "number",
    "单位": "organisation",
    "申报单位": "organisation",
    "单位名称": "organisation",
    "企业名称": "organisation",
    "班组": "team",
    "班组名称": "team",
    "领域": "domain",
    "等级": "tier",
    "类别": "category",
    "专项类别": "category",
    "推荐单位": "recommender",
    "活动组织推荐单位": "recommender",
    "区": "district",
    "所在区": "district",
    "所属区": "district",
    "行业": "industry",
    "所属行业": "industry",
    "行业门类": "industry",
    "推荐全国": "nominated_national",
    "是否推荐全国": "nominated_national",
    "推荐全国典型": "nominated_national",
    "备注": "remark",
}
"""column head, without spaces → field"""
NEEDED = ("organisation", "team", "tier")
_DITTO = {"同上", "同前", "〃", "″", "''", '"', "”", "〞", "々"}
_SECTION = re.compile(
    r"[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]\s*(.+?)(?:[（(]\s*(?:共)?(\d+)\s*个?\s*[）)])?"
)
_TOTAL = re.compile(r"(合计|总计|共计)")


@dataclass(frozen=True, slots=True)
class SectionTally:
    """分段：a section row with the number that it claims and the number found."""

    text: str
    domain: str
    """label of the domain in that year"""
    said: int | None
    counted: int


@dataclass(frozen=True, slots=True)
class ResultList:
    """结果名单 as read. `rows` tells what became of each row of the sheet."""

    year: int
    title: str
    entries: tuple[Fields, ...]
    sections: tuple[SectionTally, ...]
    said_total: int | None
    rows: Mapping[int, str]


@dataclass(slots=True)
class _Walk:
    """One walk down the rows of a sheet."""

    sheet: Sheet
    year: int
    vocabularies: Mapping[str, Vocabulary]
    columns: Mapping[int, str] = field(default_factory=dict)
    domain: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    entries: list[Fields] = field(default_factory=list)
    sections: list[SectionTally] = field(default_factory=list)
    said_total: int | None = None
    rows: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, id: str, row: int, **args: object) -> None:
        """Note a problem of a row."""
        self.problems.append(problem(id, self.sheet.place(row), **args))


def read_results(
    path: Path, year: int, vocabularies: Mapping[str, Vocabulary]
) -> tuple[ResultList | None, list[Problem]]:
    """结果名单 of a year. None when no sheet has the needed columns."""
    sheets, problems = read_workbook(path)
    for sheet in sheets:
        header = find_header(sheet, COLUMNS, NEEDED)
        if header:
            walk = _Walk(sheet, year, vocabularies)
            others = [s.name for s in sheets if s is not sheet and any(r.texts for r in s.rows)]
            for name in others:
                walk.report("intake.row-ignored", 0, text=f"工作表“{name}”")
            return _read_list(walk, header), [*problems, *walk.problems]
    if sheets:
        place = sheets[0].place(0)
        needed = "、".join(ENTRY.field(name).label for name in NEEDED)
        problems.append(problem("intake.no-header", place, sheet=sheets[0].name, needed=needed))
    return None, problems


def _read_list(walk: _Walk, header: Row) -> ResultList:
    walk.columns = _columns_of(walk, header)
    for row in walk.sheet.rows:
        walk.rows[row.number] = _take(walk, row, header.number)
    _check_counts(walk)
    title = next((row.texts[0] for row in walk.sheet.rows[: header.number - 1] if row.texts), "")
    return ResultList(
        year=walk.year,
        title=title,
        entries=tuple(walk.entries),
        sections=tuple(walk.sections),
        said_total=walk.said_total,
        rows=walk.rows,
    )


def _columns_of(walk: _Walk, header: Row) -> dict[int, str]:
    found: dict[int, str] = {}
    for index, cell in enumerate(header.cells):
        name = COLUMNS.get(squeeze(cell))
        if name:
            found[index] = name
        elif cell:
            hint, options = suggestion(cell, COLUMNS), "、".join(COLUMNS)
            walk.report(
                "intake.column-unknown",
                header.number,
                column=cell,
                suggestion=hint,
                options=options,
            )
    return found


def _take(walk: _Walk, row: Row, header: int) -> str:
    """What a row is; entries and sections are noted on the way."""
    if row.number <= header:
        return "header" if row.number == header else "title"
    if not row.texts:
        return "blank"
    if _TOTAL.match(squeeze(row.texts[0])):
        walk.said_total = _first_number(row.texts[1:]) or walk.said_total
        return "total"
    if _is_section(row) and (found := _SECTION.fullmatch(row.texts[0])):
        _open_section(walk, row, found)
        return "section"
    if row.whole or len(row.texts) < len(NEEDED):
        walk.report("intake.row-ignored", row.number, text=" ".join(row.texts))
        return "note"
    walk.entries.append(_entry_of(walk, row))
    return "entry"


def _is_section(row: Row) -> bool:
    return row.whole or len(row.texts) == 1


def _first_number(texts: Sequence[str]) -> int | None:
    found = re.search(r"\d+", plain_digits(" ".join(texts)))
    return int(found.group()) if found else None


def _open_section(walk: _Walk, row: Row, found: re.Match[str]) -> None:
    name, said = found.groups()
    label = label_of(walk.vocabularies, "domain", name, walk.year)
    if label is None:
        walk.report("intake.section-unknown", row.number, text=row.texts[0])
    walk.domain = label or ""
    tally = SectionTally(row.texts[0], walk.domain, int(plain_digits(said)) if said else None, 0)
    walk.sections.append(tally)


def _entry_of(walk: _Walk, row: Row) -> Fields:
    """One entry; what is not in a vocabulary is kept as written and reported."""
    raw = {name: row.cells[index] for index, name in walk.columns.items()}
    for name, text in raw.items():
        if squeeze(text) in _DITTO:
            raw[name] = walk.before.get(name, "")
            if not raw[name]:
                walk.report("intake.ditto", row.number, text=text)
    walk.before = dict(raw)
    _count_in_section(walk)
    if not walk.domain and "domain" not in raw:
        raw["domain"] = ""
    entry = _worded(walk, row, {"domain": walk.domain, **raw})
    for name in ("organisation", "team", "domain", "tier", "recommender"):
        if not entry.get(name):
            label = ENTRY.field(name).label
            walk.report("intake.cell-missing", row.number, label=label)
    return entry


def _count_in_section(walk: _Walk) -> None:
    if walk.sections:
        last = walk.sections[-1]
        walk.sections[-1] = SectionTally(last.text, last.domain, last.said, last.counted + 1)


def _worded(walk: _Walk, row: Row, raw: Mapping[str, str]) -> dict[str, str]:
    industry, industry_class = split_industry(raw.get("industry", ""))
    category = raw.get("category", "")
    entry = {
        "organisation": raw["organisation"],
        "team": raw["team"],
        "domain": _term(walk, row, "domain", raw["domain"]),
        "tier": _term(walk, row, "tier", raw["tier"]),
        "category": _term(walk, row, "category", "常规" if is_nothing(category) else category),
        "recommender": _term(walk, row, "recommender", raw.get("recommender", "")),
        "district": _term(walk, row, "district", raw.get("district", "")),
        "industry": _term(walk, row, "industry", industry),
        "industry_class": industry_class,
        "nominated_national": "是" if is_yes(raw.get("nominated_national", "")) else "",
        "remark": raw.get("remark", ""),
    }
    return {name: text for name, text in entry.items() if text}


def _term(walk: _Walk, row: Row, name: str, text: str) -> str:
    """A label of the year; an unknown text stays as it is and is reported."""
    if is_nothing(text):
        return ""
    slug = ENTRY.field(name).vocabulary
    label = label_of(walk.vocabularies, slug, text, walk.year)
    if label is None:
        vocabulary = walk.vocabularies.get(slug)
        hint = suggestion(text, vocabulary.labels_in(walk.year)) if vocabulary else ""
        walk.report(
            "intake.value-unknown",
            row.number,
            label=ENTRY.field(name).label,
            value=text,
            year=f" {walk.year} ",
            suggestion=hint,
        )
    return label or text


def _check_counts(walk: _Walk) -> None:
    for tally in walk.sections:
        if tally.said is not None and tally.said != tally.counted:
            row = next(r.number for r in walk.sheet.rows if r.texts[:1] == (tally.text,))
            walk.report(
                "intake.section-count", row, text=tally.text, said=tally.said, counted=tally.counted
            )
    if walk.said_total is not None and walk.said_total != len(walk.entries):
        row = next(n for n, kind in walk.rows.items() if kind == "total")
        walk.report("intake.total", row, said=walk.said_total, counted=len(walk.entries))
