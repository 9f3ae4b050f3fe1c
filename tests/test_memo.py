"""记忆：a pure step is done once for each thing as it stands."""

from __future__ import annotations

import gc
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from generator.memo import CODE, Memo, Task, undisturbed, why


def double(memo: Memo, *numbers: tuple[str, int]) -> tuple[list[int], list[str]]:
    """The results, and the names of what was done for them."""
    memo.redone.clear()
    tasks = [Task(f"shelf/{name}", {"数": str(number)}, number) for name, number in numbers]
    found = memo.map("double", lambda number: 2 * number, tasks)
    return found, list(chain(*memo.redone.values()))


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    assert double(Memo(tmp_path), ("a", 1), ("b", 2)) == ([2, 4], ["shelf/a", "shelf/b"])
    assert double(Memo(tmp_path), ("a", 1), ("b", 3)) == ([2, 6], ["shelf/b"])
    assert double(Memo(tmp_path), ("b", 3)) == ([6], [])


def test_a_damaged_memory_costs_time_only(tmp_path: Path) -> None:
    double(Memo(tmp_path), ("a", 1))
    [pack] = tmp_path.rglob("*.pack")
    pack.write_bytes(pack.read_bytes()[:-3])
    assert double(Memo(tmp_path), ("a", 1)) == ([2], ["shelf/a"])


def test_what_was_kept_last_is_told_with_what_it_depended_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memo, task = Memo(tmp_path), Task("shelf/", {"数": "2"}, 0)
    assert memo.last("step", task) is None
    memo.keep("step", replace(task, parts={"数": "1"}), "一")
    found = memo.last("step", task)
    assert found
    assert (found[0]["数"], found[1]) == ("1", "一")
    monkeypatch.setattr("generator.memo.code", lambda: "another")
    assert memo.last("step", task) is None, "another program may mean something else by it"
    assert Memo().last("step", task) is None


def test_a_memory_that_goes_on_keeps_the_results_themselves(tmp_path: Path) -> None:
    memo = Memo(tmp_path, live=True)
    tasks = [Task("a", {"数": "1"}, 1)]
    [first] = memo.map("list", lambda number: [number], tasks)
    [again] = memo.map("list", lambda number: [number], tasks)
    assert again is first


def test_every_run_can_say_why() -> None:
    assert why(None, {"数": "1"}) == "第一次"
    assert why({"数": "1", CODE: "x"}, {"数": "2", CODE: "y"}) == "数、程序"
    assert why({"数": "1"}, {"数": "1"}) == "成品不在了"


def test_the_collector_of_garbage_works_again_afterwards() -> None:
    assert gc.isenabled()
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the outer one is not over yet"
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0, "what becomes rubbish later is seen by it"


def test_what_was_made_undisturbed_is_not_looked_through_at_once() -> None:
    with undisturbed():
        made = [[number] for number in range(10_000)]
    assert gc.get_count()[0] < len(made)
    assert any(each is made[0] for each in gc.get_objects(generation=2))


def test_a_long_shelf_is_divided_and_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.memo.LONG", 2)
    numbers = [(f"n{number}", number) for number in range(9)]
    done = [2 * number for _, number in numbers]
    first, names = double(Memo(tmp_path), *numbers)
    assert (first, sorted(names)) == (done, [f"shelf/{name}" for name, _ in numbers])
    assert len(list(tmp_path.rglob("*.pack"))) > 1
    assert double(Memo(tmp_path), *numbers) == (done, [])
    changed = [*numbers[:-1], ("n8", 50)]
    assert double(Memo(tmp_path), *changed) == ([*done[:-1], 100], ["shelf/n8"])
