"""改坏的文件：a sound office file and a list of small injuries, both chosen by the bytes given.

Random bytes are no zip; so the bytes say which part of a sound file to cut and what to put there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SNIPPETS = (
    *(b"", b"</w:p>", b"<w:p/>", b"<w:tbl>", b"<w:tr><w:tc><w:p/></w:tc></w:tr>", b"</w:tbl>"),
    *(b'<w:gridSpan w:val="99999999"/>', b'<w:gridSpan w:val="-1"/>', b'<w:gridSpan w:val="x"/>'),
    *(b"<w:vMerge/>", b'<w:numId w:val="7"/>', b'<w:ilvl w:val="99"/>', b'<w:ilvl w:val="-2"/>'),
    *(b'<w:basedOn w:val="Normal"/>', b'<w:pStyle w:val="Heading9"/>', b"<w:br/>", b"<w:tab/>"),
    *(b'<w:sym w:char="F0FE"/>', b'<w:sym w:char="zz"/>', b"<w:fldSimple/>", b"<w:hyperlink/>"),
    *(b'<w:del w:id="1">', b"</w:del>", b"<mc:AlternateContent>", b"<w:txbxContent>", b"<w:sdt/>"),
    *(b'<c r="XFD1048576"><v>1</v></c>', b'<c r="A0"/>', b'<c t="s"><v>99999</v></c>', b"<row/>"),
    *(b'<c t="d"><v>2022-13-99</v></c>', b'<c t="n"><v>1e309</v></c>', b'<c t="b"><v>9</v></c>'),
    *(b'<mergeCell ref="A1:XFD1048576"/>', b'<mergeCell ref="B2:A1"/>', b'<mergeCell ref="x"/>'),
    *(b"<f>1/0</f>", b'<row r="99999999"/>', b'<col min="1" max="99999999" hidden="1"/>'),
    *(b"0", b"-1", b"99999999999", b"1e999", b"NaN", b"\xef\xbc\x91", b"\xe3\x80\x87", b"&#x1F600;"),
    *(b"&amp;", b"&#0;", b"\0", b"\xff", b"<!--", b"]]>", b'"', b"\xe5\x90\x88\xe8\xae\xa1", b"2022"),
)  # fmt: skip


@dataclass(slots=True)
class Script:
    """一串字节 read as small numbers; zeros when it is at its end."""

    data: bytes
    at: int = 0

    def byte(self) -> int:
        """The next one."""
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    def take(self, count: int) -> bytes:
        """The next ones, as many as there are."""
        self.at += count
        return self.data[self.at - count : self.at]

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self.at >= len(self.data)


def splice(data: bytes, script: Script) -> bytes:
    """One injury: something cut out somewhere and something put in."""
    where = (script.byte() * 256 + script.byte()) * len(data) // 65536
    cut, kind = script.byte(), script.byte()
    new = SNIPPETS[kind] if kind < len(SNIPPETS) else script.take(kind % 32)
    return data[:where] + new + data[where + cut :]


def injure(bases: Sequence[bytes], data: bytes) -> bytes:
    """One of the sound packages with its parts injured as the bytes say."""
    script = Script(data)
    base = bases[script.byte() % len(bases)]
    parts = dict(_parts(base))
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    while not script.done:
        name = names[script.byte() % len(names)]
        parts[name] = splice(parts[name], script)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def injure_plainly(base: bytes, data: bytes) -> bytes:
    """The bytes of a file that is no package, injured as the bytes say."""
    script = Script(data)
    while not script.done:
        base = splice(base, script)
    return base


def _parts(package: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts that say something come first; pictures stay as they are."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in sorted(
            opened.namelist(), key=lambda n: ("document" not in n, "sheet" not in n)
        ):
            yield name, opened.read(name)
