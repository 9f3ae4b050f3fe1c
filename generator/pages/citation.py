"""引用：the form of GB/T 7714 for an electronic resource, 网络文献 [EB/OL]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model import Case


@dataclass(frozen=True, slots=True)
class Citation:
    """引文 in two halves: between them stands the day of reading, which only the reader knows."""

    head: str
    """责任者. 题名[EB/OL]. (发布或更新日期)"""
    tail: str
    """. 网址"""


def cite(case: Case, organisation: str, address: str, published: date | None) -> Citation:
    """案例 → 引文. The date is that of the last correction, else the day of publication."""
    day = max((correction.day for correction in case.corrections), default=published)
    shown = f" ({day.isoformat()})" if day else ""
    gap = " " if (organisation[-1:] + case.team[:1]).isascii() else ""
    author = f"{organisation}{gap}{case.team}"
    return Citation(f"{author}. {case.title}[EB/OL].{shown}", f". {address}")
