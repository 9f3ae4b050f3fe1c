"""补合：mended chunks are those that merging everything makes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from generator.search import Block, SearchDocument, mending, merging
from generator.search.mending import Merged, mend
from generator.search.merging import build_chunks
from generator.search.shards import Shard, build_shard

LETTERS = "班组质量安全检 。Café12"
"""few, so that words meet, and chunks are full of words with the same character"""
GROUPS, CASES, EDITS = 4, 3, 12


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "LEAST", 60)
    monkeypatch.setattr(merging, "MOST", 120)


class Shelf:
    """书架：groups of documents, edited one after another, and the shards that are known of them."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.documents = [[self.document() for _ in range(CASES)] for _ in range(GROUPS)]
        self.states = dict.fromkeys(map(str, range(GROUPS)), "0")
        self.shards = [self.build(number) for number in range(GROUPS)]
        self.remember()

    def remember(self) -> None:
        """Everything as it stands is merged."""
        self.merged = Merged(dict(self.states), tuple(build_chunks(self.shards).listed))

    def document(self) -> SearchDocument:
        words = "".join(self.dice.choices(LETTERS, k=self.dice.randrange(40)))
        return SearchDocument("a/", words, ("甲班",), (Block("", "背景", words[::-1]),))

    def build(self, number: int) -> Shard:
        return build_shard(f"2024-{number}", self.documents[number])[1]

    def edit(self, number: int) -> None:
        """A few characters of a document of a group, and perhaps all of them."""
        before, at = self.documents[number], self.dice.randrange(CASES)
        title = self.dice.choice([before[at].title[1:], before[at].title + "班", "全", ""])
        edited = replace(before[at], title=title) if self.dice.random() < 0.8 else self.document()
        self.documents[number] = [*before[:at], edited, *before[at + 1 :]]
        was, self.states[str(number)] = self.states[str(number)], f"{self.dice.random()}"
        self.shards[number] = self.build(number).compared(self.shards[number], was)


def _is_whole(shelf: Shelf) -> bool:
    """Whether chunks are mended into what they are; and whether that left any of them alone."""
    made, whole = mend(shelf.merged, shelf.states, shelf.shards), build_chunks(shelf.shards)
    assert made is not None
    assert made.listed == whole.listed
    assert made.contents.items() <= whole.contents.items()
    known = {chunk.digest for chunk in shelf.merged.chunks}
    assert whole.contents.keys() - made.contents.keys() <= known
    return made.contents.keys() < whole.contents.keys()


@pytest.mark.parametrize("seed", range(40))
def test_after_each_edit_the_chunks_are_those_of_a_whole_merging(seed: int) -> None:
    shelf = Shelf(seed)
    partly = []
    for _ in range(EDITS):
        for number in shelf.dice.sample(range(GROUPS), shelf.dice.choice([1, 1, 2])):
            shelf.edit(number)
        partly.append(_is_whole(shelf))
        shelf.remember()
    assert any(partly)


def test_bounds_that_move_take_the_chunks_beside_them_along() -> None:
    """A word more in front pushes the bounds of all chunks of one character."""
    words = [f"质{char}" for char in map(chr, range(ord("一") + 1, ord("一") + 200))]
    shelf = Shelf(0)
    shelf.documents[0] = [_of(words)]
    shelf.shards[0] = shelf.build(0)
    shelf.remember()
    shelf.documents[0] = [_of([*words, "质一"])]
    shelf.states["0"] = "1"
    shelf.shards[0] = shelf.build(0).compared(shelf.shards[0], "0")
    since = shelf.shards[0].since
    assert since
    assert since.touched == ("质一",)
    firsts = {chunk.first for chunk in shelf.merged.chunks}
    assert len({chunk.first for chunk in build_chunks(shelf.shards).listed} - firsts) > 5
    _is_whole(shelf)


def _of(words: Sequence[str]) -> SearchDocument:
    return SearchDocument("a/", "", (), (Block("", "", "。".join(words)),))


def _unknown(shelf: Shelf) -> None:
    shelf.shards[1] = shelf.build(1)


def _of_another_time(shelf: Shelf) -> None:
    shelf.shards[1] = shelf.shards[1].compared(shelf.shards[1], "another")


def _one_case_more(shelf: Shelf) -> None:
    shelf.documents[1].append(shelf.document())
    shelf.shards[1] = shelf.build(1).compared(shelf.shards[1], "0")


def _one_group_more(shelf: Shelf) -> None:
    shelf.states["新"] = "0"


def _nothing(shelf: Shelf) -> None:
    shelf.states["1"] = "0"


@pytest.mark.parametrize(
    "what", [_unknown, _of_another_time, _one_case_more, _one_group_more, _nothing]
)
def test_where_nobody_knows_what_was_touched_all_are_merged(what: object) -> None:
    shelf = Shelf(1)
    shelf.edit(1)
    assert mend(shelf.merged, shelf.states, shelf.shards) is not None
    assert callable(what)
    what(shelf)
    assert mend(shelf.merged, shelf.states, shelf.shards) is None


def test_where_much_was_touched_all_are_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(2)
    shelf.edit(0)
    monkeypatch.setattr(mending, "MOST", 0)
    assert mend(shelf.merged, shelf.states, shelf.shards) is None


def test_a_comparison_names_the_words_that_stand_elsewhere() -> None:
    then, now = (build_shard("2024-0", [_of(words)])[1] for words in (["甲乙", "café"], ["甲丙"]))
    since = now.compared(then, "0").since
    assert since
    assert since.touched == ("cafe\0café", "甲丙", "甲乙")
    assert all(low < high for low, high in pairwise(since.touched))
