"""推文正文：an article → the one fragment. Preview, copy, file and payload all show this text.

Blocks in, markup out; what WeChat takes away is not written in the first place: no lists, no
links to elsewhere, no SVG, no class. Pictures come from `resolve`, and nothing else of the
outside world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import singledispatch

from generator.wechat import limits
from generator.wechat.blocks import (
    Article,
    Block,
    CaseCard,
    Code,
    DataCard,
    EditorNote,
    Figure,
    Heading,
    Item,
    Label,
    Lead,
    MissingPicture,
    Notes,
    Paragraph,
    Picture,
    QrCode,
    Quote,
    Run,
    Signature,
    Table,
    Text,
    Video,
)
from generator.wechat.inline import Inline, element
from generator.wechat.shorten import shorten
from generator.wechat.tables import render_table
from generator.wechat.tokens import BODY, Theme


@dataclass(frozen=True, slots=True)
class Resolved:
    """图片 as it stands in the fragment."""

    src: str
    width: int
    """pixels of the file"""
    height: int


_CLOSE = {"%", "‰", "℃", "°"}
"""units that stand right behind their number"""
Resolve = Callable[[str], Resolved]
"""source key → picture: a path inside the project, or `qr:` and an address"""


def render_article(article: Article, theme: Theme, resolve: Resolve, *, short: bool = False) -> str:
    """推文 → 正文片段, one root `section`.

    The short form, with fewer styles and without `leaf`, is taken when asked for, or when the
    long form comes near the limit of the interface.
    """
    long = _Page(theme, resolve).render(article.blocks)
    return shorten(long) if short or len(long) >= limits.CONTENT_NEAR else long


class _Page:
    """版面: the fragment in the making, with the links met so far."""

    def __init__(self, theme: Theme, resolve: Resolve) -> None:
        self.theme = theme
        self.resolve = resolve
        self.inline = Inline(theme)

    def render(self, blocks: tuple[Block, ...]) -> str:
        """All blocks, and the addresses linked to before who signs."""
        end = len(blocks)
        while end and isinstance(blocks[end - 1], Signature | QrCode):
            end -= 1
        body = [_render(block, self) for block in blocks[:end]]
        tail = [_render(block, self) for block in blocks[end:]]
        return element("section", "".join([*body, self.references(), *tail]), self.theme["root"])

    def references(self) -> str:
        """参考链接, numbered as in the text; the words once, unless they are the address itself."""
        links = self.inline.references
        if not links:
            return ""
        rows = []
        for number, (address, words) in enumerate(links.items(), start=1):
            said = self.inline.plain(f"{words}：") if words and words != address else ""
            shown = self.inline.plain(address, self.theme["address"])
            rows.append(self.p("note", self.inline.plain(f"[{number}]\u2002") + said + shown))
        return self.notes("参考链接", rows)

    def notes(self, head: str, rows: list[str]) -> str:
        """A list at the end, under its name."""
        return self.section("notes", self.p("notes head", self.inline.plain(head)), *rows)

    def p(self, part: str, content: str) -> str:
        """A paragraph in the style of a part."""
        return element("p", content, self.theme[part])

    def body(self, part: str, content: str, more: str = "") -> str:
        """A paragraph of running text; it says its own size and colour."""
        style = ";".join(filter(None, (self.theme[part], more, BODY)))
        return element("p", content, style)

    def section(self, part: str, *content: str) -> str:
        """A box in the style of a part."""
        return element("section", "".join(content), self.theme[part])

    def words(self, text: Text) -> str:
        """Inline text."""
        return self.inline.render(text)

    def picture(self, picture: Picture, part: str = "") -> str:
        """The image element alone; one too small for the column keeps its size."""
        found = self.resolve(picture.source)
        small = found.width < limits.IMAGE_WIDTH_LOW
        style = self.theme[part or ("small img" if small else "img")]
        ratio = f"{found.height / found.width:.4f}"
        attributes = {"alt": picture.alt, "data-ratio": ratio, "data-w": str(found.width)}
        return element("img", None, style, {**attributes, "src": found.src})

    def figure(self, figure: Figure) -> str:
        """A value and its unit."""
        gap = "" if figure.unit in _CLOSE else " "
        unit = self.inline.plain(gap + figure.unit, self.theme["unit"]) if figure.unit else ""
        return self.inline.plain(figure.value, self.theme["value"]) + unit


@singledispatch
def _render(block: object, page: _Page) -> str:
    raise TypeError(type(block).__name__)


@_render.register
def _label(block: Label, page: _Page) -> str:
    aside = page.inline.plain(block.aside, page.theme["aside"]) if block.aside else ""
    return page.section("label", page.inline.plain(block.text, page.theme["label text"]), aside)


@_render.register
def _editor_note(block: EditorNote, page: _Page) -> str:
    head = page.p("editor head", page.inline.plain("编者按"))
    return page.section("editor", head, page.p("editor words", page.words(block.text)))


@_render.register
def _lead(block: Lead, page: _Page) -> str:
    return page.p("lead", page.words(block.text))


@_render.register
def _data_card(block: DataCard, page: _Page) -> str:
    rows: list[str] = []
    for figure in block.figures:
        name = page.p("name", page.inline.plain(figure.label))
        basis = page.p("basis", page.inline.plain(figure.basis)) if figure.basis else ""
        left = page.section("figure left", page.figure(figure))
        right = page.section("figure right", name, basis)
        rows.append(page.section("row", left, right))
    return page.section("card", *rows)


@_render.register
def _heading(block: Heading, page: _Page) -> str:
    part = "h2" if block.level == 2 else "h3"
    words = page.inline.render(block.text, bold=True)
    return page.section(part, element("strong", words, page.theme[f"{part} strong"]))


@_render.register
def _paragraph(block: Paragraph, page: _Page) -> str:
    return page.body("p", page.words(block.text))


@_render.register
def _item(block: Item, page: _Page) -> str:
    indent = f"padding-left:{1.5 * (min(block.level, 2) + 1):g}em"
    if not block.marker:
        return page.body("item", page.words(block.text), indent)
    marker = page.inline.plain(block.marker + _gap(block.marker), page.theme["marker"])
    return page.body("item", marker + page.words(block.text), f"{indent};text-indent:-1.5em")


def _gap(marker: str) -> str:
    """Space that brings a marker to about an em and a half, where the lines below it begin."""
    if marker in "•◦▪":
        return "\u2003"
    return "\u2002" if len(marker) <= 2 else " "


@_render.register
def _table(block: Table, page: _Page) -> str:
    return render_table(block, page.theme, page.inline)


@_render.register
def _picture(block: Picture, page: _Page) -> str:
    credit = f"摄影：{block.credit}" if block.credit else ""
    said = "\n".join(filter(None, (block.caption, credit)))
    words = page.p("picture words", page.inline.plain(said)) if said else ""
    return page.section("picture", page.picture(block), words)


@_render.register
def _quote(block: Quote, page: _Page) -> str:
    by = page.p("by", page.inline.plain(f"——{block.by}")) if block.by else ""
    return page.section("quote", page.p("quote words", page.words(block.text)), by)


@_render.register
def _code(block: Code, page: _Page) -> str:
    """Spaces and line breaks written out: the editor folds them."""
    lines = (page.inline.plain(line.replace(" ", "\u00a0")) for line in block.lines)
    return page.section("code", "<br>".join(lines))


@_render.register
def _video(block: Video, page: _Page) -> str:
    return page.section("video", page.inline.plain(f"此处插入视频：{block.title}"))


@_render.register
def _missing_picture(block: MissingPicture, page: _Page) -> str:
    return page.section("video", page.inline.plain(f"此处缺图：{block.alt or '没有说明'}"))


@_render.register
def _case_card(block: CaseCard, page: _Page) -> str:
    picture = page.section("case picture", page.picture(block.picture)) if block.picture else ""
    title = page.p("case title", page.inline.linked(block.title, block.link))
    whose = filter(None, (block.organisation, block.team, block.field))
    number = page.p("case figure", page.figure(block.figure)) if block.figure else ""
    said = "，".join(filter(None, (block.figure.label, block.figure.basis))) if block.figure else ""
    return page.section(
        "case",
        *(picture, title, page.p("small", page.words(_parted(whose))), number),
        page.p("small", page.inline.plain(said)) if said else "",
        page.p("case words", page.inline.plain(block.result)) if block.result else "",
    )


def _parted(names: Iterable[str]) -> Text:
    """Names beside each other, a dot between two; no line breaks within one."""
    runs: list[Run] = []
    for name in names:
        runs += [Run(" · "), Run(name, whole=True)] if runs else [Run(name, whole=True)]
    return tuple(runs)


@_render.register
def _signature(block: Signature, page: _Page) -> str:
    return page.section(
        "sign", page.inline.plain("\n".join(f"{label}：{name}" for label, name in block.lines))
    )


@_render.register
def _qr_code(block: QrCode, page: _Page) -> str:
    image = page.picture(Picture(f"qr:{block.address}", f"二维码：{block.caption}"), "qr img")
    return page.section("qr", image, page.p("picture words", page.inline.plain(block.caption)))


@_render.register
def _notes(block: Notes, page: _Page) -> str:
    rows = [
        page.p("note", page.inline.plain(f"注{number}\u2002") + page.words(text))
        for number, text in block.items
    ]
    return page.notes("注释", rows)
