"""挑选：which tests run a line, and how long each takes, from one run under coverage.

`python -m tests.mutation.selection` is that run, and says which branches no test takes.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from coverage import CoverageData

from tests.mutation.operators import Mutant

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "mutation"
DATA, TIMES = FOLDER / "coverage", FOLDER / "times.xml"
RULES = Path(__file__).parent / "coverage.toml"
LEFT_OUT = (
    # they publish by the dozen, in processes that nothing is measured in
    *("readers_see_the_old_or_the_new", "twenty_starts_at_once"),
    # hundreds of ways through the same lines
    "planted_canary",
)
TESTS = (
    *("tests/gatekeeper", "tests/publishing", "tests/test_gate.py"),
    *(f"--ignore=tests/publishing/test_{name}.py" for name in ("command", "faults", "readers")),
    *("-k", " and ".join(f"not {name}" for name in LEFT_OUT)),
)
LONGEST = 90.0
"""seconds of tests that one mutant gets; the quickest come first"""
ON_IMPORT = ""
"""what coverage calls the time before any test"""


@dataclass(frozen=True, slots=True)
class Selection:
    """哪些测试跑到哪一行."""

    tests: Mapping[str, Mapping[int, frozenset[str]]]
    """module → line → tests, as pytest names them"""
    seconds: Mapping[str, float]
    """of each test"""

    def of(self, mutant: Mutant) -> tuple[str, ...]:
        """Tests that run the changed lines.

        All that run anything of the module, where it is run on import too: what some test looks at
        may have been made then.
        """
        lines = self.tests.get(mutant.path, {})
        wanted = range(mutant.first, mutant.last + 1)
        found = frozenset().union(*(lines.get(line, frozenset()) for line in wanted))
        if not found or ON_IMPORT in found:
            found = frozenset().union(*lines.values())
        ordered = sorted(found - {ON_IMPORT}, key=self._cost)
        chosen, spent = list[str](), 0.0
        for test in ordered:
            spent += self._cost(test)
            if not chosen or spent < LONGEST:
                chosen.append(test)
        return tuple(chosen)

    def _cost(self, test: str) -> float:
        return self.seconds.get(test, LONGEST)

    def cost(self, tests: Iterable[str]) -> float:
        """Seconds for all of them."""
        return sum(map(self._cost, tests))


def measure() -> int:
    """All tests once, under coverage; the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    _coverage("erase")
    return _coverage("run", "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={TIMES}", *TESTS)


def _coverage(command: str, *arguments: str) -> int:
    line = [sys.executable, "-m", "coverage", command, f"--rcfile={RULES}", *arguments]
    return subprocess.run(line, cwd=ROOT, check=False).returncode


def read_selection() -> Selection:
    """What the last run under coverage has left."""
    data = CoverageData(str(DATA))
    data.read()
    tests = {
        Path(file).relative_to(ROOT).as_posix(): {
            line: frozenset(map(_as_pytest_names, contexts))
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    return Selection(tests, _read_times())


def _as_pytest_names(context: str) -> str:
    if context == ON_IMPORT:
        return context
    module, _, name = context.rpartition(".")
    return f"{module.replace('.', '/')}.py::{name}"


def _read_times() -> dict[str, float]:
    """Seconds of each test function, with all its parameters."""
    seconds: dict[str, float] = defaultdict(float)
    for case in ElementTree.parse(TIMES).iter("testcase"):  # noqa: S314 - written by pytest just now
        name = f"{case.get('classname')}.{(case.get('name') or '').partition('[')[0]}"
        seconds[_as_pytest_names(name)] += float(case.get("time", 0))
    return seconds


if __name__ == "__main__":
    sys.exit(measure() or _coverage("report"))
