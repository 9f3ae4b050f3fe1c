"""指纹：what exactly was approved. Any change of a case's text or pictures changes it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from generator.sources import parse_bytes

HIDDEN = (".", "~", "_")
"""names beginning so are editors' leavings and never part of a case"""
SYSTEM = {"Thumbs.db", "desktop.ini"}
"""what Windows puts into a folder that somebody looked at"""


def is_leaving(name: str) -> bool:
    """Whether a file was left by an editor or the system, not put there by people."""
    return name.startswith(HIDDEN) or name in SYSTEM


def case_files(folder: Path) -> list[Path]:
    """The files of a case in a fixed order; leavings of editors and links left out."""
    with os.scandir(folder) as entries:
        names = sorted(
            entry.name
            for entry in entries
            if entry.is_file(follow_symlinks=False) and not is_leaving(entry.name)
        )
    return [folder / name for name in names]


def hash_case(folder: Path, text: str = "") -> str:
    """内容指纹：SHA-256 (hex) over names and contents of the case's files.

    Line ends and a BOM do not count, so a checkout on Windows has the same hash. `text` is that of
    case.md where it has been read already.
    """
    total = hashlib.sha256()
    for path in case_files(folder):
        data = text.encode() if path.name == "case.md" else b""
        if not data:
            data = path.read_bytes()
            if path.suffix == ".md":
                data = parse_bytes(path.name, data)[0].text.encode() or data
        total.update(f"{path.name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()
