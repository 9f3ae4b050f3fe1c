"""JSON Schema：valid itself, and of one mind with the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.json_schema import build_schemas
from tests.support import SITES
from tests.test_content import front_of
from tests.test_gate import CONTENT

SCHEMAS = build_schemas(CONTENT.vocabularies)
FULL = SITES / "full"
FILES = {
    "case": sorted(FULL.glob("cases/*/*/case.md")),
    "notice": sorted(FULL.glob("cases/*/notices/*.md")),
    "topic": sorted(FULL.glob("site_config/topics/*.yaml")),
    "results": sorted(FULL.glob("cases/*/results.yaml")),
    "approvals": sorted(FULL.glob("cases/*/approvals.yaml")),
    "waivers": sorted(FULL.glob("cases/*/waivers.yaml")),
    "vocabulary": sorted(FULL.glob("site_config/vocabulary/*.yaml")),
    "organisations": [FULL / "site_config" / "organisations.yaml"],
    "published": [FULL / "site_config" / "published.yaml"],
    "announced": [FULL / "site_config" / "announced.yaml"],
    "withdrawn": [FULL / "site_config" / "withdrawn.yaml"],
    "posts": [FULL / "site_config" / "posts.yaml"],
    "campaign": sorted(FULL.glob("site_config/campaigns/*.yaml")),
    "edits": sorted(FULL.glob("site_config/campaigns/*/*[!s].yaml")),
    "ticks": sorted(FULL.glob("site_config/campaigns/*/*.ticks.yaml")),
    "site": [FULL / "site_config" / "site.yaml"],
}
PAIRS = [(name, path) for name, paths in FILES.items() for path in paths]


def blank_fields_left_out(value: Any) -> Any:
    """A key without a value counts as not written, as it does for us."""
    if isinstance(value, dict):
        return {key: blank_fields_left_out(inner) for key, inner in value.items() if inner != ""}
    if isinstance(value, list):
        return [blank_fields_left_out(inner) for inner in value]
    return value


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert set(SCHEMAS) == set(FILES)
    assert all(FILES.values())


@pytest.mark.parametrize(("name", "path"), PAIRS, ids=[str(p.relative_to(FULL)) for _, p in PAIRS])
def test_a_file_that_we_read_is_valid_by_the_schema(name: str, path: Path) -> None:
    front = blank_fields_left_out(front_of(path))
    assert list(Draft202012Validator(SCHEMAS[name]).iter_errors(front)) == []


CASE = FULL / "cases" / "2022" / "zhuangpei-yiban" / "case.md"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("负责人", "张某"),
        ("年度", "二〇二二"),
        ("领域", "数据智理"),
        ("编号", "SHQ-22-1"),
        ("视频", "www.example.org"),
        ("班组人数", "16人"),
        ("理念", "诚信守诺"),
        ("标题", "字" * 61),
        ("更正", [{"日期": "2022-01-01"}]),
        ("图片", [{"文件": "../a.png", "替代文字": "图"}]),
    ],
)
def test_what_the_reader_refuses_is_refused_by_the_schema(key: str, value: Any) -> None:
    front = front_of(CASE)
    assert isinstance(front, dict)
    validator = Draft202012Validator(SCHEMAS["case"])
    assert validator.is_valid(front)
    assert not validator.is_valid({**front, key: value})


def test_a_required_field_may_bear_either_name_but_not_be_absent() -> None:
    front = front_of(CASE)
    assert isinstance(front, dict)
    validator = Draft202012Validator(SCHEMAS["case"])
    rest = {key: value for key, value in front.items() if key != "标题"}
    assert not validator.is_valid(rest)
    assert validator.is_valid({**rest, "title": "甲"})
    assert validator.is_valid({**front, "年度": 2022, "成立时间": 2009})
