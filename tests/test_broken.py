"""错例：the project full of the mistakes that offices make, found exactly where they stand."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner

from generator.catalogue import MESSAGES
from generator.cli import main
from generator.problems import display_width, render_report
from tests.support import GOLDEN, SITES, Examined, examine, listing

BROKEN = SITES / "broken"
EXPECTED = SITES / "broken" / "expected.txt"


@pytest.fixture(scope="module")
def broken() -> Examined:
    return examine(BROKEN)


def lines_of(file: str) -> list[str]:
    """Lines of a source as an editor counts them, whatever its encoding."""
    data = (BROKEN / file).read_bytes()
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")


def test_every_mistake_is_found_where_it_stands(broken: Examined) -> None:
    assert listing(broken.problems) == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_the_broken_project_makes_at_least_45_different_mistakes(broken: Examined) -> None:
    assert len(set(broken.ids)) >= 45
    assert broken.archive is None


def test_every_place_lies_within_its_source(broken: Examined) -> None:
    for problem in broken.problems:
        place = problem.place
        if place.line == 0:
            assert place.column == 0
            continue
        lines = lines_of(place.file)
        assert 1 <= place.line <= len(lines), problem
        line = lines[place.line - 1]
        assert 1 <= place.column <= len(line) + 1, problem
        assert place.end_column <= len(line) + 1, problem


def test_every_message_and_hint_is_finished_chinese(broken: Examined) -> None:
    for problem in broken.problems:
        quoted = re.sub(r"“.*?”", "", problem.message + problem.hint)
        assert re.search(r"[\u4e00-\u9fff]", problem.message), problem
        assert re.search(r"[\u4e00-\u9fff]", problem.hint), problem
        assert "{" not in quoted, problem


def test_check_says_the_same_to_programs() -> None:
    result = CliRunner().invoke(main, ["check", str(BROKEN), "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {tuple(item) for item in found} == {
        ("id", "level", "file", "line", "column", "message", "hint")
    }
    assert {item["id"] for item in found} <= set(MESSAGES)
    assert (
        sorted(
            f"{item['file']}:{item['line']}:{item['column']} {item['level']} {item['id']}"
            for item in found
        )
        == EXPECTED.read_text(encoding="utf-8").splitlines()
    )


REPORTED = (
    "yaml.full-width-colon",
    "term.unknown",
    "field.date",
    "kpi.direction",
    "file.encoding",
    "field.look-alike",
    "results.total",
    "prose.html",
)


def test_the_report_reads_as_it_was_approved(broken: Examined) -> None:
    chosen = [problem for problem in broken.problems if problem.id in REPORTED]
    report = render_report(chosen, broken.content.lines) + "\n"
    assert report == (GOLDEN / "report.txt").read_text(encoding="utf-8")


def test_every_caret_stands_below_its_value_on_a_terminal() -> None:
    report = (GOLDEN / "report.txt").read_text(encoding="utf-8").split("\n")
    carets = [(above, line) for above, line in pairwise(report) if "| " in line]
    checked = 0
    for above, line in carets:
        mark = re.fullmatch(r" +\| ( *)(\^+)", line)
        found = re.match(r" +\d+ \| (.*)", above)
        if not mark or not found:
            continue
        start, end = len(mark[1]), len(mark[1]) + len(mark[2])
        widths = [display_width(found[1][:n]) for n in range(len(found[1]) + 1)]
        assert start in widths and end in widths, above
        checked += 1
    assert checked == 10
