"""繁體：the small table writes every text of the archive as OpenCC does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.conversion import OURS
from generator.memo import Memo, Task
from generator.stretches import HAN, texts_in
from generator.traditional import LONGEST, REACH, apply, build_table, table_json
from tests.support import ROOT, stretches_in

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


def by_words(words: dict[str, str], text: str) -> str:
    """The longest word at every place, and between words each character by itself."""
    shown, at = "", 0
    while at < len(text):
        sizes = (size for size in range(LONGEST, 1, -1) if text[at : at + size] in words)
        size = next(sizes, 1)
        word = text[at : at + size]
        shown += words[word] if size > 1 else standard(word)
        at += size
    return shown


def spots_of(text: str, shown: str) -> Iterator[tuple[tuple[str, int], str]]:
    """What stands around each place that is shown wrongly, which of it is meant, and its form."""
    for at, (form, other) in enumerate(zip(standard(text), shown, strict=True)):
        if form != other:
            start = max(0, at - REACH)
            yield (text[start : at + REACH + 1], at - start), form


def slow_words(known: dict[tuple[str, int], str]) -> dict[str, str]:
    """The shortest words that put every known place right, looked for place by place."""
    words: dict[str, str] = {}
    for size in range(2, LONGEST + 1):
        wrong = [spot for spot in known if by_words(words, spot[0])[spot[1]] != known[spot]]
        for text, at in wrong:
            for start in range(min(at, len(text) - size), max(0, at - size + 1) - 1, -1):
                word = text[start : start + size]
                if standard(word)[at - start] == known[text, at]:
                    words[word] = standard(word)
                    break
    return words


def slow_table(texts: Iterable[str]) -> dict[str, Any]:
    """The table without any haste: every text from its beginning, at every turn."""
    runs = sorted({run for text in texts for run in re.findall(f"[{HAN}]+", text)})
    singly = ["".join(map(standard, run)) for run in runs]
    known = dict(
        sorted({spot for pair in zip(runs, singly, strict=True) for spot in spots_of(*pair)})
    )
    while True:
        words = slow_words(known)
        found = dict(sorted({s for run in runs for s in spots_of(run, by_words(words, run))}))
        if found.keys() <= known.keys():
            break
        known = dict(sorted({**known, **found}.items()))
    forms = {char: standard(char) for char in sorted(set("".join(runs)))}
    changed = {char: form for char, form in forms.items() if char != form}
    pairs = [[word, form] for word, form in sorted(words.items())]
    return {"from": "".join(changed), "to": "".join(changed.values()), "words": pairs}


def test_characters_with_several_forms_are_decided_by_their_word() -> None:
    table = build_table(bundled(PAIRS))
    assert {text: apply(table, text) for text in PAIRS} == PAIRS


def test_the_shipped_archive_is_written_as_the_whole_dictionary_would() -> None:
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    runs = sorted(stretches_in(archive))
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


def test_a_stretch_ends_where_another_script_begins_and_places_are_no_text() -> None:
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    assert stretches_in(("头发 3 根", {"面": ["粉，a面"]}, 7, None)) == {"头发", "根", "粉", "面"}
    assert texts_in(archive.cases[0].at) == []
    assert archive.cases[0].title in texts_in(archive)


SYLLABLES = st.sampled_from(sorted(set("".join(PAIRS)) - set("、，")))


@given(st.lists(st.text(SYLLABLES, min_size=1, max_size=12), min_size=1, max_size=5))
def test_whatever_is_put_together_of_them_comes_out_with_the_same_length(texts: list[str]) -> None:
    table = build_table(bundled(texts))
    assert all(len(apply(table, text)) == len(text) for text in texts)


TEXTS = st.lists(
    st.one_of(st.text(SYLLABLES, max_size=14), st.sampled_from(list(PAIRS))), max_size=6
)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_haste_changes_nothing_in_the_table(bundles: list[list[str]]) -> None:
    texts = [text for bundle in bundles for text in bundle]
    assert build_table(bundled(*bundles)) == slow_table(texts)


def test_the_shipped_archive_has_the_table_that_is_found_without_haste() -> None:
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    texts = [["\n".join(texts_in(case))] for case in archive.cases]
    assert build_table(bundled(*texts)) == slow_table(text for [text] in texts)


@given(st.lists(TEXTS, min_size=3, max_size=3), TEXTS)
def test_a_memory_of_other_texts_changes_nothing_in_the_table(
    bundles: list[list[str]], another: list[str]
) -> None:
    memo = Memo(live=True)
    for some in (bundles, [bundles[0], another, bundles[2]], bundles[1:]):
        tasks = [Task(str(texts), {"文字": str(texts)}, texts) for texts in some]
        names = {task.name: task for task in tasks}
        assert build_table(list(names.values()), memo) == build_table(bundled(*some))
