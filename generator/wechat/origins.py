"""出处：all that an article may say, text by text, each with where it stands in the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from generator.gate import PublicYear
from generator.model import Case, Kpi, Site
from generator.pages.kpis import build_kpi, with_unit
from generator.pages.parts import day_text, doc_text
from generator.problems import Place
from generator.wechat.campaigns import Campaign, CampaignDraft, Edits
from generator.wechat.compose import Desk, Issues

TERMS = ("domain", "industry", "district", "tier", "category", "recommender")
SETTINGS = "site_config/site.yaml"


@dataclass(frozen=True, slots=True)
class Origin:
    """出处: a text of the sources, and how an editor finds it."""

    place: str
    """file:line, or the words of who gave it"""
    text: str


def origins_of(
    draft: CampaignDraft, cases: Iterable[Case], desk: Desk, edits: Edits, issues: Issues
) -> tuple[Origin, ...]:
    """所有出处 of an article: its cases or its year, the campaign, the site, what the editor adds."""
    every = tuple(cases)
    found: list[Origin] = []
    for case in every:
        found += _of_case(case, desk)
    if draft.year is not None:
        found += _of_year(desk.index.years[draft.year], desk)
    found += _of_campaign(desk.campaign, draft, issues, len(every))
    found += _of_site(desk.index.archive.site)
    found += [Origin(one.source, one.text) for one in edits.other_sources]
    return tuple(origin for origin in found if origin.text)


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def _of_case(case: Case, desk: Desk) -> Iterator[Origin]:
    organisation = desk.index.archive.organisations[case.organisation]
    names = (desk.index.organisation_name(case), *organisation.all_names, organisation.short_name)
    yield Origin(_where(case.at.of("organisation")), "\n".join(filter(None, names)))
    for row in fields(case):
        value = getattr(case, row.name)
        if isinstance(value, str | int) and row.name not in ("content_hash", "organisation"):
            yield Origin(_where(case.at.of(row.name)), str(value))
    yield Origin(_where(case.at.of("year")), f"{case.year} 年")
    for kind in TERMS:
        place = _where(case.at.of(kind))
        yield Origin(place, desk.index.label(kind, getattr(case, kind), case.year))
    yield from (Origin(_where(kpi.at.whole), _words_of(kpi)) for kpi in case.kpis)
    for picture in case.pictures:
        words = "\n".join((picture.alt, picture.caption, picture.credit))
        yield Origin(_where(picture.at.whole), words)
    for section in case.sections:
        place = f"{case.folder}/case.md:{section.line}"
        yield Origin(place, f"{section.title}\n{section.markdown}")
    yield from (Origin("公众号文章记录", post.title) for post in desk.posts_of(case))


def _words_of(kpi: Kpi) -> str:
    """A figure as written, and the change that follows from it."""
    view = build_kpi(kpi)
    written = (with_unit(view.before, view.unit), with_unit(view.after, view.unit))
    return "\n".join(
        (kpi.name, *written, kpi.period_before, kpi.period_after, kpi.basis, view.change)
    )


def _of_year(year: PublicYear, desk: Desk) -> Iterator[Origin]:
    results, notice = year.results, year.announcement
    numbers = (results.total, len(results.entries), results.nominated or "")
    said = "\n".join(f"{number} 个\n{number} 条" for number in numbers)
    yield Origin(_where(results.at.whole), f"{results.activity}\n{year.year} 年\n{said}")
    counts = (("tier", results.tier_counts), ("domain", results.domain_counts))
    for kind, rows in counts:
        for count in rows:
            label = desk.index.label(kind, count.term, year.year)
            yield Origin(_where(count.at.whole), f"{label}\n{count.number} 个")
    for entry in results.entries:
        labels = (desk.index.label("domain", entry.domain, year.year),)
        words = (desk.index.organisation_name(entry), entry.team, *labels)
        yield Origin(_where(entry.at.whole), "\n".join(words))
    facts = (notice.title, doc_text(notice.doc_number), notice.issuer, day_text(notice.issued_on))
    yield Origin(_where(notice.at.whole), "\n".join((*facts, notice.markdown)))


def _of_campaign(
    campaign: Campaign, draft: CampaignDraft, issues: Issues, count: int
) -> Iterator[Origin]:
    for row in fields(campaign):
        value = getattr(campaign, row.name)
        if isinstance(value, str | int) and row.name != "slug":
            yield Origin(_where(campaign.at.of(row.name)), str(value))
    for issue in campaign.series:
        if case := issues.get(issue.slug):
            words = f"第 {issue.number} 期\n{case.short_title}\n{case.title}"
            yield Origin(_where(issue.at.whole), words)
    yield Origin(_where(campaign.at.of("total")), f"共 {campaign.total} 期")
    yield Origin(_where(draft.at.whole), f"{count} 个案例，{count} 个班组")


def _of_site(site: Site) -> Iterator[Origin]:
    contact = site.contact
    words = (site.name, site.publisher, *site.guiding_bodies, contact.department, contact.phone)
    yield Origin(SETTINGS, "\n".join((*words, contact.email)))
