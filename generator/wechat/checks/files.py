"""图片文件：what the addresses in a fragment stand for, read from the bytes themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from PIL import Image, UnidentifiedImageError

from generator.drawing.qr import make_qr
from generator.problems import Level
from generator.wechat import limits
from generator.wechat.blocks import Article, MissingPicture, QrCode
from generator.wechat.checks.catalogue import Finding, finding
from generator.wechat.tree import Node, look_into

_UNREADABLE = (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError)
"""what Pillow raises over files that are not what they say, or not whole"""


def check_files(
    article: Article, fragment: str, pictures: Mapping[str, bytes], *, push: bool
) -> Iterator[Finding]:
    """Every picture: there, of a kind and size that WeChat takes, opaque, large enough, named."""
    for number, block in enumerate(article.blocks, start=1):
        if isinstance(block, MissingPicture):
            detail = block.source or block.alt or "没有地址"
            yield finding("WX303", f"第 {number} 块", block.alt, detail=detail[:80])
    images = _images(look_into(fragment).root)
    for number, image in images:
        yield from _image(image, f"第 {number} 块", pictures, push=push)
    codes = [block for block in article.blocks if isinstance(block, QrCode)]
    shown = [image for _, image in images if image.attributes.get("alt", "").startswith("二维码：")]
    for code, image in zip(codes, shown, strict=False):
        data = pictures.get(image.attributes.get("src", ""))
        if data is not None and not shows_code(data, code.address):
            yield finding("WX308", "二维码", code.caption, detail=code.address)
    if len(images) > limits.IMAGES:
        yield finding("WX310", "正文", count=len(images), limit=limits.IMAGES)


def _images(root: Node) -> list[tuple[int, Node]]:
    """Image elements with the number of the block that they are in."""
    blocks = [one for outer in root.children if isinstance(outer, Node) for one in outer.children]
    return [
        (number, one)
        for number, block in enumerate(blocks, start=1)
        if isinstance(block, Node)
        for one in block.walk()
        if one.tag == "img"
    ]


def _image(
    image: Node, place: str, pictures: Mapping[str, bytes], *, push: bool
) -> Iterator[Finding]:
    source, alt = image.attributes.get("src", ""), image.attributes.get("alt", "").strip()
    if not alt:
        yield finding("WX306", place, detail=source[-40:])
    host = source.split("/")[2].lower() if source.startswith(("http://", "https://")) else ""
    if host in limits.IMAGE_HOSTS:
        return
    if push or host:
        yield finding("WX302", place, alt[:20], detail=source[:80])
    elif source not in pictures:
        yield finding("WX303", place, alt[:20], detail=source[:80] or "没有地址")
    else:
        yield from _file(pictures[source], place, alt, code=alt.startswith("二维码："))


def _file(data: bytes, place: str, alt: str, *, code: bool) -> Iterator[Finding]:
    quote = alt[:20]
    try:
        with Image.open(io.BytesIO(data)) as image:
            kind, width = image.format or "", image.width
            moving = getattr(image, "n_frames", 1) > 1
            image.draft("L", (1, 1))  # enough to see whether a JPEG is whole
            clear = _is_clear(image)
    except _UNREADABLE:
        yield finding("WX304", place, quote, kind="认不出的文件")
        return
    if kind == "GIF" and moving:
        yield finding("WX304", place, quote, Level.WARNING, kind="动图（GIF）")
    elif kind not in ("JPEG", "PNG"):
        yield finding("WX304", place, quote, kind=kind)
    elif len(data) >= limits.IMAGE_BYTES:
        most = limits.IMAGE_BYTES - 1
        said = {"count": f"{len(data):,}", "limit": f"{most:,}", "over": f"{len(data) - most:,}"}
        yield finding("WX305", place, quote, **said)
    if clear:
        yield finding("WX404", place, quote)
    if width < limits.IMAGE_WIDTH_LOW and not code:
        yield finding("WX309", place, quote, count=width, limit=limits.IMAGE_WIDTH_LOW)


def _is_clear(image: Image.Image) -> bool:
    """Whether any pixel lets the ground through. A file that breaks off raises OSError."""
    image.load()
    if "A" not in image.getbands() and "transparency" not in image.info:
        return False
    return any(image.convert("RGBA").getchannel("A").histogram()[:255])


def shows_code(data: bytes, address: str) -> bool:
    """Whether a picture is, module by module, the code of an address with its quiet zone."""
    code = make_qr(address)
    try:
        with Image.open(io.BytesIO(data)) as opened:
            image = opened.convert("L")
    except _UNREADABLE:
        return False
    if image.width != image.height or image.width < code.size:
        return False
    once = Image.Resampling.NEAREST
    shown = image.resize((code.size, code.size), once)
    return shown.tobytes() == code.picture(code.size).tobytes()
