"""现状：a build of which nothing has changed is not done again, and says again what it said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import standing
from generator.cli import main
from tests.conftest import MakeProject
from tests.support import change

SAME, MADE = "没有变化", "网站已更新"


@pytest.fixture
def root(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that was built, without pictures for sharing."""
    monkeypatch.setattr(standing, "UNSETTLED_NS", 0)
    made = project("minimal")
    assert MADE in build(made)
    return made


def build(root: Path, *options: str) -> str:
    """What a build says."""
    done = CliRunner().invoke(main, ["--root", str(root), "build", "--no-posters", *options])
    assert done.exit_code == 0, done.stderr
    return done.stderr


def state(root: Path) -> dict[str, int]:
    """When each file of the site was written."""
    found = (path for path in (root / "site").rglob("*") if path.is_file())
    return {str(path): path.stat().st_mtime_ns for path in found}


def test_what_has_not_changed_is_left_alone_and_its_problems_are_told_again(root: Path) -> None:
    before = state(root)
    again = build(root)
    assert SAME in again
    assert "提醒" in again
    assert state(root) == before


@pytest.mark.parametrize(
    "touch",
    [
        lambda root: change(root, "cases/2022/results.yaml", "总数: 1", "总数: 1  # 只是注"),
        lambda root: (root / "site_config" / "new.txt").touch(),
        lambda root: (root / "site" / "index.html").write_text("手改", encoding="utf-8"),
        lambda root: (root / "site" / "stray.html").touch(),
        lambda root: (root / "site" / "sitemap.xml").unlink(),
    ],
    ids=["a source", "a new file", "a page", "a stray file", "a missing file"],
)
def test_whatever_changes_the_site_is_made_again(
    root: Path, touch: Callable[[Path], object]
) -> None:
    good = (root / "site" / "index.html").read_bytes()
    touch(root)
    assert MADE in build(root)
    assert (root / "site" / "index.html").read_bytes() == good
    assert not (root / "site" / "stray.html").exists()
    assert (root / "site" / "sitemap.xml").exists()


def test_what_was_made_with_other_options_is_not_taken_for_the_same(root: Path) -> None:
    assert (root / "site" / "pagefind").exists()
    assert MADE in build(root, "--no-search")
    assert MADE in build(root), "the site is one without search"
    assert (root / "site" / "pagefind").exists()
    assert SAME in build(root)


def test_a_build_that_failed_in_between_leaves_nothing_to_rely_on(root: Path) -> None:
    results = root / "cases" / "2022" / "results.yaml"
    before = results.read_text("utf-8")
    results.write_text(before.replace("总数: 1", "总数: 2"), encoding="utf-8")
    assert CliRunner().invoke(main, ["--root", str(root), "build"]).exit_code == 1
    results.write_text(before, encoding="utf-8")
    assert MADE in build(root)
    assert SAME in build(root)


def test_after_a_death_in_the_switch_even_a_build_with_errors_finds_the_old_site(
    root: Path,
) -> None:
    good = state(root)
    (root / "site").rename(root / ".site-previous")
    change(root, "cases/2022/results.yaml", "总数: 1", "总数: 2")
    done = CliRunner().invoke(main, ["--root", str(root), "build"])
    assert done.exit_code == 1
    assert "网站没有改动" in done.stderr
    assert state(root) == good


def test_what_is_made_to_be_carried_away_leaves_no_record(root: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in (root / ".cache").glob("stock-*"))
    done = CliRunner().invoke(main, ["--root", str(root), "bundle", str(tmp_path / "bundle")])
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (root / ".cache").glob("stock-*")) == before
