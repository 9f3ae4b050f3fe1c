"""撰稿：a chosen draft → articles of blocks. Everything is from the archive, or the editor's own."""

from __future__ import annotations

from generator.wechat.blocks import Article, Draft, Kind, Video
from generator.wechat.campaigns import Campaign, CampaignDraft
from generator.wechat.choosing import Chosen
from generator.wechat.compose.desk import Desk
from generator.wechat.compose.digest import article_slug, compose_articles, compose_digest
from generator.wechat.compose.series import Issues, compose_series
from generator.wechat.compose.single import Frame, compose_single
from generator.wechat.compose.yearly import compose_yearly

__all__ = ["Desk", "Issues", "article_slug", "compose"]


def compose(chosen: Chosen, desk: Desk, issues: Issues) -> Draft:
    """选定的推文 → 草稿. `issues` are the cases of the whole series, for its neighbours."""
    draft = chosen.draft
    articles = _articles(chosen, desk, issues)
    return Draft(
        slug=draft.slug,
        articles=articles,
        theme=draft.style or desk.campaign.style,
        checklist=tuple(_checklist(draft, articles, desk.campaign)),
    )


def _articles(chosen: Chosen, desk: Desk, issues: Issues) -> tuple[Article, ...]:
    draft = chosen.draft
    if draft.kind is Kind.YEARLY and draft.year is not None:
        return (compose_yearly(draft, desk.index.years[draft.year], desk),)
    if draft.kind is Kind.SERIES:
        return (compose_series(chosen, desk, issues),)
    if draft.kind is Kind.DIGEST and draft.separate:
        return compose_articles(chosen, desk)
    if draft.kind is Kind.DIGEST:
        return (compose_digest(chosen, desk),)
    frame = Frame(sections=draft.sections)
    return (compose_single(chosen.cases[0], desk, draft.slug, frame),)


def _checklist(
    draft: CampaignDraft, articles: tuple[Article, ...], campaign: Campaign
) -> list[str]:
    """What only a person can see to."""
    found = ["朗读清单逐条念过：名称、数字与原件一致"]
    found += [f"{step}：{name or '还没有写人名'}" for step, name in campaign.reviews]
    for article in articles:
        videos = [block.title for block in article.blocks if isinstance(block, Video)]
        found += [f"在标记处插入视频：{title}，插好以后删去标记" for title in videos]
    found += [
        "图片和肖像的授权都在，配图与文字对应",
        "国旗、国徽、地图、商标（若有）使用合规",
        "后台“原文链接”已填，手机上点得开",
        "摘要、封面两种比例在预览里看过",
        "手机上看过浅色和深色",
    ]
    if len(articles) > 1:
        found.append("多篇草稿的摘要留空，第一篇用 2.35:1 封面，其余用 1:1")
    if draft.kind is Kind.SERIES:
        found.append("期号、上一期、下一期核对过；上一期发出后用 anli wechat link 登记")
    return found
