"""外框的成品：the frame is rendered again only when something changes that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from generator.chrome import Chrome
from generator.memo import fingerprint
from generator.model import Site
from generator.output import Writer
from generator.stock import Product

RenderChrome = Callable[[Path, Site, Path], Chrome]
"""project folder, site settings, tree to fill → chrome; MkDocs stands behind it"""
SOURCES = ("theme", "site_config/pages", "mkdocs.yml")
"""what MkDocs reads; the settings come to it as values"""
STAMPED = "theme/pages"
"""templates of what is stamped into the frame"""


def frame_product(root: Path, site: Site, render: RenderChrome) -> Product:
    """外框, its assets and the editorial pages, for an empty tree; the value is a Chrome.

    Making it raises ChromeError when the theme or a page is at fault.
    """

    def make(writer: Writer) -> Chrome:
        chrome = render(root, site, writer.folder)
        writer.adopt(".", "chrome")
        return chrome

    read = [
        (p.relative_to(root).as_posix(), sha256(p.read_bytes()).digest()) for p in _sources(root)
    ]
    parts = {
        "主题和固定页面": fingerprint(read),
        "站点设置": fingerprint(site),
        "MkDocs": fingerprint(version("mkdocs"), version("mkdocs-material")),
    }
    return Product("chrome", parts, make)


def _sources(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        top = root / name
        for path in (top, *sorted(top.rglob("*"))):
            if path.is_file() and not path.is_relative_to(root / STAMPED):
                yield path
