"""走一趟：change something, build on, build anew, compare; and so on."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator import furnishing, pipeline
from generator.cache import FOLDER
from generator.chrome import Chrome
from generator.memo import Memo, fingerprint
from generator.model import Site
from generator.pages import environment
from generator.plugin import render_chrome
from tests.engine.small import write_small_project
from tests.engine.steps import STEPS, Project
from tests.support import ROOT, TODAY

TOTAL = int(os.environ.get("ANLI_STEPS", "2000"))
LENGTH = 250
"""steps of one walk: a failure is soon seen again, and no project grows beyond measure"""
SEEDS = range(max(1, TOTAL // LENGTH))
SEARCHED = 40
"""every so many steps the search is made twice in a row: anew, and from what lies there"""
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a name of its own is made in it
"""thousands of small trees come and go; a disk has better things to do"""
WRITTEN = ("cases", "site_config")
"""folders that the steps change"""
FRAMED = ("theme", "site_config/pages")
"""folders that MkDocs reads"""
Tree = dict[str, tuple[int, bytes]]
"""mode and bytes of every file, mode of every folder"""


class Frames:
    """外框, as MkDocs rendered them once for each state of what they are made of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[str, Chrome] = {}

    def render(self, root: Path, site: Site, folder: Path) -> Chrome:
        """As `render_chrome` does it."""
        key = fingerprint(site, [tree(root / name) for name in FRAMED])
        if key not in self._made:
            self._made[key] = render_chrome(root, site, self.folder / key)
        shutil.copytree(self.folder / key, folder, dirs_exist_ok=True)
        return self._made[key]


class Clean:
    """全新生成 of a project in a folder without any cache, once for each state of its sources."""

    def __init__(self, project: Project, folder: Path, frames: Frames) -> None:
        self.project, self.folder, self.frames = project, folder, frames
        self._state: object = None
        self._tree: Tree | None = None

    def build(self, *, search: bool) -> Tree | None:
        """The site, or None where errors stand in the way."""
        root = self.project.root
        written = (*(root / name for name in WRITTEN), self.project.templates)
        state = (search, [tree(folder) for folder in written])
        if state != self._state:
            shutil.rmtree(self.folder, ignore_errors=True)
            leave_out = shutil.ignore_patterns(FOLDER, self.project.site.name)
            copy = shutil.copytree(root, self.folder, copy_function=os.link, ignore=leave_out)
            built = build(copy, copy / "site", self.frames, Memo(), search=search)
            self._state, self._tree = state, tree(copy / "site") if built else None
        return self._tree


def walk(seed: int, folder: Path, frames: Frames) -> Iterator[tuple[str, Tree | None, Tree | None]]:
    """After each step: where we are, what a build from the one before gives, and a clean one."""
    theme = folder / "theme"
    templates = shutil.copytree(ROOT / "theme" / "pages", theme / "pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(furnishing, "TEMPLATES", templates)
        patch.setattr(environment, "THEME", theme)
        project = Project(write_small_project(folder / "project", seed), templates, seed)
        clean = Clean(project, folder / "clean", frames)
        for number in range(LENGTH):
            step = project.dice.choice(STEPS)
            step(project)
            search = number % SEARCHED < 2
            memo = Memo(project.root / FOLDER)
            built = build(project.root, project.site, frames, memo, search=search)
            where = f"seed {seed}, step {number}: {step.__name__}"
            yield where, tree(project.site) if built else None, clean.build(search=search)


def build(root: Path, site: Path, frames: Frames, memo: Memo, *, search: bool) -> bool:
    """Whether a site came out."""
    loaded = pipeline.build(
        root, site, frames.render, memo=memo, search=search, posters=False, day=TODAY
    )
    return loaded.archive is not None


def tree(folder: Path) -> Tree:
    """Every file and folder below a folder, by its way from there."""
    found = {}
    for place, _, names in os.walk(folder):
        found[place[len(str(folder)) + 1 :] + "/"] = Path(place).stat().st_mode, b""
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - a hundred files, thousands of times
            with open(path, "rb") as file:  # noqa: PTH123
                found[path[len(str(folder)) + 1 :]] = os.fstat(file.fileno()).st_mode, file.read()
    return found


def compare(made: Tree | None, clean: Tree | None) -> list[str]:
    """Files that differ; none where neither is there."""
    ours, theirs = made or {}, clean or {}
    both = ["一边没有网站"] if (made is None) != (clean is None) else []
    return both + sorted(p for p in ours.keys() | theirs.keys() if ours.get(p) != theirs.get(p))


def check_walk(seed: int, frames: Frames) -> None:
    """One walk; AssertionError says after which step what differs."""
    built = 0
    with in_memory() as folder:
        for where, made, clean in walk(seed, folder, frames):
            assert compare(made, clean) == [], where
            built += made is not None
    assert built > LENGTH / 2, "most steps leave a project that can be built"
    gc.collect()  # a build leaves its rubbish to the end of the process, and this one goes on


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder for a while, in memory where the system has such a thing."""
    with TemporaryDirectory(prefix="anli-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)
