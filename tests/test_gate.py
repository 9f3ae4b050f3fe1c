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
from generator.model import Approval, Case, Clearance, Consent, DocNumber, Entry, Review, Site
from tests.conftest import MakeProject
from tests.support import ROOT, SITES, TODAY, change, examine

CONTENT = read_content(SITES / "full")[0]
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


# ---- evidence ----


def test_missing_evidence_is_named_as_staff_name_it() -> None:
    assert missing_evidence(COMPLETE) == []
    assert len(missing_evidence(Approval("SHQ-2022-0001"))) == 5


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
