"""基本信息：the facts box of a case, driven by the field table."""

from __future__ import annotations

from dataclasses import dataclass

from generator.fields import CASE, Field, Kind
from generator.model import Case
from generator.pages.index import Index, Listed
from generator.pages.parts import Link, term_link
from generator.urls import collection_url, year_url

BOXES = tuple(field for field in CASE.fields if field.box)
"""fields with a label in the box"""
UNITS = {"team_size": " 人"}


@dataclass(frozen=True, slots=True)
class Fact:
    """一项信息：a label and its values, each with its collected page where there is one."""

    label: str
    values: tuple[Link, ...]


def build_facts(case: Case, index: Index) -> tuple[Fact, ...]:
    """案例 → 基本信息; a field without a value is left out."""
    facts = [Fact(field.box, _values(field, case, index)) for field in BOXES]
    facts.append(Fact("全国", _national(index.listed.get(case.id))))
    return tuple(fact for fact in facts if fact.values)


def _values(field: Field, case: Case, index: Index) -> tuple[Link, ...]:
    value = getattr(case, field.name)
    if value in ("", None, ()):
        return ()
    if field.kind is Kind.YEAR:
        return (Link(f"{value} 年", year_url(value)),)
    if field.kind is Kind.ORGANISATION:
        return (Link(index.organisation_name(case), collection_url("organisation", value)),)
    if field.kind is Kind.TERM:
        slugs = value if field.many else (value,)
        return tuple(_term(field.vocabulary, slug, case.year, index) for slug in slugs)
    return (Link(f"{value}{UNITS.get(field.name, '')}"),)


def _term(vocabulary: str, slug: str, year: int, index: Index) -> Link:
    return term_link(vocabulary, slug, index.label(vocabulary, slug, year))


def _national(listed: Listed | None) -> tuple[Link, ...]:
    """推荐全国 is an act of the association, 入选全国 a result that needs its source."""
    if listed is None:
        return ()
    entry = listed.entry
    nominated = (Link("推荐申报全国"),) if entry.nominated_national else ()
    shown = entry.national_result and entry.national_source
    result = (Link(entry.national_result, entry.national_source),) if shown else ()
    return nominated + result
