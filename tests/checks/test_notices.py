"""检查通知."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Examined, change, new_problems

FILE = "cases/2022/notices/results.md"
CHANGES = [
    ("年度: 2022", "年度: 2024", ["notice.year:3"]),
    ("文号: 示质协[2022]9号", "文号: 示质协[2021]9号", ["notice.doc-number-year:5"]),
    ("文号: 示质协[2022]9号", "文号: 示质协22年9号", ["field.doc-number:5"]),
    ("文件: list.csv", "文件: lists.csv", ["file.unexpected:0", "notice.attachment:10"]),
    ("文件: list.csv", "文件: list.xlsx", ["file.unexpected:0", "notice.attachment-kind:10"]),
    (
        "各有关单位：\n\n现将 2022 年结果予以公布。**“典型经验”**六个。\n",
        "",
        ["notice.empty:13"],
    ),
    ("各有关单位：", "# 各有关单位", ["prose.heading:14"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_a_change_brings_exactly_its_own_problems(
    full: Path, full_before: Examined, old: str, new: str, expected: list[str]
) -> None:
    change(full, FILE, old, new)
    assert sorted(new_problems(full, full_before)) == sorted(expected)


def test_a_link_is_no_attachment(full: Path, full_before: Examined) -> None:
    path = full / "cases" / "2022" / "notices" / "list.csv"
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert new_problems(full, full_before) == ["file.not-regular:10"]


def test_a_name_that_fits_into_no_address_is_refused(full: Path, full_before: Examined) -> None:
    folder = full / "cases" / "2022" / "notices"
    (folder / "activity.md").rename(folder / "活动通知.md")
    assert new_problems(full, full_before) == ["file.name:0"]
