"""会有的改动：what an import would write, as people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.intake.plan import Change


@dataclass(frozen=True, slots=True)
class Sign:
    """记号 before a change."""

    shown: str
    words: str


SIGNS = {
    "+": Sign("＋", "新增"),
    "-": Sign("－", "去掉"),
    "~": Sign("～", "改动"),
    "=": Sign("＝", "不变"),
}


def make_readable(change: Change) -> Change:
    """A change without what only programmers read in a diff."""
    lines = (line for line in change.details if not line.startswith(("--- ", "+++ ")))
    kept = ("……" if line.startswith("@@ ") else line for line in lines)
    return replace(change, details=tuple(kept))


def sum_up(changes: Iterable[Change]) -> str:
    """总数, such as 新增 40 项，改动 1 项; empty when nothing would be written."""
    counts = Counter(change.sign for change in changes if change.sign != "=")
    kinds = ((sign.words, counts[mark]) for mark, sign in SIGNS.items())
    return "，".join(f"{words} {number} 项" for words, number in kinds if number)
