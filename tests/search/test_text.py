"""切词：the fixture that Python and JavaScript share, and what holds for every text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.text import bigrams, compact, normalise, stored_text, terms

WORDS: list[dict[str, Any]] = json.loads(
    (Path(__file__).with_name("words.json")).read_text(encoding="utf-8")
)


@pytest.mark.parametrize("item", WORDS, ids=lambda item: item["text"][:12])
def test_a_text_is_cut_as_the_fixture_says(item: dict[str, Any]) -> None:
    assert terms(item["text"]) == item["terms"]
    assert compact(item["text"]) == item["compact"]
    assert stored_text(item["text"]) == item["stored"]


def test_bigrams_are_the_words_of_all_terms_in_order() -> None:
    assert bigrams("焊接，PDCA") == ["焊接", "pdca"]


@given(st.text())
def test_every_word_of_a_query_stands_in_the_stored_text(text: str) -> None:
    stored = {word.rstrip("~^").lower() for word in stored_text(text).split(" ")}
    assert set(bigrams(text)) <= stored


@given(st.text())
def test_cutting_does_not_change_with_a_second_normalising(text: str) -> None:
    assert terms(normalise(text)) == terms(text)
