"""模式：keys and values by the table, each mistake once and at its place."""

from __future__ import annotations

import pytest

from generator.fields import CASE, KPI, Field, Kind, Table
from generator.model import Label, Organisation, OrganisationName, Term, Vocabulary
from generator.packs import dump
from generator.problems import Place
from generator.schema import Reading, Record, read_record
from generator.sources import SourceText, parse_yaml

DOMAIN = Vocabulary(
    "domain",
    "领域",
    (
        Term("manufacturing", (Label("制造类"),), ("制造业",)),
        Term("construction", (Label("建造类", 2022, 2023), Label("建设工程类", 2024)), ("建筑类",)),
    ),
)
ORGANISATION = Organisation(
    "dianti",
    "上海示例电梯科技有限公司",
    (OrganisationName("上海示例电梯维修有限公司"),),
    "示例电梯",
)
SMALL = Table(
    "small",
    "小表",
    (
        Field("title", "标题", required=True, limit=10),
        Field("domain", "领域", Kind.TERM, vocabulary="domain"),
        Field("organisation", "单位", Kind.ORGANISATION),
        Field("tags", "标签", many=True),
        Field("needed", "必有", many=True),
        Field("kpis", "指标", Kind.RECORD, many=True, table=KPI),
    ),
)


def read(text: str, table: Table = SMALL, year: int | None = None) -> tuple[Record | None, Reading]:
    names = dict.fromkeys((*ORGANISATION.all_names, ORGANISATION.short_name), ORGANISATION)
    reading = Reading(vocabularies={"domain": DOMAIN}, organisations=names, year=year)
    node, problems = parse_yaml(SourceText("a.yaml", text))
    assert node is not None and problems == []
    return read_record(node, table, reading, node.place), reading


def found(text: str, table: Table = SMALL, year: int | None = None) -> list[str]:
    return [f"{p.id}:{p.place.line}:{p.place.column}" for p in read(text, table, year)[1].problems]


def test_chinese_labels_and_english_names_read_the_same() -> None:
    one, _ = read("标题: 甲\n标签: [乙]\n")
    two, _ = read("title: 甲\ntags: [乙]\n")
    assert one is not None and two is not None
    assert one.values == two.values == {"title": "甲", "tags": ("乙",)}
    assert one.at.of("tags").line == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标题: 甲\n备注: 乙\n", ["field.unknown:2:1"]),
        ("领域: 制造类\n", ["field.missing:1:1"]),
        ("领域: 制造类\n标题:\n", ["field.missing:2:4"]),
        ("标题: ''\n", ["field.missing:1:5"]),
        ("标题: 甲\ntitle: 乙\n", ["field.twice:2:1"]),
        ("标题: ~\n", ["field.null:1:5"]),
        ("标题: NULL\n", ["field.null:1:5"]),
        ("标题: '~'\n", []),
        ("标题: [甲]\n", ["field.not-single:1:5"]),
        ("标题: {甲: 乙}\n", ["field.not-single:1:5"]),
        ("标题: 甲\n标签: 乙、丙\n", ["field.not-list:2:5"]),
        ("标题: 甲\n标签: [乙, [丙]]\n", ["field.not-single:2:9"]),
        ("标题: 甲\n指标: [乙]\n", ["field.not-record:2:6"]),
        ("标题: 甲\n指标:\n  - 名称：乙\n", ["yaml.full-width-colon:3:5"]),
        ("标题：甲\n", ["yaml.full-width-colon:1:1"]),
        ("- 标题: 甲\n", ["yaml.not-mapping:1:1"]),
        ("标题\n", ["yaml.not-mapping:1:1"]),
        ("标题: 一二三四五六七八九十一\n", ["field.too-long:1:5"]),
        ("标题: |\n  甲\n  乙\n", ["field.line-break:1:5"]),
        ("标题: 甲\n标签: []\n", []),
        ("标题: 甲\n标签:\n", []),
    ],
)
def test_a_mistake_is_reported_once_at_its_place(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "key",
    ["标\u200b题", "标 题", "\u3000标题", "ｔｉｔｌｅ", "tіtle", "TITLE", "标题\u202e", "Title"],
)
def test_a_key_that_only_looks_right_is_named_as_such_and_not_as_missing(key: str) -> None:
    _, reading = read(f"{key}: 甲\n")
    assert [p.id for p in reading.problems] == ["field.look-alike"]
    assert any(f"“{meant}”" in reading.problems[0].hint for meant in ("标题", "title"))


def test_a_character_that_looks_like_another_is_named_by_its_number() -> None:
    text = "编号: SHQ-2022-0001\n更正:\n  - 曰期: 2022-01-01\n    内容: 甲\n"
    _, reading = read(text, CASE)
    [one] = [p for p in reading.problems if p.id == "field.look-alike"]
    assert (one.place.line, one.place.column) == (3, 5)
    assert "U+66F0" in one.message and "“日期”" in one.hint


@pytest.mark.parametrize(
    ("label", "year", "slug", "problem"),
    [
        ("制造类", 2022, "manufacturing", None),
        ("manufacturing", 2022, "manufacturing", None),
        ("建造类", 2022, "construction", None),
        ("建设工程类", 2022, None, "term.not-in-year"),
        ("建设工程类", 2024, "construction", None),
        ("建造类", 2024, None, "term.not-in-year"),
        ("建设工程类", None, "construction", None),
        ("建造类", None, "construction", "term.alias"),
        ("制造业", 2022, "manufacturing", "term.alias"),
        ("建筑类", 2021, None, "term.unknown"),
        ("建造类", 2021, None, "term.unknown"),
        ("建设工程类", 2021, None, "term.unknown"),
        ("construction", 2021, None, "term.unknown"),
        ("数据智理", 2022, None, "term.unknown"),
    ],
)
def test_a_term_is_read_by_the_labels_of_its_year(
    label: str, year: int | None, slug: str | None, problem: str | None
) -> None:
    record, reading = read(f"标题: 甲\n领域: {label}\n", year=year)
    assert record is not None
    assert record.values.get("domain") == slug
    assert [p.id for p in reading.problems] == ([problem] if problem else [])


def test_a_label_of_another_year_is_answered_with_the_right_one() -> None:
    _, reading = read("标题: 甲\n领域: 建设工程类\n", year=2022)
    assert "“建造类”" in reading.problems[0].hint


def test_terms_of_a_vocabulary_that_cannot_be_read_are_not_reported_one_by_one() -> None:
    node, _ = parse_yaml(SourceText("a", "标题: 甲\n领域: 制造类\n"))
    reading = Reading()
    assert node is not None
    record = read_record(node, SMALL, reading, node.place)
    assert reading.problems == []
    assert record is not None and record.broken == {"domain"}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("上海示例电梯科技有限公司", None),
        ("上海示例电梯维修有限公司", None),
        ("示例电梯", "organisation.alias"),
        ("上海示例电梯厂", "organisation.unknown"),
    ],
)
def test_an_organisation_is_known_by_all_its_names(name: str, problem: str | None) -> None:
    record, reading = read(f"标题: 甲\n单位: {name}\n")
    assert record is not None
    assert [p.id for p in reading.problems] == ([problem] if problem else [])
    assert record.values.get("organisation") == (
        None if problem == "organisation.unknown" else "dianti"
    )


def test_a_record_without_its_required_parts_stays_out_of_the_list() -> None:
    whole = "{名称: 甲, 单位: 件, 改进前: 1, 改进后: 2, 改进前统计期: 一月, 改进后统计期: 二月, 方向: 提升}"
    record, reading = read(f"标题: 甲\n指标:\n  - {whole}\n  - {{名称: 乙}}\n")
    assert record is not None
    assert len(record.values["kpis"]) == 1
    assert "kpis" in record.broken
    assert {p.id for p in reading.problems} == {"field.missing"}
    assert {p.place.line for p in reading.problems} == {4}


def test_the_places_of_a_value_survive_packing_and_memory() -> None:
    record, _ = read("标题: 甲\n标签: [乙]\n")
    assert record is not None
    at = dump(record).value().at
    assert at.of("title") == Place("a.yaml", 1, 5, 6)
    assert at.fields == {"title": Place("a.yaml", 1, 5, 6), "tags": Place("a.yaml", 2, 5)}
    assert at.of("domain") == at.whole == Place("a.yaml", 1, 1)
