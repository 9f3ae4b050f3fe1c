"""纵列：many heads at once are the heads one by one; pieces find their places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.search.coding import ARRAY, NEGATIVE, TEXT, UNSIGNED, head
from generator.search.columns import begins, in_order, lay, lengths, put

EDGES = (0, 23, 24, 255, 256, 65_535, 65_536, 2**32 - 1)
NUMBER = st.sampled_from(EDGES) | st.integers(0, 2**32 - 1)


@given(st.sampled_from((UNSIGNED, NEGATIVE, TEXT, ARRAY)), st.lists(NUMBER))
def test_heads_in_a_column_are_the_heads_one_by_one(kind: int, several: list[int]) -> None:
    numbers = np.array(several, np.int64)
    sizes = lengths(numbers)
    out = np.zeros(int(sizes.sum()), np.uint8)
    put(out, np.cumsum(sizes) - sizes, kind, numbers)
    assert out.tobytes() == b"".join(head(kind, number) for number in several)


@given(st.lists(st.integers(0, 2**31 - 1) | st.integers(0, 3)))
def test_equals_stay_in_the_order_in_which_they_were(several: list[int]) -> None:
    found, order = in_order(np.array(several, np.int64))
    expected = sorted(range(len(several)), key=several.__getitem__)
    assert order.tolist() == expected
    assert found.tolist() == sorted(several)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2))))
def test_something_begins_where_a_column_differs(rows: list[tuple[int, int]]) -> None:
    columns = np.array(rows, np.int64).reshape(-1, 2).T
    expected = [at == 0 or rows[at] != rows[at - 1] for at in range(len(rows))]
    assert begins(*columns).tolist() == expected


@given(st.lists(st.binary(max_size=5)), st.randoms(use_true_random=False))
def test_each_piece_is_laid_where_it_belongs(pieces: list[bytes], chance: object) -> None:
    shuffled = [*range(len(pieces))]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    sizes = np.array([len(piece) for piece in pieces], np.int64)
    starts = np.zeros(len(pieces), np.int64)
    taken = 0
    for number in shuffled:
        starts[number], taken = taken, taken + len(pieces[number])
    out = np.zeros(taken, np.uint8)
    lay(out, starts, np.frombuffer(b"".join(pieces), np.uint8), sizes)
    assert out.tobytes() == b"".join(pieces[number] for number in shuffled)
