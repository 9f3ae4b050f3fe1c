"""审批入册：records that were read + the approvals of the year → what would be written.

A record that says the same as before keeps its lines, with hash, approver and day. One that says
something else loses them: what was approved was the old evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.content import Content, YearFolder
from generator.fields import APPROVAL, APPROVALS
from generator.intake.approvals import ApprovalRow
from generator.intake.emit import Value
from generator.intake.messages import problem
from generator.intake.names import build_register, fold, likely_team
from generator.intake.plan import Change, Plan
from generator.intake.rewrite import (
    ListFile,
    ListItem,
    make_item,
    read_list_file,
    render_list_file,
)
from generator.model import Case
from generator.problems import Problem, has_errors

SIGNATURE = ("content_hash", "approved_by", "approved_on")
"""written by `anli approve` alone"""
_HEAD = "# 审批记录：只供内部，不公开。内容指纹、批准人、批准日期由 anli approve 写入。"


def plan_approvals(
    content: Content, year: int, rows: Sequence[ApprovalRow], problems: Sequence[Problem]
) -> Plan:
    """审批记录 → plan. Rows without a case are listed and kept out."""
    found = list(problems)
    file = f"cases/{year}/approvals.yaml"
    source, faults = read_list_file(content.root, file, APPROVALS, "approvals")
    found += faults
    cases = _match(content, year, rows, found)
    if source is None or has_errors(found):
        return Plan(problems=tuple(found))
    if not (content.root / file).exists():
        head = (_HEAD, *source.before)
        source = ListFile(file, source.table, source.key, head, (), (), source.keys)
    new = {case.id: row for row, case in cases}
    items: list[ListItem] = []
    changes: list[Change] = []
    for item in source.items:
        row = new.pop(str(item.fields.get("case", "")), None)
        items.append(_renewed(source, item, row, changes, found) if row else item)
    for row, case in cases:
        if case.id in new:
            items.append(make_item(source, {"case": case.id, **row.fields}))
            changes.append(Change("+", f"{case.id} {row.organisation} {row.team}"))
    files = {file: render_list_file(source, items).encode()} if items else {}
    facts = {
        "rows": {"read": len(rows), "matched": len(cases), "unmatched": len(rows) - len(cases)}
    }
    return Plan(files, (), tuple(changes), tuple(found), facts)


def _renewed(
    source: ListFile,
    item: ListItem,
    row: ApprovalRow,
    changes: list[Change],
    problems: list[Problem],
) -> ListItem:
    """The record as the paper has it now; signed evidence that changed is no longer signed."""
    case = str(item.fields["case"])
    known = {APPROVAL.field(name).name for name in ("case", *SIGNATURE)}
    said: dict[str, Value] = {"case": case, **row.fields}
    signature = {name: item.fields[name] for name in SIGNATURE if name in item.fields}
    same = make_item(source, {**said, **signature}, item)
    if same is item:
        return item
    details = tuple(_details(item.fields, row.fields, known))
    changes.append(Change("~", f"{case} {row.organisation} {row.team}", details))
    if signature:
        problems.append(problem("intake.approval-void", row.place, case=case))
    return make_item(source, said, item)


def _details(old: Mapping[str, Value], new: Mapping[str, Value], apart: set[str]) -> list[str]:
    details = []
    for row in APPROVAL.fields:
        before, after = old.get(row.name, ""), new.get(row.name, "")
        if row.name not in apart and _words(before) != _words(after):
            details.append(
                f"{row.label}：{_words(before) or '（空）'} → {_words(after) or '（空）'}"
            )
    return details


def _words(value: Value) -> str:
    if isinstance(value, str):
        return value
    parts = value.values() if isinstance(value, Mapping) else value
    return " ".join(_words(part) for part in parts)


def _match(
    content: Content, year: int, rows: Sequence[ApprovalRow], problems: list[Problem]
) -> list[tuple[ApprovalRow, Case]]:
    """Each row with its case; rows without one and rows that come twice are reported."""
    folder = next((f for f in content.years if f.year == year), YearFolder(year, None))
    names = build_register(content.organisations)
    cases = {(case.organisation, fold(case.team)): case for case in folder.cases}
    written = {(case.organisation_name, case.team): case.id for case in folder.cases}
    matched: list[tuple[ApprovalRow, Case]] = []
    seen: dict[str, ApprovalRow] = {}
    for row in rows:
        name = f"{row.organisation} {row.team}"
        case = cases.get((names.slug(row.organisation), fold(row.team)))
        if case is None:
            near = likely_team(row.organisation, row.team, written)
            hint = f"是不是“{' '.join(near)}”（{written[near]}）？" if near else ""
            args = {"name": name, "suggestion": hint}
            problems.append(problem("intake.case-unknown", row.place, **args))
        elif case.id in seen:
            first = seen[case.id].place.file.rsplit("!", 1)[-1]
            problems.append(problem("intake.approval-twice", row.place, name=name, first=first))
        else:
            seen[case.id] = row
            matched.append((row, case))
    return matched
