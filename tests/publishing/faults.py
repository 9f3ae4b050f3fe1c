"""故障：publish is killed, or its system calls fail, one after the other; nothing is ever half.

`python -m tests.publishing.faults` runs all of it (`make faults`); the tests run a sample.
Needs strace.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publishing.facts import held_by
from generator.publishing.manifest import find_damage, read_tree
from generator.publishing.store import Store
from tests.publishing.world import UNFINISHED, id_of, make_project, make_tree, put
from tests.support import ROOT

CALLS = (
    *("openat", "write", "fsync", "rename", "symlink", "unlink", "unlinkat", "mkdir", "rmdir"),
    *(
        "chmod",
        "fchmodat",
        "close",
        "getdents64",
        "readlink",
        "flock",
        "copy_file_range",
        "sendfile",
    ),
)
"""system calls by which a publication touches the disk"""
ERRORS = {"ENOSPC": 28, "EIO": 5, "EACCES": 13, "EMFILE": 24}
SUITS = {
    "ENOSPC": {
        "openat",
        "write",
        "fsync",
        "rename",
        "symlink",
        "mkdir",
        "copy_file_range",
        "sendfile",
    },
    "EIO": {*CALLS} - {"close", "flock"},
    "EACCES": {*CALLS} - {"write", "fsync", "close", "getdents64", "copy_file_range", "sendfile"},
    "EMFILE": {"openat"},
}
"""errors that a system call may give"""
TIDY = {".lock", "addresses.txt", "current", "previous", "record.jsonl", "releases"}
"""what stands in a store when nothing is going on"""
_LINE = re.compile(r"^(?:\d+ +)?([a-z0-9_]+)\(")


@dataclass(frozen=True, slots=True)
class Fault:
    """一处故障：at the n-th call of a kind, a kill or an error."""

    call: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Scene:
    """现场：an old release, and a new tree to publish."""

    root: Path
    tree: Path
    base: Path
    withdrawn: tuple[int, ...]
    """cases that the new tree has withdrawn"""

    @property
    def command(self) -> list[str]:
        """One publication, without the target."""
        return [sys.executable, "-m", "tests.publishing.world", str(self.root), str(self.tree)]


def make_scene(folder: Path, withdrawn: tuple[int, ...] = ()) -> Scene:
    """Project, new tree, and a store that serves the old one and keeps one before it."""
    root = make_project(folder / "project", (1, 2))
    put(root, make_tree(folder / "first", (1, 2), body="第一版的一段话。"), folder / "base")
    put(root, make_tree(folder / "old", (1, 2)), folder / "base")
    left = tuple({1, 2} - {*withdrawn})
    make_project(root, left, withdrawn)
    new = make_tree(folder / "new", left, withdrawn, body="改过的一段话，比原来的长一些。")
    return Scene(root, new, folder / "base", withdrawn)


def list_faults(scene: Scene, folder: Path) -> list[Fault]:
    """Every call of a publication after it has first named its target; before that it only starts."""
    target = _fresh(scene, folder)
    log = folder / "trace"
    calls = ",".join(CALLS)
    subprocess.run(
        [
            "strace",
            "-f",
            "-qq",
            "-s",
            "300",
            "-e",
            f"trace={calls}",
            "-o",
            str(log),
            *scene.command,
            str(target),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env=_environment(),
    )
    counted, begun, faults = Counter[str](), False, []
    for line in log.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        counted[found[1]] += 1
        begun = begun or str(target) in line
        if begun:
            faults += list(_faults_of(found[1], counted[found[1]]))
    return faults


def _faults_of(call: str, number: int) -> Iterator[Fault]:
    yield Fault(call, number, "KILL")
    yield from (Fault(call, number, error) for error in ERRORS if call in SUITS[error])


def suffer(scene: Scene, folder: Path, fault: Fault) -> str:
    """One publication with a fault, then one without; what is wrong, or nothing."""
    target = _fresh(scene, folder)
    old, new = Store(target).current(), read_tree(scene.tree).release
    how = "signal=KILL" if fault.what == "KILL" else f"error={fault.what}"
    run = _run(
        [
            *("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={fault.call}"),
            *("-e", f"inject={fault.call}:{how}:when={fault.number}"),
            *(*scene.command, str(target)),
        ]
    )
    served = Store(target).current()
    if served not in (old, new):
        return f"{fault}: serves {served}"
    if damaged := find_damage(target / "current" / "site"):
        return f"{fault}: {damaged[0]} is damaged"
    if fault.what != "KILL" and (said := _misreport(run, switched=served == new)):
        return f"{fault}: {said}"
    try:
        put(scene.root, scene.tree, target)
    except (OSError, ValueError) as error:
        return f"{fault}: the next run gives {error!r}"
    if left := _leavings(scene, target, new):
        return f"{fault}: the next run leaves {left}"
    return ""


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=_environment(),
    )


def _misreport(run: subprocess.CompletedProcess[str], *, switched: bool) -> str:
    """Where exit code and words do not fit what is served. 120: the terminal took no words."""
    expected = {0, 4, 120} if switched else {3, 4, 5}
    if run.returncode not in expected:
        return f"exit {run.returncode}, switched: {switched}, {run.stderr[-300:]}"
    if run.returncode == 4 and (UNFINISHED in run.stderr) != switched:
        return f"says the wrong thing, switched: {switched}, {run.stderr[-300:]}"
    return ""


def _leavings(scene: Scene, target: Path, new: str) -> str:
    """What a whole publication has not left behind it."""
    store = Store(target)
    if store.current() != new or find_damage(target / "current" / "site"):
        return f"{store.current()} or damage"
    history = store.history()
    ids = {id_of(number) for number in scene.withdrawn}
    if history[-1].release != new or not ids <= {id for e in history for id in e.withdrawn}:
        return f"an incomplete record {history}"
    expected = TIDY - {"previous"} if scene.withdrawn else TIDY
    if (names := {path.name for path in target.iterdir()}) != expected:
        return f"{sorted(names ^ expected)}"
    for name in store.releases():
        if held_by(store.facts_of(name), ids):
            return f"a release with a withdrawn case, {name}"
        found = {path.name for path in (store.release(name) / "server").iterdir()}
        if found != {"gone.map", "moved.map", "addresses.caddy"}:
            return f"{sorted(found)} beside the answers"
    return ""


def _fresh(scene: Scene, folder: Path) -> Path:
    target = folder / "www"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(scene.base, target, symlinks=True)
    return target


def _environment() -> dict[str, str]:
    """No byte code is written, and hashes are the same: the n-th call is always the same call."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def sample(faults: Sequence[Fault], most: int) -> list[Fault]:
    """Spread evenly over the whole publication."""
    step = max(1, len(faults) // most)
    return list(faults[::step])[:most]


def campaign(scene: Scene, folder: Path, faults: Sequence[Fault]) -> list[str]:
    """Each fault in its turn; what is wrong."""
    print(f"{len(faults)} 处故障：{dict(Counter(fault.what for fault in faults))}", flush=True)  # noqa: T201
    wrong = []
    for done, fault in enumerate(faults, 1):
        if found := suffer(scene, folder, fault):
            wrong.append(found)
            print(found, flush=True)  # noqa: T201
        if done % 100 == 0:
            print(f"{done}/{len(faults)}", flush=True)  # noqa: T201
    print(f"做了 {len(faults)} 处，{len(wrong)} 处不对", flush=True)  # noqa: T201
    return wrong


def main() -> int:
    """An edited case with every fault, then a withdrawal with every third.

    The calls of both are nearly the same; a withdrawal differs in what it removes.
    """
    most = int(sys.argv[1]) if len(sys.argv) > 1 else sys.maxsize
    wrong = []
    for withdrawn in ((), (2,)):
        with TemporaryDirectory() as work:
            scene = make_scene(Path(work), withdrawn)
            faults = list_faults(scene, Path(work))
            if withdrawn:
                faults = faults[::3]
            print("撤下一个案例" if withdrawn else "改一个案例")  # noqa: T201
            wrong += campaign(scene, Path(work), sample(faults, most))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
