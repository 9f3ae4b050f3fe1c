"""清单：the SHA-256 of every file of a site, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

SUMS, STATUS = "sha256sums.txt", "status.json"
OUTSIDE = (SUMS, STATUS)
"""files that speak of the others and are not in the list themselves"""
SHORT = 16
"""hex digits that name a release: 64 bits"""
FOLDER = re.compile(rf"([0-9a-f]{{{SHORT}}})(?:\.[0-9]+)?")
"""name of a release's folder: with a number where a damaged one lies in its place"""


class ManifestError(OSError):
    """清单读不懂，或与文件不符; the text says where, in Chinese."""


@dataclass(frozen=True)
class Manifest:
    """清单：site-relative path → SHA-256 in hex."""

    files: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        """One line for each file, sorted by path."""
        return "".join(f"{digest}  {path}\n" for path, digest in sorted(self.files.items()))

    @cached_property
    def digest(self) -> str:
        """指纹 of the whole: SHA-256 (hex) of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def release(self) -> str:
        """Name of the release."""
        return self.digest[:SHORT]


EMPTY = Manifest(MappingProxyType({}))


def hash_file(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_tree(folder: Path) -> Manifest:
    """The manifest of the files as they lie there."""
    paths = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    digests = ((n, hash_file(p) if p.is_file() else "") for n, p in names.items())
    return Manifest({name: digest for name, digest in digests if name not in OUTSIDE})


def parse_manifest(text: str) -> Manifest:
    """`sha256sums.txt` → manifest. ManifestError when it is not one."""
    files = {}
    for number, line in enumerate(text.splitlines(), 1):
        digest, gap, path = line.partition("  ")
        if len(digest) != 64 or not gap or not path or path.startswith("/") or ".." in path:
            raise ManifestError(f"{SUMS} 第 {number} 行读不懂")
        files[path] = digest
    manifest = Manifest(files)
    if manifest.text != text:
        raise ManifestError(f"{SUMS} 的次序或换行被改过")
    return manifest


def manifest_or_none(text: str) -> Manifest | None:
    """The same for what may be damaged; a text that is not there is one of no file."""
    try:
        return parse_manifest(text)
    except ManifestError:
        return None


def read_manifest(site: Path) -> Manifest:
    """What a site says of itself; ManifestError when it says nothing."""
    try:
        return parse_manifest((site / SUMS).read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        raise ManifestError(f"{site} 里没有 {SUMS}") from None


def find_damage(site: Path) -> list[str]:
    """Paths whose bytes differ from the list, are missing, or stand in no list; sorted.

    The list itself, where it is not the one after which the release is named.
    """
    manifest, found = read_manifest(site), read_tree(site).files
    said = manifest.files
    named = FOLDER.fullmatch(site.resolve().parent.name)
    other = [SUMS] if named and named[1] != manifest.release else []
    return other + sorted(path for path in {*said, *found} if said.get(path) != found.get(path))
