"""网页：read by the parser of the standard library: links, ids, what runs, what readers see.

Where browsers may read on differently (attributes given twice, tags within comments, in attributes
or in what is no comment), nothing is guessed: it counts as active. Python 3.14, and the updates of
earlier ones, end comments, sections and titles elsewhere than Python 3.11.2: here they end where
they always did, so that no update lets anything through.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

LINKS = ("href", "src", "poster", "action", "data", "xlink:href")
SETS = ("srcset", "imagesrcset")
RUNS = {
    *("iframe", "object", "embed", "applet", "frame", "frameset", "portal", "foreignobject"),
    *("base", "animate", "set", "xmp", "plaintext", "noembed", "noframes"),
}
SCHEMES = {"", "http", "https", "mailto", "tel"}
DRAWN = ("d", "points", "viewbox", "transform", "integrity")
"""attributes whose figures are no words"""
_CLOSES = re.compile(r"</(?:title|textarea|noscript|script|style)", re.I)
"""an attribute with this in it would end there, if it stands in one of these"""


@dataclass
class Markup(HTMLParser):
    """一页的所见：filled by `feed`."""

    base: str = ""
    """address of the site; whatever is fetched must lie below it"""
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    """what a browser loads by itself, a part of the links"""
    ids: set[str] = field(default_factory=set)
    active: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """texts, comments and attributes: whatever readers see or hear, or find in the source"""
    canonical: str = ""
    noindex: bool = False
    _script: str | None = None
    """type of the script that is open"""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(values) < len(attrs):
            self.active.append(f"{tag} 里写了两次的属性")
        if _CLOSES.search(self.get_starttag_text() or ""):
            self.active.append(f"{tag} 的属性里的标签")
        if tag in RUNS:
            self.active.append(f"<{tag}>")
        if tag == "script":
            self._script = values.get("type", "")
        if tag == "style":
            self.active.append("<style>")
        if tag == "meta":
            self._meta(values)
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href", "")
        for name in ("id", "name") if tag == "a" else ("id",):
            if name in values:
                self.ids.add(values[name])
        for name, value in values.items():
            self._attribute(tag, name, value, values)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def parse_html_declaration(self, i: int) -> int:
        """`<![…` ends at the next `>`, as in browsers; the library knows other ends."""
        if self.rawdata.startswith("<![", i):
            self.active.append("看不懂的声明")
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def parse_comment(self, i: int, report: bool = True) -> int:
        """It ends at `-->` and nowhere else: whatever somebody takes for its end lies within."""
        end = self.rawdata.find("-->", i + 4)
        if end < 0:
            return -1
        self.handle_comment(self.rawdata[i + 4 : end])
        return end + 3

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """A title or a text area holds tags, as it does within SVG; newer libraries see words."""
        if not escapable:
            super().set_cdata_mode(elem)

    def handle_data(self, data: str) -> None:
        if self._script is None:
            self.seen.append(data)
        elif self._script in ("application/ld+json", "application/json"):
            try:
                json.loads(data)
            except ValueError:
                self.active.append("读不懂的 JSON")
            self.seen.append(data)
        elif data.strip():
            self.active.append("内联脚本")

    def handle_comment(self, data: str) -> None:
        if "<" in data or ">" in data:
            self.active.append("注释里的标签")
        self.seen.append(data)

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("http-equiv", "").lower() == "refresh":
            self.active.append("自动跳转")
        if values.get("name") == "robots" and "noindex" in values.get("content", ""):
            self.noindex = True

    def _attribute(self, tag: str, name: str, value: str, values: dict[str, str]) -> None:
        if name.startswith("on") or name in ("style", "srcdoc", "formaction", "ping", "background"):
            self.active.append(f"{tag} 的 {name} 属性")
        elif name in SETS:
            for part in value.split(","):
                self._link(tag, part.split()[0] if part.split() else "", values)
        elif name in LINKS:
            self._link(tag, value, values)
        if name not in DRAWN:
            self.seen.append(unquote(value))

    def _link(self, tag: str, value: str, values: dict[str, str]) -> None:
        squeezed = "".join(value.split()).replace("\\", "/")
        try:
            scheme = urlsplit(squeezed).scheme
        except ValueError:
            self.active.append(f"{tag} 里看不懂的地址")
            return
        if scheme not in SCHEMES or any(ord(char) < 32 for char in value):
            self.active.append(f"{tag} 里的 {scheme or '带控制字符的'} 地址")
            return
        outside = scheme in ("http", "https") or squeezed.startswith("//")
        loads = tag not in ("a", "area", "form") and not (
            tag == "link"
            and values.get("rel") in ("canonical", "alternate", "license", "next", "prev")
        )
        elsewhere = outside and not (self.base and squeezed.startswith(self.base))
        if loads and elsewhere:
            self.active.append(f"{tag} 取自别的网站")
        if tag == "form" and elsewhere:
            self.active.append("表单交到别的网站")
        self.links.append(value)
        if loads:
            self.fetched.append(value)


def read_markup(text: str, base: str = "") -> Markup:
    """HTML or SVG → what it holds."""
    page = Markup(base=base)
    page.feed(text)
    page.close()
    return page
