"""文件种类：which files a finished site may hold. Everything else is unknown."""

from __future__ import annotations

import re
from pathlib import Path

MAGIC: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".pdf": (b"%PDF-",),
    ".xlsx": (b"PK\x03\x04",),
    ".pf_fragment": (b"\x1f\x8b",),
    ".pf_index": (b"\x1f\x8b",),
    ".pf_meta": (b"\x1f\x8b",),
    ".pagefind": (b"\x1f\x8b", b"\0asm"),
}
TEXT = {".html", ".css", ".js", ".json", ".svg", ".csv", ".xml", ".txt", ".ics"}
PLACES: tuple[tuple[str, str], ...] = (
    (r"(?:[a-z0-9-]+/)*index\.html", "网页"),
    (r"404\.html|robots\.txt|sitemap\.xml|feed\.(?:xml|json)|traditional\.json", "站点文件"),
    (r"(?:years/\d{4}/)?datapackage\.json|sha256sums\.txt|status\.json", "站点文件"),
    (r"assets/(?:[a-z0-9_-]+/)*[A-Za-z0-9._-]+\.(?:css|js|svg|png|webp|woff2)", "样式和脚本"),
    (r"pagefind/(?:pagefind\.js|pagefind-entry\.json|[a-z0-9._-]+\.(?:pf_meta|pagefind))", "检索"),
    (r"pagefind/(?:fragment|index)/[a-z]+_[0-9a-f]+\.pf_(?:fragment|index)", "检索"),
    (r"search/(?:[a-z]+/)*[a-z0-9-]+\.json|compare/SHQ-\d{4}-\d{4}\.json", "检索"),
    (r"data/[a-z]+\.json", "开放数据"),
    (r"data/schema/[a-z]+\.schema\.json", "站点文件"),
    (r"years/(\d{4})/(?:results|calendar)-\1\.(?:csv|xlsx|json|ics)", "开放数据"),
    (r"cases/\d{4}/[a-z0-9-]+/(?:share\.png|poster\.pdf)", "分享图和海报"),
    (r"cases/\d{4}/[a-z0-9-]+/[A-Za-z0-9._\u4e00-\u9fff-]+-[0-9a-f]{10}\.(?:png|jpg|webp)", "图片"),
    (r"notices/\d{4}/[a-z0-9-]+/[^/\x00-\x1f\\:*?\"<>|]+\.(?:pdf|csv|txt)", "附件"),
)
"""site-relative path → what it is"""
_PLACES = tuple((re.compile(pattern), kind) for pattern, kind in PLACES)


def kind_of(path: str) -> str:
    """What a file of the site is; empty for an unknown one."""
    return next((kind for pattern, kind in _PLACES if pattern.fullmatch(path)), "")


def reason_against(file: Path, path: str, head: bytes) -> str:
    """Why a file may not be there; empty when it may."""
    if file.is_symlink() or not file.is_file():
        return "是链接或特殊文件"
    if any(part.startswith((".", "~")) for part in path.split("/")):
        return "以点或波浪号开头"
    if not kind_of(path):
        return "不在约定的位置"
    suffix = file.suffix
    if suffix in MAGIC and not head.startswith(MAGIC[suffix]):
        return f"内容不是 {suffix}"
    if suffix in TEXT and head.startswith((b"MZ", b"\x7fELF", b"PK\x03\x04", b"\x1f\x8b")):
        return f"内容不是 {suffix}"
    return ""
