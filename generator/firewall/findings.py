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


Detector = Callable[[str], Iterator[Finding]]


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
