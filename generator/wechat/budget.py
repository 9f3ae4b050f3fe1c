"""篇幅：how much of the limit a fragment takes, what for, and where a text too long can be parted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.wechat import limits
from generator.wechat.blocks import Article, Heading
from generator.wechat.render import Resolve, render_article
from generator.wechat.tokens import Theme
from generator.wechat.tree import Node, look_into
from generator.wechat.words import plain


@dataclass(frozen=True, slots=True)
class Budget:
    """篇幅, in code points, markup included, as WeChat counts."""

    characters: int
    size: int
    """bytes of UTF-8"""
    words: int
    """what readers see"""
    styles: int
    """values of `style`"""
    short: bool
    """短式: fewer styles, no `leaf`"""

    @property
    def left(self) -> int:
        """What may still be added; below 0 when it is too long."""
        return limits.CONTENT - 1 - self.characters


def measure(fragment: str) -> Budget:
    """篇幅 of a fragment."""
    root = look_into(fragment).root
    nodes: list[Node] = list(root.walk())
    return Budget(
        characters=len(fragment),
        size=len(fragment.encode()),
        words=len(root.text()),
        styles=sum(len(one.attributes.get("style", "")) for one in nodes),
        short=not any("leaf" in one.attributes for one in nodes),
    )


@dataclass(frozen=True, slots=True)
class Split:
    """分篇建议: 下篇 begins with this heading."""

    heading: str
    at: int
    """index of the heading among the blocks"""
    characters: tuple[int, int]
    """of both parts as they would be rendered"""


def propose_split(article: Article, theme: Theme, resolve: Resolve) -> Split | None:
    """分成上、下 at the 小标题 that leaves the longer part shortest; None without one within."""
    best: Split | None = None
    for at, block in enumerate(article.blocks):
        if at and isinstance(block, Heading) and block.level == 2:
            parts = (article.blocks[:at], article.blocks[at:])
            first, second = (
                len(render_article(replace(article, blocks=part), theme, resolve)) for part in parts
            )
            split = Split(plain(block.text), at, (first, second))
            if best is None or max(split.characters) < max(best.characters):
                best = split
    return best
