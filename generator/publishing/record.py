"""发布记录：one JSON line for each time that the served site changed. Only ever grows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from generator.clock import SHANGHAI


class RecordError(OSError):
    """发布记录被改坏了; the text says where, in Chinese."""


@dataclass(frozen=True, slots=True)
class Entry:
    """一条记录."""

    at: str
    """ISO 8601, Shanghai time"""
    action: str
    """publish, rollback or recovered"""
    release: str
    summary: str = ""
    withdrawn: tuple[str, ...] = ()
    """ids of the cases that were withdrawn then"""


def now() -> str:
    """此刻, to the second; SOURCE_DATE_EPOCH fixes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def parse_record(text: str) -> tuple[Entry, ...]:
    """记录 → entries, oldest first. A last line that was cut off does not count.

    RecordError for a line that says something else.
    """
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found = json.loads(line)
            entries.append(Entry(**found | {"withdrawn": tuple(found["withdrawn"])}))
        except ValueError:
            continue
        except (TypeError, KeyError):
            raise RecordError(f"发布记录 record.jsonl 第 {number} 行读不懂，请照备份改好") from None
    return tuple(entries)


def is_recorded(history: Iterable[Entry], release: str, withdrawn: Iterable[str]) -> bool:
    """Whether the last entry is this release, and every withdrawal stands in some entry.

    A run that died after its switch has not written it down: the next one does.
    """
    entries = tuple(history)
    known = {id for entry in entries for id in entry.withdrawn}
    return bool(entries) and entries[-1].release == release and known.issuperset(withdrawn)


def render_record(entries: Iterable[Entry]) -> str:
    """Entries → text."""
    return "".join(json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in entries)
