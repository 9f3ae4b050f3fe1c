"""发现：what a detector says about a text; where it stands in the sources is not its business."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, for use inside the brackets of a pattern"""


@dataclass(frozen=True, slots=True)
class Finding:
    """发现：a stretch of a text that the firewall stops at."""

    start: int
    end: int
    """offset after the last character"""
    id: str
    """id of the message"""
    text: str = ""
    """what the message shows; personal data are shown masked"""
    meant: str = ""
    """suggestion for the hint; the text itself is never changed"""


Find = Callable[[str], Iterator[Finding]]
Sign = Callable[[str], Iterable[re.Match[str]]]
"""迹象：what must be in a text for a detector to find anything; quick to see, and there too often.

A pattern is quick where all its alternatives begin with a plain character, or it with one class: to
the next of these the engine runs in one loop.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """检测：a function that finds, and the signs without any of which it finds nothing.

    A sign is of one place and never of a whole text, so that many texts can be asked in one go:
    it is seen where a text stands among others, line by line, if it is seen in the text by itself.
    """

    find: Find
    signs: tuple[Sign, ...] = ()
    """none: it always looks"""

    def __call__(self, text: str) -> Iterator[Finding]:
        return self.find(text) if [*Texts([text]).to_look_at(self)] else iter(())


def on(*signs: Sign) -> Callable[[Find], Detector]:
    """见到迹象才找：makes a function that finds a detector."""
    return lambda find: Detector(find, signs)


class Texts:
    """一组文字, asked for signs all at once: one pass over all is much quicker than one over each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = "\n".join(texts)
        self._ends = [*accumulate(len(text) + 1 for text in texts)]
        self._seen: dict[Sign, set[int]] = {}

    def to_look_at(self, detector: Detector) -> Iterable[int]:
        """Numbers of the texts in which it may find something."""
        if not detector.signs:
            return range(len(self._ends))
        return {number for sign in detector.signs for number in self._with(sign)}

    def _with(self, sign: Sign) -> set[int]:
        if sign not in self._seen:
            self._seen[sign] = {
                number
                for found in sign(self._whole)
                for number in range(self._at(found.start()), self._at(found.end() - 1) + 1)
            }
        return self._seen[sign]

    def _at(self, offset: int) -> int:
        return bisect(self._ends, offset)


def mask(text: str) -> str:
    """遮挡：the ends of a personal text, so that the message itself gives nothing away."""
    shown = "".join(text.split())
    keep = 3 if len(shown) > 8 else 1
    return f"{shown[:keep]}****{shown[-keep:]}"


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of the text; of two that overlap, the one that came first stays."""
    kept: list[tuple[int, int]] = []
    chosen: list[Finding] = []
    for finding in findings:
        span = (finding.start, finding.end)
        at = bisect(kept, span)
        free = (at == 0 or kept[at - 1][1] <= span[0]) and (
            at == len(kept) or span[1] <= kept[at][0]
        )
        if free:
            kept.insert(at, span)
            chosen.append(finding)
    return sorted(chosen, key=lambda finding: finding.start)
