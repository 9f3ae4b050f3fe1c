"""损坏的图片：made here from sound ones, cut off, flipped, mislabelled, huge, or two things at once."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from PIL import Image, PngImagePlugin

SIZE = (61, 47)
CUTS, FLIPS, SMEARS = 20, 24, 8
"""of every sound picture: how often it is cut off, has bits flipped, has a stretch overwritten"""
HUGE = ((5_000, 5_000), (5_001, 5_000), (30_000, 30_000), (65_535, 65_535), (2**31 - 1, 1))
SCRIPT = b"<script>hit(1)</script>"


def sound() -> dict[str, bytes]:
    """完好的图片 of every format, mode and kind of metadata that offices may have, by name."""
    colours = Image.effect_mandelbrot(SIZE, (-2, -1.2, 1, 1.2), 60).convert("RGB")
    made = {f"{mode}.png": _save(colours.convert(mode), "PNG") for mode in ("RGB", "L", "P", "1")}
    made |= {
        f"{mode}.png": _save(colours.convert("RGBA").convert(mode), "PNG")
        for mode in ("RGBA", "LA")
    }
    made["16-bit.png"] = _save(colours.convert("L").convert("I").convert("I;16"), "PNG")
    made["cmyk.jpg"] = _save(colours.convert("CMYK"), "JPEG")
    made["progressive.jpg"] = _save(colours, "JPEG", progressive=True)
    made["comment.jpg"] = _save(colours, "JPEG", comment=SCRIPT)
    exif = Image.Exif()
    exif[0x010F], exif[0x9286], exif[0x0112] = "某相机", SCRIPT.decode(), 6
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 48.0)
    made["gps.jpg"] = _save(colours, "JPEG", exif=exif)
    made["grey.jpg"] = _save(colours.convert("L"), "JPEG", quality=20)
    made["lossy.webp"] = _save(colours, "WEBP")
    made["lossless.webp"] = _save(colours.convert("RGBA"), "WEBP", lossless=True, exif=exif)
    frames: dict[str, Any] = {"save_all": True, "append_images": [colours.rotate(90)] * 3}
    for kind in ("GIF", "WEBP", "PNG", "TIFF"):
        made[f"several.{kind.lower()}"] = _save(colours, kind, **frames)
    for kind in ("BMP", "TIFF", "ICO", "TGA", "PPM", "PDF", "EPS"):
        made[f"other.{kind.lower()}"] = _save(colours, kind)
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>某人</x:xmpmeta>")
    text.add_text("Author", "某人", zip=True)
    made["text.png"] = _save(colours, "PNG", pnginfo=text)
    return made


def _save(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def damaged(seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """损坏的图片 by name, the same for the same seed; some of them are still pictures."""
    chance = Random(seed)
    whole = sound()
    for name, data in whole.items():
        yield name, data
        yield from _mutations(name, data, chance)
        yield f"{name} with a tail", data + SCRIPT + b"PK\x05\x06" + bytes(18)
        yield f"{name} after a head", b"%PDF-1.4\n" + data
        yield f"{name} twice", data + data
    for width, height in HUGE:
        yield f"{width} by {height}.png", _png(width, height)
        yield f"{width} by {height}.jpg", _resized_jpeg(whole["progressive.jpg"], width, height)
    yield from _crossed(whole)
    for magic in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP", b"GIF89a", b""):
        for length in (0, 1, 7, 100, 4_000):
            yield f"noise {magic!r} {length}", magic + chance.randbytes(length)
    yield "html", b"<html>" + SCRIPT
    yield (
        "bomb in text.png",
        _png(40, 30, extra=_chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(60_000_000)))),
    )
    yield (
        "bomb in profile.png",
        _png(40, 30, extra=_chunk(b"iCCP", b"k\0\0" + zlib.compress(bytes(60_000_000)))),
    )


def _mutations(name: str, data: bytes, chance: Random) -> Iterator[tuple[str, bytes]]:
    for part in range(CUTS):
        at = len(data) * part // CUTS
        yield f"{name} cut at {at}", data[:at]
    for _ in range(FLIPS):
        flipped = bytearray(data)
        for _ in range(chance.choice((1, 1, 4, 40))):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield f"{name} flipped", bytes(flipped)
    for _ in range(SMEARS):
        at, length = chance.randrange(len(data)), chance.choice((1, 8, 64))
        yield f"{name} smeared at {at}", data[:at] + b"\xff" * length + data[at + length :]


def _crossed(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The beginning of one format before the rest of another."""
    names = sorted(whole)
    for number, name in zip(count(1), names, strict=False):
        other = names[number % len(names)]
        yield f"{name} becomes {other}", whole[name][:30] + whole[other][30:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, extra: bytes = b"") -> bytes:
    """A PNG that says it is so large; its lines are there only as far as ten million bytes go."""
    lines = zlib.compress(bytes(min((width // 8 + 2) * height, 10_000_000)))
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = head + extra + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _resized_jpeg(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose head claims another size."""
    at = data.index(b"\xff\xc2") + 5
    return data[:at] + struct.pack(">HH", height & 0xFFFF, width & 0xFFFF) + data[at + 4 :]
