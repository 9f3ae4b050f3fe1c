"""筛子：finds what the eye finds, in any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.conversion import singly
from generator.sieve import Sieve
from tests.support import stretches_in

PAIRS = frozenset({("头", "发"), ("发", "头"), ("面", "面"), ("㐀", "鿿")})
SIEVE = Sieve.of(PAIRS)
TEXTS = st.lists(
    st.text("头发面粉一㐀鿿\u33ff\u4dc0\ua000 a，\n\0\ud800𬭚", max_size=12), max_size=5
)


@given(TEXTS)
def test_it_finds_the_stretches_with_a_pair(texts: list[str]) -> None:
    found = SIEVE.sift(texts).doubtful.splitlines()
    assert found == sorted(
        stretch
        for stretch in stretches_in(texts)
        if any(pair in PAIRS for pair in pairwise(stretch))
    )


@given(TEXTS)
def test_it_finds_the_characters_that_are_written_otherwise(texts: list[str]) -> None:
    used = sorted(set("".join(texts)))
    changed = [char for char in used if singly().get(ord(char), char) not in (char, "\n")]
    assert SIEVE.sift(texts).changed == "".join(changed)


def test_without_pairs_nothing_is_doubtful() -> None:
    sifted = Sieve.of(frozenset()).sift(["头发"])
    assert (sifted.changed, sifted.doubtful) == ("发头", "")
