"""标签树：markup as a tree, for all who read a fragment: conversion, checks, night colours, pasting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

VOID = {
    "br",
    "img",
    "hr",
    "input",
    "wbr",
    "col",
    "embed",
    "source",
    "track",
    "area",
    "link",
    "meta",
}
DEEPEST = 120
"""elements within each other; what lies deeper is put into the last one, no word is lost"""
COMMENT = "!--"
"""tag of a comment, or a declaration; its text is the only child"""


@dataclass(slots=True)
class Node:
    """元素: tag and attributes in lower case, children in order."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        """All words below it, a line break as line feed."""
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        if self.tag == "br":
            yield "\n"
        if self.tag != COMMENT:
            for child in self.children:
                yield child if isinstance(child, str) else child.text()

    def walk(self) -> Iterator[Node]:
        """It and all elements below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()


@dataclass(slots=True)
class Tree:
    """标签树 with what could not be understood."""

    root: Node
    """without a tag"""
    faults: list[str] = field(default_factory=list)
    """tags that were never opened or never closed"""


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = Tree(Node(""))
        self.open = [self.tree.root]
        self.deeper: list[str] = []
        """tags open below the deepest element kept"""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.open[-1].children.append(node)
        elif len(self.open) > DEEPEST:
            self.deeper.append(tag)
        else:
            self.open[-1].children.append(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self.deeper and tag in self.deeper:
            while self.deeper.pop() != tag:
                pass
        elif tag in (node.tag for node in self.open):
            while (last := self.open.pop()).tag != tag:
                self.tree.faults.append(last.tag)
        elif tag not in VOID:
            self.tree.faults.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        children = self.open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)

    def parse_html_declaration(self, i: int) -> int:
        """`<![…` ends at the next `>`, as in browsers; the library knows other ends."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def handle_comment(self, data: str) -> None:
        self.open[-1].children.append(Node(COMMENT, {}, [data]))

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    handle_pi = handle_comment


def read_tree(markup: str) -> Tree:
    """Markup → tree."""
    builder = _Builder()
    builder.feed(markup)
    builder.close()
    builder.tree.faults += [node.tag for node in builder.open[1:]] + builder.deeper
    return builder.tree


@lru_cache(maxsize=16)
def look_into(markup: str) -> Tree:
    """The tree of a markup for all who only look; one for all, so nobody may change it."""
    return read_tree(markup)


def write_tree(node: Node) -> str:
    """Tree → markup; comments are left out."""
    inner = "".join(
        _escaped(child) if isinstance(child, str) else write_tree(child) for child in node.children
    )
    if node.tag in ("", COMMENT):
        return inner if not node.tag else ""
    written = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    return f"<{node.tag}{written}>" + ("" if node.tag in VOID else f"{inner}</{node.tag}>")


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")
