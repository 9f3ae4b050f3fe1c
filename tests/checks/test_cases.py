"""检查案例：one change of a sound project, exactly the problems it deserves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Brings
from tests.support import Examined, change, new_problems

CASE = "cases/2022/hanjie-ban/case.md"
FULL = "cases/2022/zhuangpei-yiban/case.md"

CHANGES = [
    (CASE, "编号: SHQ-2022-0002", "编号: SHQ-2023-0002", ["approval.orphan:21", "case.id-year:2"]),
    (CASE, "年度: 2022", "年度: 2024", ["case.year:3"]),
    (CASE, "班组: 焊接班", "班组: 焊接二班", ["case.not-in-results:6", "gate.tier:2"]),
    (CASE, "领域: 制造类", "领域: 市场服务类", ["case.disagrees:9"]),
    (CASE, "行业: 制造业", "行业: 建筑业", []),  # the list does not say
    (FULL, "行业: 制造业", "行业: 建筑业", ["case.disagrees:11"]),
    (FULL, "类别: 常规", "类别: 技术创新型", ["case.disagrees:14"]),
    (CASE, "## 有效学习\n\n师傅带徒弟，一学一考。\n\n", "", ["case.section-missing:2"]),
    (CASE, "## 有效学习", "## 学习", ["case.section-missing:2", "case.section-unknown:39"]),
    (CASE, "## 有效学习", "## 待整理", ["case.section-missing:2", "case.to-sort:39"]),
    (CASE, "## 有效学习", "##有效学习", ["case.section-missing:2"]),
    (CASE, "师傅带徒弟，一学一考。", "", ["case.section-empty:39"]),
    (CASE, "## 有效学习", "## 改进创新\n\n甲\n\n## 有效学习", ["case.section-twice:47"]),
    (CASE, "\n## 班组概况", "\n引言\n\n## 班组概况", ["case.before-first-section:27"]),
    (CASE, "视频: https://video.example.org/shq-2022-0002\n", "", ["case.video-missing:2"]),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), CHANGES)
def test_a_change_brings_exactly_its_own_problems(
    brings: Brings, file: str, old: str, new: str, expected: list[str]
) -> None:
    found = [
        problem
        for problem in brings(file, old, new)
        if not problem.startswith("approval.") or problem in expected
    ]
    assert sorted(found) == sorted(expected)


def test_an_id_is_never_shared(full: Path, full_before: Examined) -> None:
    change(full, "cases/2024/weibao-zu/case.md", "SHQ-2024-0002\n年度", "SHQ-2022-0002\n年度")
    found = new_problems(full, full_before)
    assert "case.id-twice:2" in found and "case.id-year:2" in found


def test_the_same_material_twice_is_noticed(full: Path, full_before: Examined) -> None:
    folder = full / "cases" / "2022"
    shutil.copytree(folder / "hanjie-ban", folder / "hanjie-ban-2")
    found = new_problems(full, full_before)
    assert "case.same-team:6" in found and "case.id-twice:2" in found


def test_a_folder_name_must_fit_into_an_address(full: Path, full_before: Examined) -> None:
    folder = full / "cases" / "2022"
    (folder / "hanjie-ban").rename(folder / "焊接班")
    assert "case.folder:0" in new_problems(full, full_before)


def test_a_folder_without_a_case_is_noticed(full: Path, full_before: Examined) -> None:
    (full / "cases" / "2022" / "empty").mkdir()
    assert new_problems(full, full_before) == ["file.missing:0"]
