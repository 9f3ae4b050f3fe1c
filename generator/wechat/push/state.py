"""推送状态：which draft in the box is ours, what was sent, and how it read back right after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generator.wechat.push.vault import Vault

TABLE = "drafts"
READ = ("title", "author", "digest", "content", "content_source_url")
"""what an editor may have changed by hand"""


@dataclass(frozen=True, slots=True)
class Pending:
    """未知结果: an addition that was sent, and of which we do not know whether it was made."""

    titles: tuple[str, ...]
    source_urls: tuple[str, ...]
    sent: tuple[str, ...]
    """fingerprints of its articles"""
    since: int
    """seconds of the epoch when it was sent"""


@dataclass(frozen=True, slots=True)
class DraftState:
    """一个草稿的推送状态."""

    media_id: str = ""
    sent: tuple[str, ...] = ()
    """fingerprints of the articles as last sent"""
    read: str = ""
    """of the draft as it read back; WeChat rewrites markup, so it is not that of what was sent"""
    updating: bool = False
    """an update began and did not come to its end"""
    obsolete: str = ""
    """media_id of the draft that this one replaces, still to be deleted"""
    pending: Pending | None = None


def read_state(vault: Vault, name: str) -> DraftState:
    """State of a draft by its name 活动/代号; an empty one where it was never pushed."""
    return _build(vault.read(TABLE).get(name, {}))


def write_state(vault: Vault, name: str, state: DraftState) -> None:
    """Whole, before this returns."""
    vault.write(TABLE, vault.read(TABLE) | {name: asdict(state)})


def known_drafts(vault: Vault) -> set[str]:
    """media_id of all drafts that are ours for certain."""
    states = [_build(entry) for entry in vault.read(TABLE).values()]
    return {id for state in states for id in (state.media_id, state.obsolete) if id}


def _build(entry: Mapping[str, Any]) -> DraftState:
    found = _with_tuples(entry)
    if found.get("pending"):
        found["pending"] = Pending(**_with_tuples(found["pending"]))
    return DraftState(**found)


def _with_tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """JSON has lists only."""
    return {name: tuple(one) if isinstance(one, list) else one for name, one in entry.items()}


def hash_read(articles: Iterable[Mapping[str, Any]]) -> str:
    """草稿箱里的样子 → SHA-256 (hex)."""
    seen = [[str(article.get(name, "")) for name in READ] for article in articles]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
