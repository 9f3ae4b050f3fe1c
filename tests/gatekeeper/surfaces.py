"""藏身处：every place of a finished tree where words can hide; each plants bytes that are given."""

from __future__ import annotations

import base64
import gzip
import html
import io
import quopri
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

Plant = Callable[[Path, bytes], None]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def encodings() -> dict[str, Callable[[str], bytes]]:
    """写法：name → words to bytes."""
    zero = "\u200b"
    return {
        "plain": lambda t: t.encode(),
        "percent": lambda t: quote(t).encode(),
        "entities": lambda t: "".join(f"&#{ord(c)};" for c in t).encode(),
        "escapes": lambda t: "".join(f"\\u{ord(c):04x}" for c in t).encode(),
        "base64": lambda t: base64.b64encode(t.encode()),
        "hex": lambda t: t.encode().hex().encode(),
        "zero-width": lambda t: zero.join(t).encode(),
        "full-width": lambda t: "".join(
            chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t
        ).encode(),
        "gb18030": lambda t: t.encode("gb18030"),
        "utf-16": lambda t: t.encode("utf-16-le"),
        "base64-in-percent": lambda t: quote(base64.b64encode(t.encode()).decode()).encode(),
        "quoted-printable": lambda t: quopri.encodestring(t.encode()),
        "hex-entities": lambda t: html.escape("".join(f"&#x{ord(c):x};" for c in t)).encode(),
    }


NAMEABLE = {"plain", "percent", "hex", "zero-width", "full-width", "base64", "escapes", "entities"}
"""encodings that a file name can carry"""


def _insert(path: str, mark: bytes, before: bytes = b"", after: bytes = b"") -> Plant:
    """Into a text file, in front of a mark."""

    def plant(site: Path, data: bytes) -> None:
        file = site / path
        content = file.read_bytes()
        assert mark in content, f"{path} has no {mark!r}"
        file.write_bytes(content.replace(mark, before + data + after + mark, 1))

    return plant


def _file(path: str, make: Callable[[bytes], bytes]) -> Plant:
    """As a file of its own."""

    def plant(site: Path, data: bytes) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(make(data))

    return plant


def _named(folder: str, ending: str) -> Plant:
    """As the name of a file, or of a folder when the ending begins with a stroke."""

    def plant(site: Path, data: bytes) -> None:
        file = site / folder / (data.decode().replace("/", "_") + ending)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")

    return plant


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(name: bytes, wrap: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: PIXEL[:-12] + chunk(name, wrap(data)) + PIXEL[-12:]


def jpeg(mark: int, head: bytes = b"") -> Callable[[bytes], bytes]:
    def make(data: bytes) -> bytes:
        body = head + data
        scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"
        return b"\xff\xd8\xff" + bytes([mark]) + struct.pack(">H", len(body) + 2) + body + scan

    return make


def webp(name: bytes) -> Callable[[bytes], bytes]:
    def make(data: bytes) -> bytes:
        body = b"WEBPVP8L" + struct.pack("<I", 2) + b"\x2f\x00"
        body += name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        return b"RIFF" + struct.pack("<I", len(body)) + body

    return make


def zipped(
    name: str = "a.xml", comment: bool = False, inner: bool = False
) -> Callable[[bytes], bytes]:
    def make(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b"x" if comment else zipped()(data) if inner else data)
            if comment:
                archive.comment = data
        return out.getvalue()

    return make


def pdf(wrap: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: b"%PDF-1.7\n1 0 obj\n" + wrap(data) + b"\nendobj\ntrailer\n%%EOF\n"


def _stream(data: bytes) -> bytes:
    return b"<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(data) + b"\nendstream"


def _gzip_name(data: bytes) -> bytes:
    plain = gzip.compress(b"x", mtime=0)
    return plain[:3] + b"\x08" + plain[4:10] + data.replace(b"\0", b"") + b"\0" + plain[10:]


CASE = "cases/2022/ban-1"
NUL_FREE = {"gzip name"}
"""surfaces that end at the first NUL"""
SURFACES: Mapping[str, Plant] = {
    "title": _insert("index.html", b"</title>"),
    "body": _insert("index.html", b"</body>", b"<p>", b"</p>"),
    "comment": _insert("index.html", b"</body>", b"<!-- ", b" -->"),
    "alt": _insert("index.html", b"</body>", b'<i title="', b'"></i>'),
    "data attribute": _insert("index.html", b"</body>", b'<i data-x="', b'"></i>'),
    "JSON-LD": _insert(
        "index.html", b"</head>", b'<script type="application/ld+json">"', b'"</script>'
    ),
    "class": _insert("index.html", b"</body>", b'<i class="', b'"></i>'),
    "query of a link": _insert("index.html", b"</body>", b'<a href="?q=', b'">x</a>'),
    "within tags": _insert("index.html", b"</body>", b"<p><b>x</b>", b"</p>"),
    "page of a case": _insert(f"{CASE}/index.html", b"</body>"),
    "page not found": _insert("404.html", b"</body>"),
    "script": _file("assets/x.js", lambda d: b'var x = "' + d + b'";\n'),
    "style": _file("assets/x.css", lambda d: b'a:after{content:"' + d + b'"}\n'),
    "SVG": _file("assets/x.svg", lambda d: b"<svg><desc>" + d + b"</desc></svg>"),
    "JSON value": _file("search/names.json", lambda d: b'["' + d + b'"]'),
    "JSON key": _file("search/spelling.json", lambda d: b'{"' + d + b'":1}'),
    "CSV cell": _file("years/2022/results-2022.csv", lambda d: b"a,b\n1," + d + b"\n"),
    "feed": _file("feed.xml", lambda d: b"<feed><title>" + d + b"</title></feed>"),
    "calendar": _file("years/2022/calendar-2022.ics", lambda d: b"SUMMARY:" + d + b"\r\n"),
    "robots": _insert("robots.txt", b"Sitemap", b"# ", b"\n"),
    "sitemap": _insert("sitemap.xml", b"</urlset>", b"<!--", b"-->"),
    "fragment": _file(
        "pagefind/fragment/zh_1.pf_fragment",
        lambda d: gzip.compress(b'pagefind_dcd{"c":"' + d + b'"}'),
    ),
    "index": _file(
        "pagefind/index/zh_1.pf_index", lambda d: gzip.compress(b"pagefind_dcd\x81" + d)
    ),
    "index head": _file("pagefind/x.pf_meta", lambda d: gzip.compress(b"pagefind_dcd\x82" + d)),
    "gzip name": _file("pagefind/index/zh_2.pf_index", _gzip_name),
    "gzip end": _file("pagefind/index/zh_3.pf_index", lambda d: gzip.compress(b"x") + d),
    "PNG tEXt": _file("assets/a.png", png(b"tEXt", lambda d: b"k\0" + d)),
    "PNG zTXt": _file("assets/b.png", png(b"zTXt", lambda d: b"k\0\0" + zlib.compress(d))),
    "PNG iTXt": _file("assets/c.png", png(b"iTXt", lambda d: b"k\0\1\0\0\0" + zlib.compress(d))),
    "PNG eXIf": _file("assets/d.png", png(b"eXIf", lambda d: b"MM\0*" + d)),
    "PNG unknown": _file("assets/e.png", png(b"prVt", lambda d: d)),
    "PNG end": _file("assets/f.png", lambda d: PIXEL + d),
    "JPEG comment": _file(f"{CASE}/a-0123456789.jpg", jpeg(0xFE)),
    "JPEG EXIF": _file(f"{CASE}/b-0123456789.jpg", jpeg(0xE1, b"Exif\0\0")),
    "JPEG XMP": _file(f"{CASE}/c-0123456789.jpg", jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0")),
    "JPEG end": _file(f"{CASE}/d-0123456789.jpg", lambda d: jpeg(0xE0)(b"JFIF") + d),
    "WebP EXIF": _file(f"{CASE}/e-0123456789.webp", webp(b"EXIF")),
    "WebP XMP": _file(f"{CASE}/f-0123456789.webp", webp(b"XMP ")),
    "WebP end": _file(f"{CASE}/g-0123456789.webp", lambda d: webp(b"EXIF")(b"") + d),
    "PDF title": _file(f"{CASE}/poster.pdf", pdf(lambda d: b"<< /Title (" + d + b") >>")),
    "PDF title in hex": _file(
        "notices/2022/n/a.pdf", pdf(lambda d: b"<< /Title <" + d.hex().encode() + b"> >>")
    ),
    "PDF stream": _file("notices/2022/n/b.pdf", pdf(_stream)),
    "PDF end": _file("notices/2022/n/c.pdf", lambda d: pdf(lambda _: b"<< >>")(b"") + d),
    "workbook cell": _file(
        "years/2022/results-2022.xlsx",
        lambda d: zipped("xl/sharedStrings.xml")(b"<t>" + d + b"</t>"),
    ),
    "workbook properties": _file("years/2022/results-2022.xlsx", zipped("docProps/core.xml")),
    "zip comment": _file("years/2022/results-2022.xlsx", zipped(comment=True)),
    "zip within zip": _file("years/2022/results-2022.xlsx", zipped("x/a.zip", inner=True)),
    "zip end": _file("years/2022/results-2022.xlsx", lambda d: zipped()(b"x") + d),
    "file name": _named("assets", ".js"),
    "folder name": _named("notices", "/a.txt"),
}
