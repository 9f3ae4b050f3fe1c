"""分工：work over many things in child processes, each within limits of time and memory.

A child that takes too long over one thing, or too much memory, is ended by the kernel, whatever code
it is in. The others go on; at the end all things that broke the limits are named. Linux only:
elsewhere everything is done in this process, without limits.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import re
import selectors
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Generic, NoReturn, TypeVar

T = TypeVar("T")
V = TypeVar("V")
FEW = 24
"""things that one process does sooner than several"""
SECONDS = 60
"""processor time for one thing; the slowest that is sound, a case of huge pictures, takes ten"""
WAIT = 10
"""times as long on the clock, for what waits and does not work"""
MEMORY = 2_000_000_000
"""bytes that a child may take besides what it has when it begins"""
_PORTIONS = 8
"""for each process, so that all end at about the same time"""
_PORTION = 250
"""things in a portion at most; but no more portions than the pipe holds"""
OWN = 100_000_000
"""bytes that a child makes its own before another takes its place: whatever it looks at of what was
there before, the whole archive in the end, becomes its own copy, and goes with it"""
_RANGE = struct.Struct("<II")
_LENGTH = struct.Struct("<Q")
_ENDED, _HUNGRY, _RETIRED = 1, 2, 3
"""exit codes of a child that could not tell its results, that met the limit of memory, that has
done its share"""


class LimitError(OSError):
    """超出限度；the text names the things, and what became of each."""


@dataclass(slots=True)
class _Child:
    slot: int
    pid: int
    pipe: int
    """where its results come from"""
    said: bytearray = field(default_factory=bytearray)


def spread(  # noqa: PLR0913 -- what is done, over what, and who does it
    do: Callable[[T], V],
    items: Sequence[T],
    workers: int,
    name: Callable[[T], str] = str,
    *,
    few: int = FEW,
    guarded: bool = False,
    worth: int = 1,
) -> list[V]:
    """`do` over all items in order; LimitError names those over which a child was ended.

    Fewer than `few` are done in this process and without limits, unless they are `guarded`; and all
    are with `workers` 0, and where there are threads, because forking beside them is unsafe. An item
    counts as so many things as it is `worth`.
    """
    with stream(do, items, workers, name, few=few, guarded=guarded, worth=worth) as made:
        return list(made)


@contextmanager
def stream(  # noqa: PLR0913
    do: Callable[[T], V],
    items: Sequence[T],
    workers: int,
    name: Callable[[T], str] = str,
    *,
    few: int = FEW,
    guarded: bool = False,
    worth: int = 1,
) -> Iterator[Iterator[V]]:
    """The same one after the other; children are at work while this process does something else."""
    several = workers if len(items) >= few else min(workers, 1)
    if not items or not _can_fork() or several < (1 if guarded else 2):
        yield map(do, items)
        return
    crew = _Crew(do, items, several, name, worth)
    try:
        crew.begin()
        yield crew.listen()
    finally:
        crew.clear()


@contextmanager
def aside(name: str, do: Callable[[], V], workers: int) -> Iterator[Callable[[], V]]:
    """`do` in a child of its own, without limits, while this process goes on. It may divide its work.

    What is given waits for the result. With one core, and beside threads, it is done only then.
    """
    if workers < 2 or not _can_fork():
        yield do
        return
    crew = _Crew(lambda _: do(), [None], 1, lambda _: name, limited=False)
    crew.begin()
    try:
        yield lambda: next(crew.listen())
    finally:
        crew.clear()


def _can_fork() -> bool:
    return sys.platform.startswith("linux") and threading.active_count() == 1


class _Crew(Generic[T, V]):
    """一组子进程 that take portions of the work from one pipe until it is empty."""

    def __init__(  # noqa: PLR0913
        self,
        do: Callable[[T], V],
        items: Sequence[T],
        workers: int,
        name: Callable[[T], str],
        worth: int = 1,
        *,
        limited: bool = True,
    ) -> None:
        self.do, self.items, self.name, self.worth, self.limited = do, items, name, worth, limited
        self.portions, giver = os.pipe()
        least = -(-len(items) // (_capacity(giver) // _RANGE.size))
        self.size = max(least, min(_PORTION // worth, len(items) // (workers * _PORTIONS)))
        self.workers = min(workers, -(-len(items) // self.size))
        self.places = mmap.mmap(-1, self.workers * _RANGE.size)
        """for each child, the item that it is at, and the end of its portion; nothing yet: the same"""
        self.results: dict[int, list[V]] = {}
        self.given = 0
        self.raised: dict[int, BaseException] = {}
        self.ended: list[str] = []
        self.selector = selectors.DefaultSelector()
        for start in range(0, len(self.items), self.size):
            os.write(giver, _RANGE.pack(start, min(start + self.size, len(self.items))))
        os.close(giver)

    def begin(self) -> None:
        """The children are at work."""
        for slot in range(self.workers):
            self._start(slot, (0, 0))

    def listen(self) -> Iterator[V]:
        """What they tell, in order, each portion as soon as its turn has come, until they have ended."""
        while self.selector.get_map():
            for key, _ in self.selector.select():
                self._hear(key.data)
            while self.given in self.results:
                values = self.results.pop(self.given)
                self.given += len(values)
                yield from values
        if self.raised:
            raise self.raised[min(self.raised)]
        if self.ended:
            raise LimitError("；".join(self.ended))

    def _start(self, slot: int, first: tuple[int, int]) -> None:
        """A child that does the rest of a portion first."""
        _RANGE.pack_into(self.places, slot * _RANGE.size, 0, 0)
        pipe, end = os.pipe()
        if not (pid := os.fork()):
            self._live(slot, end, first)
        os.close(end)
        self.selector.register(pipe, selectors.EVENT_READ, _Child(slot, pid, pipe))

    def _hear(self, child: _Child) -> None:
        if data := os.read(child.pipe, 1 << 20):
            child.said += data
            self._understand(child)
            return
        self._dismiss(child)
        _, status = os.waitpid(child.pid, 0)
        self._end_those_of(child.pid)
        at, stop = _RANGE.unpack_from(self.places, child.slot * _RANGE.size)
        if at < stop:
            self.ended.append(f"{self.name(self.items[at])} 没有做完：{_reason(status)}")
            self._start(child.slot, (at + 1, stop))
        elif status and os.waitstatus_to_exitcode(status) == _RETIRED:
            self._start(child.slot, (0, 0))
        elif status:
            raise OSError(_reason(status))

    def _understand(self, child: _Child) -> None:
        """What a child has told to the end of a sentence."""
        while len(child.said) >= _LENGTH.size:
            [length] = _LENGTH.unpack_from(child.said)
            end = _LENGTH.size + length
            if len(child.said) < end:
                return
            start, values, error = pickle.loads(child.said[_LENGTH.size : end])  # noqa: S301 - our own child's
            del child.said[:end]
            if error is None:
                self.results[start] = values
            else:
                self.raised[start] = error

    def _dismiss(self, child: _Child) -> None:
        self.selector.unregister(child.pipe)
        os.close(child.pipe)

    def clear(self) -> None:
        """Nobody is left behind, whatever happened."""
        for key in list(self.selector.get_map().values()):
            self._dismiss(key.data)
            os.kill(key.data.pid, signal.SIGKILL)
            self._end_those_of(key.data.pid)
            os.waitpid(key.data.pid, 0)
        self.selector.close()
        os.close(self.portions)
        self.places.close()

    def _end_those_of(self, pid: int) -> None:
        """Whom a child set to work, if it could and any is left."""
        with suppress(ProcessLookupError):
            if not self.limited:
                os.killpg(pid, signal.SIGKILL)

    # ---- in the child ----

    def _live(self, slot: int, end: int, first: tuple[int, int]) -> NoReturn:
        """One portion after the other; the child ends here, without a word on any stream."""
        code = _ENDED
        try:
            gc.freeze()  # what was there before is no rubbish of ours, and looking at it copies it
            _let_the_parent_decide()
            if self.limited:
                _limit_memory()
            else:
                os.setpgid(0, 0)  # those whom it sets to work go with it
            with os.fdopen(end, "wb") as told:
                code = self._tell(told, slot, first)
        except MemoryError:
            code = _HUNGRY
        finally:
            os._exit(code)

    def _tell(self, told: BinaryIO, slot: int, first: tuple[int, int]) -> int:
        """What is done, to its end; the exit code."""
        is_full = _fullness()
        for start, stop in self._take(first):
            values, error = self._do(slot, start, stop)
            said = pickle.dumps((start, values, error), 5)
            told.write(_LENGTH.pack(len(said)) + said)
            told.flush()
            _RANGE.pack_into(self.places, slot * _RANGE.size, stop, stop)
            if error is not None:
                return 0
            if self.limited and is_full():
                return _RETIRED
        return 0

    def _take(self, first: tuple[int, int]) -> Iterator[tuple[int, int]]:
        if first[0] < first[1]:
            yield first
        while portion := os.read(self.portions, _RANGE.size):
            yield _RANGE.unpack(portion)

    def _do(self, slot: int, start: int, stop: int) -> tuple[list[V], BaseException | None]:
        values: list[V] = []
        try:
            for at in range(start, stop):
                _RANGE.pack_into(self.places, slot * _RANGE.size, at, stop)
                if self.limited:
                    signal.setitimer(signal.ITIMER_PROF, SECONDS)
                    signal.setitimer(signal.ITIMER_REAL, SECONDS * WAIT)
                values.append(self.do(self.items[at]))
        except MemoryError:
            raise
        except Exception as error:
            error.add_note(traceback.format_exc())
            return [], _portable(error)
        return values, None


def _capacity(pipe: int) -> int:
    """Bytes that a pipe holds: 64 kB, or a page where somebody has many of them."""
    import fcntl  # noqa: PLC0415 - does not exist on Windows

    return fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)


def _fullness() -> Callable[[], bool]:
    """Asks whether this process has made more than `OWN` its own.

    To look takes milliseconds, more with more memory. A page becomes its own by a fault, and so do
    those of texts that come and go: it looks only after so many that it may be enough.
    """
    import resource  # noqa: PLC0415 - does not exist on Windows

    page, enough = resource.getpagesize(), 0

    def is_full() -> bool:
        nonlocal enough
        faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        if faults < enough:
            return False
        own = _own_memory()
        enough = faults + max(OWN - own, OWN // 4) // page
        return own > OWN

    return is_full


def _own_memory() -> int:
    """Bytes that this process shares with no other; 0 where the system does not tell."""
    try:
        rollup = Path("/proc/self/smaps_rollup").read_bytes()
    except OSError:
        return 0
    return 1024 * sum(map(int, re.findall(rb"^Private_Dirty: +(\d+)", rollup, re.MULTILINE)))


def _portable(error: Exception) -> Exception:
    """The error itself, if it can be told to another process."""
    with suppress(Exception):
        pickle.loads(pickle.dumps(error, 5))  # noqa: S301
        return error
    return RuntimeError(f"{type(error).__name__}: {error}")


def _let_the_parent_decide() -> None:
    """Ctrl-C and its like are answered by the process that forked; the others go with it, in silence."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)


def _limit_memory() -> None:
    import resource  # noqa: PLC0415 - does not exist on Windows

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    taken = int(pages) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + MEMORY
    soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (soft, most))


def _reason(status: int) -> str:
    """What became of a child, from its wait status."""
    if not os.WIFSIGNALED(status):
        hungry = os.WEXITSTATUS(status) == _HUNGRY
        return f"内存超过 {MEMORY / 1e9:g} GB" if hungry else "子进程出错"
    match os.WTERMSIG(status):
        case signal.SIGPROF:
            return f"{SECONDS} 秒处理器时间里没有做完"
        case signal.SIGALRM:
            return f"{SECONDS * WAIT} 秒里没有做完"
        case signal.SIGKILL:
            return "子进程被系统结束了，多半是内存不够"
        case signal.SIGABRT:
            return "子进程自己中止了，多半是内存不够"
        case number:
            return f"子进程崩溃了（信号 {number}）"
