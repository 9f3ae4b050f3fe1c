"""专题：read, checked, and let out with their public cases only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.gate import PublicYear
from tests.conftest import Brings
from tests.support import change, examine

FILE = "site_config/topics/quality-month.yaml"
ONLY = "  - {编号: SHQ-2024-0001, 推荐语: 先读这一篇。}\n"
HELD = "  - {编号: SHQ-2022-0002}\n"

CHANGES = [
    (ONLY, ONLY * 2, ["topic.twice:7"]),
    ("截止: 2026-12-31", "截止: 2025-08-24", ["topic.until:4"]),
    (ONLY, ONLY + HELD, ["topic.case:7"]),
    (ONLY, HELD, ["topic.case:6", "topic.empty:6"]),
    ("日期: 2025-08-25\n", "", ["field.missing:1"]),
    ("编号: SHQ-2024-0001", "编号: 0001", ["field.id:6"]),
    ("先读这一篇。", "详情致电 13912345678。", ["personal.mobile:6"]),
    ("放在一起读。", "获奖案例放在一起读。", ["wording.award:2"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=[c[2][0] for c in CHANGES])
def test_a_mistake_in_a_topic_is_told_where_it_stands(
    brings: Brings, old: str, new: str, expected: list[str]
) -> None:
    assert brings(FILE, old, new) == expected


def test_a_topic_names_no_case_that_is_held_back(full: Path) -> None:
    change(full, FILE, ONLY, HELD + ONLY)
    archive = examine(full).archive
    assert archive is not None
    assert [[case.id for case in topic.cases] for topic in archive.topics] == [["SHQ-2024-0001"]]


def test_a_topic_without_any_public_case_is_left_out_and_said_so(full: Path) -> None:
    change(full, FILE, "SHQ-2024-0001", "SHQ-2022-0999")
    examined = examine(full)
    assert examined.archive is not None
    assert examined.archive.topics == ()
    assert {"topic.case", "topic.empty"} <= set(examined.ids)


def test_a_topic_is_public_from_its_day_and_on_the_home_page_until_its_end(full: Path) -> None:
    def shown(day: date) -> tuple[int, bool, bool]:
        archive = examine(full, day).archive
        assert archive is not None
        return len(archive.topics), archive.featured is not None, archive.quality_month

    assert shown(date(2025, 8, 24)) == (0, False, False)
    assert shown(date(2025, 9, 30)) == (1, True, True)
    assert shown(date(2026, 12, 31)) == (1, True, False)
    assert shown(date(2027, 1, 1)) == (1, False, False)


def test_the_newest_topic_is_the_featured_one(full: Path) -> None:
    older = (full / FILE).read_text(encoding="utf-8").replace("2025-08-25", "2025-01-02")
    (full / "site_config/topics/winter.yaml").write_text(older, encoding="utf-8")
    archive = examine(full).archive
    assert archive is not None and archive.featured is not None
    assert [topic.slug for topic in archive.topics] == ["quality-month", "winter"]
    assert archive.featured.slug == "quality-month"


def test_what_is_no_topic_is_named_and_leavings_are_passed_over(full: Path) -> None:
    folder = full / "site_config" / "topics"
    (folder / "说明.txt").write_text("草稿", encoding="utf-8")
    (folder / "质量月.yaml").write_text("标题: 甲\n", encoding="utf-8")
    (folder / "~$topic.yaml").write_text("标题: 甲\n", encoding="utf-8")
    found = {p.place.file: p.id for p in examine(full).problems if "/topics/" in p.place.file}
    assert found == {
        "site_config/topics/说明.txt": "file.unexpected",
        "site_config/topics/质量月.yaml": "file.name",
    }


ACTIVITY = "cases/2022/notices/activity.md"
CALENDAR = "日程:\n  - {步骤: 报名, 时间: 4月, 开始: 2022-04-30, 结束: 2022-04-01}\n---\n\n请各单位"


def test_the_calendar_of_a_notice_is_checked_like_that_of_the_results(brings: Brings) -> None:
    assert brings(ACTIVITY, "---\n\n请各单位", CALENDAR) == ["step.order:8"]


def test_a_year_without_a_calendar_of_its_own_takes_that_of_its_notice(full: Path) -> None:
    change(full, ACTIVITY, "---\n\n请各单位", CALENDAR.replace("04-30", "04-01"))
    [own] = [y for y in _years(full) if y.year == 2022]
    assert own.results.calendar[0].name == "活动报名"
    text = (full / "cases/2022/results.yaml").read_text(encoding="utf-8")
    start, end = text.index("日程:"), text.index("名单:")
    (full / "cases/2022/results.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    [taken] = [y for y in _years(full) if y.year == 2022]
    assert [step.name for step in taken.results.calendar] == ["报名"]


def _years(root: Path) -> tuple[PublicYear, ...]:
    archive = examine(root).archive
    assert archive is not None
    return archive.years
