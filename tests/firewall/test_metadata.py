"""图片里的隐藏信息：wherever in a file it stands, and however it is packed."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.firewall import metadata
from generator.firewall.metadata import EXIF, GPS, read_hidden

_HEAD, _TAIL = 33, 12
"""bytes of a PNG as far as IHDR, and of IEND"""


def exif(*, gps: bool) -> bytes:
    tags = Image.Exif()
    if gps:
        tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 12.0, 0.0)})
    else:
        tags[0x013B] = "Somebody"
    return tags.tobytes().removeprefix(b"Exif\x00\x00")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


def with_chunk(more: bytes, place: str) -> bytes:
    at = {"前": _HEAD, "后": len(png()) - _TAIL, "外": len(png())}[place]
    return png()[:at] + more + png()[at:]


XMP = b'<x:xmpmeta exif:GPSLatitude="31,12N"/>'
TOLD: tuple[tuple[bytes, list[str]], ...] = (
    (chunk(b"eXIf", exif(gps=True)), [GPS]),
    (chunk(b"eXIf", exif(gps=False)), [EXIF]),
    (chunk(b"tEXt", b"Author\0Somebody"), [EXIF]),
    (chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"Somebody")), [EXIF]),
    (chunk(b"iTXt", b"Title\0\0\0\0\0" + "某人".encode()), [EXIF]),
    (chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), [GPS, EXIF]),
    (
        chunk(
            b"tEXt",
            b"Raw profile type exif\0\nexif\n      99\n" + exif(gps=False).hex().encode(),
        ),
        [EXIF],
    ),
    (chunk(b"prVt", XMP), [GPS]),
    (chunk(b"tIME", struct.pack(">H5B", 2022, 9, 1, 8, 0, 0)), []),
    (chunk(b"prVt", b"Author\0Somebody"), []),
)


def found_in(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [finding.id for finding in read_hidden(path)]


@pytest.mark.parametrize("place", ["前", "后"])
@pytest.mark.parametrize(("more", "expected"), TOLD)
def test_a_png_tells_before_its_pixels_and_after(
    tmp_path: Path, more: bytes, expected: list[str], place: str
) -> None:
    assert found_in(tmp_path / "a.png", with_chunk(more, place)) == expected


def test_what_stands_behind_a_png_is_seen_too(tmp_path: Path) -> None:
    assert found_in(tmp_path / "a.png", with_chunk(XMP, "外")) == [GPS]


@pytest.mark.parametrize("place", ["前", "后", "外"])
@pytest.mark.parametrize("more", [more for more, _ in TOLD])
def test_without_the_signs_the_pixels_would_be_unpacked_for_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: bytes, place: str
) -> None:
    data = with_chunk(more, place)
    broken = data.replace(b"IDAT", b"IDAT\xff", 1)
    quick = [found_in(tmp_path / "a.png", picture) for picture in (data, broken, data[:60])]
    monkeypatch.setattr(metadata, "_TELLING", (b"",))
    assert quick == [found_in(tmp_path / "a.png", picture) for picture in (data, broken, data[:60])]
