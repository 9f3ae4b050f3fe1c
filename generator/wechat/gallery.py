"""图片册：every picture of an article converted, or said why not, and addressed as the files lie."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from generator.cache import Cache
from generator.drawing.qr import make_qr
from generator.pages.kpis import KpiView
from generator.wechat import words
from generator.wechat.blocks import Article, Block, CaseCard, MissingPicture, Picture, QrCode
from generator.wechat.charts import ChartError
from generator.wechat.checks import Finding, finding
from generator.wechat.pictures import RefusedPictureError, convert
from generator.wechat.render import Resolved

FOLDER = "images"
QR = "qr:"
"""head of the key of a code; the address follows"""
QR_SIDE = 430
"""least pixels along one side: printed on a phone it can still be read"""


Draw = Callable[[Sequence[KpiView]], bytes]
"""指标 → 指标图 as PNG; raises ChartError"""


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


@dataclass(slots=True)
class _Wall:
    """墙: what hangs by now."""

    places: dict[str, Resolved] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def hang(self, key: str, name: str, data: bytes, size: tuple[int, int]) -> None:
        """Put a file under its name, to be found by its key."""
        path = f"{FOLDER}/{name}"
        self.files[path] = data
        self.places[key] = Resolved(path, *size)


def hang_pictures(article: Article, root: Path, cache: Cache, draw: Draw) -> Gallery:
    """推文 → its pictures, ready to be written beside it."""
    wall = _Wall()
    findings: list[Finding] = []
    refused: set[str] = set()
    for picture in words.pictures(article):
        key = picture.source
        if key in wall.places or key in refused:
            continue
        try:
            if picture.chart:
                data = draw(picture.chart)
                wall.hang(key, name_of(data), data, size_of(data))
                continue
            made = convert(_bytes_of(root, key), key.rsplit("/", 1)[-1], cache)
        except ChartError as error:
            refused.add(key)
            findings.append(finding("WX313", "指标图", reason=str(error)))
        except RefusedPictureError as error:
            refused.add(key)
            findings.append(error.finding)
        else:
            findings += made.findings
            wall.hang(key, made.name, made.data, (made.width, made.height))
    for address in _codes(article):
        data, side = draw_code(address)
        wall.hang(f"{QR}{address}", name_of(data), data, (side, side))
    blocks = tuple(
        _without(block, refused) for block in article.blocks if not _undrawn(block, refused)
    )
    return Gallery(replace(article, blocks=blocks), wall.places, wall.files, tuple(findings))


def name_of(data: bytes) -> str:
    """Name of a PNG drawn here, by its content."""
    return f"{hashlib.sha256(data).hexdigest()[:8]}.png"


def size_of(data: bytes) -> tuple[int, int]:
    """Pixels across and down."""
    with Image.open(io.BytesIO(data)) as image:
        return image.size


def _bytes_of(root: Path, source: str) -> bytes:
    """The file; nothing where it is gone, which the conversion refuses by name."""
    path = root / source
    return path.read_bytes() if path.is_file() and not path.is_symlink() else b""


def _codes(article: Article) -> Iterator[str]:
    yield from (block.address for block in article.blocks if isinstance(block, QrCode))


def _undrawn(block: Block, refused: set[str]) -> bool:
    """A chart that could not be drawn leaves no mark: its figures stand in the table."""
    return isinstance(block, Picture) and bool(block.chart) and block.source in refused


def _without(block: Block, refused: set[str]) -> Block:
    if isinstance(block, Picture) and block.source in refused:
        return MissingPicture(block.source, block.alt)
    if isinstance(block, CaseCard) and block.picture and block.picture.source in refused:
        return replace(block, picture=None)
    return block


def draw_code(address: str) -> tuple[bytes, int]:
    """网址 → 二维码 as PNG, black on opaque white, and its side in pixels."""
    code = make_qr(address).png(QR_SIDE)
    return code, size_of(code)[0]
