"""预览页：one page an article, made from the files of its draft and from nothing else.

The page holds its pictures, its styles and its script itself, so it works by a double click. The
fragment in it is `article.html`; what is shown and what is copied differ from that in `img src`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from PIL import Image

from generator.pages.environment import environment_of
from generator.problems import LEVEL_LABEL, Level
from generator.wechat import limits
from generator.wechat.dark import at_night
from generator.wechat.preview.hosted import Hosted
from generator.wechat.ticks import Item, Tick, hold
from generator.wechat.tree import look_into

Json = Mapping[str, Any]
HERE = Path(__file__).parent
PREVIEW = "preview.html"
ACCOUNT = "公众号名称"
KIND_LABEL = {"single": "单篇", "digest": "集锦", "yearly": "年度结果", "series": "系列"}
_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}
_BLOCK = re.compile(r"第 (\d+) 块")
NEAR = 0.9
COVER_WIDTH, THUMB = 750, 240
"""pixels: twice what a card shows"""
WIDE, SQUARE = "cover-2.35x1.jpg", "cover-1x1.jpg"


@dataclass(frozen=True, slots=True)
class Form:
    """表单 on the desk, where ticks can be kept."""

    action: str
    back: str
    """address of the desk"""
    field: str
    """name of the hidden field"""
    secret: str


@dataclass(frozen=True, slots=True)
class Meter:
    """量表: how much of a limit is taken."""

    label: str
    count: int
    limit: int
    """0: it has to stay empty"""

    @property
    def near(self) -> bool:
        """Whether little is left: a tenth, or of the text as much as the checks warn of."""
        if self.limit == limits.CONTENT:
            return self.count >= limits.CONTENT_NEAR
        return self.count > self.limit * NEAR


@dataclass(frozen=True, slots=True)
class Note:
    """要看的 with its number on the page."""

    number: int
    level: str
    label: str
    code: str
    place: str
    block: int
    """number of the block, from 1; 0: not in the text"""
    quote: str
    message: str
    fix: str


def render_previews(
    report: Json, files: Mapping[str, bytes], ticks: Iterable[Tick], hosted: Hosted
) -> dict[str, bytes]:
    """预览页 of a draft by file name, from its report and its files."""
    names = preview_names(report)
    items = hold(report["checklist"], ticks, report["seen"])
    return {
        name: render_preview(report, number, files, items, hosted).encode()
        for number, name in enumerate(names)
    }


def preview_names(report: Json) -> list[str]:
    """预览页 of every article of a draft, in order."""
    return [f"{head_of(article)}{PREVIEW}" for article in report["articles"]]


def head_of(article: Json) -> str:
    """What the files of an article begin with: nothing, or its number in the draft."""
    return str(article["file"]).removesuffix("article.html")


def render_preview(  # noqa: PLR0913, PLR0917 -- what the page shows, each from its own place
    report: Json,
    number: int,
    files: Mapping[str, bytes],
    items: tuple[Item, ...],
    hosted: Hosted,
    form: Form | None = None,
) -> str:
    """One article, from 0, as a page that needs nothing else."""
    article = report["articles"][number]
    fragment = files[article["file"]].decode()
    notes = tuple(_notes([*report["findings"], *article["findings"]]))
    data = {
        "fragment": fragment,
        "night": at_night(fragment),
        "pictures": _pictures(fragment, files, hosted),
        "covers": _covers(report, files),
        "notes": [{"n": n.number, "block": n.block, "place": n.place, "quote": n.quote,
                   "level": n.level} for n in notes],
    }  # fmt: skip
    return (
        environment_of(HERE)
        .get_template("preview.html")
        .render(
            report=report,
            article=article,
            number=number,
            kind=KIND_LABEL[report["kind"]],
            meters=tuple(_meters(article["counters"])),
            notes=notes,
            items=items,
            form=form,
            account=ACCOUNT,
            widths=limits.WIDTHS,
            policy=policy(form is not None),
            style=Markup(_asset("preview.css")),  # noqa: S704 -- our own file
            script=Markup(_asset("preview.js")),  # noqa: S704 -- our own file
            data=_in_page(data),
        )
    )


def policy(sends: bool) -> str:
    """安全策略 of the page: its own script, no word to anybody; forms only on the desk."""
    digest = base64.b64encode(hashlib.sha256(_asset("preview.js").encode()).digest()).decode()
    forms = "'self'" if sends else "'none'"
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        f"img-src data:; form-action {forms}; base-uri 'none'"
    )


@cache
def looks() -> str:
    """指纹 of the templates, styles and scripts of the previews."""
    total = hashlib.sha256()
    for path in sorted(HERE.iterdir()):
        if path.suffix in (".html", ".css", ".js"):
            total.update(path.read_bytes())
    return total.hexdigest()


@cache
def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def render_page(template: str, **values: object) -> str:
    """Another page in the dress of the previews."""
    style = Markup(_asset("preview.css"))  # noqa: S704 -- our own file
    return environment_of(HERE).get_template(template).render(style=style, **values)


def _in_page(data: Json) -> Markup:
    """Data for a script element: nothing in it can end that."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 -- no tag can be in it


def _meters(counters: Json) -> Iterator[Meter]:
    for name, label in (("title", "标题"), ("author", "作者"), ("digest", "摘要")):
        yield Meter(label, counters[name]["count"], counters[name]["limit"])
    yield Meter("正文", counters["content"]["count"], limits.CONTENT)
    yield Meter("图片", counters["pictures"]["count"], counters["pictures"]["limit"])


def _notes(findings: Iterable[Json]) -> Iterator[Note]:
    order = list(Level)
    ranked = sorted(findings, key=lambda found: order.index(Level(found["level"])))
    for number, found in enumerate(ranked, 1):
        block = _BLOCK.fullmatch(found["place"])
        yield Note(
            number,
            found["level"],
            LEVEL_LABEL[Level(found["level"])],
            found["code"],
            found["place"],
            int(block[1]) if block else 0,
            found["quote"],
            found["message"],
            found["fix"],
        )


def _pictures(fragment: str, files: Mapping[str, bytes], hosted: Hosted) -> dict[str, Json]:
    """Every picture of the fragment: itself, and where WeChat has it."""
    found: dict[str, Json] = {}
    for node in look_into(fragment).root.walk():
        source = node.attributes.get("src", "")
        if node.tag == "img" and source in files and source not in found:
            data = files[source]
            found[source] = {"data": data_address(source, data), "url": hosted.address(data)}
    return found


def data_address(name: str, data: bytes) -> str:
    """A picture as an address of its own."""
    kind = _TYPES[Path(name).suffix]
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _covers(report: Json, files: Mapping[str, bytes]) -> dict[str, str]:
    """封面 of all articles as squares, and the wide one of the first."""
    heads = [head_of(article) for article in report["articles"]]
    names = [f"{heads[0]}{WIDE}", *(f"{head}{SQUARE}" for head in heads)]
    return {name: small_cover(name, files[name]) for name in names if name in files}


def small_cover(name: str, data: bytes) -> str:
    """封面 as large as a card shows it, as an address of its own."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", (COVER_WIDTH, COVER_WIDTH))
        image.thumbnail((COVER_WIDTH, COVER_WIDTH) if WIDE in name else (THUMB, THUMB))
        image.save(out, "JPEG", quality=82, optimize=True)
    return data_address(name, out.getvalue())
