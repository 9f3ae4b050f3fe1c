"""标题、摘要、篇幅：the numbers that the interface counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Level
from generator.wechat import limits
from generator.wechat.blocks import Article
from generator.wechat.budget import Split, measure
from generator.wechat.checks.catalogue import Finding, finding


def count_characters(text: str) -> int:
    """字数, carefully: WeChat does not say how it counts, so an emoji counts as two."""
    return max(len(text), len(text.encode("utf-16-le")) // 2)


@dataclass(frozen=True, slots=True)
class _Bound:
    """上限 of one field: 字, whose it is, and what going over it means."""

    most: int
    where: str
    level: Level


def _bounds(*, push: bool) -> dict[str, tuple[_Bound, _Bound]]:
    """Code → the wider and the narrower bound."""
    refused = Level.ERROR if push else Level.WARNING
    return {
        "WX102": (
            _Bound(limits.TITLE_IN_EDITOR, "编辑器", Level.ERROR),
            _Bound(limits.TITLE, "接口", refused),
        ),
        "WX103": (
            _Bound(limits.AUTHOR, "接口", Level.ERROR),
            _Bound(limits.AUTHOR_IN_EDITOR, "编辑器", Level.WARNING),
        ),
        "WX104": (
            _Bound(limits.DIGEST, "接口", Level.ERROR),
            _Bound(limits.DIGEST_IN_EDITOR, "编辑器", Level.WARNING),
        ),
    }


def check_headline(article: Article, *, alone: bool, push: bool) -> Iterator[Finding]:
    """标题, 作者, 摘要, 阅读原文."""
    bounds = _bounds(push=push)
    if not article.title.strip():
        yield finding("WX101", "标题")
    yield from _over("WX102", "标题", article.title, bounds["WX102"])
    yield from _over("WX103", "作者", article.author, bounds["WX103"])
    if alone:
        if not article.digest.strip():
            yield finding("WX105", "摘要")
        yield from _over("WX104", "摘要", article.digest, bounds["WX104"])
    elif article.digest:
        yield finding("WX106", "摘要", article.digest)
    yield from _source_url(article.source_url)


def _over(code: str, place: str, text: str, bounds: tuple[_Bound, _Bound]) -> Iterator[Finding]:
    """The widest bound that is gone over, if any."""
    count = count_characters(text)
    for bound in bounds:
        if count > bound.most:
            facts = {"count": count, "limit": bound.most, "over": count - bound.most}
            yield finding(code, place, text, bound.level, where=bound.where, **facts)
            return


def _source_url(address: str) -> Iterator[Finding]:
    if not address:
        return
    size = len(address.encode())
    if not re.match(r"https?://[^\s/]+", address):
        yield finding("WX107", "阅读原文", address[:60], fault="不是网址")
    elif size > limits.SOURCE_URL_BYTES:
        most = limits.SOURCE_URL_BYTES
        fault = f"有 {size:,} 字节，上限 {most:,} 字节（超 {size - most:,}）"
        yield finding("WX107", "阅读原文", address[:60], fault=fault)


def check_length(fragment: str, *, push: bool, split: Split | None) -> Iterator[Finding]:
    """正文的长短 against the interface; by hand more can be pasted."""
    budget = measure(fragment)
    counts = (
        (budget.characters, limits.CONTENT, "字符"),
        (budget.size, limits.CONTENT_BYTES, "字节"),
    )
    facts = {
        "words": f"{budget.words:,}",
        "styles": f"{budget.styles:,}",
        "form": "已用短式" if budget.short else "用的是长式",
        "proposal": _proposal(split),
    }
    level = Level.ERROR if push else Level.WARNING
    for count, limit, unit in counts:
        near = unit == "字符" and count >= limits.CONTENT_NEAR
        over = count - limit + 1
        if over > 0 or near:
            margin = f"超 {over:,}" if over > 0 else f"还剩 {-over:,}"
            said = {"count": f"{count:,}", "limit": f"{limit - 1:,}", "margin": margin}
            weight = level if over > 0 else Level.WARNING
            yield finding("WX109", "正文", "", weight, unit=unit, **said, **facts)


def _proposal(split: Split | None) -> str:
    if split is None:
        return "删去次要的表格和段落；再长就分成上、下两篇。"
    first, second = split.characters
    return f"分成上、下两篇，下篇从“{split.heading}”起（上篇 {first:,}、下篇 {second:,} 字符）。"


def check_count(articles: int) -> Iterator[Finding]:
    """篇数 of a draft."""
    if articles > limits.ARTICLES:
        over = articles - limits.ARTICLES
        yield finding("WX108", "草稿", count=articles, limit=limits.ARTICLES, over=over)
