"""批准：write down which content was approved, by whom and when. The content is not touched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.content import Content, YearFolder
from generator.fields import APPROVAL
from generator.gate import missing_evidence
from generator.model import Approval, Case, PublishedList, YearResult
from generator.output import append_text, replace_text
from generator.sections import TO_SORT
from generator.urls import case_url

LEDGER = "site_config/published.yaml"
LEDGER_HEAD = "# 公开台账：编号和地址一经公开就不再改变；只增不减，由 anli approve 写入。\n公开:\n"
ANNOUNCED = "site_config/announced.yaml"
ANNOUNCED_HEAD = "# 公布台账：每年名单公布的条数；只增不减，由 anli approve 写入。\n名单:\n"


@dataclass(frozen=True, slots=True)
class Refusal:
    """不予批准：why one case cannot be approved now."""

    case: str
    reason: str


def choose_cases(content: Content, targets: Iterable[str]) -> tuple[list[Case], list[str]]:
    """Cases named by id or by year, and the targets that name nothing."""
    chosen: list[Case] = []
    unknown = []
    listed = {str(folder.year) for folder in content.years if folder.results}
    for target in targets:
        found = [case for case in content.cases if target in (case.id, str(case.year))]
        chosen += [case for case in found if case not in chosen]
        if not found and target not in listed:
            unknown.append(target)
    return chosen, unknown


def find_refusals(content: Content, cases: Iterable[Case]) -> list[Refusal]:
    """Those of the cases whose evidence is not complete."""
    refusals = []
    for case in cases:
        approval = _approval_of(content, case)
        if approval is None:
            refusals.append(Refusal(case.id, "审批记录里没有这个编号"))
        elif missing := missing_evidence(approval):
            refusals.append(Refusal(case.id, f"缺少{'、'.join(missing)}"))
        elif not (approval.consent and approval.consent.given):
            refusals.append(Refusal(case.id, "单位没有同意公开"))
        elif any(section.title == TO_SORT for section in case.sections):
            refusals.append(Refusal(case.id, f"正文里还有“{TO_SORT}”，归入各节或删去再批准"))
        elif _is_braced(content, approval):
            refusals.append(Refusal(case.id, "审批记录写在花括号里，请改成每项一行再批准"))
    return refusals


def _is_braced(content: Content, approval: Approval) -> bool:
    """Written as {编号: …}: lines cannot be added inside."""
    place = approval.at.whole
    return content.lines[place.file][place.line - 1][place.column - 1] == "{"


def approve(
    content: Content, cases: Iterable[Case], by: str, day: date, years: Iterable[int] = ()
) -> list[str]:
    """批准 the cases: hash, person and date into approvals.yaml, new ids and lists into the ledgers.

    `years` are recorded even where they have no case. Returns the files that changed. The
    evidence must be complete; see `find_refusals`.
    """
    changed = []
    cases = list(cases)
    for folder in content.years:
        mine = [case for case in cases if case in folder.cases]
        if mine:
            changed.append(_write_approvals(content, folder, mine, by, day))
    if new := _new_in_ledger(content, cases):
        changed.append(LEDGER)
        _append_to_ledger(content.root / LEDGER, new, day)
    return [*changed, *_record_lists(content, {*years, *(case.year for case in cases)}, day)]


def _approval_of(content: Content, case: Case) -> Approval | None:
    folders = (folder for folder in content.years if folder.year == case.year)
    return next((a for folder in folders for a in folder.approvals_of(case.id)), None)


def _write_approvals(
    content: Content, folder: YearFolder, cases: list[Case], by: str, day: date
) -> str:
    file = f"cases/{folder.year}/approvals.yaml"
    lines = list(content.lines[file])
    approvals = {approval.case: approval for approval in folder.approvals}
    # from the end upwards, so that the line numbers of earlier records stay right
    for case in sorted(cases, key=lambda c: approvals[c.id].at.whole.line, reverse=True):
        _sign(lines, approvals[case.id], case.content_hash, by, day)
    replace_text(content.root / file, "\n".join(lines))
    return file


def _sign(lines: list[str], approval: Approval, content_hash: str, by: str, day: date) -> None:
    """Set the three values of one record: in place where they stand, else below its number."""
    values = {"content_hash": content_hash, "approved_by": by, "approved_on": day.isoformat()}
    indent = " " * (approval.at.whole.column - 1)
    added = []
    for name, text in values.items():
        if place := approval.at.fields.get(name):
            before = lines[place.line - 1][: place.column - 1]
            lines[place.line - 1] = before + (" " if before.endswith(":") else "") + text
        else:
            added.append(f"{indent}{APPROVAL.field(name).label}: {text}")
    number = approval.at.of("case").line
    lines[number:number] = added


def _new_in_ledger(content: Content, cases: list[Case]) -> list[Case]:
    """Those that get an address: consent to other channels alone makes no page."""
    known = {entry.id for entry in content.ledger}
    return [case for case in cases if case.id not in known and _has_page(content, case)]


def _has_page(content: Content, case: Case) -> bool:
    approval = _approval_of(content, case)
    consent = approval.consent if approval else None
    return case.tier == "typical" and consent is not None and "website" in consent.scope


def _record_lists(content: Content, years: set[int], day: date) -> list[str]:
    """公布台账：how long the lists of these years are. Returns the files that changed.

    A list that lost entries, or its date, is not recorded: somebody has to write down why.
    """
    folders = [folder for folder in content.years if folder.year in years]
    records = [
        f"  - {{年度: {results.year}, 公布日期: {results.announced_on}, "
        f"条目: {len(results.entries)}}}\n"
        for folder in folders
        if (results := folder.results) and _is_news(content.lists.get(folder.year), results, day)
    ]
    if not records:
        return []
    append_text(content.root / ANNOUNCED, ANNOUNCED_HEAD, "".join(records))
    return [ANNOUNCED]


def _is_news(known: PublishedList | None, results: YearResult, day: date) -> bool:
    """Whether a list says more than its last record does."""
    when, size = results.announced_on, len(results.entries)
    if when is None or not results.complete:
        return False
    if known is None:
        return True
    is_kept = size >= known.entries and (known.announced_on > day or when <= day)
    return is_kept and (when, size) != (known.announced_on, known.entries)


def _append_to_ledger(path: Path, cases: list[Case], day: date) -> None:
    entries = "".join(
        f"  - {{编号: {case.id}, 地址: {case_url(case)}, 首次公开: {day.isoformat()}}}\n"
        for case in cases
    )
    append_text(path, LEDGER_HEAD, entries)
