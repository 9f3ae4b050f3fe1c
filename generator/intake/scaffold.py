"""新建案例：an empty case with its id, what the list knows of it, and all its headings."""

from __future__ import annotations

from generator.content import Content
from generator.fields import CASE
from generator.intake.case import LICENCE
from generator.intake.caselist import free_numbers, taken_slugs
from generator.intake.emit import Value, in_words, render_document
from generator.intake.messages import problem
from generator.intake.names import build_register, fold, likely_team
from generator.intake.plan import Change, Plan
from generator.intake.slugs import make_slug
from generator.model import Entry
from generator.problems import Place, Problem
from generator.sections import KNOWN

_SHARED = ("district", "recommender", "domain", "industry", "tier", "category")


def plan_scaffold(content: Content, year: int, organisation: str, team: str, title: str) -> Plan:
    """名字 → plan for a folder; what is still to be written is named by `anli check`."""
    names = build_register(content.organisations)
    key = (names.slug(organisation), fold(team))
    problems: list[Problem] = []
    cases = [case for case in content.cases if case.year == year]
    for case in cases:
        if (case.organisation, fold(case.team)) == key:
            args = {"team": team, "case": case.id, "folder": case.folder}
            return Plan(problems=(problem("intake.case-there", Place(case.folder), **args),))
    entry = _entry_of(content, year, key)
    if entry is None:
        problems.append(_not_listed(content, year, organisation, team))
    id = f"SHQ-{year}-{next(free_numbers(content, year)):04}"
    folder = f"cases/{year}/{make_slug(team, taken_slugs(content, year))}"
    fields: dict[str, Value] = {
        "id": id,
        "year": str(year),
        "title": title,
        "organisation": names.right_name(organisation),
        "team": entry.team if entry else team,
        **(_listed_fields(content, year, entry) if entry else {}),
        "rights_holder": names.right_name(organisation),
        "licence": LICENCE,
    }
    text = render_document(in_words(CASE, fields), _headings())
    change = Change("+", f"{id} {organisation} {team}", (f"{folder}/case.md",))
    return Plan({f"{folder}/case.md": text.encode()}, (), (change,), tuple(problems))


def _entry_of(content: Content, year: int, key: tuple[str, str]) -> Entry | None:
    entries = (e for f in content.years if f.year == year and f.results for e in f.results.entries)
    return next((e for e in entries if (e.organisation, fold(e.team)) == key), None)


def _not_listed(content: Content, year: int, organisation: str, team: str) -> Problem:
    listed = [
        (e.organisation_name, e.team)
        for f in content.years
        if f.year == year and f.results
        for e in f.results.entries
    ]
    near = likely_team(organisation, team, listed)
    hint = f"是不是“{' '.join(near)}”？" if near else ""
    args = {"year": year, "name": f"{organisation} {team}", "suggestion": hint}
    return problem("intake.case-not-listed", Place(f"cases/{year}/results.yaml"), **args)


def _listed_fields(content: Content, year: int, entry: Entry) -> dict[str, Value]:
    """What the list knows, in the words of the year."""
    fields: dict[str, Value] = {"industry_class": entry.industry_class}
    for name in _SHARED:
        if slug := getattr(entry, name):
            fields[name] = content.vocabularies[name].term(slug).shown_in(year)
    return fields


def _headings() -> str:
    return "\n\n".join(f"## {kind.title}" for kind in KNOWN if kind.required)
