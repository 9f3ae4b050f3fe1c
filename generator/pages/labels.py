"""叫法：labels that changed over the years, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.gate import PublicYear
from generator.model import Label, Term
from generator.pages.index import Index

KINDS = ("domain", "tier", "category")
"""vocabularies of the activity itself, whose labels its papers change"""


@dataclass(frozen=True, slots=True)
class Change:
    """叫法变化：how one term was called when."""

    vocabulary: str
    labels: tuple[str, ...]
    """建造类（2023年及以前）, 建设工程类（2024年起）"""


def build_changes(index: Index) -> tuple[Change, ...]:
    """叫法变化 of domains, tiers and categories that the public years meet."""
    vocabularies = (index.archive.vocabularies[kind] for kind in KINDS)
    return tuple(
        Change(vocabulary.name, label_history(term))
        for vocabulary in vocabularies
        for term in vocabulary.terms
        if len(term.labels) > 1
    )


def renames_in(year: PublicYear, index: Index) -> tuple[str, ...]:
    """当年叫法 of the list that is another one today, and since when: 自 2024 年起称…."""
    found = []
    for kind in KINDS:
        used = {getattr(entry, kind) for entry in year.results.entries}
        for term in index.archive.vocabularies[kind].terms:
            if term.slug in used and term.shown_in(year.year) != term.label:
                found.append(_rename(term, year.year))
    return tuple(found)


def _rename(term: Term, year: int) -> str:
    since = next((label.since for label in term.labels if label.text == term.label), None)
    when = f"自 {since} 年起称" if since else "现称"
    return f"“{term.shown_in(year)}”{when}“{term.label}”"


def label_history(term: Term) -> tuple[str, ...]:
    """叫法 of a term over the years, oldest first."""
    return tuple(_spell(label) for label in _oldest_first(term.labels))


def _oldest_first(labels: Iterable[Label]) -> list[Label]:
    return sorted(labels, key=lambda label: label.since or 0)


def _spell(label: Label) -> str:
    if label.since is None and label.until is None:
        return label.text
    if label.since is None:
        return f"{label.text}（{label.until}年及以前）"
    if label.until is None:
        return f"{label.text}（{label.since}年起）"
    return f"{label.text}（{label.since}—{label.until}年）"
