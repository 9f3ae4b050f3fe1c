"""图片里的隐藏信息：where and by whom a picture was taken, beside the pixels."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import ExifTags, Image

from generator.content import PICTURE_SUFFIXES, Content
from generator.firewall.findings import Finding
from generator.hashing import case_files

GPS, EXIF = "picture.gps", "picture.exif"

_GPS_IFD, _EXIF_IFD = 0x8825, 0x8769
_OWNER_TAGS = {
    0x010E: "图片说明", 0x013B: "作者", 0x013C: "电脑名", 0x8298: "版权人", 0x9C9B: "标题",
    0x9C9C: "备注", 0x9C9D: "作者", 0x9003: "拍摄时间", 0x9286: "备注", 0x927C: "厂商记录",
    0xA430: "相机主人", 0xA431: "相机序列号", 0xA435: "镜头序列号",
}  # fmt: skip
_TEXT_CHUNKS = {
    "author": "作者", "artist": "作者", "comment": "备注", "description": "图片说明",
    "copyright": "版权人", "title": "标题", "source": "来源", "xmp": "XMP", "xml:com.adobe.xmp": "XMP",
    "creation time": "制作时间", "photoshop": "Photoshop 记录",
}  # fmt: skip
_SUFFIXES = tuple(PICTURE_SUFFIXES)
_XMP_GPS = re.compile(rb"GPSL(?:atitude|ongitude)")
_TELLING = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"GPSL")
"""迹象 of a PNG that says something; without them its pixels, after which more may follow, are not unpacked"""


def read_hidden(path: Path) -> list[Finding]:
    """What a picture file says beside its pixels; nothing for a file that is no picture."""
    try:
        data = path.read_bytes()
        with Image.open(io.BytesIO(data)) as image:
            if image.format == "PNG" and not any(mark in data for mark in _TELLING):
                return []
            exif = image.getexif()
            located = bool(exif.get_ifd(ExifTags.IFD(_GPS_IFD))) or bool(_XMP_GPS.search(data))
            owner = _owner(exif, {str(key).lower(): value for key, value in image.info.items()})
    except Exception:  # Pillow raises anything on damaged data; checked elsewhere
        return []
    found = [Finding(0, 0, GPS, path.name)] if located else []
    return [*found, Finding(0, 0, EXIF, "、".join(owner))] if owner else found


def _owner(exif: Image.Exif, info: dict[str, object]) -> list[str]:
    tags = {**exif, **exif.get_ifd(ExifTags.IFD(_EXIF_IFD))}
    names = [label for tag, label in _OWNER_TAGS.items() if str(tags.get(tag, "")).strip("\x00 ")]
    names += [label for key, label in _TEXT_CHUNKS.items() if info.get(key)]
    return list(dict.fromkeys(names))


def hidden_in_pictures(content: Content) -> Iterator[tuple[str, Finding]]:
    """File and finding for every picture beside a case."""
    for case in content.cases:
        for path in _pictures(content.root / case.folder):
            for finding in read_hidden(path):
                yield f"{case.folder}/{path.name}", finding


def _pictures(folder: Path) -> list[Path]:
    """Most cases have none; there, no file is asked what it is."""
    with os.scandir(folder) as entries:
        if not any(entry.name.lower().endswith(_SUFFIXES) for entry in entries):
            return []
    return [path for path in case_files(folder) if path.suffix.lower() in PICTURE_SUFFIXES]
