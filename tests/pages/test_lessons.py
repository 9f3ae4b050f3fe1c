"""可借鉴之处：a guide where the author labelled the parts, prose otherwise."""

from __future__ import annotations

import pytest

from generator.pages.lessons import Guide, Part, Practice, parse_guide
from tests.support import ROOT

HEADED = """引言。

### 防错

班组自己做。

- **前提**：做过FMEA
- 投入：两千元，半个月

头三步：

1. 列失效
2. 做销
3. 试装

**注意事项：** 别改公差。
"""


def test_a_clause_that_names_its_condition_becomes_a_part() -> None:
    text = "1. 手感定量化。凡是“差不多”的动作，都配一只表；前提是量具按期校准。"
    body = "凡是“差不多”的动作，都配一只表。"
    practice = Practice("手感定量化", body, (Part("前提", "量具按期校准。"),))
    assert parse_guide(text) == Guide("", (practice,))


def test_sub_headings_and_labels_make_the_whole_guide() -> None:
    guide = parse_guide(HEADED)
    assert guide is not None
    assert guide.intro == "引言。"
    [practice] = guide.practices
    assert (practice.title, practice.markdown) == ("防错", "班组自己做。")
    assert practice.parts == (
        Part("前提", "做过FMEA。"),
        Part("投入", "两千元，半个月。"),
        Part("头三步", "1. 列失效\n2. 做销\n3. 试装"),
        Part("注意事项", "别改公差。"),
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- 甲。适用于高空作业；前提是有备案。", [("适用", "高空作业。"), ("前提", "有备案。")]),
        ("- 甲。前提是乙，并丙；适用于丁。", [("适用", "丁。"), ("前提", "乙，并丙。")]),
        ("- 用专用颜色标识，前提是现场没有第二种含义。", [("前提", "现场没有第二种含义。")]),
        ("- 甲。\n  - 前提条件：乙\n  - 投入：丙", [("前提", "乙。"), ("投入", "丙。")]),
        (
            "- 前提：甲\n- 头三步：\n  1. 乙\n  2. 丙",
            [("前提", "甲。"), ("头三步", "1. 乙\n2. 丙")],
        ),
        ("**前提**：甲。\n\n**投入**：乙！", [("前提", "甲。"), ("投入", "乙！")]),
    ],
)
def test_labels_are_read_as_authors_write_them(text: str, parts: list[tuple[str, str]]) -> None:
    guide = parse_guide(text)
    assert guide is not None
    assert [(part.label, part.markdown) for part in guide.practices[0].parts] == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一段话；前提是有钱。",
        "- 甲\n- 乙",
        "1. 都适合在中途停检。\n2. 大前提是安全的说法不算。",
        "- 甲。前提是乙。\n\n另有一段说全部。",
        "- 甲。前提是乙。![](fig.png)",
        "- 甲。前提是[乙](https://a.example/)。",
        "| 前提 | 投入 |\n| --- | --- |\n| 甲 | 乙 |",
    ],
)
def test_what_is_not_labelled_or_more_than_words_stays_prose(text: str) -> None:
    assert parse_guide(text) is None


def test_a_long_first_sentence_is_no_title() -> None:
    guide = parse_guide("- " + "长" * 41 + "。前提是短。")
    assert guide is not None
    assert guide.practices[0].title == ""
    assert guide.practices[0].markdown == "长" * 41 + "。"


def test_no_word_of_the_shipped_cases_is_lost_but_the_labels() -> None:
    for path in sorted((ROOT / "cases").glob("*/*/case.md")):
        text = path.read_text("utf-8").split("\n## 可借鉴之处\n")[1].split("\n## ")[0]
        guide = parse_guide(text)
        assert guide is not None, path
        for practice in guide.practices:
            for piece in (practice.title, practice.markdown, *(p.markdown for p in practice.parts)):
                assert piece.rstrip("。") in text, path
