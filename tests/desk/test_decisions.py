"""决定：approve, withdraw, let through and look at drafts, as the commands would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.desk import previews
from generator.desk.app import create_app
from tests.conftest import MakeProject
from tests.desk.commands import run
from tests.desk.conftest import PORT, Clerk, tree
from tests.support import change

READY, PUBLIC = "SHQ-2022-0005", "SHQ-2022-0001"
FILE = "cases/2022/gangjin-ban/case.md"


@pytest.fixture
def copy(clerk: Clerk, tmp_path: Path) -> Path:
    """The same project, for the commands."""
    return Path(shutil.copytree(clerk.root, tmp_path / "copy"))


def test_approving_is_what_the_command_does(clerk: Clerk, copy: Path) -> None:
    page = clerk.page(f"/cases/{READY}")
    seal = page.partition('name="hash" value="')[2].partition('"')[0]
    answer = clerk.post(f"/cases/{READY}/approve", {"by": " 周某 ", "hash": seal})
    assert answer.location == f"/cases/{READY}?done=approved"
    run(copy, "approve", READY, "--by", "周某")
    assert tree(clerk.root) == tree(copy)
    assert "可公开" in clerk.page(f"/cases/{READY}")


@pytest.mark.parametrize("by", ["", "周", "周: 某", "周某\n批准人: 李某", "#周某", "周" * 40])
def test_an_approval_needs_a_name_that_is_one(clerk: Clerk, by: str) -> None:
    page = clerk.page(f"/cases/{READY}")
    seal = page.partition('name="hash" value="')[2].partition('"')[0]
    before = tree(clerk.root)
    answer = clerk.post(f"/cases/{READY}/approve", {"by": by, "hash": seal})
    if by == "周某\n批准人: 李某":
        assert "姓名" in answer.get_data(as_text=True)
    assert answer.status_code == 200 and tree(clerk.root) == before


def test_what_changed_since_it_was_looked_at_is_not_approved(clerk: Clerk) -> None:
    page = clerk.page(f"/cases/{READY}")
    seal = page.partition('name="hash" value="')[2].partition('"')[0]
    [file] = [c.folder for c in pipeline.load(clerk.root).content.cases if c.id == READY]
    path = clerk.root / file / "case.md"
    path.write_text(path.read_text("utf-8") + "\n又加了一句。\n", "utf-8")
    before = tree(clerk.root)
    answer = clerk.post(f"/cases/{READY}/approve", {"by": "周某", "hash": seal})
    assert "重新看过" in answer.get_data(as_text=True) and tree(clerk.root) == before


def test_an_incomplete_case_cannot_be_approved(clerk: Clerk) -> None:
    [case] = [c for c in pipeline.load(clerk.root).content.cases if c.id == "SHQ-2022-0002"]
    assert "/approve" not in clerk.page(f"/cases/{case.id}")
    before = tree(clerk.root)
    form = {"by": "周某", "hash": case.content_hash}
    answer = clerk.post(f"/cases/{case.id}/approve", dict(form))
    assert "缺少" in answer.get_data(as_text=True) and tree(clerk.root) == before


def test_withdrawing_is_what_the_command_does(clerk: Clerk, copy: Path) -> None:
    form = {"reason": "organisation", "day": "2027-01-10", "by": "示例经办"}
    answer = clerk.post(f"/cases/{PUBLIC}/withdraw", dict(form))
    assert answer.location == f"/cases/{PUBLIC}?done=withdrawn"
    run(copy, "withdraw", PUBLIC, "--reason", "organisation", "--by", "示例经办", "--effective", "2027-01-10")  # fmt: skip
    assert tree(clerk.root) == tree(copy)
    assert "还要收回" in clerk.page(f"/cases/{PUBLIC}")
    assert clerk.post(f"/cases/{PUBLIC}/withdraw", dict(form)).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"reason": "x"}, {"reason": ""}, {"day": ""}, {"day": "morgen"}, {"by": ""}]
)
def test_a_withdrawal_needs_reason_day_and_person(clerk: Clerk, wrong: dict[str, str]) -> None:
    form = {"reason": "organisation", "day": "2027-01-10", "by": "示例经办", **wrong}
    before = tree(clerk.root)
    answer = clerk.post(f"/cases/{PUBLIC}/withdraw", dict(form))
    assert 'role="alert"' in answer.get_data(as_text=True) and tree(clerk.root) == before


def test_what_was_never_public_cannot_be_withdrawn(clerk: Clerk) -> None:
    assert clerk.get(f"/cases/{READY}/withdraw").status_code == 404


def test_the_preview_shows_drafts_under_a_watermark_and_never_in_the_site(clerk: Clerk) -> None:
    before = tree(clerk.root)
    assert clerk.post("/look", {"path": "cases/2022/gangjin-ban/"}).status_code == 303
    answer = clerk.get("/preview/cases/2022/gangjin-ban/")
    page = answer.get_data(as_text=True)
    assert "草稿：仅供内部核对" in page and 'href="/static/draft.css"' in page
    assert "'wasm-unsafe-eval'" in answer.headers["Content-Security-Policy"]
    assert clerk.get("/preview/assets/anli.css").status_code == 200
    assert clerk.get("/preview/nix/").status_code == 404
    assert not (clerk.root / "site").exists() and tree(clerk.root) == before
    assert pipeline.load(clerk.root).archive is not None
    assert READY not in {c.id for c in pipeline.load(clerk.root).archive.cases}  # type: ignore[union-attr]


def test_what_is_withdrawn_or_not_typical_is_no_draft(clerk: Clerk) -> None:
    clerk.post("/look")
    folder = clerk.root / previews.SITE / "cases/2022"
    assert "这个案例已经撤下" in (folder / "anbao-ban/index.html").read_text("utf-8")
    assert not (folder / "mugong-ban").exists()


def test_the_preview_is_built_again_only_after_a_change(clerk: Clerk) -> None:
    clerk.post("/look")
    key = clerk.root / previews.KEY
    built = key.stat().st_mtime_ns
    clerk.post("/look")
    assert key.stat().st_mtime_ns == built and previews.is_fresh(clerk.root)
    path = clerk.root / "site_config/site.yaml"
    path.write_text(path.read_text("utf-8") + "# 又一行\n", "utf-8")
    assert not previews.is_fresh(clerk.root)


def test_with_errors_the_last_preview_stays_and_the_page_names_them(clerk: Clerk) -> None:
    clerk.post("/look")
    path = clerk.root / "site_config/site.yaml"
    path.write_text(path.read_text("utf-8") + "无此项: 1\n", "utf-8")
    page = clerk.post("/look").get_data(as_text=True)
    assert "还不能看草稿" in page and "无此项" in page
    assert (clerk.root / previews.SITE / "index.html").is_file()


def test_findings_show_the_line_with_the_place_marked(clerk: Clerk) -> None:
    file = "cases/2022/gangjin-ban/case.md"
    change(clerk.root, file, "领域: 建造类", "领域: 数据智理")
    page = clerk.page("/check")
    assert file in page and "第 10 行" not in page.partition(file)[0]
    assert "领域: <mark>数据智理</mark>" in page
    assert "不能批准" in clerk.page(f"/cases/{READY}")


def _with_a_number(clerk: Clerk) -> str:
    """A private number in a case; returns the address of the form that lets it through."""
    path = clerk.root / FILE
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n有事打 13812345678 找班长。\n", "utf-8")
    return clerk.page("/check").partition('href="/check/waive/')[2].partition('"')[0]


def test_a_finding_is_let_through_by_name_and_reason(clerk: Clerk, tmp_path: Path) -> None:
    key = _with_a_number(clerk)
    copy = Path(shutil.copytree(clerk.root, tmp_path / "copy"))
    assert "<mark>13812345678</mark>" in clerk.page(f"/check/waive/{key}")
    answer = clerk.post(
        f"/check/waive/{key}", {"by": "周某", "reason": "厂里公开的值班手机: 同意书在档"}
    )
    assert answer.location == "/check?done=waived"
    assert "13812345678" not in clerk.page("/check")
    [waiver] = [
        w for y in pipeline.load(clerk.root).content.years for w in y.waivers if w.by == "周某"
    ]
    assert (waiver.file, waiver.text) == (FILE, "13812345678")
    assert waiver.reason == "厂里公开的值班手机: 同意书在档"
    line = clerk.root.joinpath(FILE).read_text("utf-8").count("\n")
    run(copy, "waive", f"{FILE}:{line}", "personal.mobile", "--by", "周某", "--reason", waiver.reason)  # fmt: skip
    assert tree(clerk.root) == tree(copy)


@pytest.mark.parametrize(
    "wrong", [{"by": ""}, {"reason": ""}, {"reason": "甲\n乙"}, {"reason": "长" * 201}]
)
def test_letting_through_needs_a_name_and_a_reason(clerk: Clerk, wrong: dict[str, str]) -> None:
    key = _with_a_number(clerk)
    before = tree(clerk.root)
    answer = clerk.post(f"/check/waive/{key}", {"by": "周某", "reason": "值班手机", **wrong})
    assert 'role="alert"' in answer.get_data(as_text=True) and tree(clerk.root) == before


def test_what_changed_meanwhile_is_not_let_through(clerk: Clerk) -> None:
    key = _with_a_number(clerk)
    change(clerk.root, FILE, "13812345678", "13812345679")
    answer = clerk.post(f"/check/waive/{key}", {"by": "周某", "reason": "值班手机"})
    assert answer.location == "/check?done=waive-stale"
    assert "13812345679" in clerk.page("/check")


def test_what_is_no_finding_of_the_firewall_cannot_be_let_through(clerk: Clerk) -> None:
    change(clerk.root, FILE, "领域: 建造类", "领域: 数据智理")
    assert "/check/waive/" not in clerk.page("/check")


@pytest.mark.parametrize("name", ["broken", "minimal"])
def test_the_desk_opens_whatever_the_state_of_the_content(project: MakeProject, name: str) -> None:
    root = project(name)
    other = Clerk(root, create_app(root, PORT))
    for path in ("/", "/check", "/phone"):
        other.page(path)
    for case in (case for case in pipeline.load(root).content.cases if case.id):
        other.page(f"/cases/{case.id}")
    assert other.post("/look").status_code in (200, 303)


def test_an_empty_folder_is_told_what_to_do(tmp_path: Path) -> None:
    other = Clerk(tmp_path, create_app(tmp_path, PORT))
    assert "先放进一年的结果名单" in other.page("/")
