"""拆开：a file → every place in it where words can hide. Pixels are not words and left out."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from generator.gatekeeper.decode import octal

LIMIT = 64 * 1024 * 1024
"""bytes that one part may unpack to"""
DEEPEST = 5
BROKEN = (
    *(struct.error, zlib.error, zipfile.BadZipFile),
    *(EOFError, IndexError, OSError, ValueError, RuntimeError),
)
"""what broken files bring; RuntimeError: a zip with a password, or packed in an unknown way"""
Part = tuple[str, bytes]
"""where it lies, as people call it; the bytes"""

_PNG, _JPEG, _GZIP, _ZIP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\x1f\x8b", b"PK\x03\x04"
_PIXELS = {b"IDAT", b"fdAT", b"PLTE", b"tRNS", b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_PDF_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")


class UnpackError(ValueError):
    """拆不开; the text says why, in Chinese."""


def parts_of(data: bytes, depth: int = 0) -> Iterator[Part]:
    """The parts of a file, those of files within it too. UnpackError for bombs and broken files."""
    if depth > DEEPEST:
        raise UnpackError(f"压缩包套了 {DEEPEST} 层以上")
    try:
        for where, part in _split(data):
            if part[:2] in (_GZIP, _PNG[:2], _JPEG) or part[:4] in (_ZIP, b"RIFF", b"%PDF"):
                yield from (
                    (f"{where}里的{inner}", deep) for inner, deep in parts_of(part, depth + 1)
                )
            else:
                yield where, part
    except UnpackError:
        raise
    except BROKEN as error:
        raise UnpackError(f"文件残缺（{type(error).__name__}）") from error


def _split(data: bytes) -> Iterator[Part]:
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data.startswith(_GZIP):
        return _gzip(data)
    if data.startswith(_ZIP):
        return _zip(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data.startswith(b"%PDF"):
        return _pdf(data)
    return iter([("正文", data)])


def inflate(data: bytes, wbits: int = zlib.MAX_WBITS) -> tuple[bytes, bytes]:
    """Unpacked bytes and what follows them. UnpackError beyond the limit."""
    step = zlib.decompressobj(wbits)
    out = step.decompress(data, LIMIT)
    if step.unconsumed_tail:
        raise UnpackError(f"解压后超过 {LIMIT // 1024 // 1024} MB")
    return out, step.unused_data


def _png(data: bytes) -> Iterator[Part]:
    at = len(_PNG)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(data):
            raise UnpackError("图片没有到头")
        if name not in _PIXELS:
            yield from _png_chunk(name, body)
        if name == b"IEND":
            break
    if data[at:]:
        yield "图片末尾之后", data[at:]


def _png_chunk(name: bytes, body: bytes) -> Iterator[Part]:
    where = f"图片的 {name.decode('latin-1')} 块"
    key, _, rest = body.partition(b"\0")
    if name in (b"zTXt", b"iCCP"):
        yield where, key
        yield where, inflate(rest[1:])[0]
    elif name == b"iTXt" and rest[:1] == b"\1":
        language, _, more = rest[2:].partition(b"\0")
        translated, _, text = more.partition(b"\0")
        yield where, b" ".join((key, language, translated))
        yield where, inflate(text)[0]
    elif name not in (b"IHDR", b"IEND"):
        yield where, body


def _jpeg(data: bytes) -> Iterator[Part]:
    at = 2
    while at < len(data):
        at = data.find(b"\xff", at)
        if at < 0:
            return
        while data[at : at + 1] == b"\xff":
            at += 1
        mark = data[at] if at < len(data) else 0xD9
        at += 1
        if mark == 0xD9:
            break
        if mark == 0 or 0xD0 <= mark <= 0xD8:
            continue
        (length,) = struct.unpack(">H", data[at : at + 2])
        if mark == 0xFE or 0xE0 <= mark <= 0xEF:
            where = "图片的注释" if mark == 0xFE else f"图片的 APP{mark - 0xE0} 段"
            yield where, data[at + 2 : at + length]
        at += length
    if data[at:]:
        yield "图片末尾之后", data[at:]


def _webp(data: bytes) -> Iterator[Part]:
    end = 8 + struct.unpack("<I", data[4:8])[0]
    at = 12
    while at + 8 <= end:
        name, length = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        if name not in _PIXELS:
            yield f"图片的 {name.decode('latin-1').strip()} 块", data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    if data[end:]:
        yield "图片末尾之后", data[end:]


def _gzip(data: bytes) -> Iterator[Part]:
    content, rest = inflate(data, 16 + zlib.MAX_WBITS)
    head = data[10:1024].split(b"\0") if data[3] & 0x1C else []
    yield from (("压缩包的头", part) for part in head[:3])
    yield "解压后的内容", content
    if rest:
        yield "压缩包末尾之后", rest


def _zip(data: bytes) -> Iterator[Part]:
    """Each member, then everything besides: names, comments, and what lies around the archive."""
    rest, done = [], 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for item in sorted(archive.infolist(), key=lambda item: item.header_offset):
            if item.file_size > LIMIT:
                raise UnpackError(f"解压后超过 {LIMIT // 1024 // 1024} MB")
            if not item.is_dir():
                yield "压缩包里的文件", archive.read(item)
            name, extra = struct.unpack("<HH", data[item.header_offset + 26 :][:4])
            begin = item.header_offset + 30 + name + extra
            rest.append(data[done:begin])
            done = begin + item.compress_size
    yield from (("压缩包的目录", part.removeprefix(_ZIP)) for part in (*rest, data[done:]))


def _pdf(data: bytes) -> Iterator[Part]:
    at = len(b"%PDF-")
    for found in _STREAM.finditer(data):
        yield "PDF 的对象", octal(data[at : found.start()])
        yield from _pdf_strings(data[at : found.start()])
        head = data[at : found.start()].rpartition(b" obj")[2]
        at = found.end()
        picture = b"/Image" in head
        try:
            content, rest = inflate(found[1])
        except zlib.error:
            content, rest = found[1], b""
        if not picture or content.startswith(_JPEG):
            yield "PDF 的内容流", octal(content)
            yield from _pdf_strings(content)
        if rest.strip():
            yield "PDF 的内容流之后", rest
    yield "PDF 的对象", octal(data[at:])
    yield from _pdf_strings(data[at:])


def _pdf_strings(data: bytes) -> Iterator[Part]:
    r"""Hexadecimal strings, and those in UTF-16 with escapes."""
    for found in _PDF_HEX.finditer(data):
        digits = re.sub(rb"\s", b"", found[1])
        yield "PDF 的文字", bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
