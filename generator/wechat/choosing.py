"""选案例：the drafts of a campaign with the cases that each is about; what cannot be is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import problem
from generator.fields import CAMPAIGN_DRAFT
from generator.model import Case
from generator.problems import Level, Problem, has_errors
from generator.values import suggestion
from generator.wechat import limits
from generator.wechat.blocks import Kind
from generator.wechat.campaigns import Campaign, CampaignDraft, CaseQuery
from generator.wechat.eligible import Eligibility

KIND_LABELS = {Kind(value): label for label, value in CAMPAIGN_DRAFT.field("kind").choices}


@dataclass(frozen=True, slots=True)
class Chosen:
    """选定的推文: a draft that can be composed."""

    draft: CampaignDraft
    cases: tuple[Case, ...]


def choose(
    campaign: Campaign, eligibility: Eligibility, years: frozenset[int]
) -> tuple[tuple[Chosen, ...], list[Problem]]:
    """活动 → its drafts with their cases, in the order of the file. `years` are public."""
    problems = list(_check(campaign))
    broken = {p.place.line for p in problems if p.level is Level.ERROR}
    chosen = []
    for draft in campaign.drafts:
        cases, found = _cases_of(draft, eligibility)
        if not has_errors(found):
            found += _check_cases(draft, cases, years)
        problems += found
        faulty = has_errors(found) or draft.broken or _lines(draft) & broken
        if not faulty and (cases or (draft.kind is Kind.YEARLY and draft.year in years)):
            chosen.append(Chosen(draft, cases))
    return tuple(chosen), problems


def _lines(draft: CampaignDraft) -> set[int]:
    return {draft.at.whole.line, *(place.line for place in draft.at.fields.values())}


def _check(campaign: Campaign) -> Iterator[Problem]:
    """What is wrong with a campaign by itself."""
    if campaign.theme and not campaign.theme_source:
        yield problem("campaign.theme-source", campaign.at.of("theme"))
    slugs: dict[str, int] = {}
    numbers: dict[int, int] = {}
    for draft in campaign.drafts:
        place = draft.at.of("slug")
        if draft.slug in slugs:
            args = {"value": draft.slug, "first": slugs[draft.slug]}
            yield problem("campaign.draft-twice", place, **args)
        slugs.setdefault(draft.slug, place.line)
        yield from _check_draft(draft)
        if draft.kind is Kind.SERIES and draft.number is not None:
            yield from _check_number(draft, draft.number, campaign.total, numbers)


def _check_number(
    draft: CampaignDraft, number: int, total: int | None, numbers: dict[int, int]
) -> Iterator[Problem]:
    place = draft.at.of("number")
    if number in numbers:
        yield problem("campaign.number-twice", place, number=number, first=numbers[number])
    numbers.setdefault(number, place.line)
    if total is not None and number > total:
        yield problem("campaign.number-beyond", place, number=number, limit=total)


def _check_draft(draft: CampaignDraft) -> Iterator[Problem]:
    """What a kind of draft has to say."""
    label = KIND_LABELS[draft.kind]
    lacks: list[tuple[str, str, str]] = []
    if draft.kind is Kind.YEARLY:
        lacks += [("year", "年度", "2022")] if draft.year is None else []
    elif not draft.cases and draft.query is None:
        lacks.append(("cases", "案例", "[SHQ-2022-0001]"))
    if draft.kind is Kind.SERIES and draft.number is None:
        lacks.append(("number", "期号", "1"))
    for field, name, example in lacks:
        if field in draft.broken:
            continue
        args = {"kind": label, "slug": draft.slug, "label": name, "example": example}
        yield problem("campaign.lacks", draft.at.whole, **args)
    if draft.kind in (Kind.SINGLE, Kind.SERIES) and len(draft.cases) > 1:
        args = {"kind": label, "slug": draft.slug, "count": str(len(draft.cases))}
        yield problem("campaign.one-case", draft.at.of("cases"), **args)


def _cases_of(
    draft: CampaignDraft, eligibility: Eligibility
) -> tuple[tuple[Case, ...], list[Problem]]:
    """By hand in the order of writing, else by query in the order of the list."""
    place = draft.at.of("cases")
    found: dict[str, Case] = {}
    problems = []
    for id in draft.cases:
        if case := eligibility.cases.get(id):
            found[id] = case
        elif reason := eligibility.held.get(id):
            problems.append(problem("campaign.case-held", place, id=id, reason=reason))
        else:
            hint = suggestion(id, [*eligibility.cases, *eligibility.held])
            problems.append(problem("campaign.case-unknown", place, id=id, suggestion=hint))
    if draft.query and not draft.cases:
        limit = 1 if draft.kind in (Kind.SINGLE, Kind.SERIES) else draft.query.most
        matching = [c for c in eligibility.cases.values() if matches(c, draft.query)]
        found = {case.id: case for case in matching[:limit]}
    return tuple(found.values()), problems


def matches(case: Case, query: CaseQuery) -> bool:
    """Whether a case is what a query asks for."""
    asked: Mapping[str, str] = {
        name: getattr(query, name)
        for name in ("domain", "district", "industry", "category")
        if getattr(query, name)
    }
    return (
        all(getattr(case, name) == value for name, value in asked.items())
        and (query.year is None or case.year == query.year)
        and (not query.method or query.method in case.methods)
    )


def _check_cases(
    draft: CampaignDraft, cases: tuple[Case, ...], years: frozenset[int]
) -> list[Problem]:
    """What is wrong with the choice."""
    place = draft.at.of("cases")
    if draft.kind is Kind.YEARLY:
        if draft.year is None or draft.year in years:
            return []
        args = {"year": draft.year, "slug": draft.slug}
        return [problem("campaign.year", draft.at.of("year"), **args)]
    if not cases:
        return [problem("campaign.no-case", place, slug=draft.slug)]
    if draft.kind is Kind.DIGEST:
        return _check_size(draft, len(cases))
    return [
        problem(
            "campaign.section",
            draft.at.of("sections"),
            id=cases[0].id,
            value=title,
            suggestion=suggestion(title, [s.title for s in cases[0].sections]),
        )
        for title in draft.sections
        if title not in {section.title for section in cases[0].sections}
    ]


def _check_size(draft: CampaignDraft, count: int) -> list[Problem]:
    least, most = (2, limits.ARTICLES) if draft.separate else limits.CARDS
    if least <= count <= most:
        return []
    args = {"slug": draft.slug, "count": count, "least": least, "limit": most}
    return [problem("campaign.digest-size", draft.at.of("cases"), **args)]
