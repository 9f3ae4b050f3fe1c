"""发布：what stops a build, what stops a release, and what may wait.

An error in a draft that was never public holds that draft and nothing else. What once was public
stays: a case or an entry that would vanish without a record stops a release.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.catalogue import problem
from generator.content import Content
from generator.gate import Archive
from generator.model import PublishedList
from generator.problems import Level, Problem

STOPS_RELEASE = {
    *("ledger.vanished", "announced.shrunk", "announced.missing"),
    *("site.icp", "site.mps"),
}
"""reminders that are errors where a site goes public"""

_FOLDER = re.compile(r"(cases/\d{4})/(?!notices/)([^/]+)/|(cases/\d{4})/")


def find_faulty_drafts(content: Content, problems: Iterable[Problem]) -> frozenset[str]:
    """有错的草稿：folders of cases and years that hold errors and were never public.

    Errors elsewhere, or in what is public, are not in it: they stop a build.
    """
    addresses = {entry.address.rstrip("/") for entry in content.ledger}
    recorded = {f"cases/{year}" for year in content.lists}
    ids = {entry.id for entry in content.ledger}
    moved = {case.folder for case in content.cases if case.id in ids}
    years = {address.rsplit("/", 1)[0] for address in addresses}
    public = addresses | moved | recorded | years
    folders = {folder_of(p.place.file) for p in problems if p.level is Level.ERROR}
    return frozenset(folder for folder in folders if folder and folder not in public)


def stops(problem: Problem, faulty: Container[str]) -> bool:
    """Whether a problem stops everything, not one draft alone."""
    return problem.level is Level.ERROR and not is_within(problem, faulty)


def is_within(problem: Problem, folders: Container[str]) -> bool:
    """Whether a problem lies in one of the folders of cases or years."""
    folder = folder_of(problem.place.file)
    return folder in folders or folder.rsplit("/", 1)[0] in folders


def folder_of(file: str) -> str:
    """The folder of the case, else of the year, that a source belongs to; empty for settings."""
    found = _FOLDER.match(file)
    if found is None:
        return ""
    return found[3] or f"{found[1]}/{found[2]}"


def check_promises(content: Content, archive: Archive, day: date) -> Iterator[Problem]:
    """公开过的不能没有：cases of the ledger, and entries of lists that were announced."""
    answered = {case.id for case in archive.cases} | {grave.id for grave in archive.tombstones}
    waiting = {r.year for r in content.lists.values() if r.announced_on > day}
    for entry in content.ledger:
        if int(entry.id[4:8]) not in waiting and entry.id not in answered:
            yield problem("ledger.vanished", entry.at.of("id"), id=entry.id, address=entry.address)
    shown = {year.year: len(year.results.entries) for year in archive.years}
    for year in archive.years:
        if year.year not in content.lists:
            yield problem("announced.missing", year.results.at.whole, year=year.year)
    for record in content.lists.values():
        if record.announced_on <= day and shown.get(record.year, 0) < record.entries:
            yield _shrunk(record, shown.get(record.year, 0))


def _shrunk(record: PublishedList, now: int) -> Problem:
    example = f"- {{年度: {record.year}, 公布日期: {record.announced_on}, 条目: {now}, 原因: …}}"
    return problem(
        "announced.shrunk",
        record.at.of("entries"),
        year=record.year,
        before=record.entries,
        now=now,
        example=example,
    )


def as_release(problems: Iterable[Problem]) -> list[Problem]:
    """正式发布 asks for more: what only reminds otherwise stops a release."""
    return [replace(p, level=Level.ERROR) if p.id in STOPS_RELEASE else p for p in problems]
