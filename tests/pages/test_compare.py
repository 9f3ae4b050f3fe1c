"""对照数据：what stands side by side, and that only of public cases."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from generator.model import Case
from generator.pages import build_compared, build_index
from tests.pages import sample
from tests.pages.sample import FIRST, FOURTH, SECOND, THIRD, section


def record_of(case: Case) -> dict[str, Any]:
    archive = sample.archive()
    years = tuple(
        replace(year, cases=tuple(case if c.id == case.id else c for c in year.cases))
        for year in archive.years
    )
    _, made = build_compared(case, build_index(replace(archive, years=years)), str.strip)
    found: dict[str, Any] = json.loads(made)
    return found


def test_every_public_case_has_its_file() -> None:
    made = [build_compared(case, sample.index(), str.strip)[0] for case in sample.index().all]
    ids = (THIRD.id, FOURTH.id, SECOND.id, FIRST.id)
    assert sorted(made) == sorted(f"compare/{id}.json" for id in ids)


def test_a_case_says_who_what_and_by_which_methods_in_the_labels_of_its_year() -> None:
    record = record_of(FIRST)
    assert record["url"] == "cases/2022/case-1/"
    assert record["who"] == ["上海示例精密机械厂", "“匠芯”装配班组"]
    assert record["methods"] == ["FMEA", "SPC"]
    assert ["人数", "12 人"] in record["facts"]
    assert ["领域", "建造类"] in record_of(SECOND)["facts"]
    assert ["领域", "建设工程类"] in record_of(FOURTH)["facts"]


def test_figures_carry_their_change_and_the_sentence_that_is_read_aloud() -> None:
    [first, *_] = record_of(FIRST)["kpis"]
    assert first["change"] == "+2.9 个百分点"
    assert first["said"].endswith("提高 2.9 个百分点。")
    assert record_of(THIRD)["kpis"] == []


def test_lessons_are_practices_with_their_parts_or_the_beginning_of_the_text() -> None:
    labelled = section("lessons", "可借鉴之处", "1. 先列清单。前提是有人牵头。投入：一天。")
    assert record_of(replace(FIRST, sections=(labelled,)))["lessons"] == [
        {"title": "先列清单", "parts": [["前提", "有人牵头。"], ["投入", "一天。"]]}
    ]
    prose = section("lessons", "可借鉴之处", "长" * 300)
    [only] = record_of(replace(FIRST, sections=(prose,)))["lessons"]
    assert len(only["title"]) == 160 and only["parts"] == []


def test_nothing_is_scored_or_ranked() -> None:
    assert not {"score", "rank", "order"} & set(record_of(FIRST))
