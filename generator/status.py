"""进度：where each typical case of a year stands, from the list to the public page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.content import Content, YearFolder
from generator.gate import reasons_to_hold
from generator.model import Case, Entry


@dataclass(frozen=True, slots=True)
class Standing:
    """一个案例的进度."""

    id: str
    """empty while there is no write-up"""
    organisation: str
    team: str
    state: str
    """已公开, or what it waits for"""


def build_status(content: Content, year: int, day: date) -> tuple[Standing, ...]:
    """年度进度：every listed typical case, then write-ups that the list does not know."""
    folder = next((f for f in content.years if f.year == year), None)
    return tuple(_standings(content, folder, day)) if folder else ()


def _standings(content: Content, folder: YearFolder, day: date) -> Iterator[Standing]:
    gone = frozenset(w.id for w in content.withdrawals if w.day <= day)
    by_key = {case.key: case for case in folder.cases}
    entries = folder.results.entries if folder.results else ()
    for entry in entries:
        if entry.tier == "typical":
            case = by_key.pop(entry.key, None)
            yield _standing(entry, case, folder, gone)
    for case in by_key.values():
        yield Standing(case.id, case.organisation_name, case.team, "不在公布的典型经验名单里")


def _standing(
    entry: Entry, case: Case | None, folder: YearFolder, gone: frozenset[str]
) -> Standing:
    name = entry.organisation_name
    if case is None:
        return Standing("", name, entry.team, "没有案例材料")
    held = next(reasons_to_hold(case, folder, gone), None)
    return Standing(case.id, name, entry.team, held.message if held else "可公开")
