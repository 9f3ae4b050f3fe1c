"""审批记录：an xlsx record of reviews and consents → records in the words of the field table.

Hash and approver are not imported: `anli approve` writes them after the content was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.fields import APPROVAL
from generator.intake.emit import Fields, Value
from generator.intake.messages import problem
from generator.intake.terms import is_nothing, is_yes
from generator.intake.text import squeeze
from generator.intake.when import parse_day
from generator.intake.workbook import Row, Sheet, find_header, read_workbook
from generator.problems import Place, Problem

COLUMNS = {
    "序号": "number",
    "单位": "organisation",
    "申报单位": "organisation",
    "班组": "team",
    "班组名称": "team",
    "形式审查": "formal",
    "专家评审": "expert",
    "指导单位审定": "guidance",
    "审定文号": "doc_number",
    "保密审查": "secrecy",
    "单位同意公开": "given",
    "同意日期": "day",
    "肖像授权": "portrait",
    "公开范围": "scope",
    "备注": "remark",
}
"""column head without its bracketed explanation → part of the record"""
NEEDED = ("organisation", "team", "given")
_SCOPES = ("官网", "公众号", "海报")


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """审批记录 of one team; `fields` is the record without the id of the case."""

    organisation: str
    team: str
    fields: Fields
    remark: str = ""


@dataclass(slots=True)
class _Reader:
    """One row at a time of a sheet, and what was found wrong with it."""

    sheet: Sheet
    year: int
    problems: list[Problem]
    row: int = 0

    def report(self, id: str, **args: object) -> None:
        """Note a problem of the row."""
        self.problems.append(problem(id, self.sheet.place(self.row), **args))

    def day(self, label: str, text: str) -> str:
        """A day as YYYY-MM-DD; empty, with a report when something unreadable stood there."""
        if is_nothing(text):
            return ""
        if day := parse_day(text, self.year):
            return day.isoformat()
        self.report("intake.date", label=label, value=text)
        return ""


def read_approvals(path: Path, year: int) -> tuple[tuple[ApprovalRow, ...], list[Problem]]:
    """审批记录 of a year; days without a year are days of that year."""
    sheets, problems = read_workbook(path)
    found: list[ApprovalRow] = []
    for sheet in sheets:
        aliases = _aliases_of(sheet)
        if header := find_header(sheet, aliases, NEEDED):
            reader = _Reader(sheet, year, problems)
            for row in sheet.rows[header.number :]:
                raw = _raw_of(row, header, aliases)
                if raw["organisation"] and raw["team"]:
                    reader.row = row.number
                    found.append(_read_row(reader, raw))
    return tuple(found), problems


def _aliases_of(sheet: Sheet) -> dict[str, str]:
    """Column heads as written, also with an explanation: 保密审查（人/日期）."""
    heads = {squeeze(cell) for row in sheet.rows[:30] for cell in row.cells if cell}
    plain = {head: re.sub(r"[（(].*[）)]$", "", head) for head in heads}
    return {head: COLUMNS[name] for head, name in plain.items() if name in COLUMNS}


def _raw_of(row: Row, header: Row, aliases: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row by field, whatever the order of the columns."""
    names = (aliases.get(squeeze(cell), "") for cell in header.cells)
    return {name: cell for name, cell in zip(names, row.cells, strict=True) if name}


def _read_row(reader: _Reader, raw: Mapping[str, str]) -> ApprovalRow:
    fields: dict[str, Value] = {}
    for name in ("formal", "expert", "guidance"):
        if day := reader.day(APPROVAL.field(name).label, raw.get(name, "")):
            number = raw.get("doc_number", "") if name == "guidance" else ""
            fields[name] = {"day": day, "doc_number": number} if number else {"day": day}
    if secrecy := _reviewer(reader, raw.get("secrecy", "")):
        fields["secrecy"] = secrecy
    fields["consent"] = _consent(reader, raw)
    portrait = raw.get("portrait", "")
    if not is_nothing(portrait) and portrait != "否":
        fields["portrait"] = "已授权" if is_yes(portrait) else portrait
    return ApprovalRow(raw["organisation"], raw["team"], fields, raw.get("remark", ""))


def _reviewer(reader: _Reader, text: str) -> dict[str, Value]:
    """保密审查 `李某/8月22日`, `李某 2023-08-22` → who and when."""
    if is_nothing(text):
        return {}
    found = re.fullmatch(r"([\u4e00-\u9fff·]{2,10}?)[\s/／、，,]*(\d.*)", text.strip())
    day = parse_day(found.group(2), reader.year) if found else None
    if not found or not day:
        reader.report("intake.reviewer", value=text)
        return {}
    return {"day": day.isoformat(), "by": found.group(1)}


def _consent(reader: _Reader, raw: Mapping[str, str]) -> dict[str, Value]:
    """公开同意; whatever is not a plain yes is a no."""
    given = is_yes(raw["given"])
    if not given and squeeze(raw["given"]) != "否":
        reader.report("intake.consent", value=raw["given"])
    consent: dict[str, Value] = {"given": "是" if given else "否"}
    if day := reader.day("同意日期", raw.get("day", "")):
        consent["day"] = day
    scope = [name for name in _SCOPES if name in raw.get("scope", "")]
    return {**consent, "scope": scope} if given else consent


def build_approvals(
    rows: tuple[ApprovalRow, ...], ids: Mapping[tuple[str, str], str], file: str
) -> tuple[list[Fields], list[Problem]]:
    """审批记录 with the ids of the cases; rows without a case are reported and left out."""
    records: list[Fields] = []
    problems: list[Problem] = []
    for row in rows:
        if id := ids.get((row.organisation, row.team)):
            records.append({"case": id, **row.fields})
        else:
            place = Place(file)
            problems.append(
                problem("intake.case-unknown", place, organisation=row.organisation, team=row.team)
            )
    return records, problems
