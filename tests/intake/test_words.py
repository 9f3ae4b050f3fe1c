"""小件：days, spans, marks, slugs and the hand in which YAML is written."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from generator.intake.emit import render_yaml
from generator.intake.marks import mark_of, number_value, without_numbering
from generator.intake.slugs import LONGEST, make_organisation_slug, make_slug
from generator.intake.terms import split_industry
from generator.intake.text import is_page_number, join_lines, unwrap
from generator.intake.when import parse_day, parse_span
from generator.sources import Mapping, Scalar, SourceText, parse_yaml


@pytest.mark.parametrize(
    "written",
    ["2022-08-22", "2022.8.22", "2022/8/22", "2022年8月22日", "２０２２年８月２２日", "8月22日",
     "8.22", "20220822", "44795", datetime(2022, 8, 22), date(2022, 8, 22)],
)  # fmt: skip
def test_a_day_in_every_spelling(written: object) -> None:
    assert parse_day(written, 2022) == date(2022, 8, 22)


@pytest.mark.parametrize("written", ["", None, "待定", "2月30日", "2022年8月", "—"])
def test_what_is_no_day_is_none(written: object) -> None:
    assert parse_day(written, 2022) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("4月", "2022-04-01", "2022-04-30"),
        ("2月", "2022-02-01", "2022-02-28"),
        ("5月中旬前", None, "2022-05-20"),
        ("6月下旬至7月", "2022-06-21", "2022-07-31"),
        ("9月30日前", None, "2022-09-30"),
        ("9月至12月", "2022-09-01", "2022-12-31"),
        ("9月1日", "2022-09-01", "2022-09-01"),
        ("另行通知", None, None),
        ("13月", None, None),
    ],
)
def test_a_span_says_no_more_than_its_words(text: str, start: str | None, end: str | None) -> None:
    days = [day.isoformat() if day else None for day in parse_span(text, 2022)]
    assert days == [start, end]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("一、班组概况", "班组概况"),
        ("（二）导师带徒", "导师带徒"),
        ("1  班组概况", "班组概况"),
        ("5.5 5S落地", "5S落地"),
        ("2.1听三种声音", "听三种声音"),
        ("5S落地", "5S落地"),
        ("36个精度数据", "36个精度数据"),
        ("2022年的做法", "2022年的做法"),
    ],
)
def test_numbers_of_headings_go_and_numbers_in_headings_stay(heading: str, words: str) -> None:
    assert without_numbering(heading) == words


@pytest.mark.parametrize("text", ["①号线信号检修班", "96.2%提高到99.1%", "一包三册", "2022年3月"])
def test_texts_that_begin_with_a_number_are_not_list_items(text: str) -> None:
    assert mark_of(text) is None


def test_numbers_are_read_in_every_script() -> None:
    assert [number_value(text) for text in ("3", "３", "③", "三", "十", "十二", "二十一")] == [
        3, 3, 3, 3, 10, 12, 21
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("“匠芯”装配班组", "jiangxin-zhuangpei-banzu"),
        ("SMT 一班", "smt-yiban"),
        ("①号线信号检修班", "1-haoxian-xinhao-jianxiu-ban"),
        ("主轴装配２班", "zhuzhou-zhuangpei-2-ban"),
        ("绿化女工班", "lvhua-nvgong-ban"),
        ("！？", "x"),
    ],
)
def test_slugs_are_pinyin_by_words(name: str, slug: str) -> None:
    assert make_slug(name) == slug


def test_a_taken_slug_gets_a_number_and_a_long_one_ends_at_a_word() -> None:
    assert make_slug("机修班", {"jixiu-ban", "jixiu-ban-2"}) == "jixiu-ban-3"
    assert len(make_slug("示例装配班组" * 20)) <= LONGEST
    assert make_organisation_slug("上海示例制药有限公司") == "shanghai-shili-zhiyao"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("制造业（C34 通用设备制造业）", ("制造业", "C34 通用设备制造业")),
        ("C34 制造业", ("制造业", "C34")),
        ("C 制造业", ("制造业", "")),
        ("农、林、牧、渔业", ("农、林、牧、渔业", "")),
    ],
)
def test_an_industry_and_its_class(text: str, parts: tuple[str, str]) -> None:
    assert split_industry(text) == parts


def test_lines_cut_by_a_page_are_joined_and_those_of_an_author_stay() -> None:
    cut = "他们需要的是轴线准净空够接缝不漏二是地面上的\n居民和管线单位他们需要的是房子不裂煤气管不漏\n路面不塌。"
    assert "\n" not in unwrap(cut)
    assert unwrap("春风\n又绿江南岸，明月何时照我还，京口瓜洲一水间。") == (
        "春风\n又绿江南岸，明月何时照我还，京口瓜洲一水间。"
    )
    assert join_lines("Wafer\nTest 班组\n二班") == "Wafer Test 班组二班"


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("- 2 -", True), ("第 2 页 共 5 页", True), ("第2页", True), ("-2℃", False), ("2", False)],
)
def test_page_numbers(text: str, is_number: bool) -> None:
    assert is_page_number(text) is is_number


AWKWARD = [
    "0571", "NO", "1:30", "2022", "%", "—", "- 项", "键: 值", "尾巴:", "井 # 号", "#井", "~", "null",
    "“引”号", '"直"引号', "[方]", "{花}", "a, b", "反\\斜", "*星", "&和", "!叹", "|竖", "@在", "`点`",
    "'单'", " 前空", "---", "?", "两行\n文字", "：全角", "<<",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_every_text_survives_its_yaml(text: str) -> None:
    written = render_yaml({"键": text, "列": [text, "乙"], "表": [{"甲": text, "乙": "2"}]})
    node, problems = parse_yaml(SourceText("x.yaml", written))
    assert problems == []
    assert isinstance(node, Mapping)
    texts = [scalar.text for scalar in _scalars(node)]
    assert texts == [text, text, "乙", text, "2"]


def _scalars(node: object) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    items = [v for _, v in node.pairs] if isinstance(node, Mapping) else node.items  # type: ignore[attr-defined]
    return [scalar for item in items for scalar in _scalars(item)]
