"""允许清单：reads a fragment as WeChat's editor will, and lists whatever 5.3 does not allow.

Independent of the renderer: it knows the specification and the text of the fragment, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

from generator.wechat import limits
from generator.wechat.grammar import RULES, is_picture_width
from generator.wechat.styles import declarations, size_of
from generator.wechat.tree import COMMENT, Node, look_into

INLINE = {"span", "strong", "em", "a", "sup"}
VOID = {"br", "img"}
BOXES = {"section", "p", "table", "thead", "tbody", "tr", "th", "td"}
TAGS = INLINE | VOID | BOXES
PARENTS = {
    "thead": {"table"},
    "tbody": {"table"},
    "tr": {"table", "thead", "tbody"},
    "td": {"tr"},
    "th": {"tr"},
}
CHILDREN = {
    "table": {"thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
}
ATTRIBUTES = {
    "span": {"leaf"},
    "img": {"src", "alt", "data-w", "data-ratio", "data-type"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_NUMBER = re.compile(r"[1-9]\d{0,4}")
_RATIO = re.compile(r"\d{1,3}(\.\d{1,8})?")


@dataclass(frozen=True, slots=True)
class Deviation:
    """偏离: one thing that is not allowed, with the code of its finding."""

    code: str
    block: int
    """number of the child of the root that it is in, from 1; 0 for the root itself"""
    quote: str
    """the words there, at most twenty characters, or the tag"""
    detail: str
    """what was met, as written"""


def deviations(fragment: str) -> list[Deviation]:
    """Everything in a fragment that the specification does not allow, in order."""
    tree = look_into(fragment)
    faults = [_at(0, Node(tag), "WX208", f"<{tag}> 没有成对") for tag in tree.faults]
    if fragment.startswith("\ufeff"):
        faults.append(_at(0, tree.root, "WX208", "开头有字节序标记"))
    roots = [one for one in tree.root.children if not isinstance(one, str) or one.strip()]
    if len(roots) != 1 or isinstance(roots[0], str) or roots[0].tag != "section":
        faults.append(_at(0, tree.root, "WX208", "最外层不是单独一个 <section>"))
    for root in roots:
        if isinstance(root, Node):
            faults += _element(root, _Where(0, 1, "", 17.0, False))
            for number, child in enumerate(root.children, start=1):
                if isinstance(child, Node):
                    size = size_of(_style(root).get("font-size", ""), 17.0)
                    faults += _below(child, _Where(number, 2, root.tag, size, False))
    return faults


@dataclass(frozen=True, slots=True)
class _Where:
    """所在: what an element stands in."""

    block: int
    depth: int
    parent: str
    size: float
    """px of the text around"""
    linked: bool

    def inside(self, node: Node) -> _Where:
        size = size_of(_style(node).get("font-size", ""), self.size)
        return _Where(self.block, self.depth + 1, node.tag, size, self.linked or node.tag == "a")


def _style(node: Node) -> Mapping[str, str]:
    return declarations(node.attributes.get("style", ""))


def _at(block: int, node: Node, code: str, detail: str) -> Deviation:
    words = " ".join(node.text().split())
    return Deviation(code, block, words[:20] or f"<{node.tag}>", detail)


def _below(node: Node, where: _Where) -> Iterator[Deviation]:
    yield from _element(node, where)
    for child in node.children:
        if isinstance(child, Node):
            yield from _below(child, where.inside(node))


def _element(node: Node, where: _Where) -> Iterator[Deviation]:
    """What is wrong with one element, not with those within."""
    for code, detail in _faults(node, where):
        yield _at(where.block, node, code, detail)


def _faults(node: Node, where: _Where) -> Iterator[tuple[str, str]]:
    if node.tag == COMMENT:
        yield "WX201", "注释"
        return
    if node.tag not in TAGS:
        yield "WX201", f"<{node.tag}>"
        return
    yield from _nesting(node, where)
    yield from _attributes(node)
    yield from _styles(node, where)


def _nesting(node: Node, where: _Where) -> Iterator[tuple[str, str]]:
    tag, parent = node.tag, where.parent
    if where.depth > limits.DEPTH:
        yield "WX208", f"套了 {where.depth} 层"
    if tag in BOXES and parent in INLINE | {"p"}:
        yield ("WX209" if parent == "span" else "WX208"), f"<{parent}> 里有 <{tag}>"
    if tag in PARENTS and parent not in PARENTS[tag]:
        yield "WX208", f"<{tag}> 不在表格里该在的地方"
    if parent in CHILDREN and tag not in CHILDREN[parent]:
        yield "WX208", f"<{parent}> 里有 <{tag}>"
    if tag in CHILDREN and any(isinstance(one, str) and one.strip() for one in node.children):
        yield "WX208", f"<{tag}> 里直接写了文字"
    if tag == "a" and where.linked:
        yield "WX208", "链接里又有链接"
    shown = any(one.tag == "img" for one in node.walk())
    if tag == "section" and "style" in node.attributes and not node.text().strip() and not shown:
        yield "WX208", "有样式而没有内容的 <section>"


def _attributes(node: Node) -> Iterator[tuple[str, str]]:
    allowed = ATTRIBUTES.get(node.tag, set()) | {"style"}
    for name, value in node.attributes.items():
        odd = name in ("colspan", "rowspan") and not _NUMBER.fullmatch(value)
        if name not in allowed or odd or (name == "leaf" and value):
            yield "WX202", f'{name}="{value[:40]}"'
    if node.tag == "a":
        address = node.attributes.get("href", "")
        if not address.startswith(f"https://{limits.LINK_HOST}/"):
            yield "WX301", address[:80] or "没有地址"
    if node.tag == "img":
        yield from _image(node)


def _image(node: Node) -> Iterator[tuple[str, str]]:
    given = node.attributes
    if not given.get("src"):
        yield "WX303", "没有图片地址"
    if not _NUMBER.fullmatch(given.get("data-w", "")):
        yield "WX307", f'data-w="{given.get("data-w", "")}"'
    if "data-ratio" in given and not _RATIO.fullmatch(given["data-ratio"]):
        yield "WX202", f'data-ratio="{given["data-ratio"]}"'
    if not given.get("alt", "").strip():
        yield "WX306", given.get("src", "")[-40:]


def _styles(node: Node, where: _Where) -> Iterator[tuple[str, str]]:
    style = node.attributes.get("style")
    if style is None:
        return
    yield from _declarations(node.tag, style)
    yield from _lines(node, where)


@lru_cache(maxsize=4096)
def _declarations(tag: str, style: str) -> tuple[tuple[str, str], ...]:
    """Faults of a style on a tag; an article says the same few styles over and over."""
    faults: list[tuple[str, str]] = []
    for one in tinycss2.parse_blocks_contents(style, skip_comments=False, skip_whitespace=True):
        if one.type == "declaration":
            faults += _declaration(tag, one)
        else:
            faults.append(("WX204", f"看不懂的样式 {style[:40]}"))
    return tuple(faults)


def _declaration(tag: str, one: tinycss2.ast.Declaration) -> Iterator[tuple[str, str]]:
    name, value = one.name, tinycss2.serialize(one.value).strip()
    written = f"{name}:{value[:60]}"
    tokens = [token for token in one.value if token.type != "whitespace"]
    if one.important:
        yield "WX205", f"{written} !important"
    if name == "font-family":
        yield "WX206", written
    elif name == "text-align" and value in ("start", "end"):
        yield "WX207", written
    elif name.startswith("background") and "gradient(" in value:
        yield "WX403", written
    elif name == "display" and value == "none":
        yield "WX212", written
    elif name not in RULES:
        yield "WX203", written
    elif tag == "img" and name in ("width", "max-width") and is_picture_width(tokens):
        return
    elif not RULES[name](tokens):
        yield _UNDER.get((name, _is_small(name, tokens)), "WX204"), written


_UNDER = {("font-size", True): "WX212", ("line-height", True): "WX211"}
"""a size or line height that is understood, but too small, is a fault of its own"""


def _is_small(name: str, tokens: Sequence[Any]) -> bool:
    """Whether a single number lies below what is allowed."""
    if len(tokens) != 1 or tokens[0].type not in ("dimension", "number"):
        return False
    if getattr(tokens[0], "unit", "px") != "px":
        return False
    least = limits.FONT_SIZES[0] if name == "font-size" else limits.LINE_HEIGHT
    return bool(tokens[0].value < least)


def _lines(node: Node, where: _Where) -> Iterator[tuple[str, str]]:
    """A line height in px against the font that it is for."""
    height = _style(node).get("line-height", "")
    size = where.inside(node).size
    if height.endswith("px") and size_of(height, 0) < limits.LINE_HEIGHT_PX * size:
        yield "WX211", f"line-height:{height}，字号 {size:g}px"
