"""发现：what a detector says about a text; where it stands in the sources is not its business."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

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
Sign = Callable[[str], object]
"""whether a text, or any text that it is a piece of, has something; quick, and true too often"""


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """检测：a function that finds, and the signs without any of which it finds nothing.

    Most texts have none of them. A sign looks for what must be there, never for what must not: so
    many texts in a row can be asked at once.
    """

    find: Find
    signs: tuple[Sign, ...] = ()
    """none: it always looks"""

    def may_find_in(self, text: str) -> bool:
        """False only where it finds nothing in the text, nor in any piece of it between lines."""
        return not self.signs or any(sign(text) for sign in self.signs)

    def __call__(self, text: str) -> Iterator[Finding]:
        return self.find(text) if self.may_find_in(text) else iter(())


def on(*signs: Sign) -> Callable[[Find], Detector]:
    """迹象：makes a function that finds a detector that looks only where one of the signs is."""
    return lambda find: Detector(find, signs)


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
