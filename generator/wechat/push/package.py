"""要推送的：a folder as `anli wechat build` wrote it, read again and held against the interface.

`draft.json` is what will be sent, but for the names of local files in it.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from generator.problems import Level
from generator.wechat import limits
from generator.wechat.blocks import Article, Kind
from generator.wechat.checks import Finding, finding
from generator.wechat.checks.headline import check_count, check_headline, check_length
from generator.wechat.checks.structure import check_structure
from generator.wechat.folders import REPORT
from generator.wechat.payload import LOCAL
from generator.wechat.push.errors import Exit, PushError
from generator.wechat.push.transport import File
from generator.wechat.push.uploads import Endpoint
from generator.wechat.report import RECALLED
from generator.wechat.tree import read_tree

Json = dict[str, Any]
MIME = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif"}
NEWSPIC = "newspic"
"""小绿书: pictures with a few words"""


class PackageError(PushError):
    """不能推送的文件夹."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.CONTENT)


@dataclass(frozen=True, slots=True)
class Upload:
    """要上传的: a reference in an article and the file that it stands for."""

    reference: str
    """as it stands in draft.json: images/….jpg or local:cover-pair.jpg"""
    endpoint: Endpoint
    file: File


@dataclass(frozen=True, slots=True)
class Item:
    """草稿里的一篇."""

    body: Json
    uploads: tuple[Upload, ...]

    @property
    def title(self) -> str:
        """标题."""
        return str(self.body.get("title", ""))

    @property
    def content(self) -> str:
        """正文片段."""
        return str(self.body.get("content", ""))

    @property
    def source_url(self) -> str:
        """阅读原文."""
        return str(self.body.get("content_source_url", ""))

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of what is sent: the body and the bytes of its files."""
        files = [(u.reference, hashlib.sha256(u.file.data).hexdigest()) for u in self.uploads]
        text = json.dumps([self.body, files], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def counts(self) -> str:
        """Lengths, for messages."""
        body = self.body
        return (
            f"标题 {len(self.title)} 字，摘要 {len(str(body.get('digest', '')))} 字，"
            f"作者 {len(str(body.get('author', '')))} 字，正文 {len(self.content):,} 字符、"
            f"{len(self.content.encode()):,} 字节"
        )


@dataclass(frozen=True, slots=True)
class Package:
    """要推送的草稿."""

    name: str
    """活动/代号"""
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stops a push."""
        return tuple(one for one in self.findings if one.level is Level.ERROR)

    @property
    def sent(self) -> tuple[str, ...]:
        """指纹 of its articles."""
        return tuple(item.fingerprint for item in self.items)


def read_package(folder: Path) -> Package:
    """文件夹 → 要推送的. Raises PackageError where it is none."""
    report, draft = (_read_json(folder / name) for name in (REPORT, "draft.json"))
    bodies = draft.get("articles")
    if not isinstance(bodies, list) or not all(isinstance(body, dict) for body in bodies):
        raise PackageError(f"{folder.name}/draft.json 里没有 articles，请重新生成。")
    items = tuple(Item(body, tuple(_uploads(body, folder))) for body in bodies)
    found = [*_reported(report), *_check(items)]
    name = f"{folder.parent.name}/{folder.name}"
    return Package(name, items, tuple(dict.fromkeys(found)))


def _read_json(path: Path) -> Json:
    place = f"{path.parent.name}/{path.name}"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackageError(f"没有 {place}。请先运行 anli wechat build。") from None
    except ValueError:
        raise PackageError(f"{place} 坏了，请重新生成。") from None
    if not isinstance(found, dict):
        raise PackageError(f"{place} 坏了，请重新生成。")
    if found.get("state") == RECALLED:
        raise PackageError(f"{path.parent.name} 已撤回：它的案例撤下了，不能推送。")
    return found


def _uploads(body: Mapping[str, Any], folder: Path) -> Iterator[Upload]:
    """Every local file of an article, in order, each reference once."""
    pictures = [
        image.attributes.get("src", "")
        for image in read_tree(str(body.get("content", ""))).root.walk()
        if image.tag == "img"
    ]
    for source in dict.fromkeys(pictures):
        if source and not source.startswith(("http://", "https://")):
            file = _read_file(folder, source)
            moving = file.mime == MIME["GIF"]
            yield Upload(source, Endpoint.MATERIAL if moving else Endpoint.IMAGE, file)
    for reference in dict.fromkeys(_references(body)):
        yield Upload(
            reference, Endpoint.MATERIAL, _read_file(folder, reference.removeprefix(LOCAL))
        )


def _references(value: object) -> Iterator[str]:
    """Values that name a local file, wherever they stand."""
    if isinstance(value, str) and value.startswith(LOCAL):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)


def _read_file(folder: Path, name: str) -> File:
    """A picture within the folder. Raises PackageError."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise PackageError(f"{folder.name} 里没有图片 {name}，请重新生成。")
    data = path.read_bytes()
    try:
        with Image.open(io.BytesIO(data), formats=tuple(MIME)) as image:
            kind = image.format or ""
    except (OSError, Image.DecompressionBombError):
        raise PackageError(f"{folder.name}/{name} 不是 JPEG、PNG 或 GIF，请重新生成。") from None
    return File(path.name, data, MIME[kind])


def _reported(report: Json) -> Iterator[Finding]:
    """What the build found and that stops a draft."""
    rows = [
        *report.get("findings", ()),
        *(f for a in report.get("articles", ()) for f in a.get("findings", ())),
    ]
    for row in rows:
        if row["level"] == Level.ERROR.value:
            yield Finding(**(row | {"level": Level(row["level"])}))


def _check(items: tuple[Item, ...]) -> Iterator[Finding]:
    """The rules of the interface, which are narrower than those for pasting."""
    yield from check_count(len(items))
    for number, item in enumerate(items, 1):
        yield from check_headline(_headline(item), alone=len(items) == 1, push=True)
        if item.body.get("article_type") != NEWSPIC:
            yield from check_length(item.content, push=True, split=None)
            yield from check_structure(item.content)
            if not item.body.get("thumb_media_id"):
                where = f"第 {number} 篇的封面"
                yield finding("WX312", where, level=Level.ERROR, reason="没有封面，接口不收。")
        for upload in item.uploads:
            most = limits.MATERIAL_BYTES
            if upload.endpoint is Endpoint.IMAGE:
                most = limits.IMAGE_BYTES - 1
            if (size := len(upload.file.data)) > most:
                said = {"count": f"{size:,}", "limit": f"{most:,}", "over": f"{size - most:,}"}
                yield finding("WX305", upload.file.name, **said)


def _headline(item: Item) -> Article:
    """The lines above the text, for their check."""
    digest, author = (str(item.body.get(name, "")) for name in ("digest", "author"))
    return Article("", Kind.SINGLE, item.title, digest, author, item.source_url, ())
