"""闸门：the only maker of an `Archive`. What is not proven public does not exist below.

A case gets out only when its year's results are announced, it stands in the published list, its
approval is complete, the hash of what was approved is the hash of what is there, and the
organisation agreed to the website. Everything else stays in: the default is no.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.catalogue import problem
from generator.clock import QUALITY_MONTH
from generator.content import Content, YearFolder
from generator.model import (
    Approval,
    Case,
    Clearance,
    Notice,
    Organisation,
    Post,
    Site,
    Step,
    Topic,
    TopicCase,
    Vocabulary,
    YearResult,
)
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class PublicYear:
    """公开年度：a year whose results are announced, with its public notices and cases."""

    results: YearResult
    notices: tuple[Notice, ...]
    """newest first"""
    cases: tuple[Case, ...]
    """in the order of the published list"""

    @property
    def year(self) -> int:
        """年度."""
        return self.results.year

    @property
    def announcement(self) -> Notice:
        """结果公告 of the year."""
        return next(n for n in self.notices if n.slug == self.results.announcement)

    @property
    def calendar_notice(self) -> Notice:
        """The notice that sets the calendar: the first of the activity, else the announcement."""
        activity = [notice for notice in self.notices if notice.kind == "activity"]
        return activity[-1] if activity else self.announcement


NOTHING_KNOWN = Clearance()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """撤下说明：what stays at the address of a case that was withdrawn; nothing of the case."""

    id: str
    address: str
    day: date
    reason: str
    """code of the reason"""


@dataclass(frozen=True, slots=True)
class Archive:
    """档案：public content only; the one thing that every output reads."""

    site: Site
    vocabularies: Mapping[str, Vocabulary]
    """by slug: domain industry district tier category method concept key-industry recommender"""
    organisations: Mapping[str, Organisation]
    """by slug, only those named in public results"""
    years: tuple[PublicYear, ...]
    """newest first"""
    notices: tuple[Notice, ...] = ()
    """通知与附件 of all years, newest first; those of a year whose results are still to come too"""
    tombstones: tuple[Tombstone, ...] = ()
    clearances: Mapping[str, Clearance] = field(default_factory=dict)
    """把关 of each public case, by id"""
    topics: tuple[Topic, ...] = ()
    """专题, newest first, with their public cases only"""
    featured: Topic | None = None
    """首页专题：the newest one that has not run out"""
    posts: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    """公众号文章 about each public case, by id, newest first"""
    quality_month: bool = False
    """质量月：whether the archive is made for September"""

    def clearance(self, case: Case) -> Clearance:
        """把关 of a public case; an empty one where nothing of it is known."""
        return self.clearances.get(case.id, NOTHING_KNOWN)

    def posts_of(self, case: Case) -> tuple[Post, ...]:
        """公众号文章 about a public case, newest first."""
        return self.posts.get(case.id, ())

    @property
    def cases(self) -> tuple[Case, ...]:
        """All public cases, newest year first, in list order within a year."""
        return tuple(case for year in self.years for case in year.cases)


def admit(content: Content, site: Site, day: date) -> tuple[Archive, list[Problem]]:
    """内容 → 档案. The problems say of everything held back why; none of them is an error.

    `content` has been checked and holds no errors; `day` is today, for the date of announcement.
    """
    problems: list[Problem] = []
    years = []
    gone = [w for w in content.withdrawals if w.day <= day]
    withdrawn = frozenset(w.id for w in gone)
    for folder in sorted(content.years, key=lambda f: f.year, reverse=True):
        if public := _admit_year(folder, day, withdrawn, problems):
            years.append(public)
    named = {entry.organisation for year in years for entry in year.results.entries}
    public_ids = {case.id for year in years for case in year.cases}
    picks = tuple(id for id in site.picks if id in public_ids)
    problems += (
        problem("site.pick", site.at.of("picks"), id=id)
        for id in site.picks
        if id not in public_ids
    )
    topics = _admit_topics(content, public_ids, day, problems)
    newest = max((year.year for year in years), default=day.year)
    archive = Archive(
        site=replace(site, picks=picks),
        vocabularies={
            slug: _without_future(vocabulary, newest)
            for slug, vocabulary in content.vocabularies.items()
        },
        organisations={o.slug: o for o in content.organisations if o.slug in named},
        years=tuple(years),
        notices=tuple(_in_order(_public_notices(content, {year.year for year in years}, day))),
        tombstones=tuple(Tombstone(w.id, w.address, w.day, w.reason) for w in gone),
        clearances=_clearances(content, public_ids),
        topics=topics,
        featured=next((t for t in topics if t.until is None or t.until >= day), None),
        posts=_admit_posts(content.posts, public_ids, day),
        quality_month=day.month == QUALITY_MONTH,
    )
    return archive, problems


def _admit_topics(
    content: Content, public_ids: Container[str], day: date, problems: list[Problem]
) -> tuple[Topic, ...]:
    """专题 whose day has come, each with its public cases, newest first."""
    admitted = []
    for topic in content.topics:
        if topic.day is None or topic.day > day:
            continue
        cases: dict[str, TopicCase] = {}
        for case in topic.cases:
            if case.id in public_ids:
                cases.setdefault(case.id, case)
            else:
                place = case.at.of("id")
                problems.append(problem("topic.case", place, title=topic.title, id=case.id))
        if cases:
            admitted.append(replace(topic, cases=tuple(cases.values())))
        else:
            problems.append(problem("topic.empty", topic.at.of("cases"), title=topic.title))
    return tuple(sorted(admitted, key=lambda t: (t.day or date.min, t.slug), reverse=True))


def _admit_posts(
    posts: Iterable[Post], public_ids: Container[str], day: date
) -> dict[str, tuple[Post, ...]]:
    """公众号文章 about public cases that are out by now, newest first."""
    found: dict[str, list[Post]] = {}
    for post in sorted(posts, key=lambda p: (p.day or date.max, p.url), reverse=True):
        if post.id in public_ids and post.day and post.day <= day:
            found.setdefault(post.id, []).append(post)
    return {id: tuple(mine) for id, mine in found.items()}


def _clearances(content: Content, public_ids: Container[str]) -> dict[str, Clearance]:
    """把关 of the public cases: of an approval only what everybody may know."""
    published = {entry.id: entry.first_published for entry in content.ledger}
    return {
        approval.case: _clearance(approval, published.get(approval.case))
        for folder in content.years
        for approval in folder.approvals
        if approval.case in public_ids
    }


def _clearance(approval: Approval, first_published: date | None) -> Clearance:
    steps = ("formal", "expert", "guidance", "secrecy", "consent")
    done = {name: record.day for name in steps if (record := getattr(approval, name))}
    scope = approval.consent.scope if approval.consent else ()
    return Clearance(**done, scope=scope, first_published=first_published)


def _admit_year(
    folder: YearFolder, day: date, withdrawn: frozenset[str], problems: list[Problem]
) -> PublicYear | None:
    results = folder.results
    notices = _in_order(n for n in folder.notices if n.issued_on and n.issued_on <= day)
    if results is None or results.announced_on is None:
        return None
    if results.announced_on > day or results.announcement not in {n.slug for n in notices}:
        place, when = results.at.of("announced_on"), results.announced_on
        problems.append(problem("gate.not-announced", place, year=folder.year, day=when))
        return None
    cases: dict[tuple[str, str], Case] = {}
    for case in sorted(folder.cases, key=lambda case: _order(case, results)):
        held = list(reasons_to_hold(case, folder, withdrawn)) or _second_of_team(case, cases)
        problems += held
        if not held:
            cases[case.key] = case
    public_entries = tuple(
        replace(entry, remark="") if entry.remark else entry for entry in results.entries
    )
    calendar = results.calendar or _calendar_in(notices)
    public = replace(results, entries=public_entries, discrepancies=(), calendar=calendar)
    return PublicYear(public, tuple(notices), tuple(cases.values()))


def _calendar_in(notices: Iterable[Notice]) -> tuple[Step, ...]:
    """日程 as the newest notice that has one gives it."""
    return next((notice.calendar for notice in notices if notice.calendar), ())


def _second_of_team(case: Case, admitted: Mapping[tuple[str, str], Case]) -> list[Problem]:
    """A team has one public case a year; a second one waits until people have chosen."""
    if (first := admitted.get(case.key)) is None:
        return []
    return [problem("case.same-team", case.at.of("team"), year=case.year, other=first.folder)]


def _without_future(vocabulary: Vocabulary, newest: int) -> Vocabulary:
    """词表 as known in the newest public year: what comes later is not public yet."""
    terms = []
    for term in vocabulary.terms:
        known = [label for label in term.labels if (label.since or newest) <= newest]
        labels = tuple(
            replace(label, until=None) if (label.until or 0) >= newest else label for label in known
        )
        if labels:
            terms.append(replace(term, labels=labels))
    return replace(vocabulary, terms=tuple(terms))


def _public_notices(content: Content, announced: set[int], day: date) -> Iterator[Notice]:
    """通知 that are issued; one that tells results only when its year is announced."""
    for folder in content.years:
        for notice in folder.notices:
            issued = notice.issued_on is not None and notice.issued_on <= day
            if issued and (notice.kind != "results" or folder.year in announced):
                yield notice


def _in_order(notices: Iterable[Notice]) -> list[Notice]:
    """Newest first."""
    return sorted(notices, key=lambda n: (n.issued_on or date.min, n.slug), reverse=True)


def _order(case: Case, results: YearResult) -> tuple[int, str]:
    return (results.positions.get(case.key, len(results.entries)), case.id)


def reasons_to_hold(
    case: Case, folder: YearFolder, withdrawn: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """为什么不公开：the first reason that keeps a case in; none when it may go out."""
    entry = folder.results.entry_of(case) if folder.results else None
    approvals = folder.approvals_of(case.id)
    if case.id in withdrawn:
        yield problem("gate.withdrawn", case.at.of("id"), case=case.id)
    elif entry is None or entry.tier != "typical" or case.tier != "typical":
        yield problem("gate.tier", case.at.of("id"))
    elif len(approvals) != 1:
        yield problem("approval.missing", case.at.of("id"), case=case.id)
    elif held := _reason_in(approvals[0], case):
        yield held


def _reason_in(approval: Approval, case: Case) -> Problem | None:
    place = case.at.of("id")
    if missing := missing_evidence(approval):
        return problem("approval.incomplete", place, missing="、".join(missing), case=case.id)
    consent = approval.consent
    if consent is None or not consent.given or "website" not in consent.scope:
        state = "同意范围不含官网" if consent and consent.given else "未同意公开"
        return problem("approval.consent", place, state=state)
    if not (approval.content_hash and approval.approved_by and approval.approved_on):
        return problem("approval.not-approved", place, case=case.id)
    if approval.content_hash != case.content_hash:
        return problem("approval.changed", place, case=case.id)
    return None


def missing_evidence(approval: Approval) -> list[str]:
    """缺少的审批材料, by the names that staff use."""
    missing = []
    if not (approval.formal and approval.formal.day):
        missing.append("形式审查")
    if not (approval.expert and approval.expert.day):
        missing.append("专家评审")
    guidance = approval.guidance
    if not (guidance and guidance.day and guidance.doc_number):
        missing.append("指导单位审定（日期和文号）")
    if not (approval.secrecy and approval.secrecy.day and approval.secrecy.by):
        missing.append("保密审查（日期和人）")
    if approval.consent is None or (approval.consent.given and approval.consent.day is None):
        missing.append("单位公开同意（日期）")
    return missing
