"""一个版本说了什么：read from the open data of the finished tree, not from the sources."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.publishing.manifest import STATUS, SUMS, Manifest


@dataclass(frozen=True, slots=True)
class Facts:
    """一个版本的概况."""

    release: str
    """SHA-256 of the manifest, whole"""
    files: int
    bytes: int
    updated: str
    """newest date that the content holds; no clock"""
    cases: Mapping[str, str] = field(default_factory=dict)
    """id → site-relative address"""
    entries: Mapping[str, int] = field(default_factory=dict)
    """year → entries of its list"""

    @property
    def counts(self) -> dict[str, int]:
        """What must not shrink unnoticed."""
        counts = {f"{year} 年名单": number for year, number in self.entries.items()}
        for id in self.cases:
            year = f"{id[4:8]} 年案例"
            counts[year] = counts.get(year, 0) + 1
        return counts


def read_facts(site: Path, manifest: Manifest) -> Facts:
    """Finished tree → facts."""
    cases, years = _data(site, "cases"), _data(site, "years")
    base = urlsplit(str(cases.get("$schema", ""))).path.removesuffix(
        "data/schema/cases.schema.json"
    )
    return Facts(
        release=manifest.digest,
        files=len(manifest.files),
        bytes=sum((site / path).stat().st_size for path in manifest.files),
        updated=str(cases.get("updated", "")),
        cases={
            case["id"]: urlsplit(case["url"]).path.removeprefix(base)
            for case in cases.get("cases", ())
        },
        entries={str(year["year"]): year["total"] for year in years.get("years", ())},
    )


def write_facts(site: Path, manifest: Manifest, facts: Facts) -> None:
    """The two files that monitors ask for: the manifest, and the status that a person can read."""
    (site / SUMS).write_text(manifest.text, encoding="utf-8", newline="\n")
    status = {
        "release": facts.release,
        "updated": facts.updated,
        "files": facts.files,
        "bytes": facts.bytes,
        "cases": len(facts.cases),
        "entries": dict(facts.entries),
    }
    (site / STATUS).write_text(
        json.dumps(status, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )


def dump_facts(facts: Facts) -> str:
    """The note beside a release."""
    return json.dumps(asdict(facts), ensure_ascii=False, indent=1) + "\n"


def parse_facts(text: str) -> Facts | None:
    """The note beside a release → facts; None for one that cannot be read."""
    try:
        return Facts(**json.loads(text))
    except (TypeError, ValueError):
        return None


def held_by(facts: Facts | None, withdrawn: Collection[str]) -> set[str]:
    """Those of these cases that a release holds; all, if it cannot say what it holds."""
    return {*withdrawn} & facts.cases.keys() if facts else {*withdrawn}


def _data(site: Path, name: str) -> dict[str, Any]:
    path = site / "data" / f"{name}.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return loaded
