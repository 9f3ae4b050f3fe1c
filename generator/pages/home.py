"""首页：what this is and for whom, the search, and the three ways in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.collections import collected
from generator.pages.index import Index
from generator.pages.parts import Link, Number, day_text, doc_text, term_link
from generator.pages.rows import CaseRow, build_row
from generator.pages.statistics import build_numbers
from generator.pages.topics import TopicCard, build_card
from generator.urls import year_url

PICKS = 3


@dataclass(frozen=True, slots=True)
class Newest:
    """最新年度 in three numbers."""

    link: Link
    activity: str
    announced_on: str
    doc_number: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """首页."""

    name: str
    tagline: tuple[str, ...]
    """phrases that a line break does not part"""
    intro: Markup
    total: int
    domains: tuple[Link, ...]
    newest: Newest | None
    picks: tuple[CaseRow, ...]
    years: tuple[Link, ...]
    """newest first, with the number of teams announced"""
    topic: TopicCard | None
    """首页专题"""
    season: bool
    """质量月：the topic comes before everything else"""


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """找不到：the two best ways on."""

    years: tuple[Link, ...]


def build_home(index: Index, intro: Markup) -> HomeView:
    """档案 → 首页."""
    site = index.archive.site
    return HomeView(
        name=site.name,
        tagline=phrases(site.tagline),
        intro=intro,
        total=len(index.by_id),
        domains=_domains(index),
        newest=_newest(index),
        picks=_picks(index),
        years=year_ribbon(index),
        topic=build_card(index.archive.featured) if index.archive.featured else None,
        season=index.archive.quality_month,
    )


def year_ribbon(index: Index) -> tuple[Link, ...]:
    """年度带, newest first."""
    return tuple(
        Link(str(year.year), year_url(year.year), year.results.total)
        for year in index.archive.years
    )


def _domains(index: Index) -> tuple[Link, ...]:
    return tuple(
        term_link(
            "domain", slug, index.name("domain", slug), len(collected(("domain", slug), index))
        )
        for slug in index.slugs("domain")
    )


def _newest(index: Index) -> Newest | None:
    if not index.archive.years:
        return None
    year = index.archive.years[0]
    return Newest(
        link=Link(f"{year.year} 年度结果", year_url(year.year)),
        activity=year.results.activity,
        announced_on=day_text(year.results.announced_on),
        doc_number=doc_text(year.announcement.doc_number),
        numbers=_three(build_numbers(year, index)),
    )


def phrases(text: str) -> tuple[str, ...]:
    """短语：cut after each mark of punctuation, so that a headline breaks between phrases."""
    return tuple(re.findall(r"[^，。：；！？、]+[，。：；！？、]*", text))


def _three(numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """The first two, which say how many were chosen, and the last: how many can be read here."""
    return (*numbers[:2], numbers[-1]) if len(numbers) > 3 else numbers


def _picks(index: Index) -> tuple[CaseRow, ...]:
    """编辑推荐：the chosen cases that are public, else the newest."""
    chosen = [index.by_id[id] for id in index.archive.site.picks if id in index.by_id]
    cases = chosen or index.all
    return tuple(build_row(case, index) for case in cases[:PICKS])
