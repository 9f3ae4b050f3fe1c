"""编辑稿：survives every build, and says when the case is not as it was."""

from __future__ import annotations

from pathlib import Path

from generator.wechat.campaigns import EditBasis
from generator.wechat.editing import HEAD, render_edits
from tests.support import change
from tests.wechat.conftest import anli, codes_of, report_of

NAME = "quality-month-2022/baozhuang"
FILE = f"site_config/campaigns/{NAME}.yaml"
CASE = "cases/2022/baozhuang-sanban/case.md"


def begin(root: Path, words: str) -> None:
    """An editor begins, and writes something into the file."""
    assert anli(root, "wechat", "edit", NAME).exit_code == 0
    path = root / FILE
    path.write_text(path.read_text("utf-8").replace("依据:", f"{words}\n依据:", 1), "utf-8")


def test_what_the_editor_wrote_is_in_the_draft_and_the_file_stays_as_it_was(season: Path) -> None:
    begin(season, "# 留给自己的话\n标题: 包装三班的一盒一心")
    before = (season / FILE).read_bytes()
    assert anli(season, "wechat", "build", NAME).exit_code == 0
    assert report_of(season, NAME)["articles"][0]["title"] == "包装三班的一盒一心"
    assert (season / FILE).read_bytes() == before
    assert not codes_of(season, NAME) & {"WX603", "WX605"}


def test_a_change_of_the_case_is_named_part_by_part_until_somebody_has_looked(
    season: Path,
) -> None:
    begin(season, "标题: 包装三班的一盒一心")
    change(season, CASE, "## 下一步打算\n\n", "## 下一步打算\n\n先把数量准。")
    assert anli(season, "approve", "SHQ-2022-0002", "--by", "示例审核员").exit_code == 0
    anli(season, "wechat", "build", NAME)
    (article,) = report_of(season, NAME)["articles"]
    (found,) = (f for f in article["findings"] if f["code"] == "WX603")
    assert "SHQ-2022-0002 下一步打算”改过" in found["message"]
    assert anli(season, "wechat", "edit", NAME).exit_code == 0
    assert "标题: 包装三班的一盒一心" in (season / FILE).read_text("utf-8")
    anli(season, "wechat", "build", NAME)
    assert "WX603" not in codes_of(season, NAME)


def test_a_line_more_in_the_facts_is_no_change_of_the_text(season: Path) -> None:
    begin(season, "标题: 包装三班的一盒一心")
    change(season, CASE, "---\n编号", "---\n\n编号")
    anli(season, "approve", "SHQ-2022-0002", "--by", "示例审核员")
    anli(season, "wechat", "build", NAME)
    assert "WX603" not in codes_of(season, NAME)


def test_a_text_without_its_basis_is_named(season: Path) -> None:
    (season / FILE).parent.mkdir()
    (season / FILE).write_text("标题: 包装三班的一盒一心\n", encoding="utf-8")
    anli(season, "wechat", "build", NAME)
    assert "WX605" in codes_of(season, NAME)


def test_a_golden_sentence_has_to_be_word_for_word(season: Path) -> None:
    begin(season, "金句: 这句话谁也没有说过。")
    anli(season, "wechat", "build", NAME)
    assert "WX604" in codes_of(season, NAME)


def test_what_a_machine_wrote_is_said(season: Path) -> None:
    begin(season, "含AI内容: 是")
    anli(season, "wechat", "build", NAME)
    assert "WX510" in codes_of(season, NAME)


def test_a_new_basis_takes_the_place_of_the_old_one_alone() -> None:
    before = HEAD + "标题: 甲\n依据:\n  - 部分: 乙\n    指纹: 1\n# 末尾的话\n"
    after = render_edits([EditBasis("丙", "2")], before)
    assert after == HEAD + "标题: 甲\n# 末尾的话\n依据:\n  - 部分: 丙\n    指纹: 2\n"


def test_nobody_can_edit_what_is_not_planned(season: Path) -> None:
    result = anli(season, "wechat", "edit", "quality-month-2022/baozhuan")
    assert result.exit_code == 2
    assert "是不是“quality-month-2022/baozhuang”？" in result.stderr
