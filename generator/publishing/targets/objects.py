"""对象存储：no switch there, so the order is the safety: files, pages, pointers, and last deletions.

Whatever a page needs is there before the page. What is deleted was ours: its bytes are those of the
old list. Access comes from the usual variables AWS_ACCESS_KEY_ID, AWS_ENDPOINT …
"""

from __future__ import annotations

import hashlib
import mimetypes
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url

from generator.output import lock
from generator.publishing.addresses import parse_addresses
from generator.publishing.changes import Changes
from generator.publishing.facts import parse_facts
from generator.publishing.manifest import EMPTY, STATUS, SUMS, Manifest, parse_manifest
from generator.publishing.prepared import NOTE, Prepared, Published
from generator.publishing.publish import UnfinishedError
from generator.publishing.record import Entry, is_recorded, now, parse_record, render_record
from generator.publishing.store import StoreError

OURS = "anli-record"
"""folder of our own notes on the bucket; nothing in it that is not public anyway"""
PENDING, FACTS = f"{OURS}/pending.txt", f"{OURS}/{NOTE}"
ADDRESSES, RECORD = f"{OURS}/addresses.txt", f"{OURS}/record.jsonl"
POINTERS = ("index.html", "sitemap.xml", "feed.xml", "feed.json", STATUS, SUMS)
"""what leads to everything else; the list of hashes is the very last"""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".webp": "image/webp",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}


class BucketError(OSError):
    """对象存储没有做成; the text says what, in Chinese."""


def open_bucket(name: str) -> Bucket:
    """`s3://bucket/prefix` → target. StoreError when the address cannot be used."""
    try:
        return Bucket(name, from_url(name))
    except (BaseError, ValueError) as error:
        raise StoreError(f"{name} 不能用：{_why(error)}") from error


@dataclass(frozen=True, slots=True)
class Bucket:
    """对象存储 under a prefix."""

    name: str
    store: ObjectStore

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """独占 on this machine only: object stores have no lock; publish from one machine."""
        key = hashlib.sha256(self.name.encode()).hexdigest()[:16]
        guard = Path(tempfile.gettempdir()) / f"anli-{key}.lock"
        with lock(guard), tempfile.TemporaryDirectory(prefix="anli-") as folder:
            yield Path(folder)

    def published(self) -> Published:
        """What the notes on the bucket say."""
        facts = self._text(FACTS)
        record = parse_record(self._text(RECORD))
        return Published(
            manifest=self._manifest(SUMS),
            facts=parse_facts(facts),
            addresses=parse_addresses(self._text(ADDRESSES)),
            withdrawn=frozenset(id for entry in record for id in entry.withdrawn),
        )

    def put(self, prepared: Prepared, changes: Changes) -> None:
        """Upload what differs, in the safe order; then delete what is ours and gone.

        After an upload that broke off nothing is sure, so everything is sent again.
        """
        old, begun = self._manifest(SUMS), self._manifest(PENDING)
        self._put(PENDING, Manifest({**begun.files, **prepared.manifest.files}).text.encode())
        self._put(ADDRESSES, "".join(f"{a}\n" for a in sorted(prepared.addresses)).encode())
        try:
            self._upload(prepared, old, begun, again=bool(changes or begun.files))
            for folder in prepared.withdrawn.values():
                self._delete_below(folder, prepared.manifest)
            self._delete_old(prepared.manifest, (begun.files, old.files))
        except BucketError as error:
            raise UnfinishedError(str(error)) from error

    def settle(self, changes: Changes, prepared: Prepared) -> None:
        """The notes; the upload is complete."""
        release, record = prepared.manifest.release, parse_record(self._text(RECORD))
        if not is_recorded(record, release, prepared.withdrawn):
            entry = Entry(now(), "publish", release, changes.summary, tuple(prepared.withdrawn))
            self._put(RECORD, render_record([*record, entry]).encode())
        self._put(FACTS, (prepared.folder / NOTE).read_bytes())
        self._remove(PENDING)

    def take_back(self, withdrawn: Collection[str]) -> bool:
        """The files before are gone: publish the older content again instead."""
        return False

    def _upload(self, prepared: Prepared, old: Manifest, begun: Manifest, *, again: bool) -> None:
        new = prepared.manifest.files
        for path in sorted(new, key=_turn):
            if begun.files or old.files.get(path) != new[path]:
                self._put(path, (prepared.site / path).read_bytes())
        if again:
            for path in (STATUS, SUMS):
                self._put(path, (prepared.site / path).read_bytes())

    def _delete_below(self, folder: str, new: Manifest) -> None:
        """Whatever lies at the address of a withdrawn case, except what says that it is gone."""
        try:
            found = [item["path"] for batch in obstore.list(self.store, folder) for item in batch]
        except BaseError as error:
            raise BucketError(f"列不出 {folder}：{_why(error)}") from error
        for path in found:
            if path not in new.files:
                self._remove(path)

    def _delete_old(self, new: Manifest, lists: Iterable[Mapping[str, str]]) -> None:
        """Files of these lists that the new one lacks, and whose bytes are those of the list."""
        for files in lists:
            for path in sorted(files.keys() - new.files.keys()):
                data = self._get(path)
                if data is not None and hashlib.sha256(data).hexdigest() == files[path]:
                    self._remove(path)

    def _manifest(self, path: str) -> Manifest:
        text = self._text(path)
        return parse_manifest(text) if text else EMPTY

    def _text(self, path: str) -> str:
        return (self._get(path) or b"").decode()

    def _get(self, path: str) -> bytes | None:
        """The bytes of an object; None when there is none."""
        try:
            return bytes(obstore.get(self.store, path).bytes())
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise BucketError(f"读不到 {path}：{_why(error)}") from error

    def _put(self, path: str, data: bytes) -> None:
        kind = TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0]
        attributes = {"Content-Type": kind or "application/octet-stream"}
        try:
            obstore.put(self.store, path, data, attributes=attributes)
        except BaseError as error:
            raise BucketError(f"写不了 {path}：{_why(error)}") from error

    def _remove(self, path: str) -> None:
        try:
            obstore.delete(self.store, path)
        except FileNotFoundError:
            return
        except BaseError as error:
            raise BucketError(f"删不了 {path}：{_why(error)}") from error


def _why(error: Exception) -> str:
    """What went wrong, without the pages of detail that are for programmers."""
    return str(error).strip().partition("\n")[0]


def _turn(path: str) -> tuple[int, str]:
    """When a file is uploaded: what pages need, pages, pointers."""
    if path in POINTERS:
        return 2 + POINTERS.index(path), path
    return int(path.endswith(".html")), path
