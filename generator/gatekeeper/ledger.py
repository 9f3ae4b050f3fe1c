"""台账：what may be public, read from the ledgers alone, with a reader of its own.

PyYAML's BaseLoader takes every value as text. Whatever is missing, doubled or unreadable means no.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

LEAVINGS = (".", "~", "_")
SYSTEM = ("Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Ledger:
    """台账 of a project, as of one day."""

    approved: Mapping[str, str] = field(default_factory=dict)
    """id → content hash of the cases that may be public"""
    published: Mapping[str, str] = field(default_factory=dict)
    """id → address of everything that was public once"""
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    """id → address"""
    entries: Mapping[int, int] = field(default_factory=dict)
    """announced year → entries of its list"""
    base_url: str = "/"
    """网址 of the site"""
    contacts: frozenset[str] = frozenset()
    """values that site settings and waivers let out although they look like personal data"""


def read_ledger(root: Path, day: date) -> Ledger:
    """Ledgers and settings below a project folder."""
    settings = root / "site_config"
    site = _load(settings / "site.yaml")
    withdrawn = {
        _get(item, "编号", "id"): _get(item, "地址", "address")
        for item in _items(settings / "withdrawn.yaml", "撤下", "withdrawals")
        if _get(item, "生效日期", "day") <= day.isoformat()
    }
    entries = {
        int(_get(item, "年度", "year")): int(_get(item, "条目", "entries"))
        for item in _items(settings / "announced.yaml", "名单", "lists")
        if _get(item, "公布日期", "announced_on") <= day.isoformat()
    }
    return Ledger(
        approved={
            id: digest
            for id, digest in _approvals(root)
            if id not in withdrawn and int(id[4:8]) in entries
        },
        published={
            _get(item, "编号", "id"): _get(item, "地址", "address")
            for item in _items(settings / "published.yaml", "公开", "addresses")
        },
        withdrawn=withdrawn,
        entries=entries,
        base_url=_get(site, "网址", "base_url") or "/",
        contacts=frozenset(_contacts(root, site)),
    )


def hash_folder(folder: Path) -> str:
    """内容指纹 of a case, worked out once more: SHA-256 over names and contents of its files."""
    lines = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_symlink() or not path.is_file() or path.name.startswith(LEAVINGS):
            continue
        if path.name in SYSTEM:
            continue
        data = path.read_bytes()
        if path.suffix == ".md":
            data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines.append(f"{path.name}\0{hashlib.sha256(data).hexdigest()}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _approvals(root: Path) -> Iterator[tuple[str, str]]:
    items = [
        item
        for path in sorted(root.glob("cases/*/approvals.yaml"))
        for item in _items(path, "审批", "approvals")
    ]
    times = Counter(_get(item, "编号", "case") for item in items)
    for item in items:
        id, digest = _get(item, "编号", "case"), _get(item, "内容指纹", "content_hash")
        consent = _value(item, "公开同意", "consent")
        if not isinstance(consent, dict) or times[id] != 1 or len(digest) != 64:
            continue
        scope = _value(consent, "范围", "scope") or ()
        signed = _get(item, "批准人", "approved_by") and _get(item, "批准日期", "approved_on")
        agreed = _get(consent, "同意", "given") in ("是", "true") and (
            "官网" in scope or "website" in scope
        )
        if signed and agreed:
            yield id, digest


def _contacts(root: Path, site: Mapping[str, Any]) -> Iterator[str]:
    contact = _value(site, "联系方式", "contact")
    if isinstance(contact, dict):
        yield from (value for value in contact.values() if isinstance(value, str))
    for path in sorted(root.glob("cases/*/waivers.yaml")):
        for item in _items(path, "放行", "waivers"):
            yield _get(item, "文字", "text")


def _items(path: Path, *names: str) -> list[dict[str, Any]]:
    found = _value(_load(path), *names)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _load(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8-sig"), yaml.BaseLoader)  # noqa: S506 - text only
    return loaded if isinstance(loaded, dict) else {}


def _value(record: Mapping[str, Any], *names: str) -> Any:
    return next((record[name] for name in names if name in record), None)


def _get(record: Mapping[str, Any], *names: str) -> str:
    value = _value(record, *names)
    return value.strip() if isinstance(value, str) else ""
