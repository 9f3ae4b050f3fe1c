"""指纹：changes with the content, and with nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.hashing import hash_case


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.md").write_bytes("---\n标题: 甲\n---\n\n正文\n".encode())
    (tmp_path / "fig-1.png").write_bytes(b"\x89PNG\r\n\x1a\n1")
    return tmp_path


def write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


SAME: dict[str, Callable[[Path], object]] = {
    "CRLF": write("case.md", "---\r\n标题: 甲\r\n---\r\n\r\n正文\r\n".encode()),
    "BOM": write("case.md", "\ufeff---\n标题: 甲\n---\n\n正文\n".encode()),
    "thumbnails of Windows": write("Thumbs.db", b"x"),
    "settings of Windows": write("desktop.ini", b"x"),
    "lock of an office program": write("~$case.md", b"x"),
    "backup of an editor": write(".case.md.swp", b"x"),
    "a link": lambda folder: (folder / "link.png").symlink_to(folder / "fig-1.png"),
    "a folder": lambda folder: (folder / "old").mkdir(),
    "another time": lambda folder: os.utime(folder / "case.md", (0, 0)),
}
OTHER: dict[str, Callable[[Path], object]] = {
    "one character": write("case.md", "---\n标题: 乙\n---\n\n正文\n".encode()),
    "a space": write("case.md", "---\n标题: 甲\n---\n\n正文 \n".encode()),
    "an invisible character": write("case.md", "---\n标题: 甲\u200b\n---\n\n正文\n".encode()),
    "one byte of a picture": write("fig-1.png", b"\x89PNG\r\n\x1a\n2"),
    "line ends of a picture": write("fig-1.png", b"\x89PNG\n\x1a\n1"),
    "one more picture": write("fig-2.png", b""),
    "no picture": lambda folder: (folder / "fig-1.png").unlink(),
    "another name": lambda folder: (folder / "fig-1.png").rename(folder / "fig-2.png"),
    "another encoding": write("case.md", "---\n标题: 甲\n---\n\n正文\n".encode("gb18030")),
}


@pytest.mark.parametrize("name", SAME)
def test_what_is_not_content_leaves_the_fingerprint(case: Path, name: str) -> None:
    before = hash_case(case)
    SAME[name](case)
    assert hash_case(case) == before


@pytest.mark.parametrize("name", OTHER)
def test_any_change_of_content_changes_the_fingerprint(case: Path, name: str) -> None:
    before = hash_case(case)
    OTHER[name](case)
    assert hash_case(case) != before


def test_two_unreadable_texts_have_two_fingerprints(case: Path) -> None:
    (case / "case.md").write_bytes(b"\xff1")
    before = hash_case(case)
    (case / "case.md").write_bytes(b"\xff2")
    assert hash_case(case) != before
