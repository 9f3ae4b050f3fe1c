"""检查公众号文章：every record leads to WeChat, and is about a case that exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import Content
from generator.problems import Problem
from generator.values import suggestion

ADDRESS = "https://mp.weixin.qq.com/"
"""what the address of every published article begins with"""


def check_posts(content: Content) -> Iterator[Problem]:
    """公众号文章记录里的网址和编号."""
    ids = {case.id for case in content.cases} | {entry.id for entry in content.ledger}
    seen: dict[tuple[str, str], int] = {}
    for post in content.posts:
        place = post.at.of("url")
        if not post.url.startswith(ADDRESS):
            yield problem("post.url", place, value=post.url)
        if post.id not in ids:
            hint = suggestion(post.id, sorted(ids))
            yield problem("post.unknown", post.at.of("id"), id=post.id, suggestion=hint)
        if first := seen.get((post.id, post.url)):
            yield problem("post.twice", place, id=post.id, first=first)
        seen.setdefault((post.id, post.url), place.line)
