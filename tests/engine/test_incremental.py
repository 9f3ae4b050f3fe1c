"""增量等于全新：after any sequence of changes, the site is that of a clean build, byte for byte.

`ANLI_STEPS` sets how many steps are taken in all: 120 in `make test`, 50,000 in `make incremental`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator import furnishing, pipeline
from generator.chrome import Chrome
from generator.memo import Memo
from generator.model import Site
from generator.output import staging
from generator.pages import environment
from generator.plugin import render_chrome
from tests.engine.small import write_small_project
from tests.engine.steps import STEPS, Project
from tests.support import ROOT, TODAY, change

TOTAL = int(os.environ.get("ANLI_STEPS", "120"))
LANES = 2
"""sequences side by side, each from its own seed"""


class Frames:
    """外框, as MkDocs rendered them once: no step changes what they are made of."""

    def __init__(self, root: Path, folder: Path) -> None:
        content = pipeline.load(root, day=TODAY)
        assert content.archive
        with staging(folder) as made:
            self.chrome = render_chrome(root, content.archive.site, made)
            shutil.copytree(made, folder)
        self.folder = folder

    def render(self, root: Path, site: Site, folder: Path) -> Chrome:
        """As `render_chrome` does it."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return self.chrome


def tree(site: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and bytes of every file."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_mode, path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("lane", range(LANES))
def test_an_increment_gives_what_a_clean_build_gives(
    lane: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = shutil.copytree(ROOT / "theme" / "pages", tmp_path / "theme" / "pages")
    monkeypatch.setattr(furnishing, "TEMPLATES", templates)
    monkeypatch.setattr(environment, "THEME", tmp_path / "theme")
    root = write_small_project(tmp_path / "project", seed=lane)
    frames = Frames(root, tmp_path / "frames")
    project = Project(root, templates, seed=lane)
    built = 0
    for number in range(TOTAL // LANES):
        step = project.dice.choice(STEPS)
        step(project)
        made = build(root, project.site, frames, Memo(root / ".cache"))
        clean = build(root, tmp_path / "clean", frames, Memo())
        assert made == clean, (number, step)
        if clean:
            built += 1
            assert tree(project.site) == tree(tmp_path / "clean"), (number, step)
    assert built > TOTAL / LANES / 2, "most steps leave a project that can be built"


def build(root: Path, site: Path, frames: Frames, memo: Memo) -> bool:
    """Whether a site came out."""
    loaded = pipeline.build(
        root, site, frames.render, memo=memo, search=False, posters=False, day=TODAY
    )
    return loaded.archive is not None


def test_the_frame_is_rendered_only_when_something_it_is_made_of_changes(tmp_path: Path) -> None:
    root = write_small_project(tmp_path / "project", seed=0)
    rendered = []

    def render(root: Path, site: Site, folder: Path) -> Chrome:
        rendered.append(site.name)
        return render_chrome(root, site, folder)

    def run() -> dict[str, tuple[int, bytes]]:
        pipeline.build(root, root / "site", render, search=False, posters=False, day=TODAY)
        return tree(root / "site")

    first = run()
    assert run() == first
    assert len(rendered) == 1
    (root / "site" / "about" / "index.html").write_text("手改", encoding="utf-8")
    assert run() == first
    assert len(rendered) == 2
    change(root, "theme/main.html", 'aria-label="常用"', 'aria-label="常用的"')
    assert 'aria-label="常用的"' in run()["index.html"][1].decode()
    about = root / "site_config" / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\n又加了一句。\n", "utf-8")
    assert "又加了一句。" in run()["about/index.html"][1].decode()
    assert len(rendered) == 4
