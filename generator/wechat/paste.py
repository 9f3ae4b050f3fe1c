"""粘贴模拟：what WeChat's editor takes away from markup, and whether anything said went with it.

After what is known of the editor (规格第 1 节): tags and attributes that go, properties that go,
links to elsewhere, pictures that it cannot fetch, white space that it folds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.wechat import limits, words
from generator.wechat.blocks import Article, CaseCard, Picture, QrCode, Table
from generator.wechat.spacing import CONTROL
from generator.wechat.styles import declarations
from generator.wechat.tree import COMMENT, VOID, Node, look_into, write_tree

_GONE = {
    *("style", "link", "script", "iframe", "form", "input", "button", "object", "embed"),
    *("select", "textarea", "video", "audio", "canvas", "meta", "title", "template", COMMENT),
}
"""go with all they hold"""
_RENAMED = {"div": "section", "article": "section", "main": "section", "center": "section"}
_KEPT_TAGS = {
    *("section", "p", "span", "strong", "em", "h1", "h2", "h3", "br", "img", "a", "table", "thead"),
    *("tbody", "tr", "td", "th", "ul", "ol", "li", "pre", "sup", "svg", "g", "rect"),
}
_KEPT_ATTRIBUTES = {
    *("style", "src", "alt", "href", "colspan", "rowspan", "leaf", "nodeleaf"),
    *("data-w", "data-ratio", "data-type", "data-src", "data-s"),
}
_GONE_PROPERTIES = {
    *("position", "top", "left", "right", "bottom", "z-index", "clip-path", "text-shadow"),
    *("font-family", "content", "filter", "animation", "transition", "cursor", "gap"),
}
_GONE_VALUES = re.compile(r"\d(?:rem|vw|vmin|vmax)\b|calc\(|var\(|!important", re.I)


def paste(fragment: str) -> str:
    """正文片段 as the editor holds it after pasting."""
    return write_tree(_pasted(fragment))


def _pasted(fragment: str) -> Node:
    return Node("", {}, list(_kept(look_into(fragment).root)))


def _kept(node: Node) -> Iterator[Node | str]:
    """The children of an element that stay."""
    for child in node.children:
        if isinstance(child, str):
            yield re.sub(r"[ \t\r\n\f]+", " ", child)
        elif child.tag not in _GONE:
            yield from _element(child)


def _element(node: Node) -> Iterator[Node | str]:
    tag = _RENAMED.get(node.tag, node.tag)
    style = _style(node.attributes.get("style", ""))
    if tag == "img" and not _fetched(node.attributes.get("src", "")):
        return
    if "display:none" in style.split(";"):
        return
    inner = list(_kept(node))
    if tag not in _KEPT_TAGS:
        yield from inner
        return
    given = {
        name: value
        for name, value in node.attributes.items()
        if name in _KEPT_ATTRIBUTES and name != "style"
    }
    if tag == "a" and not given.get("href", "").startswith(f"https://{limits.LINK_HOST}/"):
        yield from inner
        return
    made = Node(tag, {**given, "style": style} if style else given, inner)
    if tag in VOID or tag in ("td", "th", "tr") or _holds(made):
        yield made


def _style(style: str) -> str:
    found = tuple(declarations(style).items())
    return ";".join(
        f"{name}:{value}"
        for name, value in found
        if name not in _GONE_PROPERTIES and not _GONE_VALUES.search(value)
    )


def _holds(node: Node) -> bool:
    """Whether there is anything in it; the editor clears empty elements away."""
    return bool(node.text().strip(" \t\r")) or any(one.tag == "img" for one in node.walk())


def _fetched(source: str) -> bool:
    """Whether the editor keeps a picture: its own hosts, data, and files that copying embeds."""
    if re.match(r"https?://", source, re.I):
        return source.split("/")[2].lower() in limits.IMAGE_HOSTS
    return not re.match(r"(?!data:)[a-z][a-z0-9+.-]*:", source, re.I)


@dataclass(frozen=True, slots=True)
class Loss:
    """丢失: what an article says and the pasted text does not, or not in that order."""

    block: int
    """number of the block in the article, from 1"""
    kind: str
    """文字, 表格行 or 图片"""
    quote: str


def losses(article: Article, fragment: str) -> list[Loss]:
    """What of an article is gone, or out of order, after its fragment has been pasted."""
    root = _pasted(fragment)
    return [*_lost_words(article, root), *_lost_rows(article, root), *_lost_pictures(article, root)]


def _letters(text: str) -> str:
    return "".join(CONTROL.sub("", text).split())


def _shown(node: Node) -> str:
    """Words of the text itself, without the numbers of links."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif not (child.tag == "sup" and re.fullmatch(r"\[\d+\]", child.text())):
            parts.append(_shown(child))
    return "".join(parts)


def _lost_words(article: Article, root: Node) -> Iterator[Loss]:
    shown, at = _letters(_shown(root)), 0
    for number, block in enumerate(article.blocks, start=1):
        for piece in words.said(block):
            letters = _letters(piece)
            found = shown.find(letters, at)
            if found < 0:
                yield Loss(number, "文字", piece)
            else:
                at = found + len(letters)


def _lost_rows(article: Article, root: Node) -> Iterator[Loss]:
    rows = [_row(one) for one in root.walk() if one.tag == "tr"]
    for number, block in enumerate(article.blocks, start=1):
        if isinstance(block, Table):
            for row in block.rows:
                cells = [_letters(words.plain(cell.text)) for cell in row]
                if not rows or rows.pop(0) != cells:
                    yield Loss(number, "表格行", " | ".join(cells))


def _row(node: Node) -> list[str]:
    return [_letters(_shown(one)) for one in node.children if isinstance(one, Node)]


def _lost_pictures(article: Article, root: Node) -> Iterator[Loss]:
    alts = [one.attributes.get("alt", "") for one in root.walk() if one.tag == "img"]
    for number, block in enumerate(article.blocks, start=1):
        picture = block.picture if isinstance(block, CaseCard) else block
        if isinstance(picture, QrCode):
            alt = f"二维码：{picture.caption}"
        elif isinstance(picture, Picture):
            alt = picture.alt
        else:
            continue
        if not alts or alts.pop(0) != alt:
            yield Loss(number, "图片", alt)
