"""写入计划：all files of one import, written together or not at all."""

from __future__ import annotations

import contextlib
import difflib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import Problem

_NEW, _OLD, _HALF = ".anli-new-", ".anli-old-", ".anli-half-"
"""prefixes of what lies about during the switch; names with a dot are never read as content"""


@dataclass(frozen=True, slots=True)
class Change:
    """差别：one thing that is new (+), gone (-) or changed (~), by the name that people know."""

    sign: str
    name: str
    details: tuple[str, ...] = ()
    """one line each, such as `等级：经验 → 典型经验`"""

    def as_json(self) -> dict[str, object]:
        """For `--json`."""
        return {"sign": self.sign, "name": self.name, "details": list(self.details)}

    def render(self) -> str:
        """For people."""
        return "\n".join([f"{self.sign} {self.name}", *(f"    {line}" for line in self.details)])


@dataclass(frozen=True, slots=True)
class Plan:
    """一次导入 ready to be written: new contents by path relative to the project."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    """what only this import has to tell, for `--json`"""

    def needed(self, root: Path) -> dict[str, bytes]:
        """The files that are not there yet in just this form."""
        return {
            path: data
            for path, data in self.files.items()
            if not (root / path).is_file() or (root / path).read_bytes() != data
        }


def write_plan(root: Path, plan: Plan) -> list[str]:
    """写入 all or nothing: everything is on the disk before the first name is switched.

    Returns the paths that changed. OSError leaves the tree as it was.
    """
    files = plan.needed(root)
    gone = [path for path in plan.removed if (root / path).exists() and path not in files]
    targets = [root / path for path in [*files, *gone]]
    fresh = {target for target in targets if not target.exists()}
    made: list[Path] = []
    try:
        for path, data in files.items():
            made += _make_folders((root / path).parent)
            _beside(root / path, _NEW).write_bytes(data)
        for target in targets:
            _back_up(target)
        for target in targets:
            _switch(target)
    except BaseException:
        for target in targets:
            _switch_back(target, target in fresh)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    for target in targets:
        _beside(target, _OLD).unlink(missing_ok=True)
    return sorted([*files, *gone])


def _beside(path: Path, prefix: str) -> Path:
    return path.with_name(prefix + path.name)


def _make_folders(folder: Path) -> Iterator[Path]:
    """Missing folders, outermost first."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    for path in reversed(missing):
        path.mkdir()
        yield path


def _back_up(target: Path) -> None:
    """A whole copy beside: it gets its name only when it is complete."""
    if target.exists():
        half = _beside(target, _HALF)
        shutil.copy2(target, half)
        half.replace(_beside(target, _OLD))


def _switch(target: Path) -> None:
    new = _beside(target, _NEW)
    if new.exists():
        new.replace(target)
    else:
        target.unlink()


def _switch_back(target: Path, fresh: bool) -> None:
    """As it was before: from its copy, or gone when there was nothing."""
    if fresh:
        target.unlink(missing_ok=True)
    elif _beside(target, _OLD).exists():
        _beside(target, _OLD).replace(target)
    for prefix in (_NEW, _HALF):
        _beside(target, prefix).unlink(missing_ok=True)


def text_diff(old: str, new: str, name: str) -> tuple[str, ...]:
    """差别 of two texts, line by line."""
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name}（现在）", f"{name}（导入后）", "", "", 1, ""
    )
    return tuple(lines)
