"""核对规则：functions with one signature; each lays two of the four papers side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.content import YearFolder
from generator.gate import missing_evidence
from generator.intake.counts import parse_counts
from generator.intake.names import likely_team
from generator.model import Approval, Case, Entry, Notice, Vocabulary, YearResult
from generator.problems import Place, Problem
from generator.reconcile.messages import problem

CHANNELS = {"website": "官网", "wechat": "公众号", "poster": "海报"}


@dataclass(frozen=True, slots=True)
class Papers:
    """一个年度的四样东西."""

    folder: YearFolder
    results: YearResult
    vocabularies: Mapping[str, Vocabulary]

    @property
    def year(self) -> int:
        """年度."""
        return self.folder.year

    @property
    def announcement(self) -> Notice | None:
        """结果公告 that the results name."""
        slug = self.results.announcement
        return next((n for n in self.folder.notices if n.slug == slug), None)

    def case_of(self, entry: Entry) -> Case | None:
        """案例 of an entry, by organisation and team."""
        cases = (c for c in self.folder.cases if (c.organisation, c.team) == entry.key)
        return next(cases, None)

    def entry_of(self, case: Case) -> Entry | None:
        """名单条目 of a case."""
        key = (case.organisation, case.team)
        return next((e for e in self.results.entries if e.key == key), None)

    def approval_of(self, case: Case) -> Approval | None:
        """审批记录 of a case."""
        return next((a for a in self.folder.approvals if a.case == case.id), None)


Rule = Callable[[Papers], Iterator[Problem]]


def check_list(papers: Papers) -> Iterator[Problem]:
    """名单出入: where the list contradicted itself when it was imported."""
    for text in papers.results.discrepancies:
        yield problem(
            "reconcile.list-contradicts", papers.results.at.of("discrepancies"), text=text
        )


def check_missing_cases(papers: Papers) -> Iterator[Problem]:
    """典型经验 of the list that nobody wrote up, with the case that may be meant."""
    strays = {
        (case.organisation_name, case.team): case.id
        for case in papers.folder.cases
        if papers.entry_of(case) is None
    }
    for entry in papers.results.entries:
        if entry.tier == "typical" and papers.case_of(entry) is None:
            near = likely_team(entry.organisation_name, entry.team, strays)
            hint = f"是不是 {strays[near]}“{' '.join(near)}”？" if near else ""
            yield problem(
                "reconcile.case-missing",
                entry.at.of("team"),
                name=f"{entry.organisation_name} {entry.team}",
                remark=f"（备注：{entry.remark}）" if entry.remark else "",
                suggestion=hint,
            )


def check_approvals(papers: Papers) -> Iterator[Problem]:
    """审批 of each case: there, complete, agreed, signed, and in time."""
    orphans = [a.case for a in papers.folder.approvals]
    known = {case.id for case in papers.folder.cases}
    spare = [id for id in orphans if id not in known]
    for case in papers.folder.cases:
        approval = papers.approval_of(case)
        if approval is None:
            hint = f"审批记录里 {'、'.join(spare)} 没有案例，是不是编号写错了？" if spare else ""
            args = {"case": case.id, "team": case.team, "suggestion": hint}
            yield problem("reconcile.approval-missing", case.at.of("id"), **args)
        else:
            yield from _check_evidence(case, approval)
            yield from _check_consent(case, approval)
            yield from _check_days(papers, case, approval)


def _check_evidence(case: Case, approval: Approval) -> Iterator[Problem]:
    place = approval.at.of("case")
    who = {"case": case.id, "team": case.team}
    guidance = approval.guidance
    if guidance is None or not guidance.day:
        yield problem("reconcile.guidance-missing", place, **who, part="的日期和文号")
    elif not guidance.doc_number:
        yield problem("reconcile.guidance-missing", place, **who, part="的文号")
    others = [name for name in missing_evidence(approval) if not name.startswith("指导单位")]
    if others:
        yield problem("reconcile.evidence-missing", place, **who, missing="、".join(others))


def _check_consent(case: Case, approval: Approval) -> Iterator[Problem]:
    consent, place = approval.consent, approval.at.of("consent")
    who = {"case": case.id, "team": case.team}
    if consent is None or not consent.given:
        yield problem("reconcile.consent", place, **who, state="单位没有同意公开")
    elif "website" not in consent.scope:
        yield problem("reconcile.consent", place, **who, state="的同意范围不含官网")
    elif "wechat" not in consent.scope:
        scope = "、".join(CHANNELS[name] for name in consent.scope)
        yield problem("reconcile.channels", place, **who, scope=scope, missing="公众号")


def _check_days(papers: Papers, case: Case, approval: Approval) -> Iterator[Problem]:
    announced = papers.results.announced_on
    for label, name in (("专家评审", "expert"), ("指导单位审定", "guidance")):
        review = getattr(approval, name)
        if announced and review and review.day and review.day > announced:
            args = {"label": label, "day": review.day, "announced": announced}
            place = review.at.of("day")
            yield problem("reconcile.late-review", place, case=case.id, team=case.team, **args)


def check_signatures(papers: Papers) -> Iterator[Problem]:
    """批准: given for the content as it is now, or still to be given."""
    for case in papers.folder.cases:
        approval = papers.approval_of(case)
        who = {"case": case.id, "team": case.team}
        if approval is None or missing_evidence(approval):
            continue
        if approval.content_hash and approval.content_hash != case.content_hash:
            yield problem("reconcile.changed", case.at.of("id"), **who)
        elif not approval.content_hash and approval.consent and approval.consent.given:
            yield problem("reconcile.not-approved", case.at.of("id"), **who)


def check_announcement(papers: Papers) -> Iterator[Problem]:
    """公告 in words against the entries of the list."""
    notice = papers.announcement
    if notice is None:
        place = papers.results.at.whole
        yield problem("reconcile.no-announcement", place, year=papers.year)
        return
    said = parse_counts(notice.markdown, papers.vocabularies, papers.year)
    entries = papers.results.entries
    place = Place(f"{notice.folder}/{notice.slug}.md", notice.body_line)
    pairs = [
        ("经验", said.total, len(entries)),
        ("典型经验", said.typical, sum(e.tier == "typical" for e in entries)),
        ("推荐全国", said.nominated, sum(e.nominated_national for e in entries)),
        *_by_label(papers, "domain", said.domains or {}),
        *_by_label(papers, "category", said.categories or {}),
    ]
    for label, number, counted in pairs:
        if number is not None and number != counted:
            args = {"label": label, "said": number, "other": "名单里有", "counted": counted}
            yield problem("reconcile.notice-count", place, **args)
    yield from _check_sums(place, said.total, said.domains, said.categories)


def _by_label(
    papers: Papers, name: str, said: Mapping[str, int]
) -> Iterator[tuple[str, int | None, int]]:
    vocabulary = papers.vocabularies.get(name)
    found = Counter(getattr(entry, name) for entry in papers.results.entries)
    for term in vocabulary.terms if vocabulary else ():
        label = term.shown_in(papers.year)
        if label in said:
            yield label, said[label], found[term.slug]


def _check_sums(
    place: Place, total: int | None, *groups: Mapping[str, int] | None
) -> Iterator[Problem]:
    """领域 and 类别 of the announcement each make up its total."""
    for group in groups:
        if group and total and len(group) > 1 and sum(group.values()) != total:
            words = "、".join(group)
            args = {"label": "总数", "said": total, "other": f"{words}加起来是"}
            yield problem("reconcile.notice-count", place, **args, counted=sum(group.values()))


RULES: tuple[Rule, ...] = (
    check_announcement,
    check_list,
    check_missing_cases,
    check_approvals,
    check_signatures,
)
