"""anli import approvals：evidence by case; a signature holds only for the evidence that it saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import read_content
from tests.intake.papers import ORGANISATION, TEAM, write_workbook
from tests.intake.project import run, tree
from tests.intake.test_approvals import FULL, HEAD
from tests.intake.test_import_cases import small_paper

APPROVALS = "cases/2022/approvals.yaml"
SIGNED = f"    内容指纹: {'a' * 64}\n    批准人: 审核员\n    批准日期: 2022-10-01\n"
ROW = (1, ORGANISATION, TEAM, *FULL[3:])


@pytest.fixture
def written(listed: Path, tmp_path: Path) -> Path:
    """A project with two cases, one of them approved."""
    papers = [
        small_paper(tmp_path / f"{team}.docx", ORGANISATION, team) for team in (TEAM, "机修班")
    ]
    assert run(listed, "import", "cases", *papers, "--year", 2022).exit_code == 0
    path = write_workbook(tmp_path / "一.xlsx", [HEAD, ROW])
    assert run(listed, "import", "approvals", path, "--year", 2022).exit_code == 0
    file = listed / APPROVALS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("SHQ-2022-0001\n", f"SHQ-2022-0001\n{SIGNED}"), encoding="utf-8")
    return listed


def test_an_unchanged_record_keeps_every_character(written: Path, tmp_path: Path) -> None:
    before = tree(written)
    path = write_workbook(tmp_path / "二.xlsx", [HEAD, ROW])
    result = run(written, "import", "approvals", path, "--year", 2022)
    assert (result.exit_code, result.stdout) == (0, "")
    assert tree(written) == before


def test_new_records_are_added_below(written: Path, tmp_path: Path) -> None:
    other = (2, f" {ORGANISATION}", "机修班", *FULL[3:])
    path = write_workbook(tmp_path / "二.xlsx", [HEAD, other])
    result = run(written, "import", "approvals", path, "--year", 2022)
    assert result.stdout == f"+ SHQ-2022-0002 {ORGANISATION} 机修班\n"
    approvals = read_content(written)[0].years[0].approvals
    assert [(a.case, a.approved_by) for a in approvals] == [
        ("SHQ-2022-0001", "审核员"),
        ("SHQ-2022-0002", ""),
    ]


def test_evidence_that_changes_is_no_longer_signed(written: Path, tmp_path: Path) -> None:
    changed = (*ROW[:8], "否", *ROW[9:])
    path = write_workbook(tmp_path / "二.xlsx", [HEAD, changed])
    result = run(written, "import", "approvals", path, "--year", 2022)
    assert result.stdout.splitlines() == [
        f"~ SHQ-2022-0001 {ORGANISATION} {TEAM}",
        "    公开同意：是 2022-08-25 官网 公众号 → 否 2022-08-25",
    ]
    assert "intake.approval-void" in result.stderr
    (approval,) = read_content(written)[0].years[0].approvals
    assert approval.consent is not None
    assert (approval.consent.given, approval.content_hash, approval.approved_by) == (False, "", "")


def test_names_without_a_case_are_listed_and_kept_out(written: Path, tmp_path: Path) -> None:
    before = tree(written)
    path = write_workbook(tmp_path / "二.xlsx", [HEAD, (1, ORGANISATION, "机修二班", *FULL[3:])])
    result = run(written, "import", "approvals", path, "--year", 2022)
    assert result.exit_code == 0
    assert "二.xlsx!名单!C2 提醒 intake.case-unknown" in result.stderr
    assert f"是不是“{ORGANISATION} 机修班”（SHQ-2022-0002）？" in result.stderr
    assert "读了 1 条：对上案例 0 条，没有案例 1 条。" in result.stderr
    assert tree(written) == before


def test_a_name_that_comes_twice_is_refused(written: Path, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "二.xlsx", [HEAD, ROW, ROW])
    result = run(written, "import", "approvals", path, "--year", 2022)
    assert result.exit_code == 1
    assert "第一次在 C2" in result.stderr
