"""推文的块：what an article consists of, before any markup. Every kind is composed of these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.pages.kpis import KpiView


class Kind(Enum):
    """推文种类."""

    SINGLE = "single"
    """单个案例"""
    DIGEST = "digest"
    """集锦：one article of three to eight cards, or a draft of up to eight articles"""
    YEARLY = "yearly"
    """年度结果"""
    SERIES = "series"
    """质量月系列：a single case with a fixed head, its number, the previous and the next"""


@dataclass(frozen=True, slots=True)
class Run:
    """一段文字 in one style. `link` is an address as written; the renderer decides what stays."""

    text: str
    strong: bool = False
    em: bool = False
    sup: bool = False
    struck: bool = False
    whole: bool = False
    """a name: the line breaks before it rather than within"""
    link: str = ""


Text = tuple[Run, ...]
"""行内文字; a line break is a run of one line feed"""


@dataclass(frozen=True, slots=True)
class Label:
    """栏目标签, above the title of the text: 质量信得过班组 · 典型经验 ①."""

    text: str
    aside: str = ""
    """期号, e.g. 第 3 期／共 12 期"""


@dataclass(frozen=True, slots=True)
class EditorNote:
    """编者按."""

    text: Text


@dataclass(frozen=True, slots=True)
class Lead:
    """导语: who, what problem, which result."""

    text: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """数据: one figure with its unit, what it measures, and how it was taken."""

    value: str
    """as shown, e.g. 98.2 or −63.6"""
    unit: str
    label: str
    basis: str = ""
    """口径: from what to what, period"""


@dataclass(frozen=True, slots=True)
class DataCard:
    """数据卡: at most four figures."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """小标题; level 2 or 3."""

    text: Text
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """自然段."""

    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """一条: a list entry as a marked paragraph. `level` from 0, at most 2."""

    text: Text
    marker: str
    """•, ◦, ▪, 1., (1), ①, ☑ or ☐; empty for a further paragraph of the entry above"""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """单元格."""

    text: Text
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """表格, with spans as in the source."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    @property
    def columns(self) -> int:
        """列数 of the widest row, spans counted."""
        return max((sum(cell.colspan for cell in row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Picture:
    """图片. `source` is the key that `resolve_image` knows: a path inside the project.

    A chart is no file of the case: it is drawn from its figures, and `source` only names it.
    """

    source: str
    alt: str
    caption: str = ""
    credit: str = ""
    """摄影"""
    chart: tuple[KpiView, ...] = ()
    """指标 to draw; empty: `source` is a file"""


@dataclass(frozen=True, slots=True)
class Quote:
    """引语, or 金句 with the speaker."""

    text: Text
    by: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """代码."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Video:
    """此处插入视频: a marked place, for the editor to put the video in."""

    title: str


@dataclass(frozen=True, slots=True)
class MissingPicture:
    """缺图: a marked place for a picture that is not the case's own, such as one of another site."""

    source: str
    """the address as written; never shown"""
    alt: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """案例卡 of a digest: name, unit, field, one line of result, one figure."""

    title: str
    organisation: str
    team: str
    field: str
    result: str
    figure: Figure | None = None
    picture: Picture | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """来源 · 责编 · 审核: label and name."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """二维码 to a page of the archive."""

    address: str
    caption: str


@dataclass(frozen=True, slots=True)
class Notes:
    """注释 at the end, numbered as in the text."""

    items: tuple[tuple[int, Text], ...]


Block = (
    Label
    | EditorNote
    | Lead
    | DataCard
    | Heading
    | Paragraph
    | Item
    | Table
    | Picture
    | Quote
    | Code
    | Video
    | MissingPicture
    | CaseCard
    | Signature
    | QrCode
    | Notes
)


@dataclass(frozen=True, slots=True)
class Article:
    """推文: one article of a draft, complete but for markup."""

    slug: str
    kind: Kind
    title: str
    digest: str
    """摘要; empty in a draft of several articles"""
    author: str
    source_url: str
    """阅读原文"""
    blocks: tuple[Block, ...]
    cover_title: str = ""
    """the words on the cover; the title when empty"""
    cover_line: str = ""
    """单位 and 班组, or the series, below it"""
    cases: tuple[str, ...] = ()
    """编号 of the cases it is about"""


@dataclass(frozen=True, slots=True)
class Draft:
    """草稿: what becomes one entry of the draft box; one article, or up to eight."""

    slug: str
    articles: tuple[Article, ...]
    theme: str
    """name of a table of tokens"""
    checklist: tuple[str, ...] = ()
    """what only a person can see to, e.g. where a video goes"""
