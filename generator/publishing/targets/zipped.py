"""压缩包：the release as one file, for a host to which somebody carries it by hand."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.output import FILE_MODE, lock
from generator.publishing.addresses import parse_addresses
from generator.publishing.changes import Changes
from generator.publishing.durable import sync
from generator.publishing.facts import parse_facts
from generator.publishing.manifest import SUMS, parse_manifest
from generator.publishing.prepared import NOTE, SITE, Prepared, Published
from generator.publishing.store import StoreError

ADDRESSES, WITHDRAWN = "addresses.txt", "withdrawn.txt"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""the zip's own first day: the same release gives the same bytes"""


@dataclass(frozen=True, slots=True)
class Zipped:
    """压缩包 at a path; the old one is replaced in one step."""

    path: Path

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.path)

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """独占 by a lock beside the file."""
        guard = self.path.with_name(f".{self.path.name}.lock")
        with lock(guard), tempfile.TemporaryDirectory(prefix="anli-") as folder:
            yield Path(folder)

    def published(self) -> Published:
        """What the zip that lies there holds."""
        if not self.path.exists():
            return Published()
        try:
            with zipfile.ZipFile(self.path) as archive:
                read = {name: archive.read(name).decode() for name in _OURS}
        except (zipfile.BadZipFile, KeyError, UnicodeDecodeError):
            raise StoreError(f"{self.path} 不是 anli 做的压缩包；请换一个名字") from None
        return Published(
            manifest=parse_manifest(read[f"{SITE}/{SUMS}"]),
            facts=parse_facts(read[NOTE]),
            addresses=parse_addresses(read[ADDRESSES]),
            withdrawn=frozenset(read[WITHDRAWN].split()),
        )

    def put(self, prepared: Prepared, changes: Changes) -> None:
        """Write it beside, then one rename."""
        lists = {ADDRESSES: sorted(prepared.addresses), WITHDRAWN: sorted(prepared.withdrawn)}
        for name, lines in lists.items():
            text = "".join(f"{line}\n" for line in lines)
            (prepared.folder / name).write_text(text, encoding="utf-8", newline="\n")
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name}-", dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                _write(prepared.folder, file)
            Path(name).chmod(FILE_MODE)
            sync(Path(name))
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(self.path.parent)

    def settle(self, changes: Changes, prepared: Prepared) -> None:
        """Nothing to tidy up: the record is within."""

    def take_back(self, withdrawn: Collection[str]) -> bool:
        """The file before is gone."""
        return False


_OURS = (f"{SITE}/{SUMS}", NOTE, ADDRESSES, WITHDRAWN)


def _write(folder: Path, file: object) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            item = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
            item.external_attr = FILE_MODE << 16
            item.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(item, path.read_bytes())
