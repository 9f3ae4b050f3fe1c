"""锁文件：the packages that a requirements file pins, with the hashes of their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support import ROOT

LOCK = ROOT / "requirements.lock"
FILES = (LOCK, *sorted(ROOT.glob("tests/*/requirements.txt")))
"""everything that is ever installed for this project from a package index"""
_PINNED = re.compile(r"([A-Za-z0-9][\w.-]*)==([\w.!+]+)\s*(?:;\s*([^\\\n]+?))?\s*$", re.ASCII)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})(?!\S)")


@dataclass(frozen=True, slots=True)
class Locked:
    """锁定的包."""

    name: str
    """as package indexes spell it: small letters and hyphens"""
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each file that may be installed"""
    only: str = ""
    """the environment marker, if it is not for every machine"""


def read_locked(path: Path) -> tuple[Locked, ...]:
    """要求文件 → its packages. ValueError for a line that does not pin version and hashes."""
    text = re.sub(r"(?m)^\s*#.*\n|\s+#.*$", "", path.read_text(encoding="utf-8") + "\n")
    found = []
    for line in filter(str.strip, text.replace("\\\n", " ").splitlines()):
        pin, *_ = re.split(r"\s--hash", line, maxsplit=1)
        pinned, hashes = _PINNED.match(pin.strip()), tuple(_HASH.findall(line))
        if pinned is None or not hashes:
            raise ValueError(f"{path.name}：没有锁定版本和散列值：{line.strip()[:80]}")
        name = re.sub(r"[-_.]+", "-", pinned[1]).lower()
        found.append(Locked(name, pinned[2], hashes, pinned[3] or ""))
    return tuple(found)
