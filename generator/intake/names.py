"""对名字：names of organisations and teams in papers against those that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from generator.intake.text import plain_digits, squeeze
from generator.model import Organisation

LIKELY = 0.75
"""from here on two names may mean the same"""


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """名字 for comparing only: without white space, widths and kinds of quotes and dashes."""
    plain = squeeze(plain_digits(text)).lower()
    return re.sub("[－—–_-]+", "-", re.sub("[“”‘’＂\"'「」『』《》]", "", plain))


@dataclass(frozen=True, slots=True)
class Register:
    """单位名录 for looking up names as papers write them."""

    by_name: Mapping[str, Organisation]
    """by every folded name, short name and alias; full names win"""

    def find(self, name: str) -> Organisation | None:
        """The organisation of a name in any spelling."""
        return self.by_name.get(fold(name))

    def right_name(self, name: str) -> str:
        """The full name that is meant; the name itself where nobody bears it."""
        organisation = self.find(name)
        if organisation is None:
            return name
        same = (full for full in organisation.all_names if fold(full) == fold(name))
        return next(same, organisation.name)

    def slug(self, name: str) -> str:
        """代号 of the organisation; a folded name where nobody bears it."""
        organisation = self.find(name)
        return organisation.slug if organisation else fold(name)


def build_register(organisations: Iterable[Organisation]) -> Register:
    """单位 → 单位名录; of two that share a name the first has it."""
    found: dict[str, Organisation] = {}
    organisations = tuple(organisations)
    for organisation in organisations:
        for name in organisation.all_names:
            found.setdefault(fold(name), organisation)
    for organisation in organisations:
        for name in (organisation.short_name, *organisation.aliases):
            found.setdefault(fold(name), organisation)
    found.pop("", None)
    return Register(found)


def likeness(one: str, two: str) -> float:
    """How much two names have in common, from 0 to 1."""
    return SequenceMatcher(None, fold(one), fold(two)).ratio()


def likely_match(name: str, others: Iterable[str], least: float = LIKELY) -> str:
    """The other name that was probably meant, or an empty text."""
    near = (other for other in others if abs(len(other) - len(name)) <= max(4, len(name) // 4))
    scored = [(likeness(name, other), other) for other in near]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= least else ""


def likely_team(
    organisation: str, team: str, others: Mapping[tuple[str, str], str] | Iterable[tuple[str, str]]
) -> tuple[str, str] | None:
    """单位和班组 that were probably meant: both must be alike, one of them may differ a little."""
    best: tuple[float, tuple[str, str]] | None = None
    for other in others:
        unit, group = likeness(organisation, other[0]), likeness(team, other[1])
        if unit >= LIKELY and group >= 0.6 and (best is None or unit + group > best[0]):
            best = (unit + group, other)
    return best[1] if best else None
