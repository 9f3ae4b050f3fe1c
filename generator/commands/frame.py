"""外框 for the commands: MkDocs takes half a second to load, and most builds need no new frame."""

from __future__ import annotations

from pathlib import Path

from generator.chrome import Chrome
from generator.model import Site


def render_chrome(root: Path, site: Site, folder: Path) -> Chrome:
    """As `plugin.render_chrome`, which is loaded only now."""
    from generator import plugin  # noqa: PLC0415 - that is the point of it

    return plugin.render_chrome(root, site, folder)
