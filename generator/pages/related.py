"""相关案例：a few cases to read next, each with the reason; the same on every build."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Case
from generator.pages.index import Index
from generator.pages.rows import CaseRow, build_row

SPAN = 12
"""how far to look to either side in a list, so that ten thousand cases stay quick"""
MOST = 4
MOST_OF_ONE_ORGANISATION = 2


@dataclass(frozen=True, slots=True)
class Related:
    """相关案例 with its reason: 同单位, 同方法：FMEA, 同行业, 同领域."""

    reason: str
    row: CaseRow


def build_related(case: Case, index: Index) -> tuple[Related, ...]:
    """案例 → 相关案例，closest first."""
    chosen: dict[str, Related] = {}
    for reason, other in _candidates(case, index):
        if len(chosen) == MOST:
            break
        if other.id not in chosen:
            chosen[other.id] = Related(reason, build_row(other, index))
    return tuple(chosen.values())


def _candidates(case: Case, index: Index) -> Iterator[tuple[str, Case]]:
    colleagues = _near(case, "organisation", case.organisation, index)
    yield from (("同单位", other) for other in colleagues[:MOST_OF_ONE_ORGANISATION])
    colleague_ids = {other.id for other in colleagues}
    for reason, other in _others(case, index):
        if other.id not in colleague_ids:
            yield reason, other


def _others(case: Case, index: Index) -> Iterator[tuple[str, Case]]:
    yield from _by_method(case, index)
    for kind, reason in (("industry", "同行业"), ("domain", "同领域")):
        for other in _near(case, kind, getattr(case, kind), index):
            yield reason, other


def _by_method(case: Case, index: Index) -> Iterator[tuple[str, Case]]:
    near = [c for slug in case.methods for c in _near(case, "method", slug, index)]
    shared = Counter(other.id for other in near)
    unique = {other.id: other for other in near}.values()
    for other in sorted(unique, key=lambda c: (-shared[c.id], c.domain != case.domain, c.id)):
        names = [index.label("method", slug) for slug in case.methods if slug in other.methods]
        yield f"同方法：{'、'.join(names)}", other


def _near(case: Case, kind: str, slug: str, index: Index) -> list[Case]:
    """The neighbours of a case in a collection, nearest first."""
    found = index.cases.get((kind, slug), ())
    at = bisect_left(found, index.order[case.id], key=lambda c: index.order[c.id])
    window = found[max(0, at - SPAN) : at + SPAN + 1]
    others = [other for other in window if other.id != case.id]
    here = index.order[case.id]
    return sorted(others, key=lambda c: (abs(index.order[c.id] - here), c.id))
