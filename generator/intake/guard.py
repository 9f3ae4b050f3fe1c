"""门卫：an office file is looked at from outside before anything reads it.

Sizes and ratios come from the directory of the archive, so a bomb is never unpacked; markup that
could fetch or multiply is refused before a parser sees it. Nothing here is ever written to disk.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.intake.messages import problem
from generator.problems import Place, Problem

MB = 1024 * 1024
LARGEST_FILE = 50 * MB
LARGEST_MARKUP = 8 * MB
"""of all XML parts together, unpacked: their trees take some forty times as much memory"""
LARGEST_WHOLE = 250 * MB
MOST_PARTS = 5000
_RATIO_FROM, _LARGEST_RATIO = 5 * MB, 150
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WAYS_OUT = {
    ".doc": "用 Word 或 WPS 打开，选“另存为”，类型选“Word 文档（.docx）”。",
    ".wps": "用 WPS 打开，选“另存为”，类型选“Word 文档（.docx）”。",
    ".rtf": "用 Word 打开，选“另存为”，类型选“Word 文档（.docx）”。",
    ".pdf": "请向单位要 Word 原件（.docx）。",
    ".et": "用 WPS 打开，选“另存为”，类型选“Excel 工作簿（.xlsx）”。",
    ".ods": "打开后另存为“Excel 工作簿（.xlsx）”。",
    ".odt": "打开后另存为“Word 文档（.docx）”。",
}
_MACRO_SUFFIXES = {".docm", ".dotm", ".xlsm", ".xltm", ".xlsb"}
_EXTERNAL = re.compile(r"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}


def check_file(path: Path, main_part: str) -> list[Problem]:
    """文件 → what forbids reading it. `main_part` is xl/workbook.xml or word/document.xml."""
    place = Place(path.name)
    suffix = path.suffix.lower()
    if suffix in _WAYS_OUT:
        return [problem("intake.old-format", place, suffix=suffix, way=_WAYS_OUT[suffix])]
    if suffix in _MACRO_SUFFIXES:
        return [problem("intake.macros", place)]
    try:
        size, head = path.stat().st_size, _head_of(path)
    except OSError as error:
        return [_unreadable(path, f"{error.strerror}，可能正被 Excel 或 Word 打开着")]
    if not size:
        return [_unreadable(path, "文件是空的，也许还没有下载完")]
    if size > LARGEST_FILE:
        return [problem("intake.too-large", place, size=size // MB, limit=LARGEST_FILE // MB)]
    if head == _OLE:
        return [_old_or_locked(path)]
    return _check_package(path, main_part)


def is_old_workbook(path: Path) -> bool:
    """Whether a file is a workbook of Excel 97–2003, whatever its name; locked ones are not."""
    if _head_of(path) != _OLE:
        return False
    data = path.read_bytes()
    return not _names(data, "EncryptedPackage") and (
        _names(data, "Workbook") or _names(data, "Book")
    )


def has_old_macros(path: Path) -> bool:
    """Whether such a workbook carries macros."""
    return _names(path.read_bytes(), "_VBA_PROJECT")


def _head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_OLE))


def _names(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _unreadable(path: Path, reason: str) -> Problem:
    return problem("intake.unreadable", Place(path.name), name=path.name, reason=reason)


def _old_or_locked(path: Path) -> Problem:
    """What an OLE file is: locked with a password, or of a format of the last century."""
    place = Place(path.name)
    if _names(path.read_bytes(), "EncryptedPackage"):
        return problem("intake.password", place)
    way = "用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx。"
    return problem("intake.old-format", place, suffix=path.suffix, way=way)


def _check_package(path: Path, main_part: str) -> list[Problem]:
    try:
        with zipfile.ZipFile(path) as package:
            infos = package.infolist()
            found = [*_check_sizes(path, infos), *_check_names(path, infos)]
            return found or list(_check_parts(path, package, main_part))
    except (OSError, zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError):
        return [_unreadable(path, "文件已损坏，或者不是 Word、Excel 文件")]


def _check_sizes(path: Path, infos: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    whole = sum(info.file_size for info in infos)
    swollen = any(
        info.file_size > _RATIO_FROM
        and info.file_size > _LARGEST_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    if whole > LARGEST_WHOLE or swollen or len(infos) > MOST_PARTS:
        yield problem("intake.bomb", Place(path.name), size=whole // MB)
        return
    markup = sum(info.file_size for info in infos if _is_markup(info.filename))
    if markup > LARGEST_MARKUP:
        sizes = {"size": markup // MB + 1, "limit": LARGEST_MARKUP // MB}
        yield problem("intake.too-long", Place(path.name), **sizes)


def _check_names(path: Path, infos: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    names = [info.filename for info in infos]
    for name in names:
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name):
            yield problem("intake.slip", Place(path.name), name=name)
    if any(info.flag_bits & 1 for info in infos):
        yield problem("intake.password", Place(path.name))
    if len(set(names)) < len(names):
        yield _unreadable(path, "文件里有重复的部件")


def _check_parts(path: Path, package: zipfile.ZipFile, main_part: str) -> Iterator[Problem]:
    names = package.namelist()
    if main_part not in names:
        kind = "Word" if "word/document.xml" in names else "Excel"
        other = kind if {"word/document.xml", "xl/workbook.xml"} & set(names) else "其他"
        yield problem("intake.other-kind", Place(path.name), kind=other)
        return
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield problem("intake.macros", Place(path.name))
    for name in filter(_is_markup, names):
        text = _text_of(package.read(name))
        if text is None or re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
            yield problem("intake.entities", Place(path.name), part=name)
            return
        yield from (found for check in _PART_CHECKS for found in check(path, name, text))


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _text_of(data: bytes) -> str | None:
    """Markup as text for looking only; None for an encoding in which a declaration could hide."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:200]:
        return None
    said = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", data[:200])
    if said and said[1].decode().lower() not in _ENCODINGS:
        return None
    return data.decode("utf-8", "replace")


def _check_macro_type(path: Path, name: str, text: str) -> Iterator[Problem]:
    if name == "[Content_Types].xml" and "macroEnabled" in text:
        yield problem("intake.macros", Place(path.name))


def _check_links(path: Path, name: str, text: str) -> Iterator[Problem]:
    """Links that fetch; a hyperlink does nothing, and the template of the author's disk is common."""
    if not name.endswith(".rels"):
        return
    for found in _EXTERNAL.finditer(text):
        relation = found.group()
        local = "attachedTemplate" in relation and not re.search(r"https?:|\\\\\w", relation)
        if "/hyperlink" not in relation and not local:
            target = re.search(r"Target\s*=\s*[\"']([^\"']*)", relation)
            yield problem("intake.external", Place(path.name), target=target[1] if target else "？")


_PART_CHECKS: tuple[Callable[[Path, str, str], Iterator[Problem]], ...] = (
    _check_macro_type,
    _check_links,
)
