"""总览：all drafts of all campaigns with their state, for the desk and as a page beside the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import PIL

from generator.cache import Cache
from generator.model import Post
from generator.output import replace_text
from generator.problems import Level
from generator.wechat.campaigns import Campaign, Campaigns
from generator.wechat.folders import REPORT
from generator.wechat.preview.hosted import Hosted
from generator.wechat.preview.page import (
    KIND_LABEL,
    SQUARE,
    head_of,
    preview_names,
    render_page,
    small_cover,
)
from generator.wechat.report import RECALLED
from generator.wechat.ticks import Tick, hold, reached

INDEX = "index.html"
RECIPE = f"wechat-small-cover-1-pillow-{PIL.__version__}"
DRAFT, PUSHED, PUBLISHED, GONE, NOT_MADE = "草稿", "已推送", "已发布", "已撤回", "还没有生成"


@dataclass(frozen=True, slots=True)
class Card:
    """一篇 on the overview."""

    title: str
    cover: str
    """file within the folder of the draft; empty where there is none"""
    preview: str
    """file within the folder of the draft; empty where there is none"""
    words: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """一份草稿 with its state and its articles."""

    slug: str
    kind: str
    day: date | None
    state: str
    ticked: int
    items: int
    cards: tuple[Card, ...]
    address: str = ""
    """of the published article"""


@dataclass(frozen=True, slots=True)
class CampaignView:
    """一个活动."""

    slug: str
    title: str
    drafts: tuple[DraftView, ...]


def survey(
    out: Path, campaigns: Campaigns, posts: Iterable[Post], hosted: Hosted
) -> tuple[CampaignView, ...]:
    """活动 → what has become of every draft, as the folders below `out` say; withdrawn ones last."""
    published = {post.draft: post.url for post in posts if post.draft}
    return tuple(_campaign(out, one, campaigns, published, hosted) for one in campaigns.campaigns)


def _campaign(
    out: Path,
    campaign: Campaign,
    campaigns: Campaigns,
    published: Mapping[str, str],
    hosted: Hosted,
) -> CampaignView:
    views = []
    for draft in campaign.drafts:
        name = f"{campaign.slug}/{draft.slug}"
        report = read_report(out / name)
        ticks = campaigns.ticks.get(name, ())
        view = _draft(draft.slug, KIND_LABEL[draft.kind.value], draft.day, report, ticks)
        views.append(_with_fate(view, published.get(name, ""), hosted.has_draft(name)))
    return CampaignView(campaign.slug, campaign.title, tuple(views))


def read_report(folder: Path) -> dict[str, Any] | None:
    """报告 of a draft; None where it was never made."""
    path = folder / REPORT
    found: dict[str, Any] | None = (
        json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    )
    return found


def _draft(
    slug: str, kind: str, day: date | None, report: Mapping[str, Any] | None, ticks: Iterable[Tick]
) -> DraftView:
    if report is None:
        return DraftView(slug, kind, day, NOT_MADE, 0, 0, ())
    if report["state"] == RECALLED:
        return DraftView(slug, kind, day, GONE, 0, 0, ())
    items = hold(report["checklist"], ticks, report["seen"])
    previews = preview_names(report)
    cards = tuple(
        _card(article, preview)
        for article, preview in zip(report["articles"], previews, strict=True)
    )
    ticked = sum(item.fresh for item in items)
    return DraftView(slug, kind, day, reached(items) or DRAFT, ticked, len(items), cards)


def _card(article: Mapping[str, Any], preview: str) -> Card:
    levels = [found["level"] for found in article["findings"]]
    return Card(
        title=article["title"],
        cover=f"{head_of(article)}{SQUARE}" if article["cover"] else "",
        preview=preview,
        words=article["counters"]["words"],
        errors=levels.count(Level.ERROR.value),
        warnings=levels.count(Level.WARNING.value),
    )


def _with_fate(view: DraftView, address: str, pushed: bool) -> DraftView:
    """What happened outside counts for more than the reviews; what was withdrawn stays so."""
    if view.state == GONE or not (address or pushed):
        return view
    state = PUBLISHED if address else PUSHED
    return DraftView(
        view.slug, view.kind, view.day, state, view.ticked, view.items, view.cards, address
    )


def write_indexes(out: Path, views: Iterable[CampaignView], cache: Cache) -> None:
    """总览页 of every campaign that has a folder; it needs nothing but itself."""
    for view in views:
        folder = out / view.slug
        if folder.is_dir():
            replace_text(folder / INDEX, render_index(view, folder, cache))


def render_index(view: CampaignView, folder: Path, cache: Cache) -> str:
    """总览页, its covers within it."""

    def small(name: str, data: bytes) -> str:
        made = cache.recall(RECIPE, (name, data), lambda: small_cover(name, data).encode())
        return made.decode()

    covers = {
        (draft.slug, card.cover): small(card.cover, path.read_bytes())
        for draft in view.drafts
        for card in draft.cards
        for path in (folder / draft.slug / card.cover,)
        if card.cover and path.is_file()
    }
    return render_page(
        "index.html", campaign=view, covers=covers, done=(PUSHED, PUBLISHED), gone=GONE
    )
