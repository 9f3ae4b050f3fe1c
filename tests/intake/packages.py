"""改包：Office files taken apart and put together again, as no office program would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path


def repack(path: Path, change: Mapping[str, bytes]) -> Path:
    """The same package with some parts changed or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, data in change.items():
            new.writestr(name, data)
    path.write_bytes(target.getvalue())
    return path


def part(path: Path, name: str) -> str:
    """The text of one part."""
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()
