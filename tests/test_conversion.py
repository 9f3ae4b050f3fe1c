"""转换：no word of the dictionaries is overlooked where characters alone would be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import conversion
from generator.conversion import VARIANTS, WORDS, convert, odd_pairs, read_dictionary, singly

KNOWN = [word for name in (*WORDS, VARIANTS) for word in read_dictionary(name)]


def files_in(settings: Any) -> Iterator[str]:
    """Every dictionary that the settings of OpenCC name."""
    if isinstance(settings, dict):
        if "file" in settings:
            yield settings["file"]
        settings = list(settings.values())
    if isinstance(settings, list):
        for part in settings:
            yield from files_in(part)


def test_all_dictionaries_of_words_are_read() -> None:
    settings = json.loads(Path(opencc.OpenCC("s2tw").config).read_text(encoding="utf-8"))
    named = {name.removesuffix(".ocd2") for name in files_in(settings)}
    of_characters = {"CJK_Compatibility_Ideographs", "STCharacters", "TWVariants"}
    assert named == {*WORDS, VARIANTS} | of_characters
    assert all(len(word) == 1 for name in of_characters for word in read_dictionary(name))


def is_doubtful(text: str) -> bool:
    return any(pair in odd_pairs() for pair in pairwise(text))


def test_the_words_that_are_written_otherwise_are_doubtful_and_few_others() -> None:
    odd = {word for word, form in zip(KNOWN, convert(KNOWN), strict=True) if plain(word) != form}
    odd = {word for word in odd if all(ord(char) in singly() for char in word)}
    doubtful = set(filter(is_doubtful, KNOWN))
    assert len(odd) > 9000
    assert odd <= doubtful
    assert len(doubtful) < 1.3 * len(odd)


def plain(text: str) -> str:
    return text.translate(singly())


PARTS = st.one_of(
    st.sampled_from([word for word in KNOWN if all(ord(char) in singly() for char in word)]),
    st.sampled_from("黄黃东東樑梁杨楊罗羅士兴興后面里发干表台只制系"),
)


@given(st.lists(PARTS, max_size=8).map("".join))
def test_what_is_not_doubtful_is_written_character_by_character(text: str) -> None:
    assert is_doubtful(text) or convert([text]) == [plain(text)]


@pytest.mark.parametrize("text", ["黄东樑", "黃東樑", "羅兴樑"])
def test_a_character_kept_in_a_traditional_name_is_doubtful_however_the_rest_is_written(
    text: str,
) -> None:
    assert convert([text])[0][2] == "樑" != plain("樑")
    assert is_doubtful(text)


def test_without_the_program_of_opencc_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_HOME", Path("nowhere"))
    with pytest.raises(OSError, match="请重新安装 opencc"):
        read_dictionary(VARIANTS)
