"""台账：what may be public, read from the ledgers alone, with a reader of its own.

PyYAML's BaseLoader takes every value as text. What a ledger does not say means no; what is doubled
or unreadable stops everything: a withdrawal that cannot be read must not be passed over.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

LEAVINGS = (".", "~", "_")
SYSTEM = ("Thumbs.db", "desktop.ini")
_ID = re.compile(r"SHQ-\d{4}-\d{4}", re.ASCII)
_NUMBER = re.compile(r"\d+")
_ISSUED = re.compile(r"^(?:发布日期|issued_on)\s*:\s*(.*)$", re.M)


class LedgerError(ValueError):
    """台账读不懂; the text says which file and why, in Chinese."""


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
    day: date = date.max
    """as of which it was read"""


def read_ledger(root: Path, day: date) -> Ledger:
    """Ledgers and settings below a project folder. LedgerError for one that cannot be read."""
    settings = root / "site_config"
    site = load(settings / "site.yaml")
    withdrawn = {
        _need(item, "编号", "id"): _need(item, "地址", "address")
        for item in read_items(settings / "withdrawn.yaml", "撤下", "withdrawals")
        if _day(item, "生效日期", "day") <= day
    }
    entries = {
        _number(item, "年度", "year"): _number(item, "条目", "entries")
        for item in read_items(settings / "announced.yaml", "名单", "lists")
        if _day(item, "公布日期", "announced_on") <= day
    }
    return Ledger(
        approved={
            id: digest
            for id, digest in _approvals(root)
            if id not in withdrawn and _ID.fullmatch(id) and int(id[4:8]) in entries
        },
        published={
            _need(item, "编号", "id"): _need(item, "地址", "address")
            for item in read_items(settings / "published.yaml", "公开", "addresses")
        },
        withdrawn=withdrawn,
        entries=entries,
        base_url=_get(site, "网址", "base_url") or "/",
        contacts=frozenset(_contacts(root, site)),
        day=day,
    )


def is_due(notice: str, day: date) -> bool:
    """Whether the day of a notice has come; one without a readable day is never due."""
    found = _ISSUED.search(notice)
    try:
        return _parse_day(found[1] if found else "") <= day
    except ValueError:
        return False


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
        for item in read_items(path, "审批", "approvals")
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
        for item in read_items(path, "放行", "waivers"):
            yield _get(item, "文字", "text")


def read_items(path: Path, *names: str) -> list[dict[str, Any]]:
    """The records of a ledger; none when there is no such file, or nothing in it."""
    record = load(path)
    found = _value(record, *names) or []
    if record.keys() - set(names) or not isinstance(found, list):
        raise LedgerError(f"{path.name} 要写成“{names[0]}:”和一条条记录")
    if not all(isinstance(item, dict) for item in found):
        raise LedgerError(f"{path.name} 里有一条不是“名称: 值”的写法")
    return found


class _Loader(yaml.BaseLoader):
    """Text only; nothing twice, and nothing that stands for something else."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise LedgerError("有“*”开头的写法")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            raise LedgerError("同一个名称写了两次")
        return found


def load(path: Path) -> dict[str, Any]:
    """One YAML file as texts; empty when there is none. LedgerError when it cannot be read."""
    if not path.is_file():
        return {}
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506 - text only
    except LedgerError as error:
        raise LedgerError(f"{path.name} {error}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise LedgerError(f"{path.name} 读不懂（{type(error).__name__}）") from error
    if not isinstance(loaded, dict | None):
        raise LedgerError(f"{path.name} 不是“名称: 值”的写法")
    return loaded or {}


def _value(record: Mapping[str, Any], *names: str) -> Any:
    found = [record[name] for name in names if name in record]
    if len(found) > 1:
        raise LedgerError(f"“{names[0]}”写了两次")
    return found[0] if found else None


def _get(record: Mapping[str, Any], *names: str) -> str:
    value = _value(record, *names)
    return value.strip() if isinstance(value, str) else ""


def _need(record: Mapping[str, Any], *names: str) -> str:
    """What every record must have."""
    if text := _get(record, *names):
        return text
    raise LedgerError(f"有一条记录没有“{names[0]}”")


def _number(record: Mapping[str, Any], *names: str) -> int:
    text = _need(record, *names)
    if not _NUMBER.fullmatch(text):
        raise LedgerError(f"“{names[0]}”不是数：{text}")
    return int(text)


def _parse_day(text: str) -> date:
    """ValueError for what is none."""
    year, month, day = map(int, _NUMBER.findall(text))
    return date(year, month, day)


def _day(record: Mapping[str, Any], *names: str) -> date:
    """2022-09-06, 2022年9月6日, 2022.9.6 or 2022/9/6, as everywhere in the sources."""
    text = _need(record, *names)
    try:
        return _parse_day(text)
    except ValueError:
        raise LedgerError(f"“{names[0]}”不是日期：{text}") from None
