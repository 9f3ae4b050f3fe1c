"""图片：opened with care, re-encoded without metadata, named by content.

Only the pixels are kept: EXIF, GPS, comments, profiles and trailing bytes stay behind.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import Image, ImageOps, UnidentifiedImageError

from generator.cache import Cache
from generator.model import Case, Figure, Picture
from generator.urls import case_url

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 20_000_000
MAX_PIXELS = 25_000_000
MAX_WIDTH = 1600
"""widest rendition, in pixels: twice the text measure on a desk"""
RECIPE = f"picture-1-pillow-{PIL.__version__}"


class UnusablePictureError(Exception):
    """不可用的图片; the text says why, in Chinese."""


def _open(data: bytes) -> Image.Image:
    """The decoded picture, upright. Raises UnusablePictureError."""
    if len(data) > MAX_BYTES:
        raise UnusablePictureError(f"有 {len(data) // 1_000_000} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            if image.width * image.height > MAX_PIXELS:
                raise UnusablePictureError(f"{image.width}×{image.height} 像素过大")
            image.load()
            return ImageOps.exif_transpose(image)
    except UnusablePictureError:
        raise
    except UnidentifiedImageError:
        raise UnusablePictureError("内容不是 PNG、JPEG 或 WebP") from None
    except Exception as error:  # Pillow's decoders raise anything on damaged data
        raise UnusablePictureError(f"文件已损坏：{type(error).__name__}") from error


def read_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels of a picture that can be decoded. Raises UnusablePictureError."""
    return _open(path.read_bytes()).size


@dataclass(frozen=True, slots=True)
class Rendition:
    """公开版本 of a picture."""

    data: bytes
    suffix: str
    width: int
    height: int


def render_picture(data: bytes) -> Rendition:
    """图片 → 公开版本：at most MAX_WIDTH wide, new pixels only. Raises UnusablePictureError."""
    source = _open(data)
    photo = data.startswith(b"\xff\xd8\xff")
    image = source.convert("RGB" if photo else _lossless_mode(source))
    if image.width > MAX_WIDTH:
        height = max(1, round(image.height * MAX_WIDTH / image.width))
        image = image.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = io.BytesIO()
    if photo:
        clean.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    else:
        clean.save(out, "PNG", optimize=True)
    return Rendition(out.getvalue(), ".jpg" if photo else ".png", *clean.size)


def _lossless_mode(image: Image.Image) -> str:
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return "RGBA" if transparent else "RGB"


def _recall(data: bytes, cache: Cache) -> Rendition:
    def make() -> bytes:
        made = render_picture(data)
        return f"{made.suffix} {made.width} {made.height}\n".encode() + made.data

    head, _, body = cache.recall(RECIPE, (data,), make).partition(b"\n")
    suffix, width, height = head.decode().split()
    return Rendition(body, suffix, int(width), int(height))


@dataclass(frozen=True, slots=True)
class Gallery:
    """图库：the public renditions of all pictures of an archive."""

    figures: Mapping[tuple[str, str], Figure]
    """by case id and file name"""
    files: Mapping[str, bytes]
    """by site-relative path"""

    def figure(self, case: Case, picture: Picture) -> Figure:
        """插图 of a public case."""
        return self.figures[(case.id, picture.file)]


def build_gallery(cases: tuple[Case, ...], root: Path, cache: Cache) -> Gallery:
    """公开案例 → 图库."""
    figures: dict[tuple[str, str], Figure] = {}
    files: dict[str, bytes] = {}
    for case, picture in _pictures(cases):
        rendition = _recall((root / case.folder / picture.file).read_bytes(), cache)
        digest = hashlib.sha256(rendition.data).hexdigest()[:10]
        stem = picture.file.rsplit(".", 1)[0]
        path = f"{case_url(case)}{stem}-{digest}{rendition.suffix}"
        files[path] = rendition.data
        figures[(case.id, picture.file)] = Figure(
            path, rendition.width, rendition.height, picture.alt, picture.caption, picture.credit
        )
    return Gallery(figures, files)


def _pictures(cases: tuple[Case, ...]) -> Iterator[tuple[Case, Picture]]:
    return ((case, picture) for case in cases for picture in case.pictures)
