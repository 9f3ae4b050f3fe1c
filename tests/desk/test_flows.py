"""一年的路：from dropped papers to a public case and back, with the same files as the commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from markupsafe import escape

from generator.catalogue import MESSAGES
from generator.cli import main
from generator.content import read_content
from generator.desk import kinds
from generator.desk.hints import hint_of
from generator.desk.uploads import FOLDER, clear
from generator.intake import messages as intake
from generator.output import lock
from generator.problems import Place, Problem
from generator.reconcile import messages as reconcile
from generator.reconcile import reconcile_year
from tests.desk import office
from tests.desk.commands import run
from tests.desk.conftest import Clerk, tree
from tests.support import change

READY, PUBLIC = "SHQ-2022-0005", "SHQ-2022-0001"


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
    assert "名单（改）.xlsx" in page
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
    assert name in page and "错误" in page
    assert tree(clerk.root) == before


def test_papers_can_be_dropped_for_a_year_that_was_left_out(clerk: Clerk) -> None:
    offered = clerk.page("/").partition('name="year">')[2].partition("</select>")[0]
    assert 'value="2023"' in offered, "2022 and 2024 are there"
    assert 'value="2021"' in offered, "and what came before them may follow"


def test_the_check_says_whether_errors_stop_everything_or_only_their_draft(clerk: Clerk) -> None:
    change(clerk.root, "cases/2022/gangjin-ban/case.md", "领域: ", "领域: 没有这一类")
    assert "只是这些稿子不能批准" in clerk.page("/check")
    change(clerk.root, "cases/2022/results.yaml", "总数: ", "总数: 许多")
    assert "网站不会更新" in clerk.page("/check")


def test_hints_at_the_desk_name_no_command() -> None:
    for id, message in {**MESSAGES, **intake.MESSAGES, **reconcile.MESSAGES}.items():
        hint = hint_of(Problem(id, message.level, Place(""), message.text, message.hint))
        assert not re.search(r"anli |--[a-z]", hint), id


def test_the_year_is_reconciled_as_the_command_does(clerk: Clerk, copy: Path) -> None:
    page = clerk.page("/years/2022")
    assert "2022 年：名单、案例、审批、公告核对" in page
    assert f'href="/cases/{READY}"' in page
    report = clerk.get("/years/2022/report.html")
    assert report.headers["Content-Disposition"].startswith("attachment")
    html = copy / "report.html"
    CliRunner().invoke(main, ["--root", str(copy), "reconcile", "2022", "--html", str(html)])
    assert report.data == html.read_bytes()
    told = reconcile_year(*read_content(copy), 2022)
    assert [p.message for p in told.problems if escape(p.message) not in page] == []


def test_a_year_without_anything_can_be_reconciled(clerk: Clerk) -> None:
    assert "2031 年没有可用的结果名单。" in clerk.page("/years/2031")
    assert clerk.get("/years/1066").status_code == 404
    assert clerk.get("/years/1066/report.html").status_code == 404


def test_a_lock_file_of_word_is_no_paper(clerk: Clerk, papers: dict[str, Path]) -> None:
    left = papers["cases"].with_name("~$磨床一班.docx")
    left.write_bytes(b"x")
    page = clerk.page(clerk.drop([papers["results"], left], office.YEAR))
    assert "之后还有" not in page and "~$" not in page


def test_several_papers_are_counted_by_kind(clerk: Clerk, papers: dict[str, Path]) -> None:
    page = clerk.page(clerk.drop(papers.values(), office.YEAR))
    assert "之后还有：结果公告 1 份、案例材料 1 份、审批记录 1 份" in page
    assert "会新增" in page


def test_nothing_is_written_while_a_command_runs(clerk: Clerk, papers: dict[str, Path]) -> None:
    address = clerk.drop([papers["results"]], office.YEAR)
    before = tree(clerk.root)
    with lock(clerk.root / ".cache" / "lock"):
        answers = [
            clerk.post(f"{address}/confirm", {"seal": ""}),
            clerk.post(f"/cases/{READY}/approve", {"by": "周某"}),
            clerk.post("/look"),
        ]
    assert [answer.status_code for answer in answers] == [503] * 3
    assert all("另一次运行正在进行" in answer.get_data(as_text=True) for answer in answers)
    assert tree(clerk.root) == before
