"""共用的夹具."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.support import ROOT, Examined, change, copy_site, examine, new_problems

settings.register_profile("anli", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("anli")

PROJECT_PARTS = ("mkdocs.yml", "theme", "site_config/pages")
"""what a buildable project shares with the repository"""

MakeProject = Callable[[str], Path]


@pytest.fixture
def site(tmp_path: Path) -> MakeProject:
    """A copy of tests/sites/<name>, to read, check and approve."""
    return lambda name: copy_site(name, tmp_path / name)


@pytest.fixture
def project(site: MakeProject) -> MakeProject:
    """A copy of tests/sites/<name> with theme, editorial pages and mkdocs.yml, to build."""

    def make(name: str) -> Path:
        folder = site(name)
        for part in PROJECT_PARTS:
            source, target = ROOT / part, folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        return folder

    return make


@pytest.fixture
def minimal(site: MakeProject) -> Path:
    """A copy of the smallest project that has one public case."""
    return site("minimal")


@pytest.fixture
def full(site: MakeProject) -> Path:
    """A copy of the project that uses every field."""
    return site("full")


@pytest.fixture(scope="session")
def full_before(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """The unchanged project that uses every field, examined once."""
    return examine(copy_site("full", tmp_path_factory.mktemp("sites") / "full"))


Brings = Callable[[str, str, str], list[str]]


@pytest.fixture
def brings(full: Path, full_before: Examined) -> Brings:
    """Change one place of one file; the problems that this brings, as `id:line`."""

    def make(file: str, old: str, new: str) -> list[str]:
        change(full, file, old, new)
        return sorted(new_problems(full, full_before))

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for each worker: two drivers in one process do not get along."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
