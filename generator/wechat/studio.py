"""制作：one composed draft → its files, a pure step but for the pictures that it reads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.cache import Cache
from generator.drawing.fonts import Fonts
from generator.memo import fingerprint
from generator.pages.kpis import KpiView
from generator.problems import Level
from generator.wechat import limits
from generator.wechat.blocks import Article, Draft, Label
from generator.wechat.budget import measure, propose_split
from generator.wechat.campaigns import CampaignDraft, EditBasis, Edits
from generator.wechat.charts import ChartError, draw_chart
from generator.wechat.checks import (
    Circumstances,
    Finding,
    check_article,
    check_draft,
    finding,
)
from generator.wechat.covers import CoverError, CoverWords, draw_covers
from generator.wechat.editing import changes_since
from generator.wechat.folders import REPORT
from generator.wechat.gallery import draw_code, hang_pictures
from generator.wechat.origins import Origin
from generator.wechat.payload import build_payload, render_payload
from generator.wechat.preview.hosted import NOWHERE_HOSTED, Hosted
from generator.wechat.preview.page import render_previews
from generator.wechat.reading import check_origins, read_aloud
from generator.wechat.render import render_article
from generator.wechat.report import Account, Examined, build_report, render_report
from generator.wechat.ticks import RIGHTS, Tick, hold
from generator.wechat.tokens import THEMES, Theme

COVER = "cover-pair.jpg"
NO_FONT = "没有找到思源黑体（Debian 的包名是 fonts-noto-cjk），装上再生成一次。"


@dataclass(frozen=True, slots=True)
class Sheet:
    """一篇的底稿: an article with all that it will be held against."""

    article: Article
    edits: Edits
    origins: tuple[Origin, ...]
    basis: tuple[EditBasis, ...]
    """the parts that it is made from, as they stand now"""
    said: str
    """the very words of its cases, where the editor quotes them"""


@dataclass(frozen=True, slots=True)
class Job:
    """要做的草稿."""

    campaign: str
    planned: CampaignDraft
    draft: Draft
    sheets: tuple[Sheet, ...]
    hashes: tuple[str, ...]
    """内容指纹 of its cases, pictures included"""
    ticks: tuple[Tick, ...] = ()
    """核对记录 of the draft"""

    @property
    def seen(self) -> str:
        """指纹 of what a reviewer looks at; a tick holds for this only."""
        return fingerprint(self.draft.articles, self.hashes)[:16]

    @property
    def rights_ticked(self) -> bool:
        """Whether somebody answers for the pictures as they are."""
        items = hold(self.draft.checklist, self.ticks, self.seen)
        return any(item.fresh and item.text.startswith(RIGHTS) for item in items)

    @property
    def name(self) -> str:
        """活动/代号."""
        return f"{self.campaign}/{self.draft.slug}"

    @property
    def key(self) -> str:
        """指纹 of everything that its files depend on, but for fonts and program."""
        day = self.planned.day
        return fingerprint(self.campaign, day, self.draft, self.sheets, self.hashes, self.ticks)


@dataclass(frozen=True, slots=True)
class Studio:
    """制作间: what every draft is made with."""

    root: Path
    names: tuple[str, ...]
    """known proper names, longest first"""
    fonts: Fonts | None
    cache: Cache
    hosted: Hosted = NOWHERE_HOSTED
    """addresses of pictures that WeChat has already"""


def make_files(job: Job, studio: Studio) -> tuple[dict[str, bytes], Account]:
    """底稿 → every file of the draft by its path, and the account of it."""
    alone = len(job.sheets) == 1
    files: dict[str, bytes] = {}
    examined: list[Examined] = []
    for number, sheet in enumerate(job.sheets, 1):
        head = "" if alone else f"{number}-"
        one, made = _make_article(job, sheet, studio, head)
        examined.append(one)
        files |= made
    account = Account(
        campaign=job.campaign,
        draft=job.draft,
        day=job.planned.day.isoformat() if job.planned.day else "",
        articles=tuple(examined),
        findings=tuple(check_draft(job.draft)),
        seen=job.seen,
    )
    report = build_report(account)
    files["draft.json"] = render_payload(build_payload(examined)).encode()
    files[REPORT] = (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()
    files["report.md"] = render_report(report).encode()
    files |= render_previews(report, files, job.ticks, studio.hosted)
    return files, account


def _make_article(
    job: Job, sheet: Sheet, studio: Studio, head: str
) -> tuple[Examined, dict[str, bytes]]:
    """One article examined, and its files; `head` tells those of several apart."""
    theme = THEMES[job.draft.theme]
    draw = partial(_draw_chart, theme=theme, studio=studio)
    gallery = hang_pictures(sheet.article, studio.root, studio.cache, draw)
    article = gallery.article
    fragment = render_article(article, theme, gallery.resolve)
    covers, missing = _draw_covers(article, theme, studio)
    spoken = read_aloud(article, sheet.origins, studio.names)
    long = len(fragment) >= limits.CONTENT
    about = Circumstances(
        alone=len(job.sheets) == 1,
        rights_ticked=job.rights_ticked,
        split=propose_split(article, theme, gallery.resolve) if long else None,
        ai="见编辑稿" if sheet.edits.ai else "",
    )
    findings = (
        *gallery.findings,
        *missing,
        *check_article(article, fragment, gallery.files, about),
        *check_origins(spoken),
        *_check_edits(sheet, f"{job.campaign}/{article.slug}"),
    )
    file, cover = f"{head}article.html", f"{head}{COVER}" if covers else ""
    files = {
        **gallery.files,
        file: fragment.encode(),
        f"{head}qr.png": draw_code(article.source_url)[0],
        **{f"{head}{name}": data for name, data in covers.items()},
    }
    budget = measure(fragment)
    return Examined(article, file, cover, fragment, budget, findings, spoken), files


def _draw_covers(
    article: Article, theme: Theme, studio: Studio
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """封面 by file name; without a font, or where the words do not fit, the reason."""
    if studio.fonts is None:
        return {}, (finding("WX312", "封面", level=Level.WARNING, reason=NO_FONT),)
    label = next((block for block in article.blocks if isinstance(block, Label)), Label(""))
    title = article.cover_title or article.title
    said = CoverWords(title, article.cover_line, label.text, label.aside)
    try:
        covers = draw_covers(said, theme, studio.fonts, studio.cache)
    except CoverError as error:
        return {}, (finding("WX312", "封面", title, reason=str(error)),)
    named = {"cover-2.35x1.jpg": covers.wide, "cover-1x1.jpg": covers.square, COVER: covers.pair}
    return named, ()


def _draw_chart(figures: Sequence[KpiView], theme: Theme, studio: Studio) -> bytes:
    """指标图; without a font ChartError says so."""
    if studio.fonts is None:
        raise ChartError(NO_FONT)
    return draw_chart(figures, theme, studio.fonts, studio.cache)


def _check_edits(sheet: Sheet, name: str) -> Iterator[Finding]:
    """编辑稿 against the case as it stands now."""
    edits = sheet.edits
    if edits == Edits():
        return
    if not edits.basis:
        yield finding("WX605", "编辑稿", name=name)
    for change in changes_since(edits, sheet.basis):
        yield finding("WX603", "编辑稿", part=change.part, how=change.how, name=name)
    other = "\n".join(one.text for one in edits.other_sources)
    if edits.quote and edits.quote not in sheet.said and edits.quote not in other:
        yield finding("WX604", "金句", edits.quote)
