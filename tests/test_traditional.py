"""繁體：the small table writes every text of the archive as OpenCC does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.memo import Task
from generator.traditional import HAN, OURS, apply, build_table, table_json, texts_in
from tests.support import ROOT

PAIRS = {
    "质量信得过班组": "質量信得過班組",
    "皇后在后面": "皇后在後面",
    "头发、发现": "頭髮、發現",
    "骨干烘干，若干": "骨幹烘乾，若干",
    "公里之外的心里": "公里之外的心裏",
    "面粉撒在表面": "麵粉撒在表面",
    "联系、关系、系统": "聯繫、關係、系統",
    "制造按制度": "製造按制度",
    "一台平台": "一臺平臺",
    "手表和表格": "手錶和表格",
    "批准标准": "批准標準",
    "征求特征": "徵求特徵",
    "云服务，云朵": "雲服務，雲朵",
    "山谷里的谷物": "山谷裏的穀物",
    "表面粉刷": "表面粉刷",
}


OPENCC = opencc.OpenCC("s2tw")


def bundled(*bundles: Iterable[str]) -> list[Task[Any]]:
    """Texts as the build hands them over."""
    return [Task(str(number), {}, list(texts)) for number, texts in enumerate(bundles)]


def standard(text: str) -> str:
    """The whole dictionary of OpenCC, with our forms."""
    return str(OPENCC.convert(text)).translate({ord(a): b for a, b in OURS.items()})


def test_characters_with_several_forms_are_decided_by_their_word() -> None:
    table = build_table(bundled(PAIRS))
    assert {text: apply(table, text) for text in PAIRS} == PAIRS


def test_the_shipped_archive_is_written_as_the_whole_dictionary_would() -> None:
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    runs = sorted({run for text in texts_in(archive) for run in re.findall(f"[{HAN}]+", text)})
    assert len(runs) > 1000
    table = build_table(bundled(runs))
    wrong = [run for run in runs if apply(table, run) != standard(run)]
    assert wrong == []


def test_the_table_holds_only_characters_in_use_and_stays_small() -> None:
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    used = set("".join(texts_in(archive)))
    text = table_json(bundled(texts_in(archive)))
    table = json.loads(text)
    assert set(table["from"]) <= used
    assert len(table["from"]) == len(table["to"])
    assert all(word in "".join(used) or set(word) <= used for word, _ in table["words"])
    assert len(text.encode()) < 20_000


def test_the_same_texts_give_the_same_bytes_in_any_order() -> None:
    texts = list(PAIRS)
    assert table_json(bundled(texts)) == table_json(bundled(texts[5:], texts[:5]))


def test_without_chinese_there_is_nothing_to_write() -> None:
    table = build_table(bundled(["abc", ""]))
    assert table == {"from": "", "to": "", "words": []}
    assert apply(table, "abc") == "abc"


@pytest.mark.parametrize("text", ["", "abc 95%", "𬭚㛃", "繁體"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert apply(build_table(bundled([*PAIRS, text])), text) == text


SYLLABLES = st.sampled_from(sorted(set("".join(PAIRS)) - set("、，")))


@given(st.lists(st.text(SYLLABLES, min_size=1, max_size=12), min_size=1, max_size=5))
def test_whatever_is_put_together_of_them_comes_out_with_the_same_length(texts: list[str]) -> None:
    table = build_table(bundled(texts))
    assert all(len(apply(table, text)) == len(text) for text in texts)
