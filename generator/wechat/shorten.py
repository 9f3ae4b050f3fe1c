"""短式：the same fragment in fewer characters, for texts that come near the limit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.wechat.styles import declarations
from generator.wechat.tree import Node, read_tree, write_tree

_INHERITED = {"font-size", "line-height", "color", "text-align", "letter-spacing", "word-break"}
_OWN_WILL = {"a", "sup", "th", "table"}
"""tags that have a look of their own where no style says otherwise"""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def shorten(fragment: str) -> str:
    """正文片段 without `leaf`, and without styles that say again what is inherited."""
    root = read_tree(fragment).root
    _shorten(root, _NOTHING)
    return write_tree(root)


def _shorten(node: Node, around: Mapping[str, str]) -> None:
    style = declarations(node.attributes.get("style", ""))
    told = {**around, **{name: value for name, value in style.items() if name in _INHERITED}}
    if "style" in node.attributes and node.tag not in _OWN_WILL:
        kept = {name: value for name, value in style.items() if around.get(name) != value}
        given = {name: value for name, value in node.attributes.items() if name != "style"}
        written = ";".join(f"{name}:{value}" for name, value in kept.items())
        node.attributes = {**given, "style": written} if written else given
    node.attributes = {name: value for name, value in node.attributes.items() if name != "leaf"}
    children: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            _shorten(child, told)
        bare = isinstance(child, Node) and child.tag == "span" and not child.attributes
        children += child.children if bare and isinstance(child, Node) else [child]
    node.children = children
