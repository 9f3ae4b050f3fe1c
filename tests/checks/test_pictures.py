"""检查图片：files, use and persons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.support import Examined, change, examine, new_problems

FOLDER = "cases/2022/zhuangpei-yiban"
CASE = f"{FOLDER}/case.md"
APPROVALS = "cases/2022/approvals.yaml"


def about_pictures(root: Path, before: Examined) -> list[str]:
    return [
        problem
        for problem in new_problems(root, before)
        if not problem.startswith(("approval.", "site.", "waiver.", "ledger.vanished", "topic."))
    ]


CHANGES = [
    (
        "文件: fig-1.png",
        "文件: fig-2.png",
        ["picture.missing:43", "picture.unused:43", "picture.unlisted:93", "file.unexpected:0"],
    ),
    (
        "文件: fig-1.png",
        "文件: ../fig-1.png",
        ["file.outside:43", "picture.unlisted:93", "file.unexpected:0"],
    ),
    (
        "文件: fig-1.png",
        "文件: 图1.png",
        ["file.name:43", "picture.unlisted:93", "file.unexpected:0"],
    ),
    ("![](fig-1.png)\n\n", "", ["picture.unused:43"]),
    ("![](fig-1.png)", "![](fig-1.png) ![](fig-9.png)", ["picture.unlisted:93"]),
    ("![](fig-1.png)", "![](fig-1.png) ![](//evil.example/a.png)", ["picture.remote:93"]),
    ("![](fig-1.png)", "![](fig-1.png) ![](http://evil.example/a)", ["picture.remote:93"]),
    ("![](fig-1.png)", "![](fig-1.png) ![](../x/a.png)", ["file.outside:93"]),
    ("![](fig-1.png)", "![](fig-1.png) ![](/etc/passwd)", ["file.outside:93"]),
    ("2098-12-31", "2026-01-01", ["picture.consent:53"]),
    ("人像: 可识别", "人像: 露脸", ["field.choice:52"]),
]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")  # 2026-01-05


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_a_change_brings_exactly_its_own_problems(
    full: Path, full_before: Examined, old: str, new: str, expected: list[str]
) -> None:
    change(full, CASE, old, new)
    assert about_pictures(full, full_before) == expected


def test_a_consent_is_good_to_its_last_day(
    full: Path, full_before: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(full, CASE, "2098-12-31", "2026-01-05")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")  # 2026-01-05
    assert about_pictures(full, full_before) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767657600")  # 2026-01-06
    assert about_pictures(full, full_before) == ["picture.consent:53"]


def test_a_recognisable_person_needs_a_consent_on_record(full: Path, full_before: Examined) -> None:
    change(full, APPROVALS, "肖像授权: 已授权", "肖像授权: 不涉及")
    assert about_pictures(full, full_before) == ["picture.people:52"]


@pytest.mark.parametrize(
    "data",
    [b"", "这其实是一段文字。".encode(), b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n", b"GIF89a"],
)
def test_what_only_calls_itself_a_picture_is_refused(
    full: Path, full_before: Examined, data: bytes
) -> None:
    (full / FOLDER / "fig-1.png").write_bytes(data)
    assert about_pictures(full, full_before) == ["picture.format:43"]


def test_a_picture_cut_short_is_refused(full: Path, full_before: Examined) -> None:
    path = full / FOLDER / "photo.jpg"
    path.write_bytes(path.read_bytes()[:-200])
    assert about_pictures(full, full_before) == ["picture.format:49"]


def test_a_link_is_no_picture_whatever_it_points_at(full: Path, full_before: Examined) -> None:
    """The fingerprint leaves links out: what they point at could change after approval."""
    path = full / FOLDER / "fig-1.png"
    outside = full.parent / "outside.png"
    Image.new("RGB", (2, 2)).save(outside)
    path.unlink()
    path.symlink_to(outside)
    assert about_pictures(full, full_before) == ["file.not-regular:43"]
    path.unlink()
    path.mkdir()
    assert about_pictures(full, full_before) == ["file.not-regular:43"]
    assert examine(full).archive is None
