"""来稿暂存：dropped files below .cache/desk/papers/, under a random id, until they are imported.

Papers keep the names that their senders gave them, since findings and records quote them; what
some system could take for a path or a device is taken out of a name first.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from itertools import chain, count
from pathlib import Path

from generator.desk.kinds import KINDS, guess_kind

FOLDER = ".cache/desk"
MOST_FILES = 60
_ID = re.compile(r"[0-9a-f]{32}")
_INDEX = "papers.json"
_FILES = "files"
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""names that Windows does not take for files"""


@dataclass(frozen=True, slots=True)
class Paper:
    """一份来稿."""

    number: int
    """from 1 within the batch"""
    name: str
    """文件名 as the sender gave it, cleaned; no two of a batch have the same"""
    kind: str
    """slug of the kind, see kinds.KINDS"""


@dataclass(frozen=True, slots=True)
class Batch:
    """一批来稿 that were dropped together."""

    folder: Path
    year: int
    papers: tuple[Paper, ...]
    update: bool = False
    """whether what is there already is updated too"""

    @property
    def id(self) -> str:
        """编号 of the batch, random."""
        return self.folder.name

    @property
    def stage(self) -> str:
        """Kind that comes next: results before cases before approvals. Empty when none is left."""
        kinds = {paper.kind for paper in self.papers}
        return next((kind for kind in KINDS if kind in kinds), "")

    def of(self, kind: str) -> tuple[Paper, ...]:
        """The papers of one kind."""
        return tuple(paper for paper in self.papers if paper.kind == kind)

    def path(self, paper: Paper) -> Path:
        """Where a paper lies."""
        return self.folder / _FILES / paper.name


def create_batch(root: Path, year: int, files: Iterable[tuple[str, bytes]]) -> Batch:
    """Store files by their names and bytes; the kinds are guessed."""
    folder = _home(root) / secrets.token_hex(16)
    (folder / _FILES).mkdir(parents=True)
    papers: list[Paper] = []
    for number, (name, data) in enumerate(files, 1):
        path = folder / _FILES / _unlike(clean_name(name), {p.name.lower() for p in papers})
        path.write_bytes(data)
        papers.append(Paper(number, path.name, guess_kind(path)))
    return write_batch(Batch(folder, year, tuple(papers)))


def clean_name(name: str) -> str:
    """文件名 that is a plain name on every system: the last part, without what any of them bars."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(c if c.isprintable() and c not in ':*?"<>|' else "_" for c in last).strip(". ")
    path = Path(plain or "没有名字")
    stem = f"_{path.stem}" if _DEVICE.match(path.stem) else path.stem
    return stem[:60] + path.suffix[:10]


def _unlike(name: str, taken: Collection[str]) -> str:
    """The name, with a number where another paper has it already."""
    path = Path(name)
    others = (f"{path.stem}（{number}）{path.suffix}" for number in count(2))
    return next(n for n in chain([name], others) if n.lower() not in taken)


def write_batch(batch: Batch) -> Batch:
    """Keep what is known of a batch beside its files."""
    papers = [asdict(paper) for paper in batch.papers]
    index = {"year": batch.year, "update": batch.update, "papers": papers}
    text = json.dumps(index, ensure_ascii=False)
    (batch.folder / _INDEX).write_text(text, encoding="utf-8")
    return batch


def read_batch(root: Path, id: str) -> Batch | None:
    """一批来稿 by its id; None when there is none (any more)."""
    folder = _home(root) / id
    if not _ID.fullmatch(id) or not (folder / _INDEX).is_file():
        return None
    index = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
    papers = tuple(Paper(**paper) for paper in index["papers"])
    return Batch(folder, index["year"], papers, index["update"])


def without(batch: Batch, gone: Iterable[Paper]) -> Batch | None:
    """The batch without some of its papers; None, and the folder gone, when none is left."""
    gone = set(gone)
    for paper in gone:
        batch.path(paper).unlink(missing_ok=True)
    kept = tuple(paper for paper in batch.papers if paper not in gone)
    if not kept:
        shutil.rmtree(batch.folder, ignore_errors=True)
        return None
    return write_batch(replace(batch, papers=kept, update=False))


def list_batches(root: Path) -> list[Batch]:
    """What was dropped and is not dealt with yet."""
    names = sorted(path.name for path in _home(root).glob("*"))
    return [batch for name in names if (batch := read_batch(root, name))]


def clear(root: Path) -> None:
    """On start: what an earlier run left is nobody's any more."""
    shutil.rmtree(root / FOLDER, ignore_errors=True)


def _home(root: Path) -> Path:
    return root / FOLDER / "papers"
