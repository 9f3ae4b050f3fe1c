"""计划：a season of posts proposed from what is public; the editors change it as they like.

The results, a round-up, one case of every domain as a numbered series, then singles, spread from
September to December. An organisation comes once, and not if it was shown a short while ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.clock import QUALITY_MONTH
from generator.fields import CAMPAIGN
from generator.intake.emit import Value, in_words, render_yaml
from generator.model import Case, Post
from generator.pages.index import Index
from generator.wechat import limits
from generator.wechat.blocks import Kind
from generator.wechat.campaigns import Campaign
from generator.wechat.choosing import KIND_LABELS
from generator.wechat.eligible import Eligibility

RECENT = timedelta(days=90)
"""an organisation shown within so long before the season waits"""
LAST = (12, 20)
"""month and day after which nobody reads of quality any more"""
TOO_LATE = (11, 1)
"""month and day from which the rest of a season is too short for one"""
WEEKEND = 5
HEAD = (
    "# 由 anli wechat plan 提出，请编辑改定：主题照原文写并注明来源，责编和三审写上姓名，\n"
    "# 案例、次序、日期、期号都可以改。改好以后运行 anli wechat build {slug}\n"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """提出的活动."""

    slug: str
    text: str
    """of the campaign file"""
    drafts: int
    cases: int
    """in it; without any there is nothing to plan"""
    skipped: tuple[tuple[str, str], ...]
    """编号 and reason of every case of the year that is not in it"""


@dataclass(frozen=True, slots=True)
class Season:
    """档期: the first and the last day."""

    first: date
    last: date


def season_of(year: int, day: date) -> Season:
    """九月 to December of a year, or of the next one that can still be begun; never in the past."""
    at = max(year, day.year)
    if day >= date(at, *TOO_LATE):
        at += 1
    return Season(max(date(at, QUALITY_MONTH, 1), day + timedelta(days=1)), date(at, *LAST))


def plan_campaign(  # noqa: PLR0913 -- what is there, what was shown, and what is asked for
    year: int,
    index: Index,
    eligibility: Eligibility,
    *,
    campaigns: Iterable[Campaign],
    posts: Iterable[Post],
    season: Season,
    singles: int,
    slug: str,
) -> Plan:
    """可用的案例 of a year → a campaign, in the order of the published list."""
    mine = [case for case in eligibility.cases.values() if case.year == year]
    busy = _shown_lately(index, campaigns, posts, season.first)
    free = [case for case in mine if case.organisation not in busy]
    one_each = _one_of_each_domain(free, index)
    rest = _others(free, one_each)[:singles]
    round_up = sorted([*one_each, *rest], key=lambda case: index.order[case.id])
    drafts = list(_drafts(year, one_each, rest, round_up[: limits.CARDS[1]]))
    days = spread_days(season, len(drafts))
    fields = _fields(index, drafts, days, len(one_each))
    text = HEAD.format(slug=slug) + render_yaml(in_words(CAMPAIGN, fields))
    used = {case.id for case in (*one_each, *rest)}
    skipped = tuple(_skipped(year, used, mine, busy, eligibility))
    return Plan(slug, text, len(drafts), len(used), skipped)


def _shown_lately(
    index: Index, campaigns: Iterable[Campaign], posts: Iterable[Post], first: date
) -> set[str]:
    """单位 of posts and of planned drafts shortly before a day."""
    dated: list[tuple[date | None, tuple[str, ...]]] = [(post.day, (post.id,)) for post in posts]
    dated += [(draft.day, draft.cases) for one in campaigns for draft in one.drafts]
    ids = {id for day, ids in dated if day and first - RECENT <= day < first for id in ids}
    return {index.by_id[id].organisation for id in ids if id in index.by_id}


def _one_of_each_domain(cases: Iterable[Case], index: Index) -> list[Case]:
    """The first of every domain, domains in official order, no organisation twice."""
    chosen: list[Case] = []
    every = list(cases)
    for domain in index.slugs("domain"):
        taken = {case.organisation for case in chosen}
        mine = (c for c in every if c.domain == domain and c.organisation not in taken)
        chosen += [case for case in (next(mine, None),) if case]
    return chosen


def _others(cases: Iterable[Case], chosen: Sequence[Case]) -> list[Case]:
    """The others, one domain after the other, so that no domain fills the season."""
    taken = {case.organisation for case in chosen}
    queues: dict[str, list[Case]] = {}
    for case in cases:
        if case.organisation not in taken:
            taken.add(case.organisation)
            queues.setdefault(case.domain, []).append(case)
    turns = max(map(len, queues.values()), default=0)
    return [queue[n] for n in range(turns) for queue in queues.values() if n < len(queue)]


def _drafts(
    year: int, one_each: Sequence[Case], rest: Sequence[Case], round_up: Sequence[Case]
) -> Iterator[dict[str, Value]]:
    """推文 in the order of publication, still without days."""
    yield {"slug": f"results-{year}", "kind": KIND_LABELS[Kind.YEARLY], "year": str(year)}
    if len(round_up) >= limits.CARDS[0]:
        ids = [case.id for case in round_up]
        yield {"slug": "round-up", "kind": KIND_LABELS[Kind.DIGEST], "cases": ids}
    for number, case in enumerate(one_each, 1):
        yield {
            "slug": f"issue-{number}",
            "kind": KIND_LABELS[Kind.SERIES],
            "number": str(number),
            "cases": [case.id],
        }
    for case in rest:
        yield {"slug": case.slug, "kind": KIND_LABELS[Kind.SINGLE], "cases": [case.id]}


def _fields(
    index: Index, drafts: Sequence[dict[str, Value]], days: Sequence[date], issues: int
) -> dict[str, Value]:
    site = index.archive.site
    author = site.publisher if len(site.publisher) <= limits.AUTHOR_IN_EDITOR else site.name
    return {
        "title": "质量月·班组讲做法",
        "column": "质量信得过班组 · 典型经验",
        "style": "质量红",
        "total": str(issues) if issues else "",
        "author": author if len(author) <= limits.AUTHOR else "",
        "drafts": [
            {**draft, "day": day.isoformat()} for draft, day in zip(drafts, days, strict=True)
        ],
    }


def spread_days(season: Season, count: int) -> list[date]:
    """日期 spread evenly over a season, none on a weekend."""
    room = (season.last - season.first).days
    steps = max(count - 1, 1)
    return [_working_day(season.first + timedelta(room * n // steps)) for n in range(count)]


def _working_day(day: date) -> date:
    """The day itself, or the Monday after."""
    return day + timedelta(7 - day.weekday() if day.weekday() >= WEEKEND else 0)


def _skipped(
    year: int, used: set[str], mine: Sequence[Case], busy: set[str], eligibility: Eligibility
) -> Iterator[tuple[str, str]]:
    """Every other case of the year, with the reason."""
    for case in mine:
        if case.id not in used:
            lately = case.organisation in busy
            yield case.id, "这个单位近 90 天刚登过。" if lately else "这一季的篇数已满。"
    yield from ((id, why) for id, why in eligibility.held.items() if f"-{year}-" in id)
