"""正文：Markdown → safe HTML. The one place where authors' text becomes markup.

comrak reads CommonMark in linear time and understands `**“重点”**内容`; raw HTML comes out as
text; nh3 then lets only the tags and attributes below through, whatever the parser did.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import count

import comrak
import nh3
from markupsafe import Markup, escape

from generator.model import Figure

TAGS = {
    *("p", "br", "hr", "strong", "em", "del", "blockquote", "ul", "ol", "li", "code", "pre"),
    *("h2", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td", "a", "img"),
}
ATTRIBUTES = {"*": set[str](), "a": {"href"}, "img": {"src"}, "ol": {"start"}}
"""nothing for every tag: nh3 would else let title through, and pictures are known by src alone"""
SCHEMES = {"http", "https", "mailto"}


def is_safe_link(target: str) -> bool:
    """Whether a link may stand: http, https, mailto, or an anchor of the same page."""
    return bool(re.match(r"https?://[^/\s]|mailto:[^\s]|#", target, re.I))


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or is_safe_link(value) else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_keep_attribute,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)


_BARE = re.compile(r"(?:[^<&\0-\x08\x0b-\x1f\x7f-\xa0]++|</?+(?:p|ul|ol|li|strong|em)>)*").fullmatch
"""words and a few tags, all without attributes: nothing that the cleaner takes out or writes otherwise"""


def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension = comrak.ExtensionOptions()
    extension.table = True
    extension.strikethrough = True
    extension.cjk_friendly_emphasis = True
    render = comrak.RenderOptions()
    render.escape = True
    return extension, render


_EXTENSION, _RENDER = _options()
_, _WITH_PLACES = _options()
_WITH_PLACES.sourcepos = True
_WITH_PLACES.unsafe_ = True  # addresses as written; tags are text all the same


def render_with_places(markdown: str) -> str:
    """Markdown → HTML as the parser makes it, with `data-sourcepos`. For checks, never for pages."""
    return comrak.render_markdown(
        markdown, extension_options=_EXTENSION, render_options=_WITH_PLACES
    )


@lru_cache(maxsize=64)
def render_markdown(markdown: str) -> str:
    """Markdown → sanitised HTML, images still by the file names that the author wrote."""
    raw = comrak.render_markdown(markdown, extension_options=_EXTENSION, render_options=_RENDER)
    return raw if _BARE(raw) else _CLEANER.clean(raw)


_OPEN_TAGS = TAGS | {
    *("h1", "h6", "section", "sup", "caption", "input", "video", "audio", "iframe", "tfoot"),
    *("div", "article", "header", "footer", "figure", "figcaption", "details", "summary"),
    *("dl", "dt", "dd", "b", "i", "s", "svg", "math", "text", "title", "mi", "mo", "mn"),
}
_SPANS, _CLASS, _TITLE = {"colspan", "rowspan"}, {"class"}, {"title"}
_OPEN = nh3.Cleaner(
    tags=_OPEN_TAGS,
    attributes={
        "*": set[str](),
        "a": {"href", "class"},
        "img": {"src", "alt"},
        "ol": {"start"},
        "input": {"checked"},
        **dict.fromkeys(("td", "th"), _SPANS),
        **dict.fromkeys(("section", "sup"), _CLASS),
        **dict.fromkeys(("video", "audio", "iframe"), _TITLE),
    },
    url_schemes=SCHEMES | {"tel", "file", "data"},
    link_rel=None,
    strip_comments=True,
)
_OPEN_EXTENSION, _OPEN_RENDER = _options()
_OPEN_EXTENSION.footnotes = True
_OPEN_EXTENSION.tasklist = True
_OPEN_RENDER.escape = False
_OPEN_RENDER.unsafe_ = True


def render_open(markdown: str) -> str:
    """Any Markdown → well-formed HTML to be read on, never to be shown.

    Footnotes, task lists and raw HTML are understood; scripts, styles and comments are gone, tags
    unknown here are unwrapped, and addresses of pictures are as written.
    """
    raw = comrak.render_markdown(
        markdown, extension_options=_OPEN_EXTENSION, render_options=_OPEN_RENDER
    )
    return _OPEN.clean(raw)


_IMAGE = re.compile(r'<p><img(?: src="([^"]*)")?></p>|<img(?: src="([^"]*)")?>')
_TABLE = re.compile(r"<table>.*?</table>", re.S)


def render_section(markdown: str, figures: Mapping[str, Figure], label: str = "") -> Markup:
    """一节正文 → HTML with figures and scrolling tables. A picture without figure is left out.

    `label` names the section for readers who cannot see which table they are in.
    """
    text = render_markdown(markdown)
    if "<img" in text:
        text = _IMAGE.sub(lambda found: _picture_html(found, figures), text)
    if "<table" in text:
        numbers = count(1)
        text = _TABLE.sub(lambda m: _table_html(m[0], f"{label}表格{next(numbers)}"), text)
    return Markup(text)  # noqa: S704 - sanitised above; figures are escaped


def _picture_html(found: re.Match[str], figures: Mapping[str, Figure]) -> Markup:
    """A picture alone in its paragraph is a figure; within a line it stays in the line."""
    figure = figures.get(html.unescape(found[1] or found[2] or ""))
    if figure is None:
        return Markup()
    return figure_html(figure) if found[1] else image_html(figure)


WIDTH_ON_PAGE = "(min-width: 800px) 720px, 100vw"
"""how wide a picture stands, for the choice among its renditions"""


def image_html(figure: Figure) -> Markup:
    """图 alone, sized so that the page does not jump; WebP for those who know it."""
    image = Markup(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">'
    ).format(figure.src, figure.alt, figure.width, figure.height)
    if not figure.webp:
        return image
    choices = ", ".join(f"{src} {width}w" for src, width in figure.webp)
    source = Markup('<source type="image/webp" srcset="{}" sizes="{}">')
    return Markup("<picture>{}{}</picture>").format(source.format(choices, WIDTH_ON_PAGE), image)


def figure_html(figure: Figure) -> Markup:
    """图 with caption and credit; a link to the picture itself, which case.js opens in place."""
    image = Markup('<a class="zoom" href="{}">{}</a>').format(figure.src, image_html(figure))
    words = "　".join(
        part for part in (figure.caption, f"图源：{figure.credit}" if figure.credit else "") if part
    )
    caption = Markup("<figcaption>{}</figcaption>").format(words) if words else ""
    return Markup("<figure>{}{}</figure>").format(image, caption)


def _table_html(table: str, label: str) -> str:
    return (
        f'<section class="table-wrap" tabindex="0" aria-label="{escape(label)}">{table}</section>'
    )


_BLOCK_END = re.compile(r"</(?:p|li|h[2-5]|tr|blockquote|pre)>|<br>|<hr>")


def plain_text(markdown: str) -> str:
    """Markdown → the words that a reader sees, one block a line, for search and excerpts."""
    text = _BLOCK_END.sub("\n", render_markdown(markdown))
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class Prose:
    """正文渲染：what pages ask of this module, as one value that can be handed on."""

    def section(self, markdown: str, figures: Mapping[str, Figure], label: str) -> Markup:
        """One section as HTML; see `render_section`."""
        return render_section(markdown, figures, label)

    def anchor(self, title: str) -> str:
        """锚点：the words of a heading joined by hyphens, Chinese kept."""
        return "-".join(re.findall(r"\w+", title.lower())) or "section"
