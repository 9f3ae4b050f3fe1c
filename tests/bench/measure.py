"""量一次运行：wall clock, processor time and peak memory of a whole command with its children."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_EVERY, _SHARE = 0.02, 0.03
"""seconds between two looks at the memory, at least; share of a core that looking may take"""

_NOT_USUAL = {"PYTHONDONTWRITEBYTECODE"}
"""settings of some machines with which Python translates every module anew, at every start"""


@dataclass(frozen=True, slots=True)
class Run:
    """一次运行的量."""

    exit_code: int
    wall: float
    """seconds"""
    cpu: float
    """seconds of all processors together"""
    memory: float
    """peak of the command and its children together, in MB; shared pages count once (PSS)"""
    said: str
    """what it wrote to stderr"""


def measure(command: Sequence[str | Path]) -> Run:
    """Run a command to its end. Linux only: memory comes from /proc."""
    before, start = _cpu_of_children(), time.perf_counter()
    child = subprocess.Popen(
        [str(word) for word in command],
        env={name: value for name, value in os.environ.items() if name not in _NOT_USUAL},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    peaks = [0.0]
    watcher = threading.Thread(target=_watch, args=(child, peaks), daemon=True)
    watcher.start()
    said = child.communicate()[1]
    wall = time.perf_counter() - start
    watcher.join()
    return Run(child.returncode, wall, _cpu_of_children() - before, peaks[0], said)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(child: subprocess.Popen[str], peaks: list[float]) -> None:
    while child.poll() is None:
        begun, family = time.perf_counter(), list(_family_of(child.pid))
        memory = sum(map(_memory_of, family))
        if family == list(_family_of(child.pid)):  # else what a new child shares was counted twice
            peaks[0] = max(peaks[0], memory)
        time.sleep(max(_EVERY, (time.perf_counter() - begun) / _SHARE))


def _family_of(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # gone in the meantime
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in _read(task / "children").split():
                yield from _family_of(int(child))


def _memory_of(pid: int) -> float:
    found = re.search(r"^Pss:\s+(\d+)", _read(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def _read(path: Path) -> str:
    """A file of /proc, or nothing where its process is gone."""
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        return ""
