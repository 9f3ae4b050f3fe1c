"""部件：small values that several pages share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.model import DocNumber
from generator.urls import COLLECTIONS, HOME, collection_url


@dataclass(frozen=True, slots=True)
class Link:
    """链接：text and a site-relative address; without one it is plain text."""

    text: str
    url: str | None = None
    count: int | None = None
    slug: str = ""
    """names the colour of a domain"""

    @property
    def external(self) -> bool:
        """Whether the address leads out of the site."""
        return self.url is not None and self.url.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class Handouts:
    """传播材料 of one case, as site-relative addresses; empty where there is none."""

    picture: str = ""
    """分享图"""
    poster: str = ""
    """A3 海报"""


@dataclass(frozen=True, slots=True)
class Number:
    """数字：a figure and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """一行统计：a count and the width of its bar, 0–100 of the largest in the table."""

    label: str
    url: str | None
    count: int
    width: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """统计：a table of counts that reads as a chart."""

    title: str
    bars: tuple[Bar, ...]


HOME_CRUMB = Link("首页", HOME)

KIND_LABELS = {
    "domain": "领域",
    "industry": "行业",
    "district": "区",
    "method": "方法",
    "organisation": "单位",
    "recommender": "推荐单位",
}
"""collections in the order in which visitors meet them"""


def crumbs(*trail: Link) -> tuple[Link, ...]:
    """面包屑 from home down to the page above."""
    return (HOME_CRUMB, *trail)


@lru_cache(maxsize=4096)
def term_link(vocabulary: str, slug: str, text: str, count: int | None = None) -> Link:
    """A term with its collected page, where its vocabulary has such pages; many pages show the same."""
    url = collection_url(vocabulary, slug) if vocabulary in COLLECTIONS else None
    return Link(text, url, count, slug)


def day_text(day: date | None) -> str:
    """日期：2022年9月6日; empty when unknown."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def doc_text(number: DocNumber | None) -> str:
    """文号 in its standard form; empty when there is none."""
    return number.text if number else ""


def build_statistic(title: str, counts: Iterable[tuple[str, str | None, int]]) -> Statistic:
    """统计 from (label, url, count); what counts nothing is left out."""
    found = [row for row in counts if row[2]]
    top = max((count for _, _, count in found), default=1)
    bars = (Bar(label, url, n, f"{n * 100 / top:.1f}") for label, url, n in found)
    return Statistic(title, tuple(bars))


def size_text(size: int | None) -> str:
    """文件大小：236 KB, 1.2 MB; empty when unknown."""
    if size is None:
        return ""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def clip(text: str, limit: int = 120) -> str:
    """One line of at most `limit` characters, for descriptions."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
