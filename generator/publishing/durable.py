"""落盘：what was written stays written when the power goes; names change in one step."""

from __future__ import annotations

import os
from pathlib import Path

from generator.output import replace_text


def sync(path: Path) -> None:
    """One file or folder to the disk. Windows cannot open folders and needs no such thing."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Every file, then every folder from the inside out."""
    for inner, _, names in os.walk(folder, topdown=False):
        for name in names:
            sync(Path(inner, name))
        sync(Path(inner))


def point(link: Path, target: str) -> None:
    """切换：a symbolic link to its new target by one rename; readers see the old or the new."""
    fresh = link.with_name(f".{link.name}-new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    sync(link.parent)


def write_text(path: Path, text: str) -> None:
    """A small file, whole or not at all, and on the disk."""
    replace_text(path, text)
    sync(path)
    sync(path.parent)
