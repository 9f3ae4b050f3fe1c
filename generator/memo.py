"""记忆：a pure step over many things, done once for each as it stands, and over all cores.

What a result depends on is named part by part. It is kept until one of the parts differs, so that
a run can say why it did something again. A memory that is damaged, or gone, costs time only.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar
from zlib import crc32

from generator.packs import Pack, dump, read_pack, write_pack
from generator.workers import FEW, stream

T = TypeVar("T")
V = TypeVar("V")
CODE = "程序"
LONG = 1_000
"""things on a shelf: while one is put away, the children that have more to tell wait"""
LOG = logging.getLogger("anli.memo")


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """一件事: what to do, and what its result depends on."""

    name: str
    """the same from run to run, e.g. a folder; the part before its last slash is its shelf"""
    parts: Mapping[str, str]
    """what it depends on, in words → a fingerprint of that"""
    value: T


Redone = dict[tuple[str, str], list[str]]
"""重做的：step and why → names"""
Spread = Callable[..., AbstractContextManager[Iterator[Any]]]
"""a way of doing many things: `generator.workers.stream`, with all said of how"""


@dataclass(slots=True)
class Memo:
    """记忆 in a folder of the project; None keeps nothing, but works all the same."""

    folder: Path | None = None
    workers: int = 0
    """child processes; 0: everything is done in this one, without limits"""
    live: bool = False
    """keep results in memory as well, for a process that goes on"""
    redone: Redone = field(default_factory=dict)
    _alive: dict[str, dict[str, tuple[Mapping[str, str], Any]]] = field(default_factory=dict)

    def map(  # noqa: PLR0913 -- what is done over what, and three things about how
        self,
        step: str,
        do: Callable[[T], V],
        tasks: Sequence[Task[T]],
        *,
        few: int = FEW,
        guarded: bool = False,
        worth: int = 1,
    ) -> list[V]:
        """The results in order. `do` is pure: it may look at nothing that no part speaks of.

        Fewer than `few` things are left to one process. `guarded`: what people sent is read here,
        within limits however few they are. `worth`: of how many things each consists.
        """
        spread = partial(stream, name=attrgetter("name"), few=few, guarded=guarded, worth=worth)
        if not self.live:
            return self._map(step, do, tasks, spread)
        alive = self._alive.setdefault(step, {})
        stale = [t for t in tasks if t.name not in alive or alive[t.name][0] != t.parts]
        wanted = tasks if not alive else stale
        done = self._map(step, do, wanted, spread, whole=wanted is tasks)
        made = zip(wanted, done, strict=True)
        fresh = {task.name: (task.parts, value) for task, value in made}
        self._alive[step] = {t.name: fresh.get(t.name) or alive[t.name] for t in tasks}
        return [self._alive[step][task.name][1] for task in tasks]

    def tell(self, step: str, why: str, names: Iterable[str]) -> None:
        """These are done again."""
        self.redone.setdefault((step, why), []).extend(names)

    def keep(self, step: str, task: Task[Any], value: object) -> None:
        """Remember what was made by the way, in whatever process, of a thing that has a shelf to itself."""
        self._keep(step, _shelf(task), {task.name: (_parts(task), dump(value))})

    def last(self, step: str, task: Task[Any]) -> tuple[Mapping[str, str], Any] | None:
        """What this program kept of such a thing, and on what it depended then, the same or not."""
        parts, dumped = self._open(step, _shelf(task)).get(task.name, ({}, None))
        return (parts, dumped.value()) if dumped and parts.get(CODE) == code() else None

    def _map(
        self,
        step: str,
        do: Callable[[T], V],
        tasks: Sequence[Task[T]],
        spread: Spread,
        *,
        whole: bool = True,
    ) -> list[V]:
        """Shelf by shelf: what was written, or read, of one is let go before the next.

        What is remembered comes first: children are at work on the rest meanwhile.
        """
        if self.folder is None:
            self.tell(step, why(None, {}), (task.name for task in tasks))
            with spread(lambda task: do(task.value), tasks, self.workers) as made:
                return list(made)
        shelves = _shelved(tasks)
        packs = {shelf: self._open(step, shelf) for shelf in shelves}
        missing: dict[str, Task[T]] = {}
        for shelf, mine in shelves.items():
            missing |= self._missing(step, packs[shelf], mine)
        values: dict[str, V] = {}
        work = spread(lambda task: dump(do(task.value)), list(missing.values()), self.workers)
        with work as made:
            for shelf, mine in shelves.items():
                before = packs.pop(shelf)
                known = {t.name: before[t.name] for t in mine if t.name not in missing}
                fresh = {t.name: (_parts(t), next(made)) for t in mine if t.name in missing}
                pack: Pack = known | fresh
                if whole and (fresh or len(before) != len(known)):
                    pack = self._keep(step, shelf, pack)
                values |= {name: dumped.value() for name, (_, dumped) in pack.items()}
        return [values[task.name] for task in tasks]

    def _missing(self, step: str, pack: Pack, tasks: Sequence[Task[T]]) -> dict[str, Task[T]]:
        found = {}
        for task in tasks:
            before, parts = pack.get(task.name, (None, None))[0], _parts(task)
            if before != parts:
                self.tell(step, why(before, parts), [task.name])
                found[task.name] = task
        return found

    def _open(self, step: str, shelf: str) -> Pack:
        path = self._path(step, shelf)
        return read_pack(path) if path else {}

    def _keep(self, step: str, shelf: str, pack: Pack) -> Pack:
        path = self._path(step, shelf)
        return write_pack(path, pack) if path else pack

    def _path(self, step: str, shelf: str) -> Path | None:
        return self.folder and self.folder / step / f"{shelf.replace('/', '-') or 'all'}.pack"


def _shelved(tasks: Sequence[Task[T]]) -> dict[str, list[Task[T]]]:
    """Name of the shelf → what stands on it; a long one is divided by the names."""
    sizes = Counter(map(_shelf, tasks))
    shelves: dict[str, list[Task[T]]] = {}
    for task in tasks:
        shelf = _shelf(task)
        parts = -(-sizes[shelf] // LONG)
        part = f"~{crc32(task.name.encode()) % parts}" if parts > 1 else ""
        shelves.setdefault(shelf + part, []).append(task)
    return shelves


def _shelf(task: Task[Any]) -> str:
    return task.name.rpartition("/")[0]


def _parts(task: Task[T]) -> Mapping[str, str]:
    return {**task.parts, CODE: code()}


def why(before: Mapping[str, str] | None, now: Mapping[str, str]) -> str:
    """In words, which parts differ from those of the last time."""
    if before is None:
        return "第一次"
    return "、".join(part for part in now if before.get(part) != now[part]) or "成品不在了"


@cache
def code() -> str:
    """程序的指纹: of every module and template of this package, of Python, and of what is installed."""
    total = hashlib.sha256(sys.version.encode())
    places = (Path(place) for place in dict.fromkeys(sys.path))
    installed = {path.name for place in places for path in place.glob("*.dist-info")}
    total.update(" ".join(sorted(installed)).encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def fingerprint(*parts: object) -> str:
    """指纹 of values whose `repr` says all there is to them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def cores() -> int:
    """处理器数 that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of cycles.

    Of what is read and made for an archive next to nothing is garbage, and it would walk over all
    of it again and again: a third of the time at 3,000 cases, more with more. Afterwards it counts as
    old at once, instead of being looked through as new.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def give_back() -> None:
    """归还：memory that was freed goes back to the system.

    What was read of packs and heard from children leaves glibc a third of the memory, which it keeps
    for later as long as anything lies behind it. Elsewhere nothing happens.
    """
    import ctypes  # noqa: PLC0415 - for this alone

    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
