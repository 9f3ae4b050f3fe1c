"""字体：found by its own name, and asked for every glyph."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.drawing.fonts import FAMILIES, Fonts, find_fonts, font_folders


def test_the_family_is_what_the_font_calls_itself(fonts: Fonts) -> None:
    for typeface in (fonts.regular, fonts.bold):
        family, _ = typeface.at(10).getname()
        assert family in FAMILIES
    assert fonts.bold.at(10).getname()[1] == "Bold"


def test_a_file_with_the_right_name_and_nothing_in_it_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"not a font")
    assert find_fonts((tmp_path,)) is None


def test_a_font_of_another_family_under_the_right_file_name_is_not_taken(
    fonts: Fonts, tmp_path: Path
) -> None:
    japanese = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
    if not japanese.exists():
        pytest.skip("没有另一种字体可以冒充")
    (tmp_path / "NotoSansCJK-Regular.ttc").symlink_to(japanese)
    assert find_fonts((tmp_path,)) is None


def test_with_one_weight_only_titles_take_that_weight(fonts: Fonts, tmp_path: Path) -> None:
    (tmp_path / f"NotoSansCJK-Regular{fonts.regular.path.suffix}").symlink_to(fonts.regular.path)
    found = find_fonts((tmp_path,))
    assert found is not None
    assert found.bold == found.regular


def test_without_a_folder_there_is_no_font(tmp_path: Path) -> None:
    assert find_fonts((tmp_path / "nothing",)) is None


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_every_system_has_folders_to_look_in(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    assert all(folder.parts for folder in font_folders())


def test_rare_characters_of_names_are_there_and_pictographs_are_not(fonts: Fonts) -> None:
    assert fonts.missing("匠心 𬭚䶮㛃 ①号线 ㎡ ℃ — “SMT”") == ""
    assert fonts.missing("班组😀加油😀\U0010fffd") == "😀\U0010fffd"


def test_a_width_is_the_sum_of_its_characters(fonts: Fonts) -> None:
    assert fonts.regular.width("匠心", 50) == 100
    assert fonts.regular.width("", 50) == 0
