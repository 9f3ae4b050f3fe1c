"""命令行：exit codes, streams and what a run leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from generator import pipeline
from generator.cli import main
from generator.fields import TABLES
from generator.output import lock
from tests.conftest import MakeProject
from tests.support import ROOT, SITES, change
from tests.test_content import front_of


def anli(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".cache" not in path.relative_to(root).parts
    }


# ---- check ----


def test_a_sound_project_passes_the_check() -> None:
    result = anli("--root", SITES / "minimal", "check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "错误 0 个" in result.stderr


def test_a_broken_project_fails_the_check_and_messages_go_to_stderr() -> None:
    result = anli("check", SITES / "broken")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "cases/2022/riqi/case.md:13:9 错误 field.date" in result.stderr


def test_notes_are_counted_and_not_shown() -> None:
    result = anli("check", SITES / "full")
    assert result.exit_code == 0
    assert "gate.not-announced" not in result.stderr
    assert "说明 6 个" in result.stderr


def test_problems_for_programs_go_to_stdout() -> None:
    result = anli("check", SITES / "full", "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert {item["id"] for item in json.loads(result.stdout)} >= {"approval.changed", "gate.tier"}


def test_a_release_asks_for_more() -> None:
    result = anli("check", SITES / "minimal", "--release", "--json")
    levels = {item["id"]: item["level"] for item in json.loads(result.stdout)}
    assert result.exit_code == 1
    assert levels == {"site.icp": "error", "site.mps": "error"}
    result = anli("check", SITES / "full", "--release", "--json")
    assert result.exit_code == 1
    errors = [item["id"] for item in json.loads(result.stdout) if item["level"] == "error"]
    assert errors == ["ledger.vanished"]


def test_a_check_changes_no_file(site: MakeProject) -> None:
    root = site("full")
    before = files(root)
    anli("--root", root, "check", "--release")
    assert files(root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-folder"),
        ("--root", "no-such-folder", "check"),
        ("chek",),
        ("check", "--nonsense"),
        ("approve",),
        ("approve", "2022"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert anli(*arguments).exit_code == 2


# ---- approve ----


def test_a_complete_case_can_be_approved(site: MakeProject) -> None:
    root = site("full")
    result = anli("--root", root, "approve", "SHQ-2022-0005", "--by", "周某")
    assert result.exit_code == 0
    assert "已批准 SHQ-2022-0005" in result.stderr
    assert "approval.not-approved" not in anli("check", root).stderr


def test_what_lacks_evidence_is_refused_and_the_rest_approved(site: MakeProject) -> None:
    root = site("full")
    result = anli("--root", root, "approve", "SHQ-2022-0002", "SHQ-2022-0005", "--by", "周某")
    assert result.exit_code == 3
    assert "SHQ-2022-0002 不能批准：缺少保密审查" in result.stderr
    assert "已批准 SHQ-2022-0005" in result.stderr


def test_nothing_is_approved_while_there_are_errors(site: MakeProject) -> None:
    root = site("full")
    change(root, "cases/2024/results.yaml", "总数: 3", "总数: 4")
    before = files(root)
    result = anli("--root", root, "approve", "SHQ-2022-0005", "--by", "周某")
    assert result.exit_code == 1
    assert files(root) == before


@pytest.mark.parametrize("target", ["SHQ-2022-0999", "2023", "SHQ"])
def test_an_unknown_target_approves_nothing(site: MakeProject, target: str) -> None:
    root = site("full")
    before = files(root)
    result = anli("--root", root, "approve", "SHQ-2022-0005", target, "--by", "周某")
    assert result.exit_code == 2
    assert files(root) == before


@pytest.mark.parametrize(
    "by", ["", " ", "周: 某", "周某\n  - 编号: x", "#", "某" * 21, "{x}", "'x"]
)
def test_a_name_that_would_break_the_record_is_refused(site: MakeProject, by: str) -> None:
    root = site("full")
    before = files(root)
    result = anli("--root", root, "approve", "SHQ-2022-0005", "--by", by)
    assert result.exit_code == 2
    assert files(root) == before


# ---- build, as far as it goes without the theme ----


def test_a_build_with_errors_leaves_the_old_site(site: MakeProject) -> None:
    root = site("minimal")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("old", encoding="utf-8")
    (root / "site" / "assets").mkdir()
    (root / "site" / "assets" / "anli.css").write_text("old", encoding="utf-8")
    change(root, "cases/2022/results.yaml", "总数: 1", "总数: 2")
    result = anli("--root", root, "build")
    assert result.exit_code == 1
    assert "网站没有改动" in result.stderr
    assert {path.name for path in (root / "site").iterdir()} == {"index.html", "assets"}


def test_a_project_without_a_setting_of_mkdocs_is_told_so_in_words(site: MakeProject) -> None:
    result = anli("--root", site("minimal"), "build", "--no-posters")
    assert result.exit_code == 2
    assert "页面外框没有做成：没有 mkdocs.yml。网站没有改动。" in result.stderr


def test_a_second_build_at_the_same_time_is_exit_code_5(site: MakeProject) -> None:
    root = site("minimal")
    with lock(root / ".cache" / "lock"):
        result = anli("--root", root, "build")
    assert result.exit_code == 5
    assert "另一次运行" in result.stderr and "网站没有改动" in result.stderr


@pytest.mark.parametrize("target", [".", "..", "cases", "site_config", "cases/2022/new"])
def test_a_build_never_replaces_a_folder_that_is_no_site(site: MakeProject, target: str) -> None:
    root = site("minimal")
    before = files(root)
    result = anli("--root", root, "build", "--site-dir", root / target)
    assert result.exit_code == 2
    assert files(root) == before


def test_a_disk_that_fails_is_exit_code_4_and_a_bug_is_6(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ImportError("fcntl.so: cannot open shared object file: Input/output error")
    disk = OSError(28, "No space left on device")
    for error, code in ((disk, 4), (broken, 4), (KeyError("x"), 6)):

        def fail(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(pipeline, "load", fail)
        result = anli("--root", SITES / "minimal", "check")
        assert result.exit_code == code
        assert "网站没有改动" in result.stderr
        assert "Traceback" not in result.stderr


# ---- schema ----


def test_schema_prints_a_valid_schema_of_every_kind_of_file() -> None:
    result = anli("--root", SITES / "full", "schema")
    assert result.exit_code == 0
    schemas = json.loads(result.stdout)
    assert set(schemas) == {table.name for table in TABLES}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    for path in sorted((SITES / "full").glob("cases/*/*/case.md")):
        Draft202012Validator(schemas["case"]).validate(front_of(path))


def test_python_m_generator_is_anli() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "generator", "--root", "tests/sites/minimal", "check"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    assert "错误 0 个".encode() in run.stderr


def test_a_project_of_the_tests_can_be_built(project: MakeProject) -> None:
    """All that a build needs is there; building itself is tested with the shipped content."""
    root = project("minimal")
    for part in ("mkdocs.yml", "theme", "site_config/pages", "site_config/site.yaml", "cases"):
        assert (root / part).exists()
