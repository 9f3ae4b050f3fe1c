"""登记：a published article comes back to the page of its case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.checks.posts import ADDRESS
from generator.content import Content
from generator.fields import POST
from generator.gate import Archive
from generator.intake.emit import Value, in_words, render_yaml
from generator.model import Post
from generator.output import append_text

FILE = "site_config/posts.yaml"
HEAD = "# 公众号文章记录：由 anli wechat link 写入；案例页从这里列出“公众号文章”。\n文章:\n"


@dataclass(frozen=True, slots=True)
class Found:
    """草稿里的一篇: which draft an article is of, and its title."""

    draft: str
    title: str


def find_article(drafts: Iterable[Mapping[str, Any]], id: str, name: str) -> Found | None:
    """The article about a case, in the draft of that name or in the only one there is.

    `drafts` are their reports. A digest in one article is about many, and belongs to none.
    """
    found = []
    for report in drafts:
        draft = f"{report['campaign']}/{report['draft']}"
        if name in ("", draft):
            about = [
                a for a in report["articles"] if a["cases"] == [id] or (name and id in a["cases"])
            ]
            found += [Found(draft, article["title"]) for article in about]
    return found[0] if len(found) == 1 else None


def title_of(archive: Archive, id: str) -> str:
    """The title by which a case is known; empty for a case that is not public."""
    case = next((case for case in archive.cases if case.id == id), None)
    return (case.short_title or case.title) if case else ""


def find_refusal(content: Content, archive: Archive, post: Post) -> str:
    """Why a post cannot be linked to its case; empty when it can."""
    if not post.url.startswith(ADDRESS):
        return f"网址应当以 {ADDRESS} 开头；从公众号后台的“发表记录”里复制永久链接。"
    if post.id not in {case.id for case in archive.cases}:
        return f"没有公开的案例 {post.id}。"
    if any((known.id, known.url) == (post.id, post.url) for known in content.posts):
        return f"{post.id} 的这篇文章已经登记过。"
    return ""


def write_post(root: Path, post: Post) -> str:
    """登记 an article; returns the file that was written."""
    fields: dict[str, Value] = {
        "id": post.id,
        "url": post.url,
        "day": post.day.isoformat() if post.day else "",
        "title": post.title,
        "draft": post.draft,
    }
    first, *rest = render_yaml(in_words(POST, fields)).splitlines()
    record = "".join([f"  - {first}\n", *(f"    {line}\n" for line in rest)])
    append_text(root / FILE, HEAD, record)
    return FILE
