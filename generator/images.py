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
import PIL.WebPImagePlugin  # known from the beginning: to find it, Pillow would load forty formats
from PIL import Image, ImageOps, UnidentifiedImageError

from generator.cache import Cache
from generator.model import Case, Figure, Picture
from generator.urls import case_url

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 20_000_000
MAX_PIXELS = 25_000_000
MAX_WIDTH = 1600
"""widest rendition, in pixels: twice the text measure on a desk"""
NARROW = 800
"""width of the rendition for a phone, in pixels"""
WEBP_SIDE = 16_383
"""longest side that the format knows, in pixels; a screenshot of a whole article is longer"""
WORTH = 0.9
"""a further rendition is made only where it has at most this share of the bytes"""
COLOURS = 256
"""that a palette holds"""
RECIPE = f"picture-5-pillow-{PIL.__version__}"


class UnusablePictureError(Exception):
    """不可用的图片; the text says why, in Chinese."""


def open_picture(data: bytes, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The decoded picture, upright; a file is what its bytes say. Raises UnusablePictureError."""
    if len(data) > MAX_BYTES:
        raise UnusablePictureError(f"有 {len(data) // 1_000_000} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # English words about metadata that nobody keeps
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=formats)
            if image.width * image.height > MAX_PIXELS:
                raise UnusablePictureError(f"{image.width}×{image.height} 像素过大")
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
            return image
    except (UnusablePictureError, MemoryError):  # the limits of `workers` are no fault of a file
        raise
    except UnidentifiedImageError:
        known = f"{'、'.join(formats[:-1])} 或 {formats[-1]}".replace("WEBP", "WebP")
        raise UnusablePictureError(f"内容不是 {known}") from None
    except Exception as error:  # Pillow's decoders raise anything on damaged data
        raise UnusablePictureError(f"文件已损坏：{type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class Rendition:
    """公开版本 of a picture."""

    data: bytes
    suffix: str
    width: int
    height: int
    webp: tuple[tuple[int, bytes], ...] = ()
    """lighter renditions by width in pixels, narrowest first"""


def render_picture(data: bytes) -> Rendition:
    """图片 → 公开版本：at most MAX_WIDTH wide, new pixels only. Raises UnusablePictureError."""
    source = open_picture(data)
    photo = data.startswith(b"\xff\xd8\xff")
    mode = "RGB" if photo else _lossless_mode(source)
    image = source if source.mode == mode else source.convert(mode)
    if image.width > MAX_WIDTH:
        height = max(1, round(image.height * MAX_WIDTH / image.width))
        image = image.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = io.BytesIO()
    flat = clean if photo else _with_palette(clean)
    if photo:
        flat.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    else:
        # 9 takes four times as long for a twentieth less
        flat.save(out, "PNG", compress_level=6)
    data = out.getvalue()
    webp = tuple(_lighter(clean, photo, len(data), few_colours=flat.mode == "P"))
    return Rendition(data, ".jpg" if photo else ".png", *clean.size, webp)


def _with_palette(image: Image.Image) -> Image.Image:
    """A drawing of few colours by their numbers, pixel for pixel the same: a third of the bytes."""
    if image.mode != "RGB" or image.getcolors(COLOURS) is None:
        return image
    import numpy as np  # noqa: PLC0415 - takes its time, and most cases have no picture

    four = np.frombuffer(image.tobytes("raw", "RGBX"), "<u4")
    pixels = four & 0xFFFFFF  # the fourth byte of a pixel means nothing
    starts = np.append(0, np.flatnonzero(pixels[1:] != pixels[:-1]) + 1)
    colours, firsts, places = np.unique(pixels[starts], return_index=True, return_inverse=True)
    shown = np.argsort(firsts)  # in the order in which they are met: what is near has near numbers
    numbers = np.argsort(shown).astype("u1")
    rows = np.repeat(numbers[places], np.diff(starts, append=pixels.size))
    found = Image.frombytes("P", image.size, rows.tobytes())
    found.putpalette(colours[shown].astype("<u4").view("u1").reshape(-1, 4)[:, :3].tobytes())
    return found


def _lighter(
    image: Image.Image, photo: bool, size: int, *, few_colours: bool
) -> Iterator[tuple[int, bytes]]:
    """WebP renditions that save enough bytes: perhaps a narrow one, and one of full width."""
    if image.height > WEBP_SIDE:
        return
    full = _webp(image, photo)
    limit = min(size, len(full)) * WORTH
    # made narrow, a drawing of few colours has many, and three times the bytes and more
    plain = few_colours and len(full) * 8 < image.width * image.height
    if image.width > NARROW * 1.2 and not plain:
        height = max(1, round(image.height * NARROW / image.width))
        small = _webp(image.resize((NARROW, height), Image.Resampling.LANCZOS), photo)
        if len(small) <= limit:
            yield NARROW, small
    if len(full) <= size * WORTH:
        yield image.width, full


def _webp(image: Image.Image, photo: bool) -> bytes:
    """Photographs with loss, drawings without: letters in a chart must stay sharp."""
    out = io.BytesIO()
    if photo:
        image.save(out, "WEBP", quality=80, method=4)
    else:
        image.save(out, "WEBP", lossless=True, quality=20, method=2)
    return out.getvalue()


def _lossless_mode(image: Image.Image) -> str:
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return "RGBA" if transparent else "RGB"


def recall_picture(data: bytes, cache: Cache) -> Rendition:
    """The same, made once for the same bytes. Raises UnusablePictureError."""

    def make() -> bytes:
        made = render_picture(data)
        sizes = "".join(f" {width} {len(content)}" for width, content in made.webp)
        head = f"{made.suffix} {made.width} {made.height}{sizes}\n"
        return head.encode() + b"".join(content for _, content in made.webp) + made.data

    head, _, body = cache.recall(RECIPE, (data,), make).partition(b"\n")
    suffix, *numbers = head.decode().split()
    width, height, *sizes = map(int, numbers)
    webp = []
    for narrow, length in zip(sizes[::2], sizes[1::2], strict=True):
        webp.append((narrow, body[:length]))
        body = body[length:]
    return Rendition(body, suffix, width, height, tuple(webp))


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
        rendition = recall_picture((root / case.folder / picture.file).read_bytes(), cache)
        stem = case_url(case) + picture.file.rsplit(".", 1)[0]
        path = _named(stem, rendition.suffix, rendition.data)
        webp = {_named(stem, ".webp", content): (w, content) for w, content in rendition.webp}
        files |= {path: rendition.data} | {name: content for name, (_, content) in webp.items()}
        figures[(case.id, picture.file)] = Figure(
            src=path,
            width=rendition.width,
            height=rendition.height,
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            webp=tuple((name, width) for name, (width, _) in webp.items()),
        )
    return Gallery(figures, files)


def _named(stem: str, suffix: str, data: bytes) -> str:
    """A name that changes with the content, so that it may be kept for ever."""
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:10]}{suffix}"


def _pictures(cases: tuple[Case, ...]) -> Iterator[tuple[Case, Picture]]:
    return ((case, picture) for case in cases for picture in case.pictures)
