"""系列：a single case with the fixed head of the series, its number, the issue before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.model import Case
from generator.wechat.blocks import Article, Block, Heading, Kind, Paragraph, Run
from generator.wechat.campaigns import CampaignDraft
from generator.wechat.choosing import Chosen
from generator.wechat.compose.desk import Desk, plain
from generator.wechat.compose.single import Frame, compose_single

Issues = Mapping[str, Case]
"""the case of each issue of the series, by the slug of its draft"""


def compose_series(chosen: Chosen, desk: Desk, issues: Issues) -> Article:
    """系列的一期 → 推文. The number is the editors', never counted."""
    draft, campaign = chosen.draft, desk.campaign
    edits = desk.edits_of(draft.slug)
    total = f"／共 {campaign.total} 期" if campaign.total else ""
    aside = f"第 {draft.number} 期{total}"
    frame = Frame(draft.sections, aside, _beside(draft, desk, issues))
    article = compose_single(chosen.cases[0], desk, draft.slug, frame)
    theme = f"{campaign.title}｜第 {draft.number} 期"
    return replace(article, kind=Kind.SERIES, cover_line=edits.cover_line or theme)


def _beside(draft: CampaignDraft, desk: Desk, issues: Issues) -> tuple[Block, ...]:
    """本系列: theme of the year with its source, and the two neighbours."""
    campaign = desk.campaign
    known = [one for one in campaign.series if one.slug in issues]
    place = next(n for n, one in enumerate(known) if one.slug == draft.slug)
    before = known[place - 1] if place else None
    after = known[place + 1] if place + 1 < len(known) else None
    theme = f"主题：{campaign.theme}（{campaign.theme_source}）" if campaign.theme else ""
    return (
        Heading(plain(campaign.title)),
        *((Paragraph(plain(theme)),) if theme else ()),
        *(_neighbour("上一期", before, desk, issues) if before else ()),
        *(_neighbour("下一期", after, desk, issues) if after else ()),
    )


def _neighbour(
    word: str, draft: CampaignDraft, desk: Desk, issues: Issues
) -> tuple[Paragraph, ...]:
    """An issue by number and title, linked where it is published."""
    case = issues[draft.slug]
    title = case.short_title or case.title
    name = f"{desk.campaign.slug}/{draft.slug}"
    url = next((post.url for post in desk.posts_of(case) if post.draft == name), "")
    head = Run(f"{word}：第 {draft.number} 期　", strong=True)
    return (Paragraph((head, Run(title, link=url))),)
