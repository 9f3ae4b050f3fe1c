"""放探针：`python -m tests.gatekeeper.canaries` plants one in every surface and every coding, by turns.

Prints how many of them the gatekeeper has found; ends with 1 when one was missed.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.gatekeeper import Withheld, inspect, read_ledger
from generator.problems import Problem
from tests.gatekeeper.surfaces import NAMEABLE, NUL_FREE, SURFACES, encodings
from tests.publishing.world import DAY, make_project, make_tree

CANARY = "未批准的班组把焊点烧穿了三次Canary7294"
PLANTED = Withheld((CANARY,), ("cases/2022/held-back",))
CODES = encodings()
PAIRS = [
    (surface, coding)
    for surface, coding in product(SURFACES, CODES)
    if not (surface.endswith("name") and coding not in NAMEABLE and surface not in NUL_FREE)
    and not (surface in NUL_FREE and coding == "utf-16")
]


def plant(root: Path, site: Path, surface: str, coding: str) -> tuple[Problem, ...]:
    """One canary in a clean tree, made at `site`; what the gatekeeper says."""
    make_tree(site, (1, 2))
    SURFACES[surface](site, CODES[coding](CANARY))
    return inspect(site, read_ledger(root, DAY), PLANTED).problems


def main() -> int:
    """Every canary, and the count."""
    missed = []
    with TemporaryDirectory() as work:
        root = make_project(Path(work) / "project", (1, 2))
        for number, pair in enumerate(PAIRS):
            said = plant(root, Path(work) / str(number), *pair)
            if "gatekeeper.withheld" not in {problem.id for problem in said}:
                missed.append(pair)
    for surface, coding in missed:
        print(f"没有找到：{surface}, {coding}")  # noqa: T201
    print(  # noqa: T201
        f"{len(PAIRS)} 个探针找到 {len(PAIRS) - len(missed)} 个"
        f"（{len(SURFACES)} 处，{len(CODES)} 种写法）"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
