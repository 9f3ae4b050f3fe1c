"""一轮一轮地试：`python -m tests.fuzz.campaign [SECONDS] [NAME …]`, all targets by turns.

SECONDS is processor time, of all targets together. The corpus grows in build/fuzz/corpus; faults
are kept in build/fuzz/faults. Ends with 1 when there are any.
"""

from __future__ import annotations

import os
import re
import sys
from itertools import cycle

from tests.fuzz.targets import BY_NAME
from tests.support import ROOT

FOLDER = ROOT / "build" / "fuzz"
TURN = 60
"""seconds on the clock for one target at a time"""
_RUNS = re.compile(r"number_of_executed_units:\s+(\d+)")


def turn(name: str, seconds: int) -> tuple[float, int, str]:
    """One target for some seconds: processor time, inputs tried, and what it said."""
    log = FOLDER / f"{name}.log"
    with log.open("wb") as file:
        command = [sys.executable, "-m", "tests.fuzz.one", name, str(FOLDER), str(seconds)]
        child = os.posix_spawn(
            sys.executable,
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, file.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, file.fileno(), 2),
            ],
        )
        _, _, used = os.wait4(child, 0)
    said = log.read_text(encoding="utf-8", errors="replace")
    found = _RUNS.search(said)
    return used.ru_utime + used.ru_stime, int(found[1]) if found else 0, said


def main() -> int:
    """All targets, or those named, until the processor time is used up."""
    budget = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    names = sys.argv[2:] or list(BY_NAME)
    FOLDER.mkdir(parents=True, exist_ok=True)
    used, tried = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0)
    slice_ = max(5, min(TURN, int(budget / len(names))))
    for name in cycle(names):
        if sum(used.values()) >= budget:
            break
        seconds, runs, said = turn(name, slice_)
        used[name] += seconds
        tried[name] += runs
        for line in said.splitlines():
            if line.startswith("fault ") or "ERROR: libFuzzer" in line:
                print(line, flush=True)
        if not runs:
            print(f"{name} 没有跑起来：{said[-2000:]}", flush=True)
        print(
            f"{name} {used[name]:.0f} s CPU, {tried[name]} inputs; all {sum(used.values()):.0f} s",
            flush=True,
        )
    print("\n".join(f"{n}: {used[n]:.0f} s CPU, {tried[n]} inputs" for n in names), flush=True)
    return int(any(FOLDER.glob("faults/*/*")))


if __name__ == "__main__":
    sys.exit(main())
