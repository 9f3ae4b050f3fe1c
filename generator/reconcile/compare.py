"""核对一个年度：the rules of `check` for that year, the rules of this package, and a board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.checks import approvals, cases, notices, results
from generator.content import Content, YearFolder
from generator.gate import missing_evidence
from generator.model import Approval, Case, Entry
from generator.problems import Level, Place, Problem, in_order
from generator.reconcile.messages import problem
from generator.reconcile.rules import CHANNELS, RULES, Papers

_CHECKS = (
    results.check_year,
    results.check_totals,
    results.check_entries,
    cases.check_identity,
    cases.check_against_results,
    cases.check_sections,
    approvals.check_approvals,
    notices.check_notices,
)
_NOT_OURS = ("case.section",)
"""of the checks above: how a case is written, which no other paper contradicts"""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """一个典型经验, or a case that is on no list, and how far it has come."""

    organisation: str
    team: str
    listed: str
    """等级 on the list, with 推荐全国; empty when it is not listed"""
    case: str
    """id, or empty"""
    approval: str
    consent: str
    video: str
    state: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """核对结果 of a year."""

    year: int
    numbers: tuple[tuple[str, int], ...]
    """what there is, by name"""
    board: tuple[BoardRow, ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        names = BoardRow.__slots__
        return {
            "year": self.year,
            "numbers": dict(self.numbers),
            "board": [{name: getattr(row, name) for name in names} for row in self.board],
            "problems": [found.as_json() for found in self.problems],
        }


def reconcile_year(content: Content, read: Sequence[Problem], year: int) -> Reconciliation:
    """内容 → 核对结果; `read` are the problems met while reading."""
    folder = next((f for f in content.years if f.year == year), YearFolder(year, None))
    mine = [found for found in read if found.place.file.startswith(f"cases/{year}/")]
    if folder.results is None:
        place = Place(f"cases/{year}/results.yaml")
        missing = problem("reconcile.no-results", place, year=year)
        return Reconciliation(year, (), (), (missing, *in_order(mine)))
    papers = Papers(folder, folder.results, content.vocabularies)
    alone = replace(content, years=(folder,))
    mine += (
        found for check in _CHECKS for found in check(alone) if not found.id.startswith(_NOT_OURS)
    )
    mine += (found for rule in RULES for found in rule(papers))
    return Reconciliation(year, _numbers(papers), tuple(_board(papers)), tuple(_sorted(mine)))


def _sorted(problems: Sequence[Problem]) -> list[Problem]:
    """Errors first, then as they stand in the files."""
    levels = list(Level)
    return sorted(in_order(problems), key=lambda found: levels.index(found.level))


def _numbers(papers: Papers) -> tuple[tuple[str, int], ...]:
    entries, folder = papers.results.entries, papers.folder
    consents = [a for a in folder.approvals if a.consent and a.consent.given]
    return (
        ("名单条目", len(entries)),
        ("典型经验", sum(entry.tier == "typical" for entry in entries)),
        ("推荐全国", sum(entry.nominated_national for entry in entries)),
        ("案例", len(folder.cases)),
        ("审批记录", len(folder.approvals)),
        ("同意公开", len(consents)),
    )


def _board(papers: Papers) -> Iterator[BoardRow]:
    for entry in papers.results.entries:
        case = papers.case_of(entry)
        if entry.tier == "typical" or case:
            yield _board_row(papers, entry, case)
    for case in papers.folder.cases:
        if papers.entry_of(case) is None:
            yield _board_row(papers, None, case)


def _board_row(papers: Papers, entry: Entry | None, case: Case | None) -> BoardRow:
    approval = papers.approval_of(case) if case else None
    named = entry or case
    return BoardRow(
        organisation=named.organisation_name if named else "",
        team=named.team if named else "",
        listed=_listed(papers, entry),
        case=case.id if case else "",
        approval=_approval_words(approval) if case else "",
        consent=_consent_words(approval) if case else "",
        video=("有" if case.video else "缺") if case else "",
        state=_state(entry, case, approval),
    )


def _listed(papers: Papers, entry: Entry | None) -> str:
    if entry is None:
        return ""
    vocabulary = papers.vocabularies.get("tier")
    slugs = {term.slug for term in vocabulary.terms} if vocabulary else set()
    label = vocabulary.term(entry.tier).label if vocabulary and entry.tier in slugs else ""
    return label + ("，推荐全国" if entry.nominated_national else "")


def _approval_words(approval: Approval | None) -> str:
    if approval is None:
        return "没有记录"
    missing = missing_evidence(approval)
    return "缺" + "、".join(missing) if missing else "齐全"


def _consent_words(approval: Approval | None) -> str:
    consent = approval.consent if approval else None
    if consent is None or not consent.given:
        return "未同意"
    return "、".join(CHANNELS[name] for name in consent.scope) or "没有写范围"


def _state(entry: Entry | None, case: Case | None, approval: Approval | None) -> str:
    if case is None:
        return f"没有案例{'：' + entry.remark if entry and entry.remark else ''}"
    if entry is None:
        return "不在名单里"
    if approval is None or missing_evidence(approval):
        return "审批不全"
    if not approval.consent or not approval.consent.given:
        return "单位没有同意公开"
    if not approval.content_hash:
        return "待批准"
    return "已批准" if approval.content_hash == case.content_hash else "批准后有改动"
