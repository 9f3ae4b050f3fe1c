"""清点：how the folders of the sources look from outside, each looked at once."""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

from generator.memo import fingerprint
from generator.workers import spread

_COARSE, _FINE = 2_000_000_000, 50_000_000
"""nanoseconds within which two changes may bear one time: on coarse clocks, on others"""
Entry = tuple[str, os.stat_result]


class Look(NamedTuple):
    """样子 of what lies in a folder: kinds, sizes, times of the last change."""

    fingerprint: str
    newest: int
    """time of the last change of all, in ns"""

    @property
    def is_settled(self) -> bool:
        """Whether a change from now on will show."""
        unsure = _COARSE if self.newest % _COARSE == 0 else _FINE
        return time.time_ns() - self.newest > unsure


@dataclass(slots=True)
class Survey:
    """清点 of a project: the state of each folder whose files have settled, by its path in it."""

    root: Path
    begun: int = field(default_factory=time.time_ns)
    """time of the first look, in ns"""
    newest: int = 0
    """time of the last change of all, in ns"""
    looks: str = ""
    """fingerprint of everything that was seen"""
    _states: dict[str, str] = field(default_factory=dict)

    def state_of(self, folder: str) -> str:
        """状态 of a folder as it was seen; to who asks again, as it is now."""
        return self._states.pop(folder, "") or state_of(self.root / folder)


class _Seen(NamedTuple):
    """看到的一个文件夹."""

    folder: str
    look: Look
    settled: bool
    """when it was looked at"""


def survey(root: Path, names: Iterable[str], workers: int = 0) -> Survey:
    """Look at these files and folders of a project, and at everything below them."""
    seen = Survey(root)
    looks = []
    for folder, look, settled in _look_below(root, names, workers):
        looks.append((folder, look.fingerprint))
        seen.newest = max(seen.newest, look.newest)
        if folder and settled:
            seen._states[folder] = look.fingerprint
    seen.looks = fingerprint(looks)
    return seen


def state_of(folder: Path, names: Container[str] | None = None) -> str:
    """状态 of a folder's files, or of those named: kinds, sizes, times of the last change.

    A file changed a moment ago may change again without a sign of it: its folder has no state that
    could be met a second time.
    """
    try:
        look = _look_at(_entries(folder, names))
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return look.fingerprint if look.is_settled else fingerprint(look.fingerprint, time.time_ns())


def _look_below(root: Path, names: Iterable[str], workers: int) -> Iterator[_Seen]:
    """What bears these names, and each folder below; what lies in one of them is for one process.

    Links are not followed.
    """
    tops = [(name, (root / name).lstat()) for name in names if os.path.lexists(root / name)]
    yield _seen("", tops)
    below: list[str] = []
    for top in _folders_of("", tops):
        entries = _entries(f"{root}/{top}")
        yield _seen(top, entries)
        below += _folders_of(f"{top}/", entries)
    for found in spread(partial(_look_through, root), below, workers, few=2):
        yield from found


def _look_through(root: Path, folder: str) -> list[_Seen]:
    """A folder and all below it."""
    found, waiting = [], [folder]
    while waiting:
        name = waiting.pop()
        entries = _entries(f"{root}/{name}")
        found.append(_seen(name, entries))
        waiting += _folders_of(f"{name}/", entries)
    return found


def _seen(folder: str, entries: list[Entry]) -> _Seen:
    look = _look_at(entries)
    return _Seen(folder, look, look.is_settled)


def _folders_of(path: str, entries: list[Entry]) -> list[str]:
    return [f"{path}{name}" for name, state in entries if S_ISDIR(state.st_mode)]


def _entries(folder: Path | str, names: Container[str] | None = None) -> list[Entry]:
    with os.scandir(folder) as entries:
        return sorted(
            [
                (entry.name, entry.stat(follow_symlinks=False))
                for entry in entries
                if names is None or entry.name in names
            ]
        )


def _look_at(entries: list[Entry]) -> Look:
    states = [
        (name, s.st_mode, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in entries
    ]
    newest = max((max(changed, moved) for _, _, _, changed, moved, _ in states), default=0)
    return Look(fingerprint(states), newest)
