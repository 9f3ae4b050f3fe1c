"""报告：what was found about a draft, for people and for programs; nothing in it knows the hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.problems import LEVEL_LABEL, Level
from generator.wechat import limits, words
from generator.wechat.blocks import Article, Draft, Heading
from generator.wechat.budget import Budget
from generator.wechat.checks import Finding
from generator.wechat.checks.headline import count_characters
from generator.wechat.reading import Spoken

READY, RECALLED = "ready", "recalled"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Examined:
    """查过的推文: an article with its fragment and all that was found about it."""

    article: Article
    file: str
    """of the fragment, within the folder of the draft"""
    cover: str
    """封面 of both formats side by side; empty where it could not be drawn"""
    fragment: str
    budget: Budget
    findings: tuple[Finding, ...]
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """草稿的报告."""

    campaign: str
    draft: Draft
    day: str
    """planned, as YYYY-MM-DD; empty when nobody set it"""
    articles: tuple[Examined, ...]
    findings: tuple[Finding, ...]
    """about the draft as a whole"""
    seen: str = ""
    """指纹 of what a reviewer looks at"""

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Of the draft and of its articles."""
        return (*self.findings, *(f for one in self.articles for f in one.findings))

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each level."""
        counted = Counter(found.level for found in self.all_findings)
        return {level.value: counted[level] for level in Level}


def build_report(account: Account) -> Json:
    """The contract of report.json."""
    draft = account.draft
    return {
        "state": READY,
        "seen": account.seen,
        "campaign": account.campaign,
        "draft": draft.slug,
        "day": account.day,
        "theme": draft.theme,
        "kind": draft.articles[0].kind.value,
        "cases": list(dict.fromkeys(id for a in draft.articles for id in a.cases)),
        "counts": account.counts,
        "articles": [_article(one, len(draft.articles) == 1) for one in account.articles],
        "findings": [found.as_json() for found in account.findings],
        "checklist": list(draft.checklist),
    }


def _article(one: Examined, alone: bool) -> Json:
    return {
        "slug": one.article.slug,
        "cases": list(one.article.cases),
        "title": one.article.title,
        "author": one.article.author,
        "digest": one.article.digest,
        "source_url": one.article.source_url,
        "file": one.file,
        "cover": one.cover,
        "counters": _counters(one, alone),
        "short_form": one.budget.short,
        "outline": [
            {"level": block.level, "text": words.plain(block.text)}
            for block in one.article.blocks
            if isinstance(block, Heading)
        ],
        "findings": [found.as_json() for found in one.findings],
        "reading": [spoken.as_json() for spoken in one.spoken],
    }


def _counters(one: Examined, alone: bool) -> Json:
    article, budget = one.article, one.budget
    counted = {
        "title": (count_characters(article.title), limits.TITLE),
        "author": (count_characters(article.author), limits.AUTHOR),
        "digest": (count_characters(article.digest), limits.DIGEST if alone else 0),
        "content": (budget.characters, limits.CONTENT - 1),
        "bytes": (budget.size, limits.CONTENT_BYTES - 1),
        "pictures": (sum(1 for _ in words.pictures(article)), limits.IMAGES),
    }
    measured = {name: {"count": n, "limit": most} for name, (n, most) in counted.items()}
    return {**measured, "words": budget.words, "styles": budget.styles}


COUNTERS = {
    "title": "标题",
    "author": "作者",
    "digest": "摘要",
    "content": "正文字符",
    "pictures": "图片",
}
"""what people look at, in their order"""


def render_report(report: Json) -> str:
    """report.json → report.md."""
    title = report["articles"][0]["title"]
    lines = [f"# {title}", "", f"{report['campaign']}/{report['draft']}", ""]
    counts = "，".join(f"{LEVEL_LABEL[Level(k)]} {n} 个" for k, n in report["counts"].items())
    lines += [f"{counts}。", ""]
    lines += _finding_lines("整份草稿", report["findings"])
    for article in report["articles"]:
        lines += _article_lines(article)
    lines += ["## 核对单", "", *(f"- [ ] {item}" for item in report["checklist"]), ""]
    return "\n".join(lines)


def _article_lines(article: Json) -> Iterator[str]:
    yield from (f"## {article['title']}", "")
    counters = article["counters"]
    meters = (
        f"{label} {counters[k]['count']:,}/{counters[k]['limit']:,}"
        for k, label in COUNTERS.items()
    )
    yield from (f"{'，'.join(meters)}。正文 {counters['words']:,} 字。", "")
    yield from _finding_lines("要看的", article["findings"])
    yield from ("### 朗读清单", "", "| 类别 | 原文 | 在哪里 | 出处 |", "|---|---|---|---|")
    for row in article["reading"]:
        cells = (row["kind"], row["text"], row["place"], row["origin"] or "**没有出处**")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _finding_lines(title: str, findings: Iterable[Json]) -> Iterator[str]:
    rows = list(findings)
    if not rows:
        return
    yield from (f"### {title}", "")
    for row in rows:
        label = LEVEL_LABEL[Level(row["level"])]
        quoted = f"“{row['quote']}”" if row["quote"] else ""
        message = f"[{row['code']}] {row['place']}{quoted}：{row['message']}"
        yield f"- {label} {message} 建议：{row['fix']}"
    yield ""
