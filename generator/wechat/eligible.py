"""能不能上公众号：the public cases whose organisation agreed to it; of all others, why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalogue import problem
from generator.gate import Archive, reasons_to_hold
from generator.model import Approval, Case
from generator.pipeline import Loaded
from generator.problems import Problem

WECHAT = "wechat"
"""公众号 in the scope of a consent"""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """可用的案例, and the reason for every other one."""

    cases: Mapping[str, Case]
    """by id, newest year first, in the order of the published list"""
    held: Mapping[str, str]
    """reason by id, a whole sentence"""


def judge_cases(loaded: Loaded, archive: Archive, day: date) -> Eligibility:
    """读到的一切 → 可用的案例. `archive` is what of it is public on that day."""
    approvals = {a.case: a for year in loaded.content.years for a in year.approvals}
    held: dict[str, str] = {}
    cases: dict[str, Case] = {}
    for case in archive.cases:
        if reason := next(_reasons(case, approvals.get(case.id), archive, day), ""):
            held[case.id] = reason
        else:
            cases[case.id] = case
    for case in loaded.content.cases:
        if case.id not in cases and case.id not in held:
            held[case.id] = _why_not_public(case, loaded, day)
    for gone in loaded.content.withdrawals:
        if gone.day <= day:
            held[gone.id] = problem("gate.withdrawn", gone.at.whole, case=gone.id).message
    return Eligibility(cases, held)


def _reasons(case: Case, approval: Approval | None, archive: Archive, day: date) -> Iterator[str]:
    """Why a public case may not be shown on WeChat."""
    if WECHAT not in archive.clearance(case).scope:
        yield "单位同意公开的范围不含公众号。"
    said = "\n".join((case.title, case.summary, *(s.markdown for s in case.sections)))
    for person in approval.persons if approval else ():
        if person.name in said and WECHAT not in person.scope:
            yield f"“{person.name}”本人同意的范围不含公众号。"
        if person.name in said and person.until and person.until < day:
            yield f"“{person.name}”的个人同意已于 {person.until} 到期。"


def _why_not_public(case: Case, loaded: Loaded, day: date) -> str:
    """The first reason that keeps a case in, in the words of the gate."""
    if loaded.has_errors_about(case):
        return "稿件有错误，运行 anli check 看是哪些。"
    folder = next(year for year in loaded.content.years if year.year == case.year)
    results = folder.results
    if results is None:
        return f"{case.year} 年还没有结果名单。"
    found: Problem | None = None
    if results.announced_on is None or results.announced_on > day:
        place, when = results.at.of("announced_on"), results.announced_on
        found = problem("gate.not-announced", place, year=case.year, day=when)
    gone = frozenset(w.id for w in loaded.content.withdrawals if w.day <= day)
    found = found or next(reasons_to_hold(case, folder, gone), None)
    return found.message if found else "同一班组已有另一篇公开的案例。"
