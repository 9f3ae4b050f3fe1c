"""读回核对：what stands in the draft box right after a push, held against what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from generator.wechat import limits
from generator.wechat.push.package import NEWSPIC
from generator.wechat.tree import Node, read_tree

Json = dict[str, Any]
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060"))


def compare(sent: list[Json], read: list[Json]) -> Iterator[str]:
    """What is not in the box as it was sent, in Chinese; nothing where all is."""
    if len(sent) != len(read):
        yield f"送去 {len(sent)} 篇，读回 {len(read)} 篇"
    for number, (ours, theirs) in enumerate(zip(sent, read, strict=False), 1):
        place = f"第 {number} 篇" if len(sent) > 1 else "这篇"
        for fault in _article(ours, theirs):
            yield f"{place}{fault}"


def filtered(sent: Json, read: Json) -> list[str]:
    """Addresses of pictures that were sent and that WeChat has taken out."""
    there = {_bare(address) for address in _pictures(read)}
    return [address for address in _pictures(sent) if _bare(address) not in there]


def _article(sent: Json, read: Json) -> Iterator[str]:
    if str(sent["title"]) != str(read.get("title", "")):
        yield f"的标题成了“{read.get('title', '')}”"
    if sent.get("article_type") == NEWSPIC:
        counts = [len(one.get("image_info", {}).get("image_list", [])) for one in (sent, read)]
        if counts[0] != counts[1]:
            yield f"送去 {counts[0]} 张图，读回 {counts[1]} 张"
        return
    ours, theirs = _pictures(sent), _pictures(read)
    if len(ours) != len(theirs):
        yield f"送去 {len(ours)} 张图，读回 {len(theirs)} 张"
    for address in theirs:
        if urlsplit(address).hostname not in limits.IMAGE_HOSTS:
            yield f"有一张图不在微信的图片服务器上（{urlsplit(address).hostname or '没有地址'}）"
    there = _squeezed(read_tree(str(read.get("content", ""))).root.text())
    for block in _blocks(str(sent["content"])):
        if (words := _squeezed(block)) not in there:
            yield f"少了文字“{words[:20]}”"


def _pictures(article: Json) -> list[str]:
    """Addresses in order; WeChat's editor keeps them in data-src."""
    images = (n for n in read_tree(str(article.get("content", ""))).root.walk() if n.tag == "img")
    return [one.attributes.get("src") or one.attributes.get("data-src", "") for one in images]


def _blocks(content: str) -> list[str]:
    """Words of each block of a fragment."""
    roots = [one for one in read_tree(content).root.children if isinstance(one, Node)]
    return [one.text() for root in roots for one in root.children if isinstance(one, Node)]


def _squeezed(text: str) -> str:
    """Without spaces, which WeChat rewrites as it likes."""
    return "".join(text.translate(UNSEEN).split())


def _bare(address: str) -> str:
    """Host and path: WeChat adds to the query."""
    parts = urlsplit(address)
    return f"{parts.hostname}{parts.path}"
