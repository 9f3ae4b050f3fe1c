"""检查名称：names that Windows keeps for its devices are refused wherever a name becomes a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Examined, change, new_problems

CASE = "cases/2022/hanjie-ban"


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_folder_of_a_reserved_name_is_refused(
    full: Path, full_before: Examined, name: str
) -> None:
    (full / CASE).rename(full / "cases" / "2022" / name)
    assert "file.reserved:0" in new_problems(full, full_before)


@pytest.mark.parametrize("name", ["console", "nul-1", "com", "com10", "a-con"])
def test_a_name_that_only_begins_like_one_may_stand(
    full: Path, full_before: Examined, name: str
) -> None:
    (full / CASE).rename(full / "cases" / "2022" / name)
    assert "file.reserved:0" not in new_problems(full, full_before)


def test_a_picture_of_a_reserved_name_is_refused_whatever_its_suffix(
    full: Path, full_before: Examined
) -> None:
    folder = full / "cases" / "2022" / "zhuangpei-yiban"
    picture = next(path for path in sorted(folder.iterdir()) if path.suffix in (".png", ".jpg"))
    picture.rename(folder / f"aux{picture.suffix}")
    text = (folder / "case.md").read_text("utf-8")
    (folder / "case.md").write_text(text.replace(picture.name, f"aux{picture.suffix}"), "utf-8")
    assert any(one.startswith("file.reserved:") for one in new_problems(full, full_before))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("site_config/vocabulary/method.yaml", "代号: qc-circle", "代号: prn"),
        ("site_config/organisations.yaml", "代号: ", "代号: lpt1\n    名称: 某某\n  - 代号: "),
    ],
)
def test_a_code_of_a_reserved_name_is_refused(
    full: Path, full_before: Examined, file: str, old: str, new: str
) -> None:
    path = full / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert any(one.startswith("file.reserved:") for one in new_problems(full, full_before))


def test_a_notice_of_a_reserved_name_is_refused(full: Path, full_before: Examined) -> None:
    folder = full / "cases" / "2022" / "notices"
    (folder / "results.md").rename(folder / "com1.md")
    assert "file.reserved:0" in new_problems(full, full_before)


def test_an_attachment_of_a_reserved_name_is_refused(full: Path, full_before: Examined) -> None:
    folder = full / "cases" / "2022" / "notices"
    (folder / "list.csv").rename(folder / "nul.csv")
    change(full, "cases/2022/notices/results.md", "文件: list.csv", "文件: nul.csv")
    assert "file.reserved:10" in new_problems(full, full_before)
