"""清点：what is seen at one look is what many looks would see; who asks again is told how it is now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import standing
from generator import survey as looking
from generator.survey import Survey, state_of, survey
from tests.conftest import MakeProject


@pytest.fixture
def root(project: MakeProject) -> Path:
    """A project whose files have settled."""
    made = project("full")
    for path in sorted(made.rglob("*")):
        os.utime(path, ns=(10**18, 10**18))
    return made


@pytest.fixture
def seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> Survey:
    """Seen when nothing had changed for a while."""
    monkeypatch.setattr(looking, "_FINE", -1)
    return survey(root, standing.SOURCES)


def folders(root: Path) -> list[str]:
    """Of the cases and of their years."""
    return [p.relative_to(root).as_posix() for p in (root / "cases").rglob("*") if p.is_dir()]


def test_each_folder_is_seen_as_if_looked_at_by_itself(root: Path, seen: Survey) -> None:
    assert len(folders(root)) > 5
    assert [seen.state_of(name) for name in folders(root)] == [
        state_of(root / name) for name in folders(root)
    ]


def test_a_change_meanwhile_is_told_to_who_asks_again(root: Path, seen: Survey) -> None:
    [case, *_] = sorted(path.parent for path in root.glob("cases/*/*/case.md"))
    folder, before = case.relative_to(root).as_posix(), state_of(case)
    (case / "new.txt").touch()
    assert seen.state_of(folder) == before
    assert seen.state_of(folder) == state_of(case) != before


def test_a_file_changed_a_moment_ago_has_no_state_that_is_met_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_FINE", 10**19)
    seen = survey(root, standing.SOURCES)
    for name in folders(root):
        assert seen.state_of(name) != state_of(root / name) != state_of(root / name)


@pytest.mark.parametrize("place", ["cases/2022", "site_config/vocabulary", "theme", "mkdocs.yml"])
def test_everything_below_counts(root: Path, place: str) -> None:
    before = survey(root, standing.SOURCES).looks
    assert survey(root, standing.SOURCES).looks == before
    (root / place).rename(root / f"{place}-away")
    assert survey(root, standing.SOURCES).looks != before


def test_links_are_not_followed(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "cases" / "2022" / "link").symlink_to(elsewhere)
    before = survey(root, standing.SOURCES).looks
    (elsewhere / "new.txt").touch()
    assert survey(root, standing.SOURCES).looks == before


def test_what_is_not_there_has_no_state(tmp_path: Path) -> None:
    seen = survey(tmp_path, standing.SOURCES)
    assert seen.state_of("cases/2022/none") == ""
    assert seen.newest == 0
