"""缓存：an expensive pure step, done once for the same input.

The key is everything that matters; the wrapped step does not know of it. Entries carry their own
checksum: a damaged one is made anew. Deleting the folder changes nothing but the time.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

Buffer = bytes | memoryview
_MAPPABLE = hasattr(mmap, "MADV_DONTNEED")
"""elsewhere, on Windows, nobody could replace a file that is mapped"""
FOLDER = ".cache"
"""below the project; with the lock in it"""


@dataclass(frozen=True, slots=True)
class Cache:
    """缓存 in one folder; None keeps nothing."""

    folder: Path | None = None

    def recall(
        self, recipe: str, parts: tuple[bytes | str, ...], make: Callable[[], bytes]
    ) -> bytes:
        """The result of `make`, from the cache when recipe and parts are known already."""
        if self.folder is None:
            return make()
        path = self.folder / recipe / _key(recipe, parts)
        found = read_checked(path)
        if found is None:
            found = make()
            write_checked(path, found)
        return found


def _key(recipe: str, parts: tuple[bytes | str, ...]) -> str:
    total = hashlib.sha256(recipe.encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def read_checked(path: Path) -> bytes | None:
    """The payload of an entry; None when there is none, or a damaged one."""
    try:
        with path.open("rb", buffering=0) as file:
            checksum, payload = file.read(32), file.readall()
    except OSError:
        return None
    return payload if _checksum(path, payload) == checksum else None


def map_checked(path: Path) -> Buffer | None:
    """The same, left in the file: only what is looked at is in memory."""
    if not _MAPPABLE:
        return read_checked(path)
    try:
        with path.open("rb", buffering=0) as file:
            checksum, mapping = file.read(32), _map(file)
    except (OSError, ValueError):  # there is none, or an empty one
        return None
    payload = memoryview(mapping)[32:]
    if _checksum(path, payload) != checksum:
        return None
    mapping.madvise(mmap.MADV_DONTNEED)  # looked at once, and out of memory again
    return payload


def write_checked(path: Path, *payload: Buffer, mapped: bool = False) -> Buffer | None:
    """Whole or not at all; a cache that cannot be written is no reason to stop.

    `mapped`: what was written comes back as `map_checked` gives it, whoever replaces the file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w+b") as file:
            file.write(_checksum(path, *payload))
            file.writelines(payload)
            file.flush()
            found = memoryview(_map(file))[32:] if mapped and _MAPPABLE else None
        Path(name).replace(path)
    except OSError:
        return None
    return found


def _map(file: BinaryIO) -> mmap.mmap:
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _checksum(path: Path, *payload: Buffer) -> bytes:
    """Over the name as well: an entry under another's name is a damaged one."""
    total = hashlib.sha256(f"{path.parent.name}/{path.name}\0".encode())
    for part in payload:
        total.update(part)
    return total.digest()
