"""核对：is what is served what was published, byte for byte? Over HTTP or in a folder."""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.publishing.manifest import (
    SUMS,
    Manifest,
    ManifestError,
    find_damage,
    parse_manifest,
    read_manifest,
)

TIMEOUT = 20
"""seconds for one answer"""
READERS = 8
MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """核对结果."""

    release: str
    """digest of the manifest that was found; empty when there was none"""
    checked: int
    faults: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether everything is as it was published."""
        return not self.faults


def verify_folder(site: Path) -> Verdict:
    """A tree on this machine against its own manifest."""
    try:
        manifest, damaged = read_manifest(site), find_damage(site)
    except ManifestError as error:
        return Verdict("", 0, (str(error),))
    faults = tuple(f"{path} 与清单不符" for path in damaged)
    return Verdict(manifest.digest, len(manifest.files), faults)


def verify_address(
    url: str,
    expected: Manifest | None = None,
    paths: Iterable[str] | None = None,
    absent: Iterable[str] = (),
    *,
    attempts: int = 1,
) -> Verdict:
    """A site over HTTP: its manifest, and these files of it (all when None); `absent` must be gone.

    Asks for the manifest up to `attempts` times, a second apart, until it is the expected one.
    """
    base = url.rstrip("/") + "/"
    manifest, fault = _manifest(base, expected, attempts)
    if manifest is None:
        return Verdict("", 0, (fault,))
    wanted = sorted(manifest.files if paths is None else set(paths) & manifest.files.keys())
    with ThreadPoolExecutor(READERS) as readers:
        found = readers.map(lambda path: _check(base, path, manifest.files[path]), wanted)
        left = readers.map(lambda path: _check_absent(base, path), absent)
        faults = [fault, *found, *left]
    return Verdict(manifest.digest, len(wanted), tuple(f for f in faults if f)[:MOST_FAULTS])


def _manifest(base: str, expected: Manifest | None, attempts: int) -> tuple[Manifest | None, str]:
    fault = ""
    for attempt in range(attempts):
        if attempt:
            time.sleep(1)
        status, body = _get(base + SUMS)
        if status != 200:
            fault = f"{SUMS} 取不到（{status or '没有应答'}）"
            continue
        try:
            manifest = parse_manifest(body.decode("utf-8", "replace"))
        except ManifestError as error:
            fault = str(error)
            continue
        if expected is None or manifest.digest == expected.digest:
            return manifest, ""
        fault = f"线上是另一个版本（{manifest.release}），不是 {expected.release}"
    return None, fault


def _check(base: str, path: str, digest: str) -> str:
    status, body = _get(base + quote(path))
    tombstone = status == 410  # the page of a withdrawn case, with the status that it should have
    if status != 200 and not tombstone and not (path == "404.html" and status == 404):
        return f"{path} 取不到（{status or '没有应答'}）"
    return "" if hashlib.sha256(body).hexdigest() == digest else f"{path} 的内容与清单不符"


def _check_absent(base: str, path: str) -> str:
    status, _ = _get(base + quote(path))
    return f"{path} 已删除，线上还取得到" if status == 200 else ""


def _get(url: str) -> tuple[int, bytes]:
    """Status and body; status 0 when nobody answers, or not to the end. Caches on the way are asked to look again."""
    try:
        request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})  # noqa: S310 - the operator's own address
        try:
            answer = urllib.request.urlopen(request, timeout=TIMEOUT)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status or 0, answer.read()
    except (OSError, ValueError, http.client.HTTPException):
        return 0, b""


def render(verdict: Verdict) -> str:
    """For a terminal."""
    head = f"版本 {verdict.release[:16] or '未知'}，核对了 {verdict.checked} 个文件"
    if verdict.good:
        return f"{head}，全部一致。"
    return "\n".join([f"{head}，发现 {len(verdict.faults)} 处问题：", *verdict.faults])
