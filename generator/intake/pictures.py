"""图片：pictures out of a paper, drawn anew so that nothing but the image comes along."""

from __future__ import annotations

import io
import math
import re
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from generator.intake.blocks import PictureBlock

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
"""what is opened at all; the decoders of other formats are old, or run programs"""
LARGEST = 25_000_000
"""most pixels that are worked on: some 100 MB of memory"""
WIDEST = 2000
"""width of a picture that is kept, in pixels: the site shows 1600; and it is no larger than a square
of this side, so that a screenshot of a whole article can still be read"""
SMALL = 1_000_000
"""pixels up to which the smallest file is worth the time"""
_START_OF_SCAN = 0xDA
_KINDS = (
    ("排列图", "排列图"),
    ("因果图|鱼骨图", "因果图"),
    ("控制图", "控制图"),
    ("直方图", "直方图"),
    ("甘特", "甘特图"),
    ("流程|步骤|闭环|道关", "流程图"),
    ("构成|占比", "饼图"),
    ("五维|五项|雷达", "雷达图"),
    ("走势|变化|趋势|月度", "折线图"),
    ("对比|比较", "柱状图"),
    ("示意", "示意图"),
)
_NO_DESCRIPTION = re.compile(r"(?:picture|image|图片|图像|图)?\s*\d*(?:\.\w{3,4})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """图片文件 for the folder of a case."""

    name: str
    data: bytes
    size: str = ""
    """as 宽×高, in pixels"""
    reduced_from: str = ""
    """size before it was made smaller; empty when it was not"""


def redraw(data: bytes, stem: str) -> PictureFile | str:
    """A file of the same pixels without EXIF, GPS, comments or profiles; or why not.

    Photographs are decoded at a smaller scale where they are too large; of other pictures the
    size is known before a pixel is read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redraw(data, stem)
    # Pillow raises many kinds of errors over broken pictures, SyntaxError among them
    except Exception as error:
        return "看不懂的图片格式" if isinstance(error, OSError) else type(error).__name__


def _redraw(data: bytes, stem: str) -> PictureFile | str:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        photo = image.format in ("JPEG", "MPO")
        before = image.size
        scale = _scale(before)
        if photo and scale < 1 and _is_read_in_rows(image, data):
            image.draft("RGB", (int(before[0] * scale), int(before[1] * scale)))
        if image.width * image.height > LARGEST:
            return f"{before[0]}×{before[1]} 像素，太大"
        ImageOps.exif_transpose(image, in_place=True)
        clean = _stripped(image, photo)
        target = io.BytesIO()
        small = clean.width * clean.height <= SMALL
        if photo:
            clean.save(target, "JPEG", quality=90, optimize=small, progressive=small)
        else:
            clean.save(target, "PNG", optimize=small and clean.mode in ("1", "L", "P"))
    name = f"{stem}.jpg" if photo else f"{stem}.png"
    reduced = max(clean.size) < max(before)
    was = f"{before[0]}×{before[1]}" if reduced else ""
    return PictureFile(name, target.getvalue(), f"{clean.width}×{clean.height}", was)


def _scale(size: tuple[int, int]) -> float:
    """What becomes of each side; at most 1."""
    width, height = size
    return min(1, WIDEST / width, WIDEST / math.sqrt(width * height))


def _is_read_in_rows(image: Image.Image, data: bytes) -> bool:
    """Whether a JPEG needs memory for its rows alone: others are held whole, at full size."""
    if "progressive" in image.info:
        return False
    at = 2
    while at + 4 < len(data) and data[at] == 0xFF and data[at + 1] != _START_OF_SCAN:
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    in_scan = data[at + 4 : at + 5]
    return data[at + 1 : at + 2] == bytes([_START_OF_SCAN]) and in_scan == bytes(
        [len(image.getbands())]
    )


def _stripped(image: Image.Image, photo: bool) -> Image.Image:
    """Only the pixels, and what shows through; not larger than is of use."""
    scale = _scale(image.size)
    large = scale < 1
    if photo and image.mode != "RGB":
        image = image.convert("RGB")
    elif image.mode not in ("1", "L", "P", "RGB", "RGBA") or (large and image.mode in ("1", "P")):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if large:
        width, height = (max(1, round(side * scale)) for side in image.size)
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    return image


def kind_of(caption: str) -> str:
    """图类型 guessed from the caption; empty when nothing suggests one."""
    return next((kind for words, kind in _KINDS if re.search(words, caption)), "")


def description_of(picture: PictureBlock) -> str:
    """替代文字 that the author wrote; names that programs give do not count."""
    return "" if _NO_DESCRIPTION.fullmatch(picture.alt) else picture.alt
