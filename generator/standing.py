"""现状：what a build left behind, so that the next one can see at a glance that nothing has changed."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cache import read_checked, write_checked
from generator.memo import CODE, code, fingerprint
from generator.survey import Survey

UNSETTLED_NS = 50_000_000
"""a file changed within this time may change again and look the same"""
SOURCES = ("cases", "site_config", "theme", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Standing:
    """现状 after a build: what it was made from, and what it had to say."""

    made_from: Mapping[str, str]
    said: Any


def recall(record: Path, made_from: Mapping[str, str] | None) -> Any | None:
    """What the last build said, if it was made from the same."""
    data = read_checked(record) if made_from is not None else None
    if data is None:
        return None
    last: Standing = pickle.loads(data)  # noqa: S301 - our own, with checksum
    return last.said if last.made_from == made_from else None


def keep(record: Path, made_from: Mapping[str, str] | None, said: Any) -> None:
    """Remember a finished build."""
    if made_from is not None:
        write_checked(record, pickle.dumps(Standing(made_from, said), 5))


def sources_of(seen: Survey, **options: object) -> Mapping[str, str] | None:
    """Everything that decides about a build, in words → fingerprint; None while files still change."""
    if seen.begun - seen.newest < UNSETTLED_NS:
        return None
    return {
        "源文件": seen.looks,
        "选项": fingerprint(sorted(options.items())),
        CODE: code(),
    }
