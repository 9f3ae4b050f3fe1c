"""指纹 of what the pages show of cases and lists: as long as they are the same, the pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from generator.gate import Archive
from generator.memo import Memo, Task, fingerprint
from generator.model import Case


@dataclass(frozen=True)
class Digests:
    """指纹 of every public case, by id, and of every list, by year."""

    cases: Mapping[str, str]
    results: Mapping[int, str]
    clearances: Mapping[str, str]
    """把关 of each case, by id, which no page but its own shows"""

    @cached_property
    def whole(self) -> str:
        """Of all cases and lists together."""
        return fingerprint(self.cases, self.results)


def build_digests(archive: Archive, settings: str, memo: Memo) -> Digests:
    """档案 → 指纹. `settings` is one of all that cases are read with: terms, organisations."""
    cases = archive.cases
    of_clearance = cache(fingerprint)
    tasks = [Task(c.folder, {"正文": c.content_hash, "设置": settings}, c) for c in cases]
    found = memo.map("digest", lambda case: fingerprint(shown_of(case)), tasks)
    return Digests(
        cases={case.id: digest for case, digest in zip(cases, found, strict=True)},
        results={year.year: fingerprint(year.results) for year in archive.years},
        clearances={case.id: of_clearance(archive.clearance(case)) for case in cases},
    )


def shown_of(case: Case) -> Case:
    """All of a case that pages besides its own may show: everything but the body."""
    return replace(case, sections=(), content_hash="")
