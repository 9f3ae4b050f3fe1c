"""图片册：every picture of an article converted, or said why not, and addressed as the files lie."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import segno

from generator.cache import Cache
from generator.drawing.qr import QUIET
from generator.wechat import words
from generator.wechat.blocks import Article, Block, CaseCard, MissingPicture, Picture, QrCode
from generator.wechat.checks import Finding
from generator.wechat.pictures import RefusedPictureError, convert
from generator.wechat.render import Resolved

FOLDER = "images"
QR = "qr:"
"""head of the key of a code; the address follows"""
QR_SIDE = 430
"""least pixels along one side: printed on a phone it can still be read"""


@dataclass(frozen=True, slots=True)
class Gallery:
    """图片册 of one article."""

    article: Article
    """with a marked place for every picture that cannot be used"""
    places: Mapping[str, Resolved]
    files: Mapping[str, bytes]
    """path within the folder of the draft → bytes"""
    findings: tuple[Finding, ...]

    def resolve(self, key: str) -> Resolved:
        """Key of a picture → where its file lies."""
        return self.places[key]


def hang_pictures(article: Article, root: Path, cache: Cache) -> Gallery:
    """推文 → its pictures, ready to be written beside it."""
    places: dict[str, Resolved] = {}
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    refused: set[str] = set()
    for picture in words.pictures(article):
        key = picture.source
        if key in places or key in refused:
            continue
        try:
            made = convert(_bytes_of(root, key), key.rsplit("/", 1)[-1], cache)
        except RefusedPictureError as error:
            refused.add(key)
            findings.append(error.finding)
            continue
        findings += made.findings
        path = f"{FOLDER}/{made.name}"
        files[path] = made.data
        places[key] = Resolved(path, made.width, made.height)
    for address in _codes(article):
        data, side = draw_code(address)
        path = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:8]}.png"
        files[path] = data
        places[f"{QR}{address}"] = Resolved(path, side, side)
    blocks = tuple(_without(block, refused) for block in article.blocks)
    return Gallery(replace(article, blocks=blocks), places, files, tuple(findings))


def _bytes_of(root: Path, source: str) -> bytes:
    """The file; nothing where it is gone, which the conversion refuses by name."""
    path = root / source
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""


def _codes(article: Article) -> Iterator[str]:
    yield from (block.address for block in article.blocks if isinstance(block, QrCode))


def _without(block: Block, refused: set[str]) -> Block:
    if isinstance(block, Picture) and block.source in refused:
        return MissingPicture(block.source, block.alt)
    if isinstance(block, CaseCard) and block.picture and block.picture.source in refused:
        return replace(block, picture=None)
    return block


def draw_code(address: str) -> tuple[bytes, int]:
    """网址 → 二维码 as PNG, black on opaque white, and its side in pixels."""
    code = segno.make(address, error="m", micro=False)
    scale = -(-QR_SIDE // code.symbol_size(border=QUIET)[0])
    out = io.BytesIO()
    code.save(out, kind="png", scale=scale, border=QUIET)
    return out.getvalue(), int(code.symbol_size(scale, QUIET)[0])
