"""文件：something to download, with its format and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.pages.parts import Link, size_text


@dataclass(frozen=True, slots=True)
class FileLink:
    """文件 with its format and, if known, its size."""

    link: Link
    note: str
    """PDF，236 KB"""


def build_file(link: Link, sizes: Mapping[str, int]) -> FileLink:
    """链接 → 文件; `sizes` in bytes by site-relative address."""
    name = (link.url or "").rpartition("/")[2]
    suffix = name.rpartition(".")[2].upper() if "." in name else ""
    parts = (suffix, size_text(sizes.get(link.url or "")))
    return FileLink(link, "，".join(part for part in parts if part))
