"""检查案例：identity, agreement with the published list, and sections."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import Content, YearFolder
from generator.model import Case, Entry, Section
from generator.problems import Place, Problem
from generator.sections import BY_TITLE, KNOWN, TO_SORT
from generator.values import suggestion


def _cases(content: Content) -> Iterator[tuple[YearFolder, Case]]:
    return ((year, case) for year in content.years for case in year.cases)


def check_identity(content: Content) -> Iterator[Problem]:
    """编号与年度：ids are never shared, a team has one case a year."""
    ids: dict[str, Case] = {}
    teams: dict[tuple[int, str, str], Case] = {}
    for folder, case in _cases(content):
        if case.year and case.year != folder.year:
            yield problem("case.year", case.at.of("year"), value=case.year, folder=folder.year)
        if case.id:
            yield from _check_id(case, folder.year, ids)
        key = (folder.year, *case.key)
        if case.organisation and case.team and key in teams:
            other = teams[key].folder
            yield problem("case.same-team", case.at.of("team"), year=folder.year, other=other)
        teams.setdefault(key, case)


def _check_id(case: Case, year: int, ids: dict[str, Case]) -> Iterator[Problem]:
    if case.id in ids:
        yield problem("case.id-twice", case.at.of("id"), value=case.id, other=ids[case.id].folder)
    ids.setdefault(case.id, case)
    if case.id[4:8] != str(year):
        yield problem("case.id-year", case.at.of("id"), value=case.id, year=year)


def check_against_results(content: Content) -> Iterator[Problem]:
    """与名单一致：the case names what the published list names."""
    for folder, case in _cases(content):
        if folder.results is None or not case.organisation or not case.team:
            continue
        entry = folder.results.entry_of(case)
        if entry is not None:
            yield from _check_agreement(content, case, entry, folder.year)
        elif folder.results.complete:
            yield _not_listed(case, folder)


def _not_listed(case: Case, folder: YearFolder) -> Problem:
    entries = folder.results.entries if folder.results else ()
    same = [e.team for e in entries if e.organisation == case.organisation]
    hint = suggestion(case.team, same) or suggestion(case.team, [e.team for e in entries])
    return problem(
        "case.not-in-results",
        case.at.of("team"),
        year=folder.year,
        organisation=case.organisation_name,
        team=case.team,
        suggestion=hint,
    )


_SHARED = (
    ("domain", "领域"),
    ("tier", "等级"),
    ("category", "类别"),
    ("recommender", "推荐单位"),
    ("district", "区"),
    ("industry", "行业"),
)


def _check_agreement(content: Content, case: Case, entry: Entry, year: int) -> Iterator[Problem]:
    for name, label in _SHARED:
        mine, listed = getattr(case, name), getattr(entry, name)
        if mine and listed and mine != listed:
            terms = content.vocabularies[name]
            where = entry.at.of(name)
            yield problem(
                "case.disagrees",
                case.at.of(name),
                label=label,
                value=terms.term(mine).shown_in(year),
                year=year,
                other=terms.term(listed).shown_in(year),
                where=f"{where.file}:{where.line}",
            )


def check_sections(content: Content) -> Iterator[Problem]:
    """章节：the required ones are there, once, and say something."""
    for _, case in _cases(content):
        file = f"{case.folder}/case.md"
        seen: dict[str, Section] = {}
        for section in case.sections:
            yield from _check_section(file, section, seen)
            seen.setdefault(section.title, section)
        for kind in KNOWN:
            if kind.required and kind.title not in seen:
                yield problem("case.section-missing", case.at.whole, title=kind.title)
        if case.tier == "typical" and not case.video:
            yield problem("case.video-missing", case.at.whole)


def _check_section(file: str, section: Section, seen: dict[str, Section]) -> Iterator[Problem]:
    place = Place(file, section.line, 4, 4 + len(section.title))
    if section.title in seen:
        first = seen[section.title].line
        yield problem("case.section-twice", place, title=section.title, first=first)
    if not section.markdown.strip():
        yield problem("case.section-empty", place, title=section.title)
    if section.title == TO_SORT:
        yield problem("case.to-sort", place)
    elif not section.slug:
        meant = next((k.title for k in KNOWN if section.title in k.aliases), "")
        hint = f"是不是“{meant}”？" if meant else suggestion(section.title, BY_TITLE)
        yield problem("case.section-unknown", place, title=section.title, suggestion=hint)
