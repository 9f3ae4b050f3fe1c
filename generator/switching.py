"""切换：a finished tree takes the place of the old site, which stays whole till then.

What stays as it is moves over from the old site. A run that ends in the middle, however it ends, is
set right by the next: the old site comes back, or the new one is there.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from generator.output import level_modes


class Kept(NamedTuple):
    """留用的 of the old site, by path."""

    paths: Sequence[str] = ()
    """files and folders that move as they are"""
    turned: Mapping[str, Sequence[str]] = {}
    """folders that move as well, but some of their files, by name, go, and those of the new tree come"""


NOTHING_KEPT = Kept()


@contextmanager
def staging(site_dir: Path) -> Iterator[Path]:
    """暂存 beside the site, on the same disk; removed whatever happens."""
    recover(site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-staging-", dir=site_dir.parent))
    try:
        yield folder
    finally:
        recover(site_dir)


def switch(new: Path, site_dir: Path, kept: Kept = NOTHING_KEPT) -> None:
    """切换：the finished tree takes the place of the old one. What is `kept` comes over from there."""
    old, journal = _previous(site_dir), _journal(site_dir)
    turns = [
        _Turn(folder, [*gone], sorted(path.name for path in (new / folder).iterdir()))
        for folder, gone in kept.turned.items()
    ]
    if any(kept):
        _write_down(journal, {"new": new.name, "kept": [*kept.paths], "turned": turns})
    if site_dir.exists():
        site_dir.rename(old)
    try:
        for path in kept.paths:
            os.rename(f"{old}/{path}", f"{new}/{path}")  # noqa: PTH104 -- thousands of them
        for turn in turns:
            turn.do(str(old), str(new))
        new.rename(site_dir)
    except BaseException:
        _bring_back(site_dir)
        raise
    journal.unlink(missing_ok=True)
    _discard(old)


def recover(site_dir: Path) -> None:
    """After a run that came to no good end: the old site or the new one, and nothing beside it."""
    _bring_back(site_dir)
    _discard(_previous(site_dir))
    _journal(site_dir).unlink(missing_ok=True)
    for left in site_dir.parent.glob(f".{site_dir.name}-staging-*"):
        _discard(left)


def _discard(folder: Path) -> None:
    """Remove a tree, as far as the system lets us; what somebody has closed is opened first."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        with suppress(OSError):
            level_modes(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _bring_back(site_dir: Path) -> None:
    """If the switch was not over: what came over goes where it was, and then the site."""
    old, journal = _previous(site_dir), _journal(site_dir)
    if site_dir.exists() or not old.exists():
        return
    if journal.exists():
        moved = json.loads(journal.read_text(encoding="utf-8"))
        new = site_dir.with_name(moved["new"])
        for turn in moved["turned"]:
            _Turn(*turn).undo(old, new)
        for path in moved["kept"]:
            if (new / path).exists() and not (old / path).exists():
                (new / path).rename(old / path)
    old.rename(site_dir)


class _Turn(NamedTuple):
    """换下换上 in a folder of which most stays."""

    path: str
    gone: list[str]
    come: list[str]

    def do(self, old: str, new: str) -> None:
        """The old folder as it shall be, at its place in the new tree."""
        was, shall = f"{old}/{self.path}", f"{new}/{self.path}"
        os.mkdir(f"{was}~")  # noqa: PTH102
        for name in self.gone:
            os.rename(f"{was}/{name}", f"{was}~/{name}")  # noqa: PTH104
        for name in self.come:
            os.rename(f"{shall}/{name}", f"{was}/{name}")  # noqa: PTH104
        os.rmdir(shall)  # noqa: PTH106
        os.rename(was, shall)  # noqa: PTH104

    def undo(self, old: Path, new: Path) -> None:
        """The old folder as it was, at its place, however far it had come."""
        was, aside = old / self.path, old / f"{self.path}~"
        if not was.exists():
            (new / self.path).rename(was)
        if not aside.exists():
            return
        waiting = {path.name for path in aside.iterdir()}
        for name in self.come:
            if name in waiting or name not in self.gone:
                (was / name).unlink(missing_ok=True)
        for name in waiting:
            (aside / name).rename(was / name)
        aside.rmdir()


def _write_down(path: Path, value: object) -> None:
    """On the disk before anything else happens: half of it is never read, it is about what follows."""
    with path.open("w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())


def _journal(site_dir: Path) -> Path:
    return site_dir.with_name(f".{site_dir.name}-moving.json")


def _previous(site_dir: Path) -> Path:
    return site_dir.with_name(f".{site_dir.name}-previous")
