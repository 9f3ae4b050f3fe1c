"""命令 `anli waive`：one finding let through from the command line, as at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.output import lock
from generator.problems import Level, Place, Problem
from generator.waiving import is_waivable
from tests.conftest import MakeProject
from tests.firewall.support import CASE, WAIVERS, say, scan, spots

LINE = "值班电话021-61234567，受到表彰。"
AT = f"{CASE}:117"


@pytest.fixture
def root(site: MakeProject) -> Path:
    """A project with two findings in one line."""
    folder = site("full")
    assert spots(say(folder, LINE)) == ["personal.landline 117:5-17", "wording.award 117:20-22"]
    return folder


def waive(root: Path, spot: str, id: str, by: str = "周某", reason: str = "公务电话") -> Result:
    words = ["--root", str(root), "waive", spot, id, "--by", by, "--reason", reason]
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("spot", [AT, f"{AT}:5", AT.replace("/", "\\")])
def test_a_finding_is_shown_and_let_through_where_the_check_named_it(root: Path, spot: str) -> None:
    result = waive(root, spot, "personal.landline")
    assert result.exit_code == 0
    assert LINE in result.stderr and "^^^^" in result.stderr
    assert f"写入 {WAIVERS}" in result.stderr
    assert spots(scan(root)) == ["wording.award 117:20-22"]
    assert (root / WAIVERS).read_text(encoding="utf-8").endswith("理由: '公务电话'\n")


@pytest.mark.parametrize(
    ("spot", "id", "says"),
    [
        (f"{CASE}:116", "personal.landline", "没有 personal.landline"),
        (f"{AT}:6", "personal.landline", "没有 personal.landline"),
        (AT, "personal.mobile", "没有 personal.mobile"),
        (CASE, "personal.landline", "没有 personal.landline"),
        ("cases/2022/approvals.yaml", "approval.consent", "没有 approval.consent"),
    ],
)
def test_what_is_not_there_is_not_let_through(root: Path, spot: str, id: str, says: str) -> None:
    before = (root / WAIVERS).read_bytes()
    result = waive(root, spot, id)
    assert result.exit_code == 2 and says in result.stderr
    assert (root / WAIVERS).read_bytes() == before


def test_only_findings_of_the_firewall_are_let_through(root: Path) -> None:
    path = root / CASE
    text = path.read_text(encoding="utf-8").replace("领域: ", "领域: 数据", 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("领域: 数据")].count("\n") + 1
    result = waive(root, f"{CASE}:{line}", "term.unknown")
    assert result.exit_code == 2 and "不能放行" in result.stderr


def test_two_in_one_line_have_to_be_told_apart(site: MakeProject) -> None:
    root = site("full")
    say(root, "电话021-61234567或021-61234567。")
    result = waive(root, AT, "personal.landline")
    assert result.exit_code == 2 and f"{AT}:3" in result.stderr and f"{AT}:16" in result.stderr
    assert waive(root, f"{AT}:16", "personal.landline").exit_code == 0
    assert len(scan(root)) == 1


def test_a_picture_is_named_by_its_file(root: Path) -> None:
    photo = "cases/2022/zhuangpei-yiban/photo.jpg"
    (root / photo).write_bytes((root / photo).read_bytes() + b"\0")
    assert waive(root, photo, "picture.gps", reason="拍的是公共展馆").exit_code == 0
    assert [p.id for p in scan(root) if p.place.file == photo] == []


@pytest.mark.parametrize("wrong", [{"by": "周"}, {"reason": "甲"}, {"reason": "甲\n乙"}])
def test_name_and_reason_are_needed(root: Path, wrong: dict[str, str]) -> None:
    before = (root / WAIVERS).read_bytes()
    assert waive(root, AT, "personal.landline", **wrong).exit_code == 2
    assert (root / WAIVERS).read_bytes() == before


def test_the_first_waiver_of_a_year_begins_its_file(root: Path) -> None:
    (root / WAIVERS).unlink()
    assert waive(root, AT, "personal.landline").exit_code == 0
    text = (root / WAIVERS).read_text(encoding="utf-8")
    assert text.startswith("# 放行记录") and text.count("- 检查:") == 1


def test_nothing_is_let_through_while_another_run_writes(root: Path) -> None:
    with lock(root / ".cache" / "lock"):
        assert waive(root, AT, "personal.landline").exit_code == 5


def test_only_what_stands_in_a_year_can_be_let_through() -> None:
    found = Problem("personal.mobile", Level.ERROR, Place("site_config/pages/about.md", 3), "…")
    assert not is_waivable(found)
