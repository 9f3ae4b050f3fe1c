"""编辑部：what every article of a campaign is composed from, and how its words are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model import Case, Post
from generator.pages.case import address_of
from generator.pages.index import Index
from generator.wechat import limits
from generator.wechat.blocks import (
    Block,
    EditorNote,
    Label,
    QrCode,
    Quote,
    Run,
    Signature,
    Text,
)
from generator.wechat.campaigns import Campaign, Edits
from generator.wechat.checks.headline import count_characters

SAMPLE = "示例数据，单位、班组、数据均为虚构"
NO_EDITS = Edits()
SCAN = "扫码看"


@dataclass(frozen=True, slots=True)
class Desk:
    """编辑部."""

    index: Index
    campaign: Campaign
    edits: Mapping[str, Edits] = field(default_factory=dict)
    """编辑稿 by the slug of the article"""

    def edits_of(self, article: str) -> Edits:
        """编辑稿 of an article; empty where nobody wrote one."""
        return self.edits.get(article, NO_EDITS)

    def posts_of(self, case: Case) -> tuple[Post, ...]:
        """公众号文章 about a case, newest first."""
        return self.index.archive.posts_of(case)

    def address(self, case: Case) -> str:
        """永久网址 of a case."""
        return address_of(case, self.index.archive.site)

    def page(self, url: str) -> str:
        """永久网址 of a page of the site."""
        return self.index.archive.site.base_url.rstrip("/") + "/" + url

    def whose(self, case: Case) -> str:
        """单位 and 班组 of a case."""
        return f"{self.index.organisation_name(case)} {case.team}"

    def domain(self, case: Case) -> str:
        """领域 as it was called that year."""
        return self.index.label("domain", case.domain, case.year)


def plain(text: str) -> Text:
    """A text without styles; the lines that an editor broke stay broken."""
    return (Run(text),)


def fitting(candidates: Iterable[str], limit: int = limits.TITLE) -> str:
    """The first that is within the limit, counted as WeChat may count; else the shortest.

    Nothing is ever cut: what is too long stays whole, and is a finding.
    """
    found = [text for text in candidates if text]
    fits = (text for text in found if count_characters(text) <= limit)
    return next(fits, min(found, key=count_characters, default=""))


def head(desk: Desk, edits: Edits, aside: str) -> tuple[Block, ...]:
    """栏目标签 and 编者按."""
    note = (EditorNote(plain(edits.editor_note)),) if edits.editor_note else ()
    return (Label(desk.campaign.column, aside), *note)


def golden(edits: Edits) -> tuple[Block, ...]:
    """金句 with its speaker; only where the editor chose one."""
    return (Quote(plain(edits.quote), edits.quote_by),) if edits.quote else ()


def tail(
    desk: Desk, sources: Iterable[tuple[str, str]], address: str, what: str
) -> tuple[Block, ...]:
    """来源 · 责编 · 审核, and the way to the page of the archive."""
    campaign, site = desk.campaign, desk.index.archive.site
    reviews = "　".join(f"{step} {name}" for step, name in campaign.reviews if name)
    people = (("责编", campaign.editor), ("审核", reviews))
    sample = (("说明", SAMPLE),) if site.sample_data else ()
    lines = (*sources, *((label, name) for label, name in people if name), *sample)
    return (Signature(lines), QrCode(address, f"{SCAN}{what}"))
