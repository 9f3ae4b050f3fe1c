"""记忆：a pure step over many things, done once for each as it stands, and over all cores.

What a result depends on is named part by part. It is kept until one of the parts differs, so that
a run can say why it did something again. A memory that is damaged, or gone, costs time only.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator.cache import read_checked, write_checked
from generator.workers import spread

T = TypeVar("T")
V = TypeVar("V")
CODE = "程序"
LOG = logging.getLogger("anli.memo")


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """一件事: what to do, and what its result depends on."""

    name: str
    """the same from run to run, e.g. a folder; the part before its last slash is its shelf"""
    parts: Mapping[str, str]
    """what it depends on, in words → a fingerprint of that"""
    value: T


@dataclass(frozen=True, slots=True)
class Redone:
    """重做的一件事, and why."""

    step: str
    name: str
    why: str


@dataclass(slots=True)
class Memo:
    """记忆 in a folder of the project; None keeps nothing, but works all the same."""

    folder: Path | None = None
    workers: int = 0
    """child processes; 0: everything in this one, without limits"""
    live: bool = False
    """keep results in memory as well, for a process that goes on"""
    redone: list[Redone] = field(default_factory=list)
    _alive: dict[str, dict[str, tuple[Mapping[str, str], Any]]] = field(default_factory=dict)

    def map(
        self, step: str, do: Callable[[T], V], tasks: Sequence[Task[T]], *, guarded: bool = False
    ) -> list[V]:
        """The results in order. `do` is pure: it may look at nothing that no part speaks of.

        `guarded`: what people sent is read here, within limits however few they are.
        """
        if not self.live:
            return self._map(step, do, tasks, guarded=guarded)
        alive = self._alive.setdefault(step, {})
        stale = [t for t in tasks if t.name not in alive or alive[t.name][0] != t.parts]
        wanted = tasks if not alive else stale
        done = self._map(step, do, wanted, whole=wanted is tasks, guarded=guarded)
        made = zip(wanted, done, strict=True)
        fresh = {task.name: (task.parts, value) for task, value in made}
        self._alive[step] = {t.name: fresh.get(t.name) or alive[t.name] for t in tasks}
        return [self._alive[step][task.name][1] for task in tasks]

    def _map(
        self,
        step: str,
        do: Callable[[T], V],
        tasks: Sequence[Task[T]],
        *,
        whole: bool = True,
        guarded: bool,
    ) -> list[V]:
        shelves: dict[str, list[Task[T]]] = {}
        for task in tasks:
            shelves.setdefault(task.name.rpartition("/")[0], []).append(task)
        kept = {shelf: self._open(step, shelf) for shelf in shelves}
        fresh: dict[str, bytes] = {}
        missing = []
        for task in tasks:
            entry = kept[task.name.rpartition("/")[0]].get(task.name)
            parts = {**task.parts, CODE: code()}
            if entry is not None and entry[0] == parts:
                fresh[task.name] = entry[1]
            else:
                self.redone.append(Redone(step, task.name, why(entry and entry[0], parts)))
                missing.append(task)
        made = spread(
            lambda task: pickle.dumps(do(task.value), 5),
            missing,
            self.workers,
            lambda task: task.name,
            guarded=guarded,
        )
        fresh |= {task.name: blob for task, blob in zip(missing, made, strict=True)}
        changed = {task.name.rpartition("/")[0] for task in missing}
        for shelf, mine in shelves.items():
            if whole and (shelf in changed or len(kept[shelf]) != len(mine)):
                self._keep(step, shelf, mine, fresh)
        return [pickle.loads(fresh[task.name]) for task in tasks]  # noqa: S301 - our own, with checksum

    def _open(self, step: str, shelf: str) -> dict[str, tuple[Mapping[str, str], bytes]]:
        path = self._path(step, shelf)
        data = read_checked(path) if path else None
        return pickle.loads(data) if data is not None else {}  # noqa: S301

    def _keep(
        self, step: str, shelf: str, tasks: Sequence[Task[T]], fresh: Mapping[str, bytes]
    ) -> None:
        if path := self._path(step, shelf):
            entries = {t.name: ({**t.parts, CODE: code()}, fresh[t.name]) for t in tasks}
            write_checked(path, pickle.dumps(entries, 5))

    def _path(self, step: str, shelf: str) -> Path | None:
        return self.folder and self.folder / step / f"{shelf.replace('/', '-') or 'all'}.pack"


def why(before: Mapping[str, str] | None, now: Mapping[str, str]) -> str:
    """In words, which parts differ from those of the last time."""
    if before is None:
        return "第一次"
    return "、".join(part for part in now if before.get(part) != now[part]) or "成品不在了"


@cache
def code() -> str:
    """程序的指纹: of every module and template of this package, and of the Python that runs it."""
    total = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def fingerprint(*parts: object) -> str:
    """指纹 of values whose `repr` says all there is to them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def cores() -> int:
    """处理器数 that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
