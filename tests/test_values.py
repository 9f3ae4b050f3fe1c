"""取值：right values read, wrong ones refused, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import values
from generator.fields import Field
from generator.model import DocNumber
from generator.problems import Place, Problem

ROW = Field("x", "某项", choices=(("提升", "up"), ("降低", "down")), limit=5)
PLACE = Place("a.yaml", 3, 4)
Parse = Callable[[Field, str, Place], Any]

GOOD: list[tuple[Parse, str, Any]] = [
    (values.parse_date, "2022-09-06", date(2022, 9, 6)),
    (values.parse_date, "2022-9-6", date(2022, 9, 6)),
    (values.parse_date, "2022年9月6日", date(2022, 9, 6)),
    (values.parse_date, "2022.9.6", date(2022, 9, 6)),
    (values.parse_date, "2022/09/06", date(2022, 9, 6)),
    (values.parse_date, "2024-02-29", date(2024, 2, 29)),
    (values.parse_year, "2022", 2022),
    (values.parse_integer, "0", 0),
    (values.parse_integer, "016", 16),
    (values.parse_decimal, "95.0", Decimal("95.0")),
    (values.parse_decimal, "-3", Decimal(-3)),
    (values.parse_yes_no, "是", True),
    (values.parse_yes_no, "否", False),
    (values.parse_choice, "提升", "up"),
    (values.parse_choice, "up", "up"),
    (values.parse_url, "https://www.example.org/a?b=1#c", "https://www.example.org/a?b=1#c"),
    (values.parse_url, "http://示例.example/路", "http://示例.example/路"),
    (values.parse_slug, "jiangxin-zhuangpei-2", "jiangxin-zhuangpei-2"),
    (values.parse_id, "SHQ-2022-0001", "SHQ-2022-0001"),
    (values.parse_hash, "0a" * 32, "0a" * 32),
    (values.parse_file, "fig-1.png", "fig-1.png"),
    (values.parse_file, "list_2022.tar.gz", "list_2022.tar.gz"),
    (values.parse_text, "一二三四五", "一二三四五"),
    (values.parse_paragraph, "一\n二", "一\n二"),
]
BAD: list[tuple[Parse, str, str]] = [
    (values.parse_date, "2022-02-30", "field.date"),
    (values.parse_date, "2022-13-01", "field.date"),
    (values.parse_date, "0000-01-01", "field.date"),
    (values.parse_date, "2022-09", "field.date"),
    (values.parse_date, "2022年9月", "field.date"),
    (values.parse_date, "9月6日", "field.date"),
    (values.parse_date, "2022-09/06", "field.date"),
    (values.parse_date, "20220906", "field.date"),
    (values.parse_year, "22", "field.year"),
    (values.parse_year, "2022年", "field.year"),
    (values.parse_year, "２０２２", "field.year"),
    (values.parse_integer, "16人", "field.number"),
    (values.parse_integer, "1,000", "field.number"),
    (values.parse_integer, "-1", "field.number"),
    (values.parse_integer, "1.0", "field.number"),
    (values.parse_integer, "１６", "field.number"),
    (values.parse_integer, "1e3", "field.number"),
    (values.parse_integer, "1" * 10, "field.number"),
    (values.parse_decimal, "96.2%", "field.number"),
    (values.parse_decimal, "96,2", "field.number"),
    (values.parse_decimal, "NaN", "field.number"),
    (values.parse_decimal, ".5", "field.number"),
    (values.parse_decimal, "九十", "field.number"),
    (values.parse_yes_no, "√", "field.yes-no"),
    (values.parse_yes_no, "true", "field.yes-no"),
    (values.parse_choice, "上升", "field.choice"),
    (values.parse_choice, "UP", "field.choice"),
    (values.parse_url, "www.example.org", "field.url"),
    (values.parse_url, "javascript:alert(1)", "field.url"),
    (values.parse_url, "//evil.example", "field.url"),
    (values.parse_url, "https://", "field.url"),
    (values.parse_url, "https://user:pass@example.org", "field.url"),
    (values.parse_url, 'https://example.org/"onload', "field.url"),
    (values.parse_url, "https://example.org/a b", "field.url"),
    (values.parse_url, "https://[::1", "field.url"),
    (values.parse_slug, "Jiang-Xin", "field.slug"),
    (values.parse_slug, "-a", "field.slug"),
    (values.parse_slug, "a--b", "field.slug"),
    (values.parse_slug, "班组", "field.slug"),
    (values.parse_slug, "a" * 81, "field.slug"),
    (values.parse_id, "SHQ-2022-001", "field.id"),
    (values.parse_id, "shq-2022-0001", "field.id"),
    (values.parse_id, "SHQ-2022-０００１", "field.id"),
    (values.parse_hash, "0A" * 32, "field.hash"),
    (values.parse_hash, "0a" * 31, "field.hash"),
    (values.parse_file, "../a.png", "file.outside"),
    (values.parse_file, "C:\\a.png", "file.outside"),
    (values.parse_file, "/etc/passwd", "file.outside"),
    (values.parse_file, "图1.png", "file.name"),
    (values.parse_file, "Fig.png", "file.name"),
    (values.parse_file, ".htaccess", "file.name"),
    (values.parse_file, "a b.png", "file.name"),
    (values.parse_file, "case", "file.name"),
    (values.parse_text, "一\n二", "field.line-break"),
    (values.parse_text, "一二三四五六", "field.too-long"),
    (values.parse_paragraph, "一二三四五六", "field.too-long"),
    (values.parse_doc_number, "[22]9号", "field.doc-number"),
]


@pytest.mark.parametrize(("parse", "text", "value"), GOOD)
def test_a_right_value_is_read(parse: Parse, text: str, value: Any) -> None:
    found = parse(ROW, text, PLACE)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("parse", "text", "id"), BAD)
def test_a_wrong_value_is_refused_at_its_place(parse: Parse, text: str, id: str) -> None:
    found = parse(ROW, text, PLACE)
    assert isinstance(found, Problem)
    assert (found.id, found.place) == (id, PLACE)


@pytest.mark.parametrize(
    "written",
    [
        "沪质协〔2022〕9号",
        "沪质协[2022]9号",
        "沪质协(2022)9号",
        "沪质协（2022）第9号",
        "沪质协【2022】 09 号",
        "沪质协﹝2022﹞９号",
        "沪质协 〔2022〕 9",
    ],
)
def test_a_document_number_is_restored_to_the_standard_form(written: str) -> None:
    number = values.parse_doc_number(ROW, written, PLACE)
    assert number == DocNumber("沪质协〔2022〕9号", 2022, written)


@pytest.mark.parametrize(
    "written",
    ["沪质协[22]9号", "2022年9号", "沪质协〔2022〕号", "〔2022〕9号", "沪质协〔2022〕9-1号", "9号"],
)
def test_a_document_number_that_lacks_a_part_is_not_completed(written: str) -> None:
    assert isinstance(values.parse_doc_number(ROW, written, PLACE), Problem)


@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=20),
    st.integers(1900, 2099),
    st.integers(1, 99999),
)
def test_a_standard_document_number_stays_as_it_is(issuer: str, year: int, number: int) -> None:
    text = f"{issuer}〔{year}〕{number}号"
    assert values.parse_doc_number(ROW, text, PLACE) == DocNumber(text, year, text)


@given(st.dates())
def test_every_date_reads_back_the_same(day: date) -> None:
    written = (
        day.isoformat(),
        f"{day.year:04d}年{day.month}月{day.day}日",
        f"{day.year:04d}.{day.month}.{day.day}",
    )
    assert {values.parse_date(ROW, text, PLACE) for text in written} == {day}


@pytest.mark.parametrize(
    ("text", "meant"),
    [("√", "是"), ("Yes", "是"), ("同意", "是"), ("×", "否"), ("无", "否"), ("不同意", "否")],
)
def test_a_yes_in_other_words_is_answered_with_what_was_meant(text: str, meant: str) -> None:
    found = values.parse_yes_no(ROW, text, PLACE)
    assert isinstance(found, Problem)
    assert f"“{meant}”" in found.hint


@pytest.mark.parametrize(
    ("text", "reason"),
    [("2022-02-30", "2 月没有 30 日"), ("2022-13-01", "没有 13 月"), ("昨天", "")],
)
def test_an_impossible_date_is_told_why(text: str, reason: str) -> None:
    found = values.parse_date(ROW, text, PLACE)
    assert isinstance(found, Problem)
    assert reason in found.message


def test_the_nearest_option_is_suggested_and_nothing_far_off() -> None:
    options = ["制造类", "市场服务类", "建造类"]
    assert values.suggestion("制造业类", options) == "是不是“制造类”？"
    assert values.suggestion("XYZ", options) == ""
