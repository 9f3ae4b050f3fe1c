"""结果名单：the list of a year → entries in the words of the field table.

Every row is accounted for: it is an entry, a section, or ignored and listed with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields import ENTRY
from generator.intake.columns import RESULT_COLUMNS, SUMMARY_COLUMNS
from generator.intake.headers import Head, find_head, report_columns
from generator.intake.messages import problem
from generator.intake.renames import Rename, find_renames, is_rename_sheet
from generator.intake.rows import Listed, RowReader
from generator.intake.tally import (
    Section,
    check_sections,
    check_totals,
    is_subtotal,
    is_total,
    parse_section,
    parse_totals,
)
from generator.intake.terms import label_of
from generator.intake.text import plain_digits, squeeze
from generator.intake.workbook import Row, Sheet, read_workbook
from generator.model import Vocabulary
from generator.problems import Place, Problem, has_errors
from generator.values import suggestion

NEEDED = ("organisation", "team")
SAMPLE = "示例"
"""what marks the example row of a template, in its column 序号"""
OUR_SHEETS = {"词表", "填写说明"}
"""sheets of our own templates"""


@dataclass(frozen=True, slots=True)
class Ignored:
    """没有导入的一行, and why."""

    place: Place
    kind: str
    """标题, 表头, 合计, 说明, 示例 or 其他表"""
    text: str


@dataclass(frozen=True, slots=True)
class ResultList:
    """结果名单 as read. rows_read = entries + sections + ignored."""

    year: int
    title: str
    entries: tuple[Listed, ...]
    sections: tuple[Section, ...]
    totals: Mapping[str, int]
    """total, typical, nominated as the rows of totals say"""
    renames: tuple[Rename, ...]
    ignored: tuple[Ignored, ...]
    columns: frozenset[str]
    """fields for which the list has a column or a head of sections"""
    rows_read: int
    """rows that hold something"""


@dataclass(slots=True)
class _Walk:
    """One walk down all the sheets of a list."""

    year: int
    vocabularies: Mapping[str, Vocabulary]
    problems: list[Problem]
    entries: list[Listed] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    open: dict[str, Section] = field(default_factory=dict)
    totals: list[tuple[dict[str, int], Place]] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    titles: list[tuple[str, Place]] = field(default_factory=list)
    number: int = 0


def read_results(
    path: Path, year: int, vocabularies: Mapping[str, Vocabulary]
) -> tuple[ResultList | None, list[Problem]]:
    """结果名单 of a year. None when no sheet has the needed columns."""
    sheets, problems = read_workbook(path)
    if has_errors(problems):
        return None, problems
    walk = _Walk(year, vocabularies, problems)
    heads = {sheet.name: find_head(sheet, RESULT_COLUMNS, NEEDED) for sheet in sheets}
    for sheet in sheets:
        head = heads[sheet.name]
        if head and sheet.name not in OUR_SHEETS and not is_rename_sheet(sheet):
            _walk_sheet(walk, sheet, head)
        else:
            _pass_by(walk, sheet)
    if not walk.columns:
        needed = "、".join(ENTRY.field(name).label for name in NEEDED)
        return None, [*problems, problem("intake.no-header", Place(path.name), needed=needed)]
    _check_all(walk, sheets)
    return _build_list(walk, sheets), problems


def _build_list(walk: _Walk, sheets: tuple[Sheet, ...]) -> ResultList:
    return ResultList(
        year=walk.year,
        title=walk.titles[0][0] if walk.titles else "",
        entries=tuple(walk.entries),
        sections=tuple(walk.sections),
        totals=walk.totals[-1][0] if walk.totals else {},
        renames=find_renames(sheets, walk.entries),
        ignored=tuple(walk.ignored),
        columns=frozenset(walk.columns),
        rows_read=sum(bool(row.texts) for sheet in sheets for row in sheet.rows),
    )


def _pass_by(walk: _Walk, sheet: Sheet) -> None:
    """A sheet that is no list; its rows are listed all the same."""
    rows = [row for row in sheet.rows if row.texts]
    known = sheet.name in OUR_SHEETS or is_rename_sheet(sheet) or _is_summary(sheet)
    if rows and not known:
        walk.problems.append(problem("intake.sheet-ignored", sheet.place(), name=sheet.name))
    walk.ignored += (_ignored(sheet, row, "其他表") for row in rows)


def _ignored(sheet: Sheet, row: Row, kind: str) -> Ignored:
    return Ignored(sheet.place(row.number, row.first), kind, " ".join(row.texts)[:120])


def _is_summary(sheet: Sheet) -> bool:
    return find_head(sheet, SUMMARY_COLUMNS, ("domain", "total")) is not None


def _walk_sheet(walk: _Walk, sheet: Sheet, head: Head) -> None:
    walk.problems += report_columns(sheet, head, RESULT_COLUMNS)
    walk.columns |= set(head.columns.values())
    walk.number, walk.open = 0, {}
    section = parse_section(Row(0, (sheet.name,)), sheet.place(), walk.year, walk.vocabularies)
    if section and section.label:
        walk.open[section.field] = section
        walk.columns.add(section.field)
    reader = RowReader(sheet, head, walk.year, walk.vocabularies, walk.problems)
    for row in sheet.rows:
        if row.texts:
            _take(walk, reader, row)


def _take(walk: _Walk, reader: RowReader, row: Row) -> None:
    """What a row is; it goes to one of the three heaps."""
    sheet, head = reader.sheet, reader.head
    place = sheet.place(row.number, row.first)
    if row.number < head.first:
        walk.titles.append((row.texts[0], place))
        walk.ignored.append(_ignored(sheet, row, "标题"))
    elif row.number <= head.last or _repeats(row, sheet, head):
        walk.ignored.append(_ignored(sheet, row, "表头"))
    elif is_total(row):
        _take_total(walk, row, place)
        walk.ignored.append(_ignored(sheet, row, "合计"))
    elif section := parse_section(row, place, walk.year, walk.vocabularies):
        _open_section(walk, section)
    elif squeeze(head.cells(row).get("number", "")) == SAMPLE:
        walk.ignored.append(_ignored(sheet, row, "示例"))
    elif row.whole or len(row.texts) < 3:
        walk.ignored.append(_ignored(sheet, row, "说明"))
    else:
        _take_entry(walk, reader, row)


def _repeats(row: Row, sheet: Sheet, head: Head) -> bool:
    """A head printed again on the next page."""
    return row.cells == sheet.rows[head.last - 1].cells


def _take_total(walk: _Walk, row: Row, place: Place) -> None:
    totals = parse_totals(row)
    if not is_subtotal(row):
        walk.totals.append((totals, place))
    elif walk.sections and "total" in totals:
        last = walk.sections[-1]
        subtotal = Section(f"小计（{last.text}）", "", "", totals["total"], place, last.counted)
        walk.problems += check_sections([subtotal])


def _open_section(walk: _Walk, section: Section) -> None:
    walk.sections.append(section)
    walk.open[section.field] = section
    walk.columns.add(section.field)
    walk.number = 0
    if not section.label:
        vocabulary = walk.vocabularies.get("domain")
        options = vocabulary.labels_in(walk.year) if vocabulary else ()
        hint = suggestion(section.text, options)
        args = {"text": section.text, "year": walk.year, "suggestion": hint}
        walk.problems.append(
            problem("intake.section-unknown", section.place, **args, options="、".join(options))
        )


def _take_entry(walk: _Walk, reader: RowReader, row: Row) -> None:
    _check_number(walk, reader, row)
    unknown = {name for name, section in walk.open.items() if not section.label}
    above = {name: section.label for name, section in walk.open.items() if section.label}
    entry = reader.read(row, {**above, **dict.fromkeys(unknown, "")})
    for section in walk.open.values():
        section.counted += 1
    _check_year(walk, reader, row)
    walk.entries.append(entry)


def _check_number(walk: _Walk, reader: RowReader, row: Row) -> None:
    text = plain_digits(reader.head.cells(row).get("number", ""))
    if not re.fullmatch(r"\d{1,4}", text):
        return
    before, walk.number = walk.number, int(text)
    if walk.number not in (1, before + 1):
        args = {"before": before, "number": walk.number}
        reader.report("intake.number-gap", row, "number", **args)


def _check_year(walk: _Walk, reader: RowReader, row: Row) -> None:
    said = re.search(r"\d{4}", plain_digits(reader.head.cells(row).get("year", "")))
    if said and int(said[0]) != walk.year:
        reader.report("intake.year", row, "year", said=said[0], year=walk.year)


def _check_all(walk: _Walk, sheets: tuple[Sheet, ...]) -> None:
    """What can only be judged when all rows are read."""
    walk.problems += check_sections(walk.sections)
    for totals, place in walk.totals[-1:]:
        walk.problems += check_totals(totals, place, walk.entries)
    walk.problems += _check_titles(walk)
    walk.problems += _check_nominated(walk)
    for sheet in sheets:
        walk.problems += _check_summary(walk, sheet)


def _check_titles(walk: _Walk) -> Iterator[Problem]:
    for text, place in walk.titles:
        years = re.findall(r"((?:19|20)\d\d)\s*年", plain_digits(text))
        if years and str(walk.year) not in years:
            yield problem("intake.year", place, said=years[0], year=walk.year)


def _check_nominated(walk: _Walk) -> Iterator[Problem]:
    for entry in walk.entries:
        tier = entry.fields.get("tier", "")
        if "nominated_national" in entry.fields and tier != "典型经验":
            yield problem(
                "intake.nominated",
                entry.at("nominated_national"),
                team=entry.fields.get("team", ""),
            )


def _check_summary(walk: _Walk, sheet: Sheet) -> Iterator[Problem]:
    """汇总表 by domain, against the list."""
    head = find_head(sheet, SUMMARY_COLUMNS, ("domain", "total"))
    for row in sheet.rows[head.last :] if head else ():
        cells = head.cells(row) if head else {}
        totals = {n: int(t) for n, t in cells.items() if re.fullmatch(r"\d+", plain_digits(t))}
        label = label_of(walk.vocabularies, "domain", cells.get("domain", ""), walk.year)
        mine = [entry for entry in walk.entries if entry.fields.get("domain") == label]
        place = sheet.place(row.number, row.first)
        if label:
            yield from check_totals(totals, place, mine, f"“{sheet.name}”表{label}")
        elif is_total(row):
            yield from check_totals(totals, place, walk.entries, f"“{sheet.name}”表合计")
