"""放行：bound to one finding, one text, one person, one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.content import read_content
from generator.firewall import make_waiver, render_waiver
from generator.problems import Problem
from tests.firewall.support import CASE, WAIVERS, say, scan, spots
from tests.support import change

DAY = date(2024, 9, 11)
LINE = "值班电话021-61234567，受到表彰。"


def waive(root: Path, problem: Problem) -> None:
    """Let one finding through, as the office does."""
    path = root / problem.place.file
    binary = path.suffix in (".jpg", ".png")
    source = path.read_bytes() if binary else path.read_text(encoding="utf-8")
    waiver = make_waiver(problem, source, "示例审核员", "公务电话，已核实: 'ok' # 是", DAY)
    with (root / WAIVERS).open("a", encoding="utf-8", newline="\n") as file:
        file.write(render_waiver(waiver))


@pytest.fixture
def waived(full: Path) -> Path:
    """The project with two findings in one line, the landline let through."""
    problems = say(full, LINE)
    assert spots(problems) == ["personal.landline 117:5-17", "wording.award 117:20-22"]
    waive(full, problems[0])
    return full


def test_a_waiver_silences_its_finding_and_no_other(waived: Path) -> None:
    assert spots(scan(waived)) == ["wording.award 117:20-22"]


def test_a_waiver_says_who_when_and_why(waived: Path) -> None:
    content, problems = read_content(waived)
    assert [p for p in problems if p.place.file == WAIVERS] == []
    waiver = content.years[0].waivers[-1]
    assert (waiver.check, waiver.file, waiver.text) == ("personal.landline", CASE, "021-61234567")
    assert (waiver.by, waiver.day) == ("示例审核员", DAY)
    assert waiver.reason == "公务电话，已核实: 'ok' # 是"


def test_another_line_may_change(waived: Path) -> None:
    change(waived, CASE, "一拧到底，一丝不苟。", "一拧到底。\n\n又添一段。")
    assert spots(scan(waived)) == ["wording.award 119:20-22"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("61234567", "61234568"), ("值班电话", "张某家电话"), ("表彰。", "表彰！")],
    ids=["the number", "what stands before it", "the rest of the line"],
)
def test_a_changed_line_brings_the_finding_back(waived: Path, old: str, new: str) -> None:
    change(waived, CASE, old, new)
    ids = [problem.id for problem in scan(waived)]
    assert ids == ["personal.landline", "wording.award", "waiver.unused"]


def test_the_same_text_elsewhere_is_another_finding(waived: Path) -> None:
    change(waived, CASE, LINE, f"{LINE}\n\n{LINE}")
    ids = [problem.id for problem in scan(waived)]
    assert ids.count("personal.landline") == 1
    assert "waiver.unused" not in ids


def test_twice_in_one_line_needs_two_waivers(full: Path) -> None:
    problems = say(full, "电话021-61234567或021-61234567。")
    waive(full, problems[0])
    assert len(scan(full)) == 1
    waive(full, problems[1])
    assert scan(full) == []


def test_a_waiver_that_covers_nothing_any_more_is_named(waived: Path) -> None:
    change(waived, CASE, LINE, "先量准。")
    problems = scan(waived)
    assert [(p.id, p.place.file, p.place.line) for p in problems] == [
        ("waiver.unused", WAIVERS, 11)
    ]


def test_a_finding_over_two_lines_is_bound_to_both(full: Path) -> None:
    (problem,) = say(full, "电话1380013\n8000，谢谢。")
    waive(full, problem)
    assert scan(full) == []
    change(full, CASE, "8000，谢谢。", "8001，谢谢。")
    assert [p.id for p in scan(full)] == ["personal.mobile", "waiver.unused"]


def test_a_picture_is_bound_to_its_bytes(full: Path) -> None:
    assert scan(full) == []  # photo.jpg is let through in the project itself
    photo = full / "cases/2022/zhuangpei-yiban/photo.jpg"
    photo.write_bytes(photo.read_bytes() + b"\0")
    assert [p.id for p in scan(full)] == ["picture.gps", "waiver.unused"]


def test_other_checks_cannot_be_waived(full: Path) -> None:
    problem = replace(say(full, LINE)[0], id="kpi.direction")
    waive(full, problem)
    found = [p for p in scan(full) if p.id.startswith("waiver.")]
    assert [(p.id, p.place.line) for p in found] == [("waiver.check", 9)]


@pytest.mark.parametrize("label", ["人", "日期", "理由", "指纹", "文字"])
def test_a_waiver_without_name_day_or_reason_is_none(waived: Path, label: str) -> None:
    path = waived / WAIVERS
    lines = path.read_text(encoding="utf-8").splitlines()
    last = max(n for n, line in enumerate(lines) if line.startswith(f"    {label}:"))
    path.write_text("\n".join([*lines[:last], *lines[last + 1 :]]) + "\n", encoding="utf-8")
    content, problems = read_content(waived)
    assert [p.id for p in problems if p.place.file == WAIVERS] == ["field.missing"]
    assert len(content.years[0].waivers) == 1
    assert "personal.landline" in [p.id for p in scan(waived)]
