"""一年的路：from dropped papers to a public case and back, with the same files as the commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator import pipeline
from generator.desk import kinds, previews
from generator.desk.app import create_app
from generator.desk.uploads import FOLDER, clear
from tests.conftest import MakeProject
from tests.desk import office
from tests.desk.commands import run
from tests.desk.conftest import PORT, Clerk, tree
from tests.support import change

READY, PUBLIC, CHANGED = "SHQ-2022-0005", "SHQ-2022-0001", "SHQ-2022-0004"


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    """One paper of each kind."""
    folder = tmp_path / "papers"
    folder.mkdir()
    return {
        "results": office.write_results(folder / "名单.xlsx"),
        "notice": office.write_notice(folder / "公告.docx"),
        "cases": office.write_case(folder / "磨床一班.docx"),
        "approvals": office.write_approvals(folder / "审批.xlsx"),
    }


@pytest.fixture
def copy(clerk: Clerk, tmp_path: Path) -> Path:
    """The same project, for the commands."""
    return Path(shutil.copytree(clerk.root, tmp_path / "copy"))


def test_papers_are_told_apart_by_what_is_in_them(papers: dict[str, Path]) -> None:
    assert {kind: kinds.guess_kind(path) for kind, path in papers.items()} == {
        kind: kind for kind in papers
    }


def test_looking_at_papers_changes_nothing(clerk: Clerk, papers: dict[str, Path]) -> None:
    before = tree(clerk.root)
    page = clerk.page(clerk.drop(papers.values(), office.YEAR))
    assert "2025 年结果名单" in page and "磨床一班" in page and "确认导入" in page
    assert tree(clerk.root) == before


def test_a_year_of_papers_gives_what_the_commands_give(
    clerk: Clerk, papers: dict[str, Path], copy: Path
) -> None:
    address = clerk.drop(papers.values(), office.YEAR)
    steps = 0
    while "/papers/" in address:
        address, steps = clerk.confirm(address), steps + 1
    assert steps == 4
    year = ("--year", str(office.YEAR))
    run(copy, "import", "results", str(papers["results"]), *year)
    run(copy, "import", "notice", str(papers["notice"]), *year, "--kind", "results")
    run(copy, "import", "cases", str(papers["cases"]), *year)
    run(copy, "import", "approvals", str(papers["approvals"]), *year)
    assert tree(clerk.root) == tree(copy)
    assert list((clerk.root / FOLDER / "papers").iterdir()) == []


def test_a_wrong_cell_is_shown_in_its_row_and_nothing_can_be_confirmed(
    clerk: Clerk, tmp_path: Path
) -> None:
    paper = office.write_results(tmp_path / "名单（改）.xlsx", tier="典形")
    before = tree(clerk.root)
    address = clerk.drop([paper], office.YEAR)
    page = clerk.page(address)
    assert "名单（改）.xlsx" in page and "paper-1" not in page
    assert re.search(r'class="hit"><dt>G 等级</dt><dd>典形', page)
    assert "/confirm" not in page
    assert "moved" in clerk.post(f"{address}/confirm", {"seal": ""}).location
    assert tree(clerk.root) == before


def test_what_was_seen_is_what_is_written(clerk: Clerk, papers: dict[str, Path]) -> None:
    address = clerk.drop([papers["results"]], office.YEAR)
    seal = clerk.page(address).partition('name="seal" value="')[2].partition('"')[0]
    folder = clerk.root / f"cases/{office.YEAR}"
    folder.mkdir()
    (folder / "results.yaml").write_text("# 另一个人刚写的\n年度: 2025\n", "utf-8")
    before = tree(clerk.root)
    assert "moved" in clerk.post(f"{address}/confirm", {"seal": seal}).location
    assert tree(clerk.root) == before


def test_a_paper_can_be_left_out_or_read_as_something_else(
    clerk: Clerk, papers: dict[str, Path]
) -> None:
    address = clerk.drop([papers["results"], papers["notice"]], office.YEAR)
    clerk.post(f"{address}/kind", {"number": "1", "kind": "approvals"})
    assert "2025 年结果公告" in clerk.page(address)
    clerk.post(f"{address}/leave", {"number": "2"})
    assert "2025 年审批记录" in clerk.page(address)
    assert clerk.post(f"{address}/discard").location.startswith("/?done=dropped")
    assert clerk.get(address).location.startswith("/?done=gone")


def test_what_lies_about_is_offered_again_until_the_next_start(
    clerk: Clerk, papers: dict[str, Path]
) -> None:
    address = clerk.drop([papers["results"]], office.YEAR)
    assert address in clerk.page("/")
    clear(clerk.root)
    assert address not in clerk.page("/")


def test_updating_what_is_there_has_to_be_asked_for(clerk: Clerk, papers: dict[str, Path]) -> None:
    for name in ("results", "cases"):
        clerk.confirm(clerk.drop([papers[name]], office.YEAR))
    [file] = (clerk.root / f"cases/{office.YEAR}").glob("*/case.md")
    change(clerk.root, file.relative_to(clerk.root).as_posix(), "班组人数: 12", "班组人数: 13")
    address = clerk.drop([papers["cases"]], office.YEAR)
    page = clerk.page(address)
    assert "用来稿更新已有的，先看改动" in page and "--update" not in page
    clerk.post(f"{address}/update")
    assert "班组人数" in clerk.page(address)
    clerk.confirm(address)
    assert "班组人数: 12" in file.read_text("utf-8")


def test_blank_papers_are_those_of_the_command(clerk: Clerk, tmp_path: Path) -> None:
    for kind, suffix in (("results", ".xlsx"), ("case", ".docx"), ("approvals", ".xlsx")):
        answer = clerk.get(f"/templates/{kind}/2025")
        assert answer.status_code == 200 and answer.data[:2] == b"PK"
        assert suffix in answer.headers["Content-Disposition"]
    assert clerk.get("/templates/anything/2025").status_code == 404


def test_the_start_page_says_which_step_and_where_each_case_stands(clerk: Clerk) -> None:
    page = clerk.page("/")
    for words in ("结果名单", "结果公告", "案例材料", "审批记录", "批准", "到哪一步", "下一步"):
        assert words in page
    assert f"/cases/{PUBLIC}" in page and f"/cases/{READY}" in page


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


FILE = "cases/2022/gangjin-ban/case.md"


def _with_a_number(clerk: Clerk) -> str:
    """A private number in a case; returns the address of the form that lets it through."""
    path = clerk.root / FILE
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n有事打 13812345678 找班长。\n", "utf-8")
    return clerk.page("/check").partition('href="/check/waive/')[2].partition('"')[0]


def test_a_finding_is_let_through_by_name_and_reason(clerk: Clerk) -> None:
    key = _with_a_number(clerk)
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
    for case in pipeline.load(root).content.cases:
        other.page(f"/cases/{case.id}")
    assert other.post("/look").status_code in (200, 303)


def test_an_empty_folder_is_told_what_to_do(tmp_path: Path) -> None:
    other = Clerk(tmp_path, create_app(tmp_path, PORT))
    assert "先放进一年的结果名单" in other.page("/")


def test_a_finding_in_a_word_file_shows_its_sentence(clerk: Clerk, tmp_path: Path) -> None:
    clerk.confirm(clerk.drop([office.write_results(tmp_path / "名单.xlsx")], office.YEAR))
    paper = office.write_case(tmp_path / "磨床.docx", district="嘉定新区")
    page = clerk.page(clerk.drop([paper], office.YEAR))
    assert "<mark>嘉定新区</mark>" in page and "段</span>" in page


@pytest.mark.parametrize(
    "name", ["旧稿.doc", "名单.xlsm", "说明.pdf", "无后缀", "坏的.xlsx", "坏的.docx", "空.csv"]
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_else_happens(
    clerk: Clerk, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"nicht lesbar")
    before = tree(clerk.root)
    page = clerk.page(clerk.drop([tmp_path / name], office.YEAR))
    assert name in page and "错误" in page and "paper-1" not in page
    assert tree(clerk.root) == before
