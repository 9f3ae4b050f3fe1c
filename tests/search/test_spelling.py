"""写法：traditional characters and pinyin, at build time and in the browser."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from generator.memo import Memo
from generator.search.spelling import han_in, pinyin, simplified
from tests.search.conftest import Reader


def test_only_traditional_forms_of_characters_in_use_are_listed() -> None:
    (typed, read), doubtful = simplified(han_in(["里面的导轨"]))
    pairs = set(zip(typed, read, strict=True))
    assert {("裏", "里"), ("裡", "里"), ("導", "导"), ("軌", "轨")} <= pairs
    assert set(read) <= set("里面的导轨")
    assert doubtful == ("", "")


def test_a_character_that_may_stand_for_itself_is_listed_apart() -> None:
    sure, doubtful = simplified(han_in(["显著", "接着"]))
    assert "著" not in sure[0]
    assert doubtful == ("著", "着")


def test_what_only_the_word_decides_for_opencc_is_added() -> None:
    assert "帳" in simplified({"账"})[0][0]


def test_a_character_has_each_reading_that_it_has_in_a_name() -> None:
    syllables = pinyin(["村镇银行", "运行班", "吕𬭚䶮 SMT"])
    assert {s for s, chars in syllables.items() if "行" in chars} == {"hang", "xing"}
    assert syllables["lv"] == "吕"
    assert syllables["chun"] == "𬭚"
    assert all(syllable.isascii() for syllable in syllables)


def test_characters_that_nobody_knows_to_read_have_no_reading() -> None:
    assert pinyin(["人々々"]) == {"ren": "人"}


def test_a_new_name_is_all_that_is_read_anew(tmp_path: Path) -> None:
    pinyin(["村镇银行", "运行班"], Memo(tmp_path))
    memo = Memo(tmp_path)
    assert pinyin(["村镇银行", "运行班", "装配班"], memo) == pinyin(
        ["村镇银行", "运行班", "装配班"]
    )
    assert list(chain(*memo.redone.values())) == ["装"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("jingmijixie", ["精密机械"]),
        ("Jing Mi Ji Xie", ["精密机械"]),
        ("jingmiji", ["精密机"]),
        ("jingmijix", ["精密机械"]),
        ("jmjx", ["精密机械"]),
        ("JMJX", ["精密机械"]),
    ],
)
def test_pinyin_finds_names_and_marks_what_sounds_so(
    reader: Reader, query: str, marks: list[str]
) -> None:
    reader.open(f"?q={query}")
    assert len(reader.titles("名称命中")) == 3
    assert reader.marks(".case-row >> nth=0 >> .case-row-who") == marks


@pytest.mark.browser
def test_letters_that_stand_in_the_text_are_not_taken_for_pinyin(reader: Reader) -> None:
    reader.open("?q=iso")
    assert reader.titles("正文命中") == ["看得见的温度"]
    assert reader.titles("名称命中") == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "group", "title"),
    [
        ("銅棒輕敲導軌", "正文命中", "把五微米装进心里"),
        ("公共交通有限公司", "名称命中", "一站一停一问候"),
        ("樣例紡織", "", ""),
        ("熱處理", "名称命中", "看得见的温度"),
    ],
)
def test_a_query_in_traditional_characters_is_read_in_simplified_ones(
    reader: Reader, query: str, group: str, title: str
) -> None:
    page = reader.open(f"?q={query}")
    if group:
        assert reader.titles(group)[0] == title
    assert page.locator("[data-found] mark").count() > 0
    assert page.input_value("#q") == query
