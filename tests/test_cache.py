"""缓存：saves work, never changes a result."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Cache, _key


class Maker:
    """Counts how often it was asked."""

    def __init__(self, result: bytes) -> None:
        self.result = result
        self.calls = 0

    def __call__(self) -> bytes:
        self.calls += 1
        return self.result


def test_the_same_work_is_done_once(tmp_path: Path) -> None:
    cache, make = Cache(tmp_path), Maker(b"one")
    assert [cache.recall("r", (b"a", "b"), make) for _ in range(3)] == [b"one"] * 3
    assert make.calls == 1


@pytest.mark.parametrize(
    ("recipe", "parts"),
    [("r2", (b"a", b"b")), ("r", (b"a", b"c")), ("r", (b"ab",)), ("r", (b"", b"ab")), ("r", ())],
)
def test_another_recipe_or_input_is_other_work(
    tmp_path: Path, recipe: str, parts: tuple[bytes, ...]
) -> None:
    cache = Cache(tmp_path)
    cache.recall("r", (b"a", b"b"), Maker(b"one"))
    assert cache.recall(recipe, parts, Maker(b"two")) == b"two"


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_two_inputs_never_share_a_key(one: list[bytes], two: list[bytes]) -> None:
    assert (_key("r", tuple(one)) == _key("r", tuple(two))) == (one == two)


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 32, b"\0" * 40])
def test_a_damaged_entry_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    cache, make = Cache(tmp_path), Maker(b"one")
    cache.recall("r", (b"a",), make)
    [entry] = [path for path in tmp_path.rglob("*") if path.is_file()]
    entry.write_bytes(damage)
    assert cache.recall("r", (b"a",), make) == b"one"
    assert make.calls == 2
    assert cache.recall("r", (b"a",), make) == b"one"
    assert make.calls == 2


def test_an_empty_result_is_a_result(tmp_path: Path) -> None:
    cache, make = Cache(tmp_path), Maker(b"")
    assert [cache.recall("r", (b"a",), make) for _ in range(2)] == [b"", b""]
    assert make.calls == 1


def test_without_a_folder_or_a_disk_that_takes_it_the_work_is_simply_done(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for cache in (Cache(), Cache(tmp_path / "file")):
        make = Maker(b"one")
        assert [cache.recall("r", (b"a",), make) for _ in range(2)] == [b"one"] * 2
        assert make.calls == 2
