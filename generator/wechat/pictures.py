"""推文图片：whatever a case brings → JPEG or PNG below the limit, new pixels only, in sRGB.

A picture is what its bytes say, not its name. Nothing is cut away in silence: what changes more
than size and colour is said, and what cannot be used is refused by name.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import PIL
from PIL import Image, ImageCms

from generator.cache import Cache
from generator.images import UnusablePictureError, open_picture
from generator.problems import Level
from generator.wechat import limits
from generator.wechat.checks.catalogue import Finding
from generator.wechat.gif import TruncatedGifError, clean_gif

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
FOREIGN = (
    (b"<svg", " SVG 矢量图"),
    (b"ftyphei", " HEIC 照片（苹果手机）"),
    (b"ftypmif1", " HEIC 照片（苹果手机）"),
    (b"%PDF-", " PDF 文件"),
    (b"\xd7\xcd\xc6\x9a", " WMF 矢量图"),
    (b" EMF", " EMF 矢量图"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"<html", "网页"),
    (b"<!doctype html", "网页"),
)
"""what people take for a picture: bytes near its beginning, and its name"""
WIDTHS = (1080, 960, 800)
"""pixels; the narrower ones only where the file would be too large"""
QUALITIES = (85, 82, 75, 68)
FLAT = 256
"""colours; a picture with no more is drawn, not photographed, and stays PNG"""
SHARP_FACTOR = 1 / 257
"""16 bits → 8 bits"""
RECIPE = f"wechat-picture-1-pillow-{PIL.__version__}"
E, W = Level.ERROR, Level.WARNING
_SRGB = ImageCms.createProfile("sRGB")


class RefusedPictureError(Exception):
    """不能用的图片; the finding says why, by name."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.render())
        self.finding = found


@dataclass(frozen=True, slots=True)
class Converted:
    """转换后的图片."""

    data: bytes
    suffix: str
    width: int
    """pixels; becomes data-w"""
    height: int
    findings: tuple[Finding, ...] = ()
    animated: bool = False
    """goes to the library of materials: the interface for pictures in the text takes no GIF"""

    @property
    def name(self) -> str:
        """File name by content, for `images/`."""
        return f"{hashlib.sha256(self.data).hexdigest()[:8]}{self.suffix}"


def convert(data: bytes, name: str, cache: Cache) -> Converted:
    """图片 → 推文图片. `name` is for the messages only. Raises RefusedPictureError."""

    def make() -> bytes:
        return _pack(_convert(data))

    found = _unpack(cache.recall(RECIPE, (data,), make))
    if isinstance(found, Finding):
        raise RefusedPictureError(_named(found, name))
    return replace(found, findings=tuple(_named(one, name) for one in found.findings))


def _fault(level: Level, code: str, message: str, fix: str) -> Finding:
    return Finding(code, level, "", "", message, fix)


def _named(found: Finding, name: str) -> Finding:
    return replace(found, place=f"图片 {name} ")


def _pack(made: Converted | Finding) -> bytes:
    """The outcome as one entry of the cache; a refusal is one as well."""
    if isinstance(made, Finding):
        return json.dumps({"refused": asdict(made)}).encode() + b"\n"
    head = asdict(replace(made, data=b"")) | {"data": None}
    return json.dumps(head).encode() + b"\n" + made.data


def _unpack(entry: bytes) -> Converted | Finding:
    head, _, data = entry.partition(b"\n")
    found = json.loads(head)
    if "refused" in found:
        return _finding(found["refused"])
    findings = tuple(_finding(one) for one in found["findings"])
    return Converted(**(found | {"data": data, "findings": findings}))


def _finding(values: dict[str, str]) -> Finding:
    return Finding(**(values | {"level": Level(values["level"])}))  # type: ignore[arg-type]


def _convert(data: bytes) -> Converted | Finding:
    try:
        source = open_picture(data, FORMATS)
        pixels = _on_white(source)
    except UnusablePictureError as error:
        return _refusal(data, str(error))
    if _frames(data) > 1:
        return _animated(data, source.size, pixels)
    return _still(pixels, photo=_is_photo(data))


def _refusal(data: bytes, reason: str) -> Finding:
    head = data[:1024].lower()
    kind = next((said for mark, said in FOREIGN if mark.lower() in head), "")
    if not data:
        return _fault(E, "WX304", "是空文件。", "请重新导出或重新传一遍。")
    if kind:
        return _fault(E, "WX304", f"其实是{kind}，公众号不收。", "请另存为 JPG 或 PNG 再放进来。")
    if "像素过大" in reason or reason.endswith("MB"):
        return _fault(E, "WX305", f"太大：{reason}。", "请缩小到 2500 万像素、20 MB 以内。")
    return _fault(
        E, "WX304", f"打不开：{reason.partition('：')[0]}。", "请重新导出为 JPG 或 PNG，再传一遍。"
    )


def _frames(data: bytes) -> int:
    with Image.open(io.BytesIO(data), formats=("GIF", "PNG", "WEBP", "AVIF", *FORMATS)) as image:
        return int(getattr(image, "n_frames", 1)) if image.format not in ("MPO", "TIFF") else 1


def _is_photo(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


def _animated(data: bytes, size: tuple[int, int], first: Image.Image) -> Converted | Finding:
    """A GIF below the limit of the library stays as it is; of anything else the first picture."""
    still = _still(first, photo=False)
    if isinstance(still, Finding):
        return still
    reason = "是会动的 PNG、WebP 或 AVIF，公众号不播"
    if data[:4] == b"GIF8":
        try:
            clean = clean_gif(data)
        except TruncatedGifError:
            return _fault(E, "WX304", "是不完整的动图。", "请重新导出，再传一遍。")
        if len(clean) <= limits.MATERIAL_BYTES:
            return Converted(clean, ".gif", *size, animated=True)
        megabytes = limits.MATERIAL_BYTES // 1_000_000
        reason = f"是动图，有 {len(clean) / 1_000_000:.1f} MB，超过素材库的 {megabytes} MB"
    told = _fault(W, "WX304", f"{reason}，只用了第一帧。", "要它动，请压成小一些的 GIF。")
    return Converted(still.data, still.suffix, still.width, still.height, (told,))


def _on_white(image: Image.Image) -> Image.Image:
    """RGB in sRGB, on white where it was transparent. Raises UnusablePictureError."""
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value * SHARP_FACTOR).convert("L")
    elif image.mode in ("I", "F"):
        raise UnusablePictureError("每个像素 32 位，不是通常的照片或图")
    profile = image.info.get("icc_profile")
    transparent = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    if transparent or image.mode in ("P", "1"):
        image = image.convert("RGBA" if transparent else "RGB")
    coloured = _to_srgb(image, profile)
    if not transparent:
        return coloured.convert("RGB")
    ground = Image.new("RGBA", coloured.size, "white")
    ground.alpha_composite(coloured.convert("RGBA"))
    return ground.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By its profile where it has one that can be read, else as it is."""
    if not profile:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return made or image


def _still(image: Image.Image, *, photo: bool) -> Converted | Finding:
    """The first rendition below the limit: PNG of a drawing, else JPEG ever smaller."""
    flat = not photo and image.getcolors(FLAT) is not None
    for data, suffix, size in _renditions(image, flat=flat, photo=photo):
        if len(data) < limits.IMAGE_BYTES:
            return Converted(data, suffix, *size)
    told = f"缩到 {WIDTHS[-1]} 像素宽仍有 {len(data):,} 字节，接口要求少于 {limits.IMAGE_BYTES:,}。"
    return _fault(E, "WX305", told, "请裁成几张，或换一张细节少的。")


def _renditions(
    image: Image.Image, *, flat: bool, photo: bool
) -> Iterator[tuple[bytes, str, tuple[int, int]]]:
    if flat:
        drawn = _narrowed(image, WIDTHS[0]).quantize(FLAT, dither=Image.Dither.NONE)
        yield _saved(drawn, "PNG", optimize=True), ".png", drawn.size
    sampling = "4:2:0" if photo else "4:4:4"  # letters of a drawing keep clean edges
    for number, width in enumerate(WIDTHS):
        if number and image.width <= width:
            continue
        narrow = _narrowed(image, width)
        for quality in QUALITIES if number == 0 else QUALITIES[-1:]:
            options = {"quality": quality, "subsampling": sampling}
            yield _saved(narrow, "JPEG", **options), ".jpg", narrow.size


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _saved(image: Image.Image, format: str, **options: object) -> bytes:
    """Encoded anew, without anything that was beside the pixels."""
    clean = Image.new(image.mode, image.size)
    if palette := image.getpalette():
        clean.putpalette(palette)
    clean.paste(image)
    out = io.BytesIO()
    clean.save(out, format, **options)
    return out.getvalue()
