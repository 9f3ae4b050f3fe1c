"""版本库：a folder on this machine: `releases/<hash>` and the link `current`, which servers follow.

Nothing below `current` is ever written to; it changes its target in one rename.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from generator.output import FOLDER_MODE, level_modes, lock
from generator.publishing.addresses import Answers, parse_addresses, render_answers
from generator.publishing.changes import Changes
from generator.publishing.durable import point, sync, sync_tree, write_text
from generator.publishing.facts import Facts, held_by, parse_facts
from generator.publishing.manifest import (
    EMPTY,
    FOLDER,
    SUMS,
    Manifest,
    find_damage,
    manifest_or_none,
    read_manifest,
)
from generator.publishing.prepared import NOTE, SERVER, SITE, Prepared, Published
from generator.publishing.record import Entry, is_recorded, now, parse_record, render_record

RELEASES, CURRENT, PREVIOUS = "releases", "current", "previous"
RECORD, ADDRESSES, LOCK = "record.jsonl", "addresses.txt", ".lock"
WORK, GONE = ".work-", ".gone-"
KEPT = 5
"""releases that stay for a rollback, the served one among them"""


class StoreError(ValueError):
    """目标文件夹不能用; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Store:
    """版本库 at a folder."""

    folder: Path
    kept: int = KEPT

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.folder)

    @contextmanager
    def workspace(self) -> Iterator[Path]:
        """独占, and an empty folder on the same disk. Leavings of dead runs are cleared away."""
        if self.folder.is_dir() and any(self.folder.iterdir()) and not self._is_ours():
            raise StoreError(f"{self.folder} 里有别的文件；请换一个空文件夹或新名字")
        _make_folder(self.folder)
        with lock(self.folder / LOCK):
            self._recover()
            work = Path(tempfile.mkdtemp(prefix=WORK, dir=self.folder))
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)

    def published(self) -> Published:
        """What is served now, and what was served ever."""
        name = self.current()
        manifest = manifest_or_none(self._text(f"{CURRENT}/{SITE}/{SUMS}"))
        facts = self.facts_of(name) if name else None
        return Published(
            manifest=manifest or EMPTY,
            facts=facts,
            addresses=parse_addresses(self._text(ADDRESSES)),
            withdrawn=frozenset(id for entry in self.history() for id in entry.withdrawn),
            damaged=bool(name) and not (manifest and manifest.files and facts),
        )

    def put(self, prepared: Prepared, changes: Changes) -> None:
        """The prepared release, on the disk first, then served. The switch is the last thing."""
        level_modes(prepared.folder)
        sync_tree(prepared.folder)
        write_text(self.folder / ADDRESSES, "".join(f"{a}\n" for a in sorted(prepared.addresses)))
        self.switch(self._install(prepared), prepared.withdrawn)

    def switch(self, name: str, withdrawn: Collection[str]) -> None:
        """`current` → a release that lies there whole. The one before stays for late readers.

        Not if it holds what is withdrawn: then it goes before the new one comes.
        """
        before = self.current()
        if before and before != name:
            if held_by(self.facts_of(before), withdrawn):
                (self.folder / PREVIOUS).unlink(missing_ok=True)
            else:
                point(self.folder / PREVIOUS, f"{RELEASES}/{before}")
        point(self.folder / CURRENT, f"{RELEASES}/{name}")

    def answer(self, name: str, answers: Answers) -> None:
        """The answers for old addresses, into a release that lies there already."""
        for file, text in render_answers(answers).items():
            write_text(self.release(name) / SERVER / file, text)

    def settle(self, changes: Changes, prepared: Prepared) -> None:
        """The record, then the pruning. Nothing changed: nothing to write down."""
        if not is_recorded(self.history(), self.current() or "", prepared.withdrawn):
            self.note("publish", changes.summary, tuple(prepared.withdrawn))
        self.prune(prepared.withdrawn)

    def take_back(self, withdrawn: Collection[str]) -> bool:
        """Serve the release before; False when there is none or it holds what is withdrawn."""
        before = self.history()[-1].release if self.history() else ""
        if before not in self.releases() or held_by(self.facts_of(before), withdrawn):
            return False
        point(self.folder / CURRENT, f"{RELEASES}/{before}")
        return True

    def note(self, action: str, summary: str, withdrawn: tuple[str, ...]) -> None:
        """Write down what is served now."""
        entry = Entry(now(), action, self.current() or "", summary, withdrawn)
        write_text(self.folder / RECORD, render_record([*self.history(), entry]))

    def prune(self, withdrawn: Collection[str]) -> tuple[str, ...]:
        """Old releases beyond the kept ones go, and all that hold what is withdrawn; their names.

        The served one never goes.
        """
        served = self.current()
        recent = list(dict.fromkeys(entry.release for entry in reversed(self.history())))
        keep = {served, *recent[: self.kept]}
        gone = []
        for name in self.releases():
            banned = bool(held_by(self.facts_of(name), withdrawn))
            if name != served and (banned or name not in keep):
                self._remove(name)
                gone.append(name)
        return tuple(gone)

    # ---- reading ----

    def current(self) -> str | None:
        """Name of the served release."""
        try:
            return (self.folder / CURRENT).readlink().name
        except FileNotFoundError:
            return None

    def releases(self) -> tuple[str, ...]:
        """Names of all releases that lie there whole."""
        folder = self.folder / RELEASES
        found = folder.iterdir() if folder.is_dir() else ()
        return tuple(sorted(path.name for path in found if FOLDER.fullmatch(path.name)))

    def history(self) -> tuple[Entry, ...]:
        """发布记录, oldest first."""
        return parse_record(self._text(RECORD))

    def release(self, name: str) -> Path:
        """Folder of a release."""
        return self.folder / RELEASES / name

    def facts_of(self, name: str) -> Facts | None:
        """概况 of a release; None when it cannot be read."""
        return parse_facts(self._text(f"{RELEASES}/{name}/{NOTE}"))

    def manifest_of(self, name: str) -> Manifest:
        """清单 of a release."""
        return read_manifest(self.release(name) / SITE)

    # ---- within ----

    def _text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _is_ours(self) -> bool:
        ours = {RELEASES, CURRENT, PREVIOUS, RECORD, ADDRESSES, LOCK}
        names = {path.name for path in self.folder.iterdir()}
        return bool(names & {RELEASES, LOCK}) and all(
            name in ours or name.startswith(".") for name in names
        )

    def _install(self, prepared: Prepared) -> str:
        """The prepared folder becomes a release; its name, which has a number if one is damaged."""
        names = self._names(prepared.manifest.release)
        name = next(name for name in names if not _is_damaged(self.release(name) / SITE))
        target = self.release(name)
        if target.exists():
            self.answer(name, prepared.answers)
            return name
        _make_folder(target.parent)
        prepared.folder.rename(target)
        sync(target.parent)
        sync(self.folder)
        return name

    @staticmethod
    def _names(release: str) -> Iterator[str]:
        yield release
        yield from (f"{release}.{number}" for number in count(2))

    def _remove(self, name: str) -> None:
        """Out of sight in one step, then away: a release is never there in part."""
        aside = self.folder / f"{GONE}{name}"
        self.release(name).rename(aside)
        shutil.rmtree(aside, ignore_errors=True)

    def _recover(self) -> None:
        """What a run that died has left: its folders go; a switch without a record is recorded."""
        for path in self.folder.iterdir():
            if path.name.startswith((WORK, GONE)):
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith(".") and path.name != LOCK:
                path.unlink()
        for left in self.folder.glob(f"{RELEASES}/*/{SERVER}/.*"):
            left.unlink()
        history, served = self.history(), self.current()
        if served and (not history or history[-1].release != served):
            self.note("recovered", "", history[-1].withdrawn if history else ())


def _make_folder(folder: Path) -> None:
    """So that a server may read it, whatever the umask; a folder that is there stays as it is."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(FOLDER_MODE)


def _is_damaged(site: Path) -> bool:
    """Whether something else lies there than a whole release; nothing at all is no damage."""
    try:
        return site.parent.exists() and bool(find_damage(site))
    except OSError:
        return True
