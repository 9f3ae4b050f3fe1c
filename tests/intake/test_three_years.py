"""三年的来稿：from an empty `cases/`, commands alone, and everything that they find.

`paperwork/` holds the papers of an office with all their faults, invented; `paperwork/found.txt`
every error and warning that the commands have about them, and how many notes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.content import read_content
from generator.model import Vocabulary
from tests.intake.lost import find_lost, squeezed, what_came_out
from tests.intake.project import tree
from tests.intake.shapes import paragraphs_of
from tests.office import PAPERS, new_project
from tests.support import ROOT

YEARS = (2022, 2023, 2024)
CASES = [path for year in YEARS for path in sorted((PAPERS / f"{year}/案例").iterdir())]
NEXT_STEPS = ("approval.not-approved", "announced.", "site.", "reconcile.not-approved")


@dataclass(frozen=True, slots=True)
class Office:
    """A project and what the commands said on the way."""

    root: Path
    said: dict[str, str]
    """JSON by command"""

    def run(self, *words: object) -> Result:
        """`anli` in this project."""
        return CliRunner().invoke(main, ["--root", str(self.root), *map(str, words)])

    def problems(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Every finding, with the command that has it."""
        for command, text in self.said.items():
            told = json.loads(text)
            found = told if isinstance(told, list) else told["problems"]
            yield from ((command, problem) for problem in found)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The guide's commands, year by year, on a project that knows words and nothing else."""
    office = Office(new_project(tmp_path_factory.mktemp("office") / "项目"), {})
    _import(office, 2022, "notice", "活动通知.txt", "--kind", "activity")
    for year in YEARS:
        _import(office, year, "results", f"{year}年度结果名单.xlsx")
        _import(office, year, "cases", "案例")
        _import(office, year, "approvals", "审批记录.xlsx")
        _import(office, year, "notice", "通知.docx", "--kind", "results")
    office.said["check"] = office.run("check", "--json").stdout
    for year in YEARS:
        office.said[f"reconcile {year}"] = office.run("reconcile", year, "--json").stdout
    return office


def _import(office: Office, year: int, kind: str, name: str, *options: str) -> None:
    words = ("import", kind, PAPERS / str(year) / name, "--year", year, *options)
    result = office.run(*words, "--json")
    assert result.exit_code == 0, f"{words}\n{result.output}"
    office.said[f"import {kind} {year}/{name}"] = result.stdout


def test_the_commands_find_exactly_what_is_known(office: Office) -> None:
    assert _listing(office) == (PAPERS / "found.txt").read_text(encoding="utf-8")


def _listing(office: Office) -> str:
    """Errors and warnings with their places, and notes by number; without mere next steps."""
    lines = []
    notes: Counter[tuple[str, str]] = Counter()
    for command, found in office.problems():
        if found["id"].startswith(NEXT_STEPS):
            continue
        if found["level"] == "note":
            notes[command, found["id"]] += 1
        else:
            place = ":".join(str(found[part]) for part in ("file", "line") if found[part])
            lines.append(f"{command} | {found['level']} | {place} | {found['id']}\n")
    lines += (f"{command} | note | {number} | {id}\n" for (command, id), number in notes.items())
    return "".join(sorted(lines))


def test_two_years_have_no_error_but_the_missing_signature(office: Office) -> None:
    errors = [
        (found["file"], found["id"])
        for _, found in office.problems()
        if found["level"] == "error" and "2024" not in found["file"]
    ]
    assert errors == [("cases/2023/approvals.yaml", "reconcile.guidance-missing")]


def test_a_second_import_of_everything_changes_nothing(office: Office) -> None:
    before = tree(office.root)
    for year in YEARS:
        for words in (
            ("results", f"{year}年度结果名单.xlsx"),
            ("cases", "案例", "--update"),
            ("approvals", "审批记录.xlsx"),
            ("notice", "通知.docx", "--kind", "results"),
        ):
            kind, name, *options = words
            _import(office, year, kind, name, *options)
    assert tree(office.root) == before


def test_what_is_complete_is_approved_and_built_and_the_rest_stays_inside(
    office: Office, tmp_path: Path
) -> None:
    result = office.run("approve", *YEARS, "--by", "审核员")
    refused = {line.split()[0] for line in result.stderr.splitlines() if "不能批准" in line}
    assert refused == {"SHQ-2023-0005", *(f"SHQ-2024-000{n}" for n in (3, 5, 6, 7, 9))}
    built = office.run("build", "--no-search", "--site-dir", tmp_path / "site")
    assert built.exit_code == 0, built.output
    pages = [
        path for path in tmp_path.glob("site/cases/*/*/index.html") if path.parts[-3].isdigit()
    ]
    assert len([page for page in pages if page.parts[-2] != "notices"]) == 12 + 9 + 4
    for page in tmp_path.rglob("*.*"):
        data = page.read_bytes() if page.is_file() else b""
        assert "钱小满".encode() not in data, page
        assert b"19900001234" not in data, page


@pytest.fixture(scope="module")
def vocabularies() -> dict[str, Vocabulary]:
    """The words of this repository."""
    return dict(read_content(ROOT)[0].vocabularies)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_write_up_loses_a_character(path: Path, vocabularies: dict[str, Vocabulary]) -> None:
    year = int(path.parts[-3])
    assert find_lost(path, what_came_out(path, year, vocabularies)) == []


def test_the_account_is_of_all_31_write_ups_and_more_than_50_000_characters() -> None:
    assert len(CASES) == 31
    assert sum(len(squeezed(text)) for path in CASES for text in paragraphs_of(path)) > 50_000
