"""拆开的每一种文件：just these parts, under just these names, and nothing of a bomb."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib

import pytest

from generator.gatekeeper import unpack
from generator.gatekeeper.unpack import LIMIT, UnpackError, parts_of
from tests.gatekeeper.surfaces import PIXEL, chunk, jpeg, pdf, png, webp, zipped

WORDS = b"words"
PACKED = zlib.compress(WORDS)


def stream(data: bytes, head: bytes = b"<< >>", after: bytes = b"") -> bytes:
    """A PDF with one stream."""
    return pdf(lambda _: head + b"\nstream\n" + data + after + b"\nendstream")(b"")


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of these chunks, padded as they must be."""
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def archive() -> bytes:
    """A zip with a folder, a stored and a packed file, and a comment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.comment = b"remark"
        made.mkdir("folder")
        made.writestr(zipfile.ZipInfo("stored"), b"one")
        packed = zipfile.ZipInfo("packed")
        packed.extra = b"\xfe\xca\x04\x00more"
        made.writestr(packed, b"two", zipfile.ZIP_DEFLATED)
    return out.getvalue()


BEFORE, AFTER = ("PDF 的对象", b"1.7\n1 0 obj\n"), ("PDF 的对象", b"\nendobj\ntrailer\n%%EOF\n")
PIXELS = b"<< /Subtype /Image >>"
PARTS: dict[str, tuple[bytes, list[tuple[str, bytes]]]] = {
    "a text": (WORDS, [("正文", WORDS)]),
    "nothing": (b"", [("正文", b"")]),
    # PNG
    "a picture": (PIXEL, []),
    "a picture without its end": (PIXEL[:-12], []),
    "a text chunk": (png(b"tEXt", lambda d: b"k\0" + d)(WORDS), [("图片的 tEXt 块", b"k\0words")]),
    "a packed chunk": (
        png(b"zTXt", lambda _: b"key\0\0" + PACKED)(b""),
        [("图片的 zTXt 块", b"key"), ("图片的 zTXt 块", WORDS)],
    ),
    "a colour profile": (
        png(b"iCCP", lambda _: b"key\0\0" + PACKED)(b""),
        [("图片的 iCCP 块", b"key"), ("图片的 iCCP 块", WORDS)],
    ),
    "a packed text in a language": (
        png(b"iTXt", lambda _: b"key\0\1\0zh\0name\0" + PACKED)(b""),
        [("图片的 iTXt 块", b"key zh name"), ("图片的 iTXt 块", WORDS)],
    ),
    "a plain text in a language": (
        png(b"iTXt", lambda d: b"key\0\0\0zh\0name\0" + d)(WORDS),
        [("图片的 iTXt 块", b"key\0\0\0zh\0name\0words")],
    ),
    "two chunks": (
        PIXEL[:-12] + chunk(b"aaAa", b"1") + chunk(b"bbBb", b"2") + PIXEL[-12:],
        [("图片的 aaAa 块", b"1"), ("图片的 bbBb 块", b"2")],
    ),
    **{
        f"pixels called {name.decode()}": (png(name, lambda d: d)(WORDS), [])
        for name in (b"IDAT", b"fdAT", b"PLTE", b"tRNS")
    },
    "after a picture": (PIXEL + chunk(b"aaAa", b"1"), [("图片末尾之后", chunk(b"aaAa", b"1"))]),
    "a picture within a picture": (
        png(b"prVt", lambda d: d)(png(b"tEXt", lambda d: d)(WORDS)),
        [("图片的 prVt 块里的图片的 tEXt 块", WORDS)],
    ),
    # JPEG
    "the head of a photo": (jpeg(0xE0)(WORDS), [("图片的 APP0 段", WORDS)]),
    "the last kind of head": (jpeg(0xEF)(WORDS), [("图片的 APP15 段", WORDS)]),
    "a remark": (jpeg(0xFE)(WORDS), [("图片的注释", WORDS)]),
    "a mark within a head": (
        jpeg(0xE0)(b"\xff\xfe\0\7words"),
        [("图片的 APP0 段", b"\xff\xfe\0\7words")],
    ),
    "a mark within tables": (jpeg(0xDB)(b"\xff\xfe\0\7words"), []),
    "tables": (jpeg(0xDB)(WORDS), []),
    "what is not yet in use": (jpeg(0xF0)(WORDS), []),
    "after a photo": (
        jpeg(0xE0)(b"J") + WORDS,
        [("图片的 APP0 段", b"J"), ("图片末尾之后", WORDS)],
    ),
    "filling before a mark": (
        b"\xff\xd8\xff\xff\xff\xfe\0\7words\xff\xd9",
        [("图片的注释", WORDS)],
    ),
    "marks without a length": (
        b"\xff\xd8\xff\xd8\xff\xd0\xff\x00\xff\xd7\xff\xfe\0\7words\xff\xd9",
        [("图片的注释", WORDS)],
    ),
    "a photo without its end": (b"\xff\xd8\xff\xfe\0\7words__", [("图片的注释", WORDS)]),
    "a photo cut at a mark": (b"\xff\xd8\xff\xfe\0\7words\xff", [("图片的注释", WORDS)]),
    # WebP
    "camera data": (webp(b"EXIF")(b"even"), [("图片的 EXIF 块", b"even")]),
    "an odd length, and the next chunk": (
        riff((b"XMP ", WORDS), (b"EXIF", b"more")),
        [("图片的 XMP 块", WORDS), ("图片的 EXIF 块", b"more")],
    ),
    "an empty chunk at the end": (riff((b"EXIF", b"")), [("图片的 EXIF 块", b"")]),
    **{
        f"pixels called {name.decode().strip()}": (riff((name, WORDS)), [])
        for name in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF")
    },
    "after a WebP": (
        riff((b"EXIF", b"")) + WORDS,
        [("图片的 EXIF 块", b""), ("图片末尾之后", WORDS)],
    ),
    # gzip
    "packed": (gzip.compress(WORDS), [("解压后的内容", WORDS)]),
    "packed, with more behind": (
        gzip.compress(WORDS) + b"more",
        [("解压后的内容", WORDS), ("压缩包末尾之后", b"more")],
    ),
    "packed twice": (
        gzip.compress(gzip.compress(WORDS)),
        [("解压后的内容里的解压后的内容", WORDS)],
    ),
    "a PDF that is packed": (
        gzip.compress(pdf(lambda _: b"<776f7264>")(b"")),
        [
            ("解压后的内容里的PDF 的对象", BEFORE[1] + b"<776f7264>" + AFTER[1]),
            ("解压后的内容里的PDF 的文字", b"word"),
        ],
    ),
    # PDF
    "strings of a PDF": (
        pdf(lambda _: rb"<< /A (\345\256\211) /B <776F 7264> >>")(b""),
        [
            (BEFORE[0], BEFORE[1] + "<< /A (安) /B <776F 7264> >>".encode() + AFTER[1]),
            ("PDF 的文字", b"word"),
        ],
    ),
    "an odd number of digits": (
        pdf(lambda _: b"<abcde>")(b""),
        [(BEFORE[0], BEFORE[1] + b"<abcde>" + AFTER[1]), ("PDF 的文字", b"\xab\xcd\xe0")],
    ),
    "a packed stream": (
        stream(zlib.compress(rb"\167 <616263>"), after=b"rest"),
        [
            (BEFORE[0], BEFORE[1] + b"<< >>\n"),
            ("PDF 的内容流", b"w <616263>"),
            ("PDF 的文字", b"abc"),
            ("PDF 的内容流之后", b"rest"),
            AFTER,
        ],
    ),
    "a plain stream": (
        stream(WORDS),
        [(BEFORE[0], BEFORE[1] + b"<< >>\n"), ("PDF 的内容流", WORDS), AFTER],
    ),
    "a picture in a PDF": (
        stream(zlib.compress(b"pixels"), PIXELS),
        [(BEFORE[0], BEFORE[1] + PIXELS + b"\n"), AFTER],
    ),
    "a photo in a PDF": (
        stream(jpeg(0xFE)(WORDS), PIXELS),
        [
            (BEFORE[0], BEFORE[1] + PIXELS + b"\n"),
            ("PDF 的内容流里的图片的注释", WORDS),
            AFTER,
        ],
    ),
    "a text behind a picture": (
        b"%PDF-1 0 obj /Image\nstream\npixels\nendstream 2 0 obj\nstream\nwords\nendstream",
        [
            ("PDF 的对象", b"1 0 obj /Image\n"),
            ("PDF 的对象", b" 2 0 obj\n"),
            ("PDF 的内容流", WORDS),
            ("PDF 的对象", b""),
        ],
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_file_has_just_these_parts(name: str) -> None:
    data, expected = PARTS[name]
    assert list(parts_of(data)) == expected


@pytest.mark.parametrize("flag", [0x08, 0x10])
def test_a_packed_file_tells_its_name_and_remark(flag: int) -> None:
    plain = gzip.compress(WORDS, mtime=0)
    data = plain[:3] + bytes([flag]) + plain[4:10] + b"name\0" + plain[10:]
    first, *_, last = parts_of(data)
    assert (first, last) == (("压缩包的头", b"name"), ("解压后的内容", WORDS))


def test_of_the_head_of_a_packed_file_no_more_is_read_than_it_can_hold() -> None:
    plain = gzip.compress(b"a\0b\0c\0d", 0, mtime=0)
    data = plain[:3] + b"\x18" + plain[4:10] + b"name\0remark\0" + plain[10:]
    parts = list(parts_of(data))
    assert [part for _, part in parts[:2]] == [b"name", b"remark"]
    assert [where for where, _ in parts] == ["压缩包的头"] * 3 + ["解压后的内容"]


def test_of_a_zip_everything_is_seen_but_each_byte_of_a_file_only_once() -> None:
    data = archive()
    parts = list(parts_of(data))
    assert parts[:2] == [("压缩包里的文件", b"one"), ("压缩包里的文件", b"two")]
    assert {where for where, _ in parts[2:]} == {"压缩包的目录"}
    rest = b"|".join(part for _, part in parts[2:])
    for seen in (b"folder/", b"stored", b"packed", b"\xfe\xca\x04\x00more", b"remark"):
        assert seen in rest
    assert b"one" not in rest
    assert len(parts) == 2 + 4
    assert list(parts_of(data + b"after"))[-1][1].endswith(b"remarkafter")


def test_a_zip_within_a_text_file_is_opened() -> None:
    data = gzip.compress(zipped()(WORDS))
    assert ("解压后的内容里的压缩包里的文件", WORDS) in list(parts_of(data))


def locked() -> bytes:
    """A zip whose member says that it has a password."""
    data = bytearray(zipped()(WORDS))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + flags] |= 1
    return bytes(data)


def packed_oddly() -> bytes:
    """A zip whose member is packed in a way that nobody knows."""
    data = bytearray(zipped()(WORDS))
    for head, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(head) + method] = 77
    return bytes(data)


def named_oddly() -> bytes:
    """A zip with a name in UTF-8 that is none."""
    data = bytearray(zipped("\u4e00.xml")(WORDS))
    return bytes(data).replace("\u4e00".encode(), b"\xff\xff\xff")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PIXEL[:-1], "图片没有到头"),
        (PIXEL[:10], "文件残缺（error）"),
        (png(b"zTXt", lambda d: d)(b"k\0\0broken"), "文件残缺（error）"),
        (jpeg(0xFE)(WORDS)[:5], "文件残缺（error）"),
        (zipped()(WORDS)[:-9], "文件残缺（BadZipFile）"),
        (locked(), "文件残缺（RuntimeError）"),
        (packed_oddly(), "文件残缺（NotImplementedError）"),
        (named_oddly(), "文件残缺（UnicodeDecodeError）"),
        (b"RIFF\4\0\0\0WAVE", "压缩包套了 5 层以上"),
    ],
)
def test_a_broken_file_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(UnpackError) as error:
        list(parts_of(data))
    assert str(error.value) == said


def test_five_layers_are_opened_and_the_sixth_is_one_too_many() -> None:
    data = WORDS
    for _ in range(unpack.DEEPEST + 1):
        data = gzip.compress(data)
    assert [part for _, part in parts_of(data)] == [WORDS]
    with pytest.raises(UnpackError, match="压缩包套了 5 层以上"):
        list(parts_of(gzip.compress(data)))


def test_a_part_may_be_of_64_megabytes_and_no_byte_more() -> None:
    assert LIMIT == 1 << 26
    most = zipped()(bytes(LIMIT))
    assert len(next(parts_of(most))[1]) == LIMIT
    for bomb in (zipped()(bytes(LIMIT + 1)), gzip.compress(bytes(LIMIT + 1))):
        with pytest.raises(UnpackError) as error:
            list(parts_of(bomb))
        assert str(error.value) == "解压后超过 64 MB"
