"""分份与合并：groups by content alone, an index that is the same however it came about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator import memo as remembering
from generator.gate import Archive
from generator.memo import Memo
from generator.model import Case
from generator.output import Writer
from generator.search import Block, SearchDocument, groups, indexing, merging
from generator.search.groups import beginnings, build_groups
from generator.search.merging import build_chunks, cut
from generator.search.shards import Shard, build_shard
from generator.stock import Stock
from generator.switching import switch
from tests.bench.corpus import add_to, corpus
from tests.search.sample import build_archive_value
from tests.search.site import build_indexing, deliver

CASES = corpus(60).cases


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that sixty cases make many groups and chunks."""
    monkeypatch.setattr(groups, "MOST", 3)
    monkeypatch.setattr(merging, "LEAST", 300)
    monkeypatch.setattr(merging, "MOST", 600)
    monkeypatch.setattr(remembering, "FEW", 2)


def archive(cases: int = 60) -> Archive:
    return add_to(build_archive_value(), corpus(cases))


def edited(value: Archive, title: str) -> Archive:
    """The archive with another title of one case in the middle."""
    years = list(value.years)
    year = years[5]
    first, *rest = year.cases
    years[5] = replace(year, cases=(replace(first, title=title), *rest))
    return replace(value, years=tuple(years))


class Office:
    """办公室：builds one after another, each taking over what the last one left."""

    def __init__(self, folder: Path, workers: int = 1) -> None:
        self.site, self.cache, self.workers = folder / "site", folder / "cache", workers

    def build(self, value: Archive) -> list[tuple[str, str]]:
        """Step and name of what was made anew."""
        memo = Memo(self.cache, self.workers)
        stock = Stock.open(self.site, self.cache)
        fresh = self.site.with_name("fresh")
        fresh.mkdir(parents=True)
        writer = Writer(fresh)
        deliver(build_indexing(value, memo=memo), writer, stock)
        with stock.saved(writer, self.workers):
            switch(fresh, self.site, stock.gather(writer))
        return [(step, name) for (step, _), names in memo.redone.items() for name in names]

    def tree(self) -> dict[str, str]:
        """Digest of every file."""
        return dict(_digests(self.site))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_case_is_in_one_group_and_the_order_within_a_group_is_that_of_the_year() -> None:
    groups = build_groups(CASES)
    assert sorted(case.id for group in groups for case in group.cases) == sorted(
        case.id for case in CASES
    )
    place = {case.id: number for number, case in enumerate(CASES)}
    for group in groups:
        assert group.name.startswith(f"{group.cases[0].year}-")
        places = [place[case.id] for case in group.cases]
        assert places == sorted(places)


def test_one_case_more_leaves_the_other_groups_as_they_are() -> None:
    def members(cases: tuple[Case, ...]) -> dict[str, tuple[str, ...]]:
        return {group.name: tuple(c.id for c in group.cases) for group in build_groups(cases)}

    of_one_year = tuple(replace(case, year=2005) for case in CASES)
    before, after = members(of_one_year[1:]), members(of_one_year)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert len(changed) == 1


@pytest.mark.parametrize(
    ("sizes", "runs"),
    [
        ({}, []),
        ({"甲": 1}, [["甲"]]),
        ({"乙甲": 200, "乙乙": 200, "乙丙": 200, "乙丁": 1}, [["乙丁", "乙丙", "乙乙"], ["乙甲"]]),
        ({"乙甲": 200, "丙": 100, "丁": 100}, [["丁", "丙", "乙甲"]]),
        ({"一": 299, "丁": 1, "丙": 1}, [["一", "丁"], ["丙"]]),
        ({"一": 1, "丁": 9999, "丙": 1}, [["一"], ["丁"], ["丙"]]),
    ],
)
def test_a_chunk_ends_where_a_character_ends_or_where_it_is_full(
    sizes: dict[str, int], runs: list[list[str]]
) -> None:
    assert list(cut(sizes)) == runs


@pytest.mark.parametrize(
    ("texts", "least", "short"),
    [
        ([], 1, []),
        (["abcd", "abce", "1234"], 1, ["abcd", "abce", "1"]),
        (["abcd", "abce", "1234"], 2, ["abcd", "abce", "12"]),
        (["12", "123"], 1, ["12", "123"]),
    ],
)
def test_a_beginning_tells_a_text_from_all_others(
    texts: list[str], least: int, short: list[str]
) -> None:
    assert beginnings(texts, least) == short


def test_whatever_was_built_before_the_index_is_the_same(tmp_path: Path) -> None:
    office, clean = Office(tmp_path / "a"), Office(tmp_path / "b")
    for value in (archive(40), archive(), edited(archive(), "另一个题目"), archive(50), archive()):
        office.build(value)
    clean.build(archive())
    assert office.tree() == clean.tree()


def test_several_processes_write_what_one_writes(tmp_path: Path) -> None:
    one, several = Office(tmp_path / "one"), Office(tmp_path / "several", workers=2)
    one.build(archive())
    several.build(archive())
    assert one.tree() == several.tree()


def test_nothing_is_indexed_again_as_long_as_no_case_changes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.build(archive())
    assert office.build(archive()) == []


def test_an_edit_indexes_its_group_and_writes_the_chunks_of_its_words(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.build(archive())
    before = office.tree()
    redone = office.build(edited(archive(), archive().years[5].cases[0].title + "之二"))
    assert len([name for _, name in redone if re.fullmatch(r"search/\d+-\d+", name)]) == 1
    chunks = [name for name in office.tree() if name.endswith(".pf_index")]
    assert set(before) & set(chunks)
    assert set(chunks) - set(before)


def test_a_lost_memory_costs_time_only(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.build(archive())
    before = office.tree()
    for path in (tmp_path / "cache" / "index").iterdir():
        path.write_bytes(b"?")
    next(iter((tmp_path / "site/pagefind/index").iterdir())).unlink()
    office.build(archive())
    assert office.tree() == before


def test_an_edit_beside_a_lost_chunk_makes_that_again_too(tmp_path: Path) -> None:
    office, clean = Office(tmp_path / "a"), Office(tmp_path / "b")
    value = edited(archive(), "另一个题目")
    clean.build(value)
    office.build(archive())
    kept = office.tree().keys() & clean.tree().keys()
    for name in sorted(kept):
        if name.endswith(".pf_index"):
            (office.site / name).unlink()
    office.build(value)
    assert office.tree() == clean.tree()


def test_an_edit_merges_only_the_chunks_of_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, clean = Office(tmp_path / "a"), Office(tmp_path / "b")
    value = edited(archive(), "另一个题目")
    clean.build(value)
    office.build(archive())
    monkeypatch.setattr(merging, "build_chunks", None)
    office.build(value)
    assert office.tree() == clean.tree()


def test_where_many_groups_change_nobody_asks_which_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, clean = Office(tmp_path / "a"), Office(tmp_path / "b")
    value = edited(archive(), "另一个题目")
    clean.build(value)
    office.build(archive())
    monkeypatch.setattr(indexing, "MOST_CHANGED", 0)
    monkeypatch.setattr(Shard, "compared", None)
    office.build(value)
    assert office.tree() == clean.tree()


def test_cases_without_a_word_make_no_chunk() -> None:
    marks = SearchDocument("a/", "……", ("—",), (Block("", "！", "？\n、 \u0488"),))
    shown, shard = build_shard("2024-0", [marks, marks])
    assert [record.length > 0 for record in shown.records] == [True, True]
    assert build_chunks([shard]).listed == []
