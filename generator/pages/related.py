"""相关案例：a few cases to read next, each with the reasons; the same on every build.

Candidates come from the lists that a case stands in, a short window around it in each, so the
work grows with the number of cases and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from generator.memo import fingerprint
from generator.model import Case
from generator.pages.digests import Digests
from generator.pages.index import Index, Key, keys_of
from generator.pages.parts import Link
from generator.pages.rows import CaseRow, build_row
from generator.urls import case_url

SPAN = 8
"""how far to look to either side in a list"""
KINDS = ("organisation", "method", "industry", "domain")
"""lists in which to look"""
MOST = 4
MOST_OF_ONE_ORGANISATION = 2
_ENOUGH = 16
"""hexadecimal digits of a digest that tell cases apart"""
ORGANISATION, METHOD, INDUSTRY, DOMAIN = 8, 4, 3, 1
"""weights: colleagues first, then each method in common, then the trade"""


@dataclass(frozen=True, slots=True)
class Related:
    """相关案例 with its reasons: 同单位, 同方法：FMEA, 同行业; 同领域 where there is no better one."""

    reasons: tuple[str, ...]
    row: CaseRow


@dataclass(frozen=True, slots=True)
class Choice:
    """所选：what a page is to show of other cases, before it is made."""

    related: tuple[str, ...]
    """相关案例 by id"""
    digest: str
    """指纹 of these, and of 上一篇、下一篇"""


def build_related(
    case: Case, index: Index, chosen: Sequence[str] | None = None
) -> tuple[Related, ...]:
    """案例 → 相关案例，closest first; those `chosen`, by id, where that has been done already."""
    others = [index.by_id[id] for id in (choose_related(case, index) if chosen is None else chosen)]
    return tuple(Related(_reasons(case, other, index), build_row(other, index)) for other in others)


def choose_related(case: Case, index: Index) -> tuple[str, ...]:
    """案例 → ids of 相关案例，closest first; among equals the nearest in time."""
    here = index.order[case.id]
    places = (index.order[id] for id in _candidates(case, index))
    ranked = sorted((-_score(case, index.all[at]), abs(at - here), at) for at in places)
    return _with_few_colleagues(case, [index.all[at] for _, _, at in ranked])


def _with_few_colleagues(case: Case, ranked: list[Case]) -> tuple[str, ...]:
    colleagues = [other.id for other in ranked if other.organisation == case.organisation]
    left_out = colleagues[MOST_OF_ONE_ORGANISATION:]
    return tuple(islice((other.id for other in ranked if other.id not in left_out), MOST))


def _candidates(case: Case, index: Index) -> set[str]:
    found = {other.id for key in _lists(case) for other in _near(case, key, index)}
    return found - {case.id}


def _lists(case: Case) -> list[Key]:
    return [key for key in keys_of(case) if key[0] in KINDS]


def _near(case: Case, key: Key, index: Index) -> tuple[Case, ...]:
    """The neighbours of a case in a list, itself among them."""
    found = index.cases.get(key, ())
    at = bisect_left(found, index.order[case.id], key=lambda other: index.order[other.id])
    return found[max(0, at - SPAN) : at + SPAN + 1]


def _score(case: Case, other: Case) -> int:
    return (
        ORGANISATION * (case.organisation == other.organisation)
        + METHOD * sum(map(other.methods.__contains__, case.methods))
        + INDUSTRY * (case.industry == other.industry)
        + DOMAIN * (case.domain == other.domain)
    )


def _shared(case: Case, other: Case) -> list[str]:
    return [slug for slug in case.methods if slug in other.methods]


def _reasons(case: Case, other: Case, index: Index) -> tuple[str, ...]:
    names = "、".join(index.label("method", slug) for slug in _shared(case, other))
    reasons = {
        "同单位": case.organisation == other.organisation,
        f"同方法：{names}": bool(names),
        "同行业": case.industry == other.industry,
    }
    return tuple(reason for reason, holds in reasons.items() if holds) or ("同领域",)


def build_neighbours(case: Case, index: Index) -> tuple[Link | None, Link | None]:
    """上一篇、下一篇 within the year, in the order of the published list."""
    before, after = _neighbours(case, index)
    return _case_link(before), _case_link(after)


def _neighbours(case: Case, index: Index) -> tuple[Case | None, Case | None]:
    place = index.order[case.id]
    before, after = (
        index.all[at] if 0 <= at < len(index.all) and index.all[at].year == case.year else None
        for at in (place - 1, place + 1)
    )
    return before, after


def _case_link(case: Case | None) -> Link | None:
    return Link(case.short_title or case.title, case_url(case)) if case else None


def build_surroundings(index: Index, digests: Digests) -> Mapping[str, str]:
    """周围 of every case, by id: whatever may decide what its page shows of other cases.

    As long as it is the same, so is `build_choice`. Of each list the window
    around the case counts, as the sum of its digests; the order of all cases counts as a whole.
    """
    order = fingerprint([case.id for case in index.all])
    sums: dict[str, list[int]] = {case.id: [] for case in index.all}
    numbers = {id: int(digest[:_ENOUGH], 16) for id, digest in digests.cases.items()}
    everybody = [index.all, *(found for key, found in index.cases.items() if key[0] in KINDS)]
    for found in everybody:
        total = [0, *accumulate(numbers[case.id] for case in found)]
        for at, case in enumerate(found):
            window = total[min(at + SPAN + 1, len(found))] - total[max(0, at - SPAN)]
            sums[case.id].append(window)
    return {id: fingerprint(order, windows) for id, windows in sums.items()}


def build_choice(case: Case, index: Index, digests: Digests) -> Choice:
    """案例 → 所选."""
    chosen = choose_related(case, index)
    beside = [other and digests.cases[other.id] for other in _neighbours(case, index)]
    return Choice(chosen, fingerprint([digests.cases[id] for id in chosen], beside))
