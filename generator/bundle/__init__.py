"""离线包：a finished site as a folder that opens by double click, search included.

Works on files alone: whatever lies in the site is public already, and nothing else is read. Search
keeps its own code; only how it loads (`load.js`) and asks (`engine.js`) is exchanged.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from generator.bundle.modules import link_modules
from generator.bundle.pages import ACTIONS, LINKED, rewrite_page

LEFT_OUT = ("pagefind", "sitemap.xml", "robots.txt", "feed.xml", "feed.json", "404.html")
"""of use on a server only"""
EXCHANGED = {f"assets/search/{name}": name for name in ("engine.js", "load.js")}
TEXTS = "offline/texts.json.js"
_MAGIC = b"pagefind_dcd"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""date of every file in the archive: the same content gives the same bytes"""


def write_bundle(site: Path, target: Path) -> int:
    """网站 → 离线包 in an empty folder; returns the number of pages.

    Raises UnknownModuleError for a script that cannot be bundled, OSError when writing fails.
    """
    shutil.copytree(site, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    pages = sorted(target.rglob("*.html"))
    for page in pages:
        html = page.read_text(encoding="utf-8")
        page.write_text(rewrite_page(html, page.relative_to(target).as_posix()), encoding="utf-8")
    (target / "offline").mkdir()
    scripts = dict(_modules(site / "assets"))
    (target / LINKED).write_text(link_modules(scripts), encoding="utf-8")
    (target / ACTIONS).write_text(_own("links.js"), encoding="utf-8")
    for data in sorted(set(target.rglob("*.json")) - set((target / "data").rglob("*"))):
        script = data.with_name(data.name + ".js")
        script.write_text(_as_script(data.read_text(encoding="utf-8")), encoding="utf-8")
    if (site / "pagefind").is_dir():
        texts = json.dumps(_read_texts(site), ensure_ascii=False, separators=(",", ":"))
        (target / TEXTS).write_text(_as_script(texts), encoding="utf-8")
    return len(pages)


def _modules(assets: Path) -> Iterator[tuple[str, str]]:
    """ES modules of the site by path, with ours in place of what needs a server."""
    for path in sorted(assets.rglob("*.js")):
        name = f"assets/{path.relative_to(assets).as_posix()}"
        text = path.read_text(encoding="utf-8")
        yield name, _own(EXCHANGED[name]) if name in EXCHANGED else text


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _as_script(text: str) -> str:
    """JSON → a script that hands it over under its own address."""
    safe = text.strip().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.anliFiles = window.anliFiles || {{}})[document.currentScript.src] = {safe};\n"


def _read_texts(site: Path) -> list[dict[str, object]]:
    """Pagefind's fragments in the order of the cases, as far as the search reads them."""
    beginnings = json.loads((site / "search" / "fragments.json").read_text("utf-8")).split(" ")
    found: dict[str, dict[str, object]] = {}
    for path in sorted((site / "pagefind" / "fragment").iterdir()):
        held = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MAGIC))
        id = path.stem.split("_")[-1]
        beginning = next(b for b in beginnings if id.startswith(b))
        anchors = [{"id": a["id"], "location": a["location"]} for a in held["anchors"]]
        found[beginning] = {"content": held["content"], "anchors": anchors}
    return [found[beginning] for beginning in beginnings]


def zip_bundle(folder: Path, target: Path) -> str:
    """离线包 → one .zip with a checksum file beside it; returns the SHA-256 (hex)."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = f"{target.stem}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n", "utf-8")
    return digest
