"""审批记录：a sheet of reviews and consents → records in the words of the field table.

Hash and approver are not imported: `anli approve` writes them after the content was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.fields import APPROVAL
from generator.intake.emit import Fields, Value
from generator.intake.headers import Head, find_head, report_columns
from generator.intake.messages import problem
from generator.intake.results import SAMPLE
from generator.intake.terms import is_no, is_nothing, is_yes
from generator.intake.text import squeeze
from generator.intake.when import parse_day
from generator.intake.workbook import Row, Sheet, read_workbook
from generator.problems import Place, Problem, has_errors
from generator.values import parse_doc_number

COLUMNS = {
    alias: name
    for name, aliases in {
        "number": "序号 编号",
        "organisation": "单位 申报单位 单位名称 申报单位名称",
        "team": "班组 班组名称 申报班组",
        "formal": "形式审查 形式审查日期 资料形式审查",
        "expert": "专家评审 专家评审日期 专家评委会审",
        "guidance": "指导单位审定 审定 指导单位审定日期 审定日期",
        "doc_number": "审定文号 文号",
        "secrecy": "保密审查 保密审查人",
        "given": "单位同意公开 同意公开 公开同意 是否同意公开",
        "day": "同意日期 公开同意日期",
        "portrait": "肖像授权 肖像权授权 人像授权",
        "scope": "公开范围 同意公开范围 范围",
        "remark": "备注 说明",
    }.items()
    for alias in aliases.split()
}
"""column head as `headers.label_key` makes it → part of the record"""
NEEDED = ("organisation", "team", "given")
SCOPES = ("官网", "公众号", "海报")
_NO_SCOPE = {"暂不公开", "不公开", "无"}
_NO_PORTRAIT = {"否", "未授权", "没有"}


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """审批记录 of one team; `fields` is the record without the id of the case."""

    organisation: str
    team: str
    fields: Fields
    remark: str
    place: Place


@dataclass(slots=True)
class _Reader:
    """One row at a time of a sheet, and what was found wrong with it."""

    sheet: Sheet
    head: Head
    year: int
    problems: list[Problem]
    row: int = 0

    def report(self, id: str, column: str, **args: object) -> None:
        """Note a problem of a cell of the row."""
        place = self.sheet.place(self.row, self.head.column(column))
        self.problems.append(problem(id, place, **args))

    def day(self, column: str, label: str, text: str) -> str:
        """A day as YYYY-MM-DD; empty, with a report when something unreadable stood there."""
        if is_nothing(text):
            return ""
        if day := parse_day(text, self.year):
            return day.isoformat()
        self.report("intake.date", column, label=label, value=text)
        return ""


def read_approvals(path: Path, year: int) -> tuple[tuple[ApprovalRow, ...], list[Problem]]:
    """审批记录 of a year; days without a year are days of that year."""
    sheets, problems = read_workbook(path)
    if has_errors(problems):
        return (), problems
    heads = [(sheet, find_head(sheet, COLUMNS, NEEDED)) for sheet in sheets]
    found = [
        row for sheet, head in heads if head for row in _read_sheet(sheet, head, year, problems)
    ]
    if not any(head for _, head in heads):
        needed = "单位、班组、单位同意公开"
        problems.append(problem("intake.no-header", Place(path.name), needed=needed))
    return tuple(found), problems


def _read_sheet(
    sheet: Sheet, head: Head, year: int, problems: list[Problem]
) -> Iterator[ApprovalRow]:
    problems += report_columns(sheet, head, COLUMNS)
    problems += _check_title(sheet, head, year)
    reader = _Reader(sheet, head, year, problems)
    for row in sheet.rows[head.last :]:
        raw = head.cells(row)
        reader.row = row.number
        if squeeze(raw.get("number", "")) == SAMPLE:
            continue
        if raw["organisation"] and raw["team"]:
            yield _read_row(reader, row, raw)
        elif len(row.texts) > 2 and not row.whole:
            missing = "team" if raw["organisation"] else "organisation"
            label = {"team": "班组", "organisation": "单位"}[missing]
            reader.report("intake.cell-missing", missing, label=label)


def _check_title(sheet: Sheet, head: Head, year: int) -> Iterator[Problem]:
    for row in sheet.rows[: head.first - 1]:
        years = re.findall(r"((?:19|20)\d\d)\s*年", " ".join(row.texts))
        if years and str(year) not in years:
            place = sheet.place(row.number, row.first)
            yield problem("intake.year", place, said=years[0], year=year)


def _read_row(reader: _Reader, row: Row, raw: Mapping[str, str]) -> ApprovalRow:
    fields: dict[str, Value] = {}
    for name in ("formal", "expert", "guidance"):
        if day := reader.day(name, APPROVAL.field(name).label, raw.get(name, "")):
            fields[name] = {"day": day}
    if number := _doc_number(reader, raw.get("doc_number", "")):
        guidance = fields.get("guidance")
        if isinstance(guidance, Mapping):
            fields["guidance"] = {**guidance, "doc_number": number}
    if secrecy := _reviewer(reader, raw.get("secrecy", "")):
        fields["secrecy"] = secrecy
    fields["consent"] = _consent(reader, raw)
    if portrait := _portrait(reader, raw.get("portrait", "")):
        fields["portrait"] = portrait
    place = reader.sheet.place(row.number, reader.head.column("team"))
    return ApprovalRow(raw["organisation"], raw["team"], fields, raw.get("remark", ""), place)


def _doc_number(reader: _Reader, text: str) -> str:
    if is_nothing(text):
        return ""
    row = APPROVAL.field("guidance")
    if isinstance(parse_doc_number(row, text, Place("")), Problem):
        reader.report("intake.doc-number", "doc_number", value=text)
        return ""
    return text


def _portrait(reader: _Reader, text: str) -> str:
    """肖像授权: 已授权 or 不涉及; a no is no authorisation."""
    if is_nothing(text) or is_no(text) or squeeze(text) in _NO_PORTRAIT:
        return ""
    if is_yes(text) or squeeze(text) in ("已授权", "授权"):
        return "已授权"
    if squeeze(text) in ("不涉及", "无人像"):
        return "不涉及"
    reader.report("intake.portrait", "portrait", value=text)
    return ""


def _reviewer(reader: _Reader, text: str) -> dict[str, Value]:
    """保密审查 `李某/8月22日`, `李某 2023-08-22` → who and when."""
    if is_nothing(text):
        return {}
    found = re.fullmatch(r"([\u4e00-\u9fff·]{2,10}?)[\s/／、，,]*(\d.*)", text.strip())
    day = parse_day(found.group(2), reader.year) if found else None
    if not found or not day:
        reader.report("intake.reviewer", "secrecy", value=text)
        return {}
    return {"day": day.isoformat(), "by": found.group(1)}


def _consent(reader: _Reader, raw: Mapping[str, str]) -> dict[str, Value]:
    """公开同意; whatever is not a plain yes is a no."""
    given = is_yes(raw["given"]) or squeeze(raw["given"]) in ("同意", "同意公开")
    if not given and not is_no(raw["given"]) and squeeze(raw["given"]) != "不同意":
        reader.report("intake.consent", "given", value=raw["given"])
    consent: dict[str, Value] = {"given": "是" if given else "否"}
    if day := reader.day("day", "同意日期", raw.get("day", "")):
        consent["day"] = day
    scope = _scope(reader, raw.get("scope", ""))
    return {**consent, "scope": scope} if given and scope else consent


def _scope(reader: _Reader, text: str) -> list[str]:
    """公开范围; a word that is not known widens nothing."""
    words = [word for word in re.split(r"[、，,;；/\s和及+]+", squeeze(text)) if word]
    if is_nothing(text) or squeeze(text) in _NO_SCOPE:
        return []
    if set(words) - set(SCOPES):
        reader.report("intake.scope", "scope", value=text)
    return [name for name in SCOPES if name in words]
