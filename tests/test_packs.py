"""包：values come out as they went in; what stands apart stays in the file."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.cache import write_checked
from generator.model import Section, Sections
from generator.packs import Dumped, Pack, dump, read_pack, write_pack

SECTIONS = Sections.pack([Section("results", "建设成效", "合格率到了 99%。", 7, "##  建设成效")])
OTHER = Sections.pack([Section("", "甲", "乙", 1)])
PACK: Pack = {
    "one": ({"正文": "1"}, dump((SECTIONS, OTHER))),
    "two": ({"正文": "2"}, dump("没有大块")),
    "three": ({"正文": "3"}, dump(b"[]")),
}


def values_of(pack: Pack) -> dict[str, object]:
    """Each value, bytes as bytes."""
    found = {name: dumped.value() for name, (_, dumped) in pack.items()}
    return {name: bytes(v) if isinstance(v, memoryview) else v for name, v in found.items()}


def test_values_come_out_as_they_went_in(tmp_path: Path) -> None:
    written = write_pack(tmp_path / "a.pack", PACK)
    read = read_pack(tmp_path / "a.pack")
    expected = {"one": (SECTIONS, OTHER), "two": "没有大块", "three": b"[]"}
    assert values_of(PACK) == values_of(written) == values_of(read) == expected
    assert [parts for parts, _ in read.values()] == [parts for parts, _ in PACK.values()]


def test_what_stands_apart_lies_in_the_file_and_not_in_memory(tmp_path: Path) -> None:
    for pack in (write_pack(tmp_path / "a.pack", PACK), read_pack(tmp_path / "a.pack")):
        _, dumped = pack["one"]
        assert [type(part) for part in dumped.apart] == [memoryview, memoryview]
        assert "合格率".encode() not in dumped.whole


def test_what_was_read_outlives_its_file_and_can_be_written_again(tmp_path: Path) -> None:
    first = read_pack(write(tmp_path / "a.pack", PACK))
    again = write_pack(tmp_path / "a.pack", {**first, "four": ({}, dump(OTHER))})
    (tmp_path / "a.pack").unlink()
    assert values_of(first) == values_of(PACK)
    assert values_of(again) == {**values_of(PACK), "four": OTHER}


def test_what_cannot_be_written_stays_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert write_pack(tmp_path / "file" / "a.pack", PACK) == PACK


@pytest.mark.parametrize("at", [0, 33, 45, -3])
def test_a_damaged_pack_is_none(tmp_path: Path, at: int) -> None:
    path = write(tmp_path / "a.pack", PACK)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert read_pack(path) == {}


@pytest.mark.parametrize("data", [b"", pickle.dumps({"one": ({}, b"x")}, 5)])
def test_a_pack_of_another_program_is_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pack"
    write_checked(path, data)
    assert read_pack(path) == {}


def test_an_empty_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.pack").touch()
    assert read_pack(tmp_path / "a.pack") == read_pack(tmp_path / "b.pack") == {}


def write(path: Path, pack: Pack) -> Path:
    """A file with a pack."""
    write_pack(path, pack)
    return path


def test_a_value_needs_no_file() -> None:
    assert dump(SECTIONS).value() == SECTIONS
    assert Dumped(dump("甲").whole).value() == "甲"
