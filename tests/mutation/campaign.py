"""变异测试：`python -m tests.mutation.campaign [NUMBER] [MODULE …]`; ends with 1 below the goal.

NUMBER of mutants, drawn evenly from all of them with a fixed seed; 0 is all. Each runs in a fork
that imports the changed module in place of the real one, and the tests that run the changed line.
Those in equivalent.txt change nothing that anybody could see; each says why, and none of them counts.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutation.operators import Mutant, find_mutants, mutate
from tests.mutation.selection import FOLDER, ROOT, Selection, measure, read_selection

MODULES = ("generator/gate.py", "generator/gatekeeper", "generator/publishing")
EQUIVALENT = Path(__file__).parent / "equivalent.txt"
GOAL = 0.90
SEED = 20260105
AT_ONCE = 2
HEAVY = ("hypothesis", "lxml.html", "mkdocs.commands.build", "moto.server", "playwright.sync_api")
"""what tests import and is no part of us: loaded once, before the forks"""


@dataclass(frozen=True, slots=True)
class Result:
    """一处变异的结局."""

    mutant: Mutant
    end: str
    """killed, timeout, survived, equivalent"""


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads a module with one mutant in it."""

    number = 0

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = mutate(Path(path).read_text("utf-8"), self.number)
        return compile(tree, path, "exec", dont_inherit=True)


@dataclass(frozen=True, slots=True)
class _Finder(importlib.abc.MetaPathFinder):
    name: str
    path: Path
    number: int

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The changed module; every other one is found as usual."""
        if fullname != self.name:
            return None
        loader = _Changed(fullname, str(self.path))
        loader.number = self.number
        return importlib.util.spec_from_file_location(fullname, self.path, loader=loader)


def list_mutants(modules: Iterable[str]) -> list[Mutant]:
    """Of all files of these modules and packages."""
    found = []
    for module in modules:
        place = ROOT / module
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found += find_mutants(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    return found


def read_equivalents() -> dict[str, str]:
    """等价的变异 → why. Two lines each: the mutant, and below it, indented, the reason."""
    lines = EQUIVALENT.read_text("utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert len(entries) % 2 == 0 and all(reason.startswith("  ") for reason in entries[1::2])
    return dict(zip(entries[::2], map(str.strip, entries[1::2]), strict=True))


# ---- one mutant ----


def start(mutant: Mutant, tests: Sequence[str], seconds: float) -> int:
    """A fork that runs the tests on the mutant; its process id."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    limit = int(20 + 4 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
    work = FOLDER / "work" / str(os.getpid())
    shutil.rmtree(work, ignore_errors=True)
    log = os.open(f"{work}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    sys.meta_path.insert(0, _Finder(name, ROOT / mutant.path, mutant.number))
    code = 1
    try:
        options = ["-x", "-q", "-p", "no:cacheprovider", f"--basetemp={work}", "--tb=line"]
        code = int(pytest.main([*options, *tests]))
    finally:
        shutil.rmtree(work, ignore_errors=True)
        os._exit(code)


def run(mutants: Sequence[Mutant], selection: Selection) -> Iterator[Result]:
    """Each mutant, so many at once, as they end."""
    waiting = list(reversed(mutants))
    running: dict[int, tuple[Mutant, float]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            mutant = waiting.pop()
            tests = selection.of(mutant)
            if not tests:
                yield Result(mutant, "survived")
                continue
            seconds = selection.cost(tests)
            running[start(mutant, tests, seconds)] = mutant, time.monotonic() + 120 + 12 * seconds
        for pid in list(running):
            mutant, end = running[pid]
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                del running[pid]
                _end_group(pid)
                yield Result(mutant, _meaning(status))
            elif time.monotonic() > end:
                _end_group(pid)
        time.sleep(0.02)


def _meaning(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "timeout"
    return "survived" if os.WEXITSTATUS(status) == 0 else "killed"


def _end_group(pid: int) -> None:
    """The fork and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


# ---- all of them ----


def draw(mutants: Sequence[Mutant], number: int) -> list[Mutant]:
    """So many, evenly from all of them, and the same ones each time; all for 0."""
    if not number or number >= len(mutants):
        return list(mutants)
    return random.Random(SEED).sample(list(mutants), number)


def report(results: Sequence[Result], total: int) -> float:
    """Prints the figures; the score of those that count."""
    modules: dict[str, Counter[str]] = {}
    for result in results:
        modules.setdefault(result.mutant.path, Counter())[result.end] += 1
    for path, ends in sorted(modules.items()):
        print(f"{_score(ends):7.1%}  {path}  {dict(ends)}")
    ends = sum(modules.values(), Counter[str]())
    raw = (ends["killed"] + ends["timeout"]) / max(1, len(results))
    print(
        f"{len(results)} of {total} mutants: {ends['killed']} killed, {ends['timeout']} timed out, "
        f"{ends['survived']} survived, {ends['equivalent']} equivalent; "
        f"score {_score(ends):.1%}, {raw:.1%} with the equivalent ones counted as survivors"
    )
    return _score(ends)


def _score(ends: Counter[str]) -> float:
    counted = ends["killed"] + ends["timeout"] + ends["survived"]
    return (ends["killed"] + ends["timeout"]) / counted if counted else 1.0


def main() -> int:
    """Figures by module, the score, and every survivor in build/mutation/survivors.txt."""
    number, modules = int(sys.argv[1]) if len(sys.argv) > 1 else 600, sys.argv[2:] or MODULES
    if code := measure():
        return code
    selection, equivalent = read_selection(), read_equivalents()
    mutants = list_mutants(modules)
    if unknown := equivalent.keys() - {mutant.key for mutant in list_mutants(MODULES)}:
        print("equivalent.txt names what is no mutant any more:", *sorted(unknown), sep="\n  ")
        return 1
    os.nice(15)
    for name in HEAVY:
        importlib.import_module(name)
    assert not any(name.startswith("generator") for name in sys.modules), "forks import it afresh"
    (FOLDER / "work").mkdir(parents=True, exist_ok=True)
    drawn = draw(mutants, number)
    results = [Result(mutant, "equivalent") for mutant in drawn if mutant.key in equivalent]
    with (FOLDER / "survivors.txt").open("w", encoding="utf-8") as survivors:
        for result in run([m for m in drawn if m.key not in equivalent], selection):
            results.append(result)
            if result.end == "survived":
                print(f"{result.mutant.first}: {result.mutant.key}", file=survivors, flush=True)
    shutil.rmtree(FOLDER / "work", ignore_errors=True)
    return int(report(results, len(mutants)) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
