"""词序：sorted as Python sorts, whatever the words are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.search.ranking import rank

CHARS = st.sampled_from("ab1\0é一丁𠀀")
WORDS = st.lists(st.text(CHARS, min_size=1, max_size=6).filter(lambda w: w[-1] != "\0"), min_size=1)


@given(WORDS)
def test_each_word_once_in_order_and_every_line_knows_its_place(words: list[str]) -> None:
    ranked, places = rank("\n".join(words))
    assert ranked == sorted(set(words))
    assert [ranked[place] for place in places] == words


def test_no_text_holds_no_word() -> None:
    ranked, places = rank("")
    assert (ranked, places.tolist()) == ([], [])
