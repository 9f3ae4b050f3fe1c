"""缓存：an expensive pure step, done once for the same input.

The key is everything that matters; the wrapped step does not know of it. Entries carry their own
checksum: a damaged one is made anew. Deleting the folder changes nothing but the time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


def write_checked(path: Path, payload: bytes) -> None:
    """Whole or not at all; a cache that cannot be written is no reason to stop."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(_checksum(path, payload))
            file.write(payload)
        Path(name).replace(path)
    except OSError:
        return


def _checksum(path: Path, payload: bytes) -> bytes:
    """Over the name as well: an entry under another's name is a damaged one."""
    total = hashlib.sha256(f"{path.parent.name}/{path.name}\0".encode())
    total.update(payload)
    return total.digest()
