"""闸门：what is not proven public does not exist below."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.approving import approve
from generator.content import Content, YearFolder, read_content
from generator.gate import Archive, admit, missing_evidence
from generator.model import (
    Approval,
    Case,
    Clearance,
    Consent,
    DocNumber,
    Entry,
    Label,
    Places,
    Post,
    Review,
    Site,
    Step,
    Term,
    Topic,
    TopicCase,
    Vocabulary,
)
from generator.problems import Place
from tests.conftest import MakeProject
from tests.support import ROOT, SITES, TODAY, change, examine

CONTENT = read_content(SITES / "full")[0]
assert isinstance(CONTENT.site, Site)
SITE = CONTENT.site
PUBLIC = ["SHQ-2024-0001", "SHQ-2022-0001"]
DAY = date(2022, 8, 1)


def admitted(content: Content, day: date = TODAY) -> Archive:
    assert isinstance(content.site, Site)
    return admit(content, content.site, day)[0]


def held(content: Content, day: date = TODAY) -> dict[str, str]:
    """Reasons by the file they point at."""
    assert isinstance(content.site, Site)
    return {p.place.file: p.id for p in admit(content, content.site, day)[1]}


ARCHIVE = admitted(CONTENT)


def test_only_the_proven_cases_are_public() -> None:
    assert [case.id for case in ARCHIVE.cases] == PUBLIC
    assert [year.year for year in ARCHIVE.years] == [2024, 2022]


def test_the_archive_names_nothing_that_is_held_back() -> None:
    """Held cases, years to come, remarks and reviewers; teams stand in the public list anyway."""
    text = repr(ARCHIVE)
    for secret in (
        "2099",
        "SHQ-2022-0002",
        "SHQ-2022-0004",
        "材料已归档",
        "赵某",
        "李某",
        "王某",
        "审核员",
    ):
        assert secret not in text


def test_of_an_approval_only_days_and_scope_get_out_and_only_of_public_cases() -> None:
    assert set(ARCHIVE.clearances) == set(PUBLIC)
    assert ARCHIVE.clearances["SHQ-2022-0001"] == Clearance(
        formal=date(2022, 6, 25),
        expert=date(2022, 7, 19),
        guidance=date(2022, 8, 16),
        secrecy=date(2022, 8, 22),
        consent=date(2022, 8, 25),
        scope=("website", "wechat", "poster"),
        first_published=next(e.first_published for e in CONTENT.ledger if e.id == "SHQ-2022-0001"),
    )


def test_days_that_are_known_are_told() -> None:
    known = admitted(CONTENT).clearances["SHQ-2022-0001"]
    assert (known.formal, known.consent) == (date(2022, 6, 25), date(2022, 8, 25))


def test_every_case_held_back_is_told_why() -> None:
    reasons = {file.split("/")[2]: id for file, id in held(CONTENT).items() if "/2022/" in file}
    assert reasons == {
        "anbao-ban": "gate.withdrawn",
        "baojie-ban": "approval.missing",
        "gangjin-ban": "approval.not-approved",
        "hanjie-ban": "approval.incomplete",
        "kefu-ban": "approval.consent",
        "mugong-ban": "gate.tier",
        "weibao-zu": "approval.changed",
    }


def folder_of(content: Content, year: int) -> YearFolder:
    return next(folder for folder in content.years if folder.year == year)


def with_year(content: Content, year: int, **parts: object) -> Content:
    """The content with one year's folder changed."""
    years = tuple(
        replace(folder, **parts) if folder.year == year else folder  # type: ignore[arg-type]
        for folder in content.years
    )
    return replace(content, years=years)


# ---- one piece of evidence at a time ----

GRANTED = Consent(True, DAY, ("website", "wechat"))
FLIPS: dict[str, tuple[str, Callable[[Approval], Approval]]] = {
    "no formal review": ("approval.incomplete", lambda a: replace(a, formal=None)),
    "formal review without date": (
        "approval.incomplete",
        lambda a: replace(a, formal=Review(None)),
    ),
    "no expert review": ("approval.incomplete", lambda a: replace(a, expert=None)),
    "expert review without date": (
        "approval.incomplete",
        lambda a: replace(a, expert=Review(None)),
    ),
    "no guidance": ("approval.incomplete", lambda a: replace(a, guidance=None)),
    "guidance without number": ("approval.incomplete", lambda a: replace(a, guidance=Review(DAY))),
    "guidance without date": (
        "approval.incomplete",
        lambda a: replace(a, guidance=Review(None, "", DocNumber("示〔2022〕1号", 2022, ""))),
    ),
    "no secrecy review": ("approval.incomplete", lambda a: replace(a, secrecy=None)),
    "secrecy review by nobody": ("approval.incomplete", lambda a: replace(a, secrecy=Review(DAY))),
    "secrecy review without date": (
        "approval.incomplete",
        lambda a: replace(a, secrecy=Review(None, "李某")),
    ),
    "no consent": ("approval.incomplete", lambda a: replace(a, consent=None)),
    "consent without date": (
        "approval.incomplete",
        lambda a: replace(a, consent=replace(GRANTED, day=None)),
    ),
    "consent refused": (
        "approval.consent",
        lambda a: replace(a, consent=replace(GRANTED, given=False)),
    ),
    "consent for WeChat only": (
        "approval.consent",
        lambda a: replace(a, consent=replace(GRANTED, scope=("wechat", "poster"))),
    ),
    "consent for nothing": (
        "approval.consent",
        lambda a: replace(a, consent=replace(GRANTED, scope=())),
    ),
    "no fingerprint": ("approval.not-approved", lambda a: replace(a, content_hash="")),
    "approved by nobody": ("approval.not-approved", lambda a: replace(a, approved_by="")),
    "approved on no day": ("approval.not-approved", lambda a: replace(a, approved_on=None)),
    "another fingerprint": ("approval.changed", lambda a: replace(a, content_hash="0" * 64)),
    "approval of another case": ("approval.missing", lambda a: replace(a, case="SHQ-2022-0999")),
}


@pytest.mark.parametrize("name", FLIPS)
def test_each_piece_of_evidence_is_needed(name: str) -> None:
    id, flip = FLIPS[name]
    approvals = tuple(
        flip(approval) if approval.case == "SHQ-2022-0001" else approval
        for approval in folder_of(CONTENT, 2022).approvals
    )
    content = with_year(CONTENT, 2022, approvals=approvals)
    assert [case.id for case in admitted(content).cases] == ["SHQ-2024-0001"]
    assert held(content)["cases/2022/zhuangpei-yiban/case.md"] == id


def test_two_approvals_are_as_good_as_none() -> None:
    approvals = folder_of(CONTENT, 2022).approvals
    content = with_year(CONTENT, 2022, approvals=(*approvals, approvals[0]))
    assert held(content)["cases/2022/zhuangpei-yiban/case.md"] == "approval.missing"


def test_the_published_list_decides_and_the_case_cannot_raise_itself() -> None:
    folder = folder_of(CONTENT, 2022)
    assert folder.results is not None
    entries = folder.results.entries
    for changed in (
        (replace(entries[0], tier="experience"), *entries[1:]),
        entries[1:],
        (replace(entries[0], team="装配二班"), *entries[1:]),
        (replace(entries[0], organisation="shanghai-shili-wuye"), *entries[1:]),
    ):
        content = with_year(CONTENT, 2022, results=replace(folder.results, entries=changed))
        assert held(content)["cases/2022/zhuangpei-yiban/case.md"] == "gate.tier"
        assert "SHQ-2022-0001" not in {case.id for case in admitted(content).cases}
    lowered = tuple(replace(case, tier="experience") for case in folder.cases)
    assert admitted(with_year(CONTENT, 2022, cases=lowered)).years[1].cases == ()


# ---- the day ----


def test_a_year_appears_on_the_day_of_its_announcement() -> None:
    assert [y.year for y in admitted(CONTENT, date(2024, 9, 9)).years] == [2022]
    assert [y.year for y in admitted(CONTENT, date(2024, 9, 10)).years] == [2024, 2022]
    assert admitted(CONTENT, date(2022, 9, 5)).years == ()
    assert admitted(CONTENT, date(2099, 9, 1)).cases[0].id == "SHQ-2099-0001"


def test_a_notice_that_is_out_early_does_not_bring_the_results_out() -> None:
    folder = folder_of(CONTENT, 2024)
    early = tuple(replace(notice, issued_on=date(2024, 9, 1)) for notice in folder.notices)
    content = with_year(CONTENT, 2024, notices=early)
    assert "SHQ-2024-0001" not in {c.id for c in admitted(content, date(2024, 9, 9)).cases}
    assert "2024-0001" not in repr(admitted(content, date(2024, 9, 9)))
    assert "SHQ-2024-0001" in {c.id for c in admitted(content, date(2024, 9, 10)).cases}


def test_a_year_without_its_announcement_stays_in() -> None:
    folder = folder_of(CONTENT, 2024)
    assert folder.results is not None
    for parts in (
        {"notices": ()},
        {"notices": (replace(folder.notices[0], issued_on=TODAY + timedelta(1)),)},
        {"notices": (replace(folder.notices[0], issued_on=None),)},
        {"results": replace(folder.results, announced_on=None)},
        {"results": None},
    ):
        content = with_year(CONTENT, 2024, **parts)
        assert [year.year for year in admitted(content).years] == [2022]


def test_a_notice_appears_on_the_day_of_its_issue() -> None:
    folder = folder_of(CONTENT, 2022)
    later = tuple(
        replace(notice, issued_on=TODAY + timedelta(1)) if notice.slug == "activity" else notice
        for notice in folder.notices
    )
    archive = admitted(with_year(CONTENT, 2022, notices=later))
    assert [notice.slug for notice in archive.years[1].notices] == ["results"]


# ---- metamorphic: what is not public leaves no trace ----

STATES = st.sampled_from(
    [
        "no approval",
        "incomplete",
        "wrong hash",
        "refused",
        "wechat only",
        "unlisted",
        "tier",
        "future",
    ]
)
COMPLETE = Approval(
    "",
    formal=Review(DAY),
    expert=Review(DAY),
    guidance=Review(DAY, "", DocNumber("示〔2022〕1号", 2022, "")),
    secrecy=Review(DAY, "李某"),
    consent=GRANTED,
    content_hash="a" * 64,
    approved_by="某人",
    approved_on=DAY,
)


def smuggle(content: Content, number: int, state: str, year: int) -> Content:
    """Add one case that is public but for one thing. Listed ones use an entry that is there."""
    year = 2099 if state == "future" else year
    folder = folder_of(content, year)
    assert folder.results is not None
    template = folder.cases[0]
    entries = [e for e in folder.results.entries if e.tier == "typical"]
    entry: Entry = entries[number % len(entries)]
    case: Case = replace(
        template,
        id=f"SHQ-{year}-{8000 + number}",
        slug=f"canary-{number}",
        title=f"金丝雀{number}",
        organisation=entry.organisation,
        team=f"金丝雀班{number}" if state == "unlisted" else entry.team,
        tier="experience" if state == "tier" else "typical",
        content_hash="a" * 64,
    )
    approval = replace(COMPLETE, case=case.id)
    match state:
        case "incomplete":
            approval = replace(approval, secrecy=None)
        case "wrong hash":
            approval = replace(approval, content_hash="b" * 64)
        case "refused":
            approval = replace(approval, consent=replace(GRANTED, given=False))
        case "wechat only":
            approval = replace(approval, consent=replace(GRANTED, scope=("wechat",)))
    approvals = (approval,) if state != "no approval" else ()
    return with_year(
        content,
        year,
        cases=(*folder.cases, case),
        approvals=(*folder.approvals, *approvals),
    )


def test_the_smuggled_case_would_be_public_but_for_its_state() -> None:
    """Otherwise the test below would prove nothing."""
    content = smuggle(CONTENT, 1, "none", 2022)
    assert "SHQ-2022-8001" in {case.id for case in admitted(content).cases}


@given(st.lists(st.tuples(STATES, st.sampled_from([2022, 2024])), min_size=1, max_size=20))
def test_unapproved_cases_leave_no_trace_in_the_archive(states: list[tuple[str, int]]) -> None:
    content = CONTENT
    for number, (state, year) in enumerate(states):
        content = smuggle(content, number, state, year)
    archive = admitted(content)
    assert archive == ARCHIVE
    assert repr(archive) == repr(ARCHIVE)
    assert "金丝雀" not in pickle.dumps(archive).decode("utf-8", "replace")
    assert len(pickle.dumps(archive)) == len(pickle.dumps(ARCHIVE))


def test_a_whole_year_in_preparation_leaves_no_trace(site: MakeProject) -> None:
    with_draft, without = site("full"), CONTENT
    assert [folder.year for folder in without.years] == [2022, 2024, 2099]
    content = replace(without, years=without.years[:2])
    assert repr(admitted(content)) == repr(admitted(read_content(with_draft)[0]))


# ---- approval is bound to the content ----


@pytest.fixture
def approved(site: MakeProject) -> Path:
    root = site("full")
    assert examine(root).public == PUBLIC
    return root


CASE = "cases/2022/zhuangpei-yiban/case.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一拧到底", "一拧到头"),
        ("## 班组文化", "## 班组文化 "),
        ("短标题: 把拧紧这件事做到底", "短标题: 把拧紧这件事做到底。"),
        ("改进后: 0\n", "改进后: 1\n"),
    ],
)
def test_a_case_edited_after_approval_is_held_back(approved: Path, old: str, new: str) -> None:
    change(approved, CASE, old, new)
    examined = examine(approved)
    assert examined.public == ["SHQ-2024-0001"]
    assert (CASE, "approval.changed") in {(p.place.file, p.id) for p in examined.problems}
    change(approved, CASE, new, old)
    assert examine(approved).public == PUBLIC


def test_a_picture_changed_by_one_byte_after_approval_holds_its_case_back(approved: Path) -> None:
    path = approved / "cases" / "2022" / "zhuangpei-yiban" / "fig-1.png"
    data = path.read_bytes()
    path.write_bytes(data + b"\0")
    assert "approval.changed" in examine(approved).ids
    assert examine(approved).public == ["SHQ-2024-0001"]
    path.write_bytes(data)
    assert examine(approved).public == PUBLIC


def test_windows_line_ends_do_not_undo_an_approval(approved: Path) -> None:
    path = approved / CASE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert examine(approved).public == PUBLIC


def test_an_edited_case_is_public_again_once_approved_again(approved: Path) -> None:
    change(approved, CASE, "一拧到底", "一拧到头")
    content = examine(approved).content
    cases = [case for case in content.cases if case.id == "SHQ-2022-0001"]
    approve(content, cases, "某人", TODAY)
    assert examine(approved).public == PUBLIC


# ---- withdrawal ----


def test_a_withdrawn_case_is_gone_from_its_day_and_leaves_an_address_only() -> None:
    before, after = date(2025, 1, 14), date(2025, 1, 15)
    assert "SHQ-2022-0008" in {case.id for case in admitted(CONTENT, before).cases}
    assert admitted(CONTENT, before).tombstones == ()
    archive = admitted(CONTENT, after)
    assert "SHQ-2022-0008" not in {case.id for case in archive.cases}
    [grave] = archive.tombstones
    assert (grave.id, grave.address) == ("SHQ-2022-0008", "cases/2022/anbao-ban/")
    assert repr(archive).count("SHQ-2022-0008") == 1


def test_a_withdrawal_wins_over_every_approval(approved: Path) -> None:
    content = examine(approved).content
    cases = [case for case in content.cases if case.id == "SHQ-2022-0008"]
    approve(content, cases, "某人", TODAY)
    assert examine(approved).public == PUBLIC


# ---- the day, the order, and the rest of an archive ----


def topic(slug: str, day: date | None, *ids: str, until: date | None = None) -> Topic:
    places = {name: Place("topics.yaml", line) for line, name in enumerate(("id", "cases"), 1)}
    at = Places.pack(Place("topics.yaml"), places)
    cases = tuple(TopicCase(id, slug, at) for id in ids)
    return Topic(slug, f"专题{slug}", "", day, cases, until, at)


FIRST, SECOND = PUBLIC
HELD = "SHQ-2022-0004"


def test_an_announcement_counts_from_its_day_and_only_with_its_own_notice() -> None:
    folder = folder_of(CONTENT, 2024)
    assert folder.results is not None
    other = replace(folder.results, announcement="nothing")
    content = with_year(CONTENT, 2024, results=other)
    assert [year.year for year in admitted(content).years] == [2022]
    said = [p for p in admit(content, SITE, TODAY)[1] if p.id == "gate.not-announced"]
    assert [p.message[:6] for p in said] == ["2099 年", "2024 年"], "newest first"


def test_a_public_year_knows_its_notices() -> None:
    year = ARCHIVE.years[1]
    assert (year.year, year.announcement.slug, year.calendar_notice.slug) == (
        *(2022, "results", "activity"),
    )
    assert [notice.slug for notice in year.notices] == ["results", "activity"], "newest first"
    two = replace(year, notices=(replace(year.notices[1], slug="later"), *year.notices))
    assert two.calendar_notice.slug == "activity", "the first of them"
    alone = replace(year, notices=year.notices[:1])
    assert alone.calendar_notice is alone.announcement


def test_cases_stand_in_the_order_of_the_list_and_teams_have_one_each() -> None:
    both = smuggle(CONTENT, 1, "none", 2022)
    year = admitted(both).years[1]
    positions = [year.results.positions[case.key] for case in year.cases]
    assert len(positions) == 2 and positions == sorted(positions)
    first = next(case for case in folder_of(CONTENT, 2022).cases if case.id == SECOND)
    folder = folder_of(both, 2022)
    twin = replace(first, id="SHQ-2022-9999", content_hash="a" * 64)
    content = with_year(
        both,
        2022,
        cases=(twin, *folder.cases),
        approvals=(*folder.approvals, replace(COMPLETE, case=twin.id)),
    )
    archive, problems = admit(content, SITE, TODAY)
    assert twin.id not in {case.id for case in archive.cases}
    assert SECOND in {case.id for case in archive.cases}
    [said] = [p for p in problems if p.id == "case.same-team"]
    assert first.folder in said.message and "2022" in said.message


def test_a_case_is_told_why_it_waits_in_words_that_name_it() -> None:
    folder = folder_of(CONTENT, 2022)

    def said(**parts: object) -> str:
        approvals = tuple(
            replace(a, **parts) if a.case == SECOND else a  # type: ignore[arg-type]
            for a in folder.approvals
        )
        found = admit(with_year(CONTENT, 2022, approvals=approvals), SITE, TODAY)[1]
        [one] = [p.message for p in found if p.place.file == CASE]
        return one

    assert "（同意范围不含官网）" in said(consent=replace(GRANTED, scope=("wechat",)))
    assert "（未同意公开）" in said(consent=replace(GRANTED, given=False))
    assert "形式审查、专家评审" in said(formal=None, expert=None)


def test_a_pick_that_is_not_public_is_left_out_and_told() -> None:
    site = replace(SITE, picks=(HELD, SECOND, FIRST))
    archive, problems = admit(CONTENT, site, TODAY)
    assert archive.site.picks == (SECOND, FIRST)
    [said] = [p for p in problems if p.id == "site.pick"]
    assert HELD in said.message


def test_topics_are_public_from_their_day_with_public_cases_once_each() -> None:
    topics = (
        topic("a", TODAY - timedelta(2), SECOND, HELD, SECOND),
        topic("b", TODAY, FIRST, SECOND, until=TODAY),
        topic("c", TODAY + timedelta(1), FIRST),
        topic("d", None, FIRST),
        topic("e", TODAY, HELD),
        topic("f", TODAY - timedelta(1), FIRST, until=TODAY - timedelta(1)),
    )
    archive, problems = admit(replace(CONTENT, topics=topics), SITE, TODAY)
    assert [(t.slug, [case.id for case in t.cases]) for t in archive.topics] == [
        ("b", [FIRST, SECOND]),
        ("f", [FIRST]),
        ("a", [SECOND]),
    ]
    assert archive.featured is archive.topics[0], "it runs out at the end of the day"
    said = [(p.id, p.message) for p in problems if p.id.startswith("topic.")]
    lines = [p.place.line for p in problems if p.id.startswith("topic.")]
    assert lines == [1, 1, 2], "where the number stands, or the list"
    assert [id for id, _ in said] == ["topic.case", "topic.case", "topic.empty"]
    assert all("专题a" in said[0][1] and HELD in said[0][1] for _ in said)
    assert "专题e" in said[2][1]


def test_the_featured_topic_has_not_run_out() -> None:
    def featured(*topics: Topic) -> str:
        found = admitted(replace(CONTENT, topics=topics)).featured
        return found.slug if found else ""

    over = topic("over", TODAY, FIRST, until=TODAY - timedelta(1))
    assert featured(over) == ""
    assert featured(over, topic("open", TODAY - timedelta(9), FIRST)) == "open"
    assert featured() == ""
    same = (topic("x", TODAY, FIRST), topic("y", TODAY, FIRST))
    assert featured(*same) == featured(*reversed(same)) == "y"


def test_posts_are_told_of_public_cases_from_their_day_newest_first() -> None:
    posts = (
        Post(SECOND, "https://mp.example/1", TODAY - timedelta(1), "前"),
        Post(SECOND, "https://mp.example/2", TODAY, "后"),
        Post(SECOND, "https://mp.example/3", TODAY, "同"),
        Post(SECOND, "https://mp.example/4", TODAY + timedelta(1), "未"),
        Post(SECOND, "https://mp.example/5", None, "无"),
        Post(HELD, "https://mp.example/6", TODAY, "藏"),
    )
    archive = admitted(replace(CONTENT, posts=posts))
    assert {id: [post.title for post in mine] for id, mine in archive.posts.items()} == {
        SECOND: ["同", "后", "前"]
    }
    first, second = archive.cases
    assert archive.posts_of(second) == archive.posts[SECOND]
    assert archive.posts_of(first) == ()


def test_what_is_known_of_a_clearance_and_nothing_where_nothing_is() -> None:
    second = ARCHIVE.cases[1]
    assert ARCHIVE.clearance(second) == ARCHIVE.clearances[SECOND]
    assert replace(ARCHIVE, clearances={}).clearance(second) == Clearance()
    without = admitted(replace(CONTENT, ledger=()))
    assert without.clearances[SECOND].first_published is None


def test_september_is_the_month_of_quality() -> None:
    assert admitted(CONTENT, date(2026, 9, 1)).quality_month
    assert not admitted(CONTENT, date(2026, 8, 31)).quality_month


def test_words_that_come_later_than_the_newest_public_year_are_not_known_yet() -> None:
    labels = (
        (Label("旧", until=2023), Label("新", since=2024)),
        (Label("今", until=2024), Label("将", since=2025)),
        (Label("后", since=2025),),
        (Label("常"),),
        (Label("久", until=2030),),
    )
    terms = tuple(Term(f"t{number}", each) for number, each in enumerate(labels))
    content = replace(CONTENT, vocabularies={"method": Vocabulary("method", "方法", terms)})
    known = admitted(content).vocabularies["method"].terms
    assert [(term.slug, term.labels) for term in known] == [
        ("t0", labels[0]),
        ("t1", (Label("今"),)),
        ("t3", (Label("常"),)),
        ("t4", (Label("久"),)),
    ]
    early = admitted(content, date(2022, 9, 5)).vocabularies["method"].terms
    assert [term.slug for term in early] == ["t0", "t1", "t3", "t4"], "the year that it is"


def test_only_organisations_of_public_lists_are_known() -> None:
    named = {entry.organisation for year in ARCHIVE.years for entry in year.results.entries}
    assert set(ARCHIVE.organisations) == named
    assert all(ARCHIVE.organisations[slug].slug == slug for slug in named)
    assert admitted(CONTENT, date(2022, 9, 5)).organisations == {}


def test_notices_of_all_years_are_public_from_their_day_and_results_with_their_year() -> None:
    folder = folder_of(CONTENT, 2024)
    early = tuple(replace(notice, issued_on=date(2024, 9, 1)) for notice in folder.notices)
    content = with_year(CONTENT, 2024, notices=early)
    kinds = {notice.kind for notice in early}
    before, after = admitted(content, date(2024, 9, 9)), admitted(content, date(2024, 9, 10))
    assert {n.kind for n in before.notices if n.year == 2024} == kinds - {"results"}
    assert {n.kind for n in after.notices if n.year == 2024} == kinds
    days = [notice.issued_on or date.min for notice in after.notices]
    assert days == sorted(days, reverse=True)
    nameless = tuple(replace(notice, issued_on=None) for notice in folder.notices)
    content = with_year(CONTENT, 2024, notices=nameless)
    assert not [n for n in admitted(content).notices if n.year == 2024]
    on_the_day = tuple(
        replace(notice, issued_on=TODAY, kind="activity") for notice in folder.notices
    )
    content = with_year(CONTENT, 2024, notices=on_the_day, results=None)
    assert [n for n in admitted(content).notices if n.year == 2024]


def test_the_calendar_is_that_of_the_results_else_of_the_newest_notice_that_has_one() -> None:
    folder = folder_of(CONTENT, 2022)
    assert folder.results is not None
    old, new = (Step("旧", "一月"),), (Step("新", "二月"),)
    results = replace(folder.results, calendar=())
    notices = [notice for notice in folder.notices if notice.slug == "results"]
    first = replace(notices[0], slug="a", kind="activity", issued_on=date(2022, 1, 1), calendar=old)
    later = replace(first, slug="b", issued_on=date(2022, 2, 1), calendar=new)
    content = with_year(CONTENT, 2022, results=results, notices=(*notices, first, later))
    assert admitted(content).years[1].results.calendar == new
    content = with_year(CONTENT, 2022, results=results, notices=(*notices, first))
    assert admitted(content).years[1].results.calendar == old
    content = with_year(CONTENT, 2022, results=results, notices=tuple(notices))
    bare = tuple(replace(notice, calendar=()) for notice in notices)
    content = with_year(CONTENT, 2022, results=results, notices=bare)
    assert admitted(content).years[1].results.calendar == ()
    own = replace(folder.results, calendar=old)
    content = with_year(CONTENT, 2022, results=own, notices=(*notices, later))
    assert admitted(content).years[1].results.calendar == old


def test_remarks_and_discrepancies_of_a_list_stay_in() -> None:
    for year in admitted(CONTENT).years:
        assert year.results.discrepancies == ()
        assert {entry.remark for entry in year.results.entries} <= {""}


def test_a_withdrawal_tells_its_day_and_reason() -> None:
    [grave] = admitted(CONTENT, date(2025, 1, 15)).tombstones
    [source] = [w for w in CONTENT.withdrawals if w.id == grave.id]
    assert (grave.day, grave.reason) == (source.day, source.reason)


# ---- evidence ----


def test_missing_evidence_is_named_as_staff_name_it() -> None:
    names = {
        "formal": "形式审查",
        "expert": "专家评审",
        "guidance": "指导单位审定（日期和文号）",
        "secrecy": "保密审查（日期和人）",
        "consent": "单位公开同意（日期）",
    }
    assert missing_evidence(COMPLETE) == []
    assert missing_evidence(Approval("SHQ-2022-0001")) == list(names.values())
    for field, name in names.items():
        assert missing_evidence(replace(COMPLETE, **{field: None})) == [name]  # type: ignore[arg-type]
    refused = replace(COMPLETE, consent=Consent(False, None, ()))
    assert missing_evidence(refused) == [], "who does not agree need not say when"


# ---- the shape of the code ----


def test_nothing_but_the_gate_makes_an_archive() -> None:
    makers = set()
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("Archive", "PublicYear"):
                    makers.add(path.relative_to(ROOT).as_posix())
    assert makers == {"generator/gate.py"}
