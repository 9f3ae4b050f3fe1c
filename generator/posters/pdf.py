"""PDF：one page that is one picture. The compressed rows of the PNG go in as they are.

PDF 1.7 (ISO 32000-1) reads the row filters of PNG (7.4.4.4, Predictor 15), so nothing is decoded,
nothing blurred, and no date gets in.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

A3 = (841.89, 1190.55)
"""297 × 420 mm in points"""
_SIGNATURE = 8


def render_pdf(png: bytes, size: tuple[float, float], title: str) -> bytes:
    """PNG in palette mode → PDF of one page. `size` in points; `title` for the window of readers."""
    chunks = list(_chunks(png))
    width, height, depth = struct.unpack(">IIB", chunks[0][1][:9])
    palette = next(data for name, data in chunks if name == b"PLTE")
    rows = b"".join(data for name, data in chunks if name == b"IDAT")
    across, down = size
    content = f"q {across} 0 0 {down} 0 0 cm /P Do Q".encode()
    picture = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent {depth} "
        f"/ColorSpace [/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>] "
        f"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent {depth} "
        f"/Columns {width} >>"
    )
    return _assemble(
        b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across} {down}] /Contents 4 0 R "
        "/Resources << /XObject << /P 5 0 R >> >> >>".encode(),
        _stream("", content),
        _stream(picture, rows),
        f"<< /Title <{'FEFF' + title.encode('utf-16-be').hex()}> >>".encode(),
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _SIGNATURE
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _stream(entries: str, data: bytes) -> bytes:
    head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
    return head + data + b"\nendstream"


def _assemble(*objects: bytes) -> bytes:
    """Objects numbered from 1, the first the catalogue, the last the information dictionary."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    out += f"{trailer}startxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
