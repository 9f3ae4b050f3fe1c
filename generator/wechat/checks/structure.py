"""结构：what the allow-list, the paste simulator and the links say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.wechat import limits, words
from generator.wechat.allowlist import deviations
from generator.wechat.blocks import Article, CaseCard
from generator.wechat.checks.catalogue import Finding, finding
from generator.wechat.paste import losses


def check_structure(fragment: str) -> Iterator[Finding]:
    """What 5.3 does not allow. What is said of pictures is taken up with the files."""
    for one in deviations(fragment):
        if one.code not in ("WX303", "WX306"):
            place = f"第 {one.block} 块" if one.block else "最外层"
            yield finding(one.code, place, one.quote, detail=one.detail, limit=limits.DEPTH)


def check_losses(article: Article, fragment: str) -> Iterator[Finding]:
    """What pasting would lose."""
    for loss in losses(article, fragment):
        yield finding("WX213", f"第 {loss.block} 块", loss.quote[:40], kind=loss.kind)


def check_links(article: Article) -> Iterator[Finding]:
    """Links that lead nowhere outside the archive, and are words now."""
    for number, block in enumerate(article.blocks, start=1):
        links = [(run.text, run.link) for run in words.runs(block) if run.link]
        links += [(block.title, block.link)] if isinstance(block, CaseCard) and block.link else []
        for text, link in links:
            if not re.match(r"https?://[^\s/]|mailto:|tel:", link, re.I):
                yield finding("WX311", f"第 {number} 块", text[:20], detail=link[:80])
