"""分份：the cases in groups of bounded size, each indexed by itself and remembered as it stands.

Which group a case belongs to depends on its year, its number, and on how many cases the year has:
an edit, or another case, leaves the other groups as they are. Merging takes the groups as they come
(`generator.search.merging`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model import Case

MOST = 200
"""cases of a group, on average at most"""


@dataclass(frozen=True, slots=True)
class Group:
    """一份：cases that are indexed together."""

    name: str
    """year and part"""
    cases: tuple[Case, ...]


def build_groups(cases: Iterable[Case]) -> list[Group]:
    """案例 → 份, in the order in which their years, and within a year their cases, come."""
    years: dict[int, list[Case]] = {}
    for case in cases:
        years.setdefault(case.year, []).append(case)
    return [group for year, found in years.items() for group in _split(year, found)]


def _split(year: int, cases: Sequence[Case]) -> Iterator[Group]:
    """Twice as many parts each time that a year outgrows them."""
    parts = 1
    while len(cases) > parts * MOST:
        parts *= 2
    groups: dict[int, list[Case]] = {part: [] for part in range(parts)}
    for case in cases:
        groups[zlib.crc32(case.id.encode()) % parts].append(case)
    for part, found in groups.items():
        if found:
            yield Group(f"{year}-{part}", tuple(found))


def beginnings(texts: Sequence[str], least: int) -> list[str]:
    """As much of each text as tells it from all others, and so many characters at least."""
    ordered = sorted(texts)
    neighbours = zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False)
    short = {mine: _apart(mine, least, before, after) for before, mine, after in neighbours}
    return [short[mine] for mine in texts]


def _apart(mine: str, least: int, *others: str) -> str:
    lengths = range(least, len(mine))
    return next((mine[:n] for n in lengths if not any(o[:n] == mine[:n] for o in others)), mine)
