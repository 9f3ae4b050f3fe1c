"""输出：one writer for a path, one switch for a site, one run at a time."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Timer

import pytest

from generator import output
from generator.output import LockedError, TwoWritersError, Writer, lock
from generator.switching import Kept, recover, staging, switch
from tests.support import ROOT


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old", encoding="utf-8")
    (folder / "gone.html").write_text("old", encoding="utf-8")
    return folder


def test_two_writers_of_one_path_are_named(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write("a/b.html", "甲", "pages")
    with pytest.raises(TwoWritersError, match=r"a/b\.html: pages and data"):
        writer.write("a/b.html", b"", "data")
    assert tree(tmp_path) == {"a/b.html": "甲"}


def test_a_writer_knows_how_it_left_its_files(tmp_path: Path) -> None:
    (tmp_path / "b.css").write_text("b", encoding="utf-8")
    writer = Writer(tmp_path)
    writer.write("a/甲.html", "甲", "pages")
    writer.claim(["b.css", "gone.css"], "chrome")
    left = {path: output.look_at(str(tmp_path / path)) for path in ("a/甲.html", "b.css")}
    assert writer.files == {**left, "gone.css": None}
    assert None not in left.values()


def test_writers_apart_share_a_tree_and_nothing_else(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    one, other = writer.apart(), writer.apart()
    one.write("a/one.html", "甲", "pages")
    other.write("a/other.html", "乙", "pages")
    assert [list(w.files) for w in (writer, one, other)] == [[], ["a/one.html"], ["a/other.html"]]
    assert tree(tmp_path) == {"a/one.html": "甲", "a/other.html": "乙"}


def test_the_new_site_takes_the_place_of_the_old_one_as_a_whole(site: Path) -> None:
    with staging(site) as folder:
        (folder / "index.html").write_text("new", encoding="utf-8")
        assert tree(site)["index.html"] == "old"
        switch(folder, site)
    assert tree(site) == {"index.html": "new"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_run_that_fails_leaves_the_old_site_and_nothing_else(site: Path) -> None:
    before = tree(site)
    with pytest.raises(RuntimeError), staging(site) as folder:
        (folder / "index.html").write_text("new", encoding="utf-8")
        raise RuntimeError
    assert tree(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_switch_that_fails_brings_the_old_site_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if "staging" in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="space"), staging(site) as folder:
        switch(folder, site)
    assert tree(site) == before


def test_after_a_death_between_the_two_renames_the_old_site_comes_back(site: Path) -> None:
    before = tree(site)
    site.rename(site.with_name(".site-previous"))
    (site.parent / ".site-staging-dead").mkdir()
    recover(site)
    assert tree(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


KEPT = Kept(("kept", "deep/kept", "deep/alone.html"), {"many": ["gone.html", "other.html"]})
"""what the switch moves: folders, a file beside what is new, and a folder of which most stays"""
SAME = {
    "kept/index.html": "same",
    "deep/kept/index.html": "same",
    "deep/alone.html": "same",
    "many/one.html": "same",
}
RENAMES = 10
"""the old site aside, three, five of the folder of which most stays, the new site"""
TURNED = {"many/gone.html": "gone", "many/other.html": "old"}
NEW = {**SAME, "index.html": "new", "many/come.html": "new", "many/other.html": "new"}


def interrupt() -> None:
    raise KeyboardInterrupt


def stop() -> None:
    os._exit(9)


def switch_until(site: Path, renames: int, end: Callable[[], None]) -> None:
    """A switch with things to move, which comes to its end after so many renames."""
    rename, done = os.rename, count()

    def rename_or_end(place: str | Path, target: str | Path) -> None:
        if next(done) == renames:
            end()
        rename(place, target)

    with pytest.MonkeyPatch.context() as patch, staging(site) as new:
        (new / "deep").mkdir()
        (new / "many").mkdir()
        for name in NEW.keys() - SAME.keys():
            (new / name).write_text("new", encoding="utf-8")
        patch.setattr(os, "rename", rename_or_end)
        switch(new, site, KEPT)


@pytest.fixture
def deep_site(site: Path) -> Path:
    """A site with folders and a file that stay as they are."""
    for name, text in {**SAME, **TURNED}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


@pytest.mark.parametrize("renames", range(RENAMES + 2))
def test_after_an_interruption_at_any_rename_the_site_is_the_old_one_or_the_new_one(
    deep_site: Path, renames: int
) -> None:
    before = tree(deep_site)
    with suppress(KeyboardInterrupt):
        switch_until(deep_site, renames, interrupt)
    recover(deep_site)
    assert tree(deep_site) == (before if renames < RENAMES else NEW)
    assert [path.name for path in deep_site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("renames", range(RENAMES))
def test_a_machine_that_stops_at_any_rename_finds_the_old_site_when_it_runs_again(
    deep_site: Path, renames: int
) -> None:
    before = tree(deep_site)
    if not (child := os.fork()):
        switch_until(deep_site, renames, stop)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    recover(deep_site)
    assert tree(deep_site) == before
    assert [path.name for path in deep_site.parent.iterdir()] == ["site"]


def test_after_a_death_before_tidying_up_the_new_site_stays(site: Path) -> None:
    before = tree(site)
    old = site.with_name(".site-previous")
    old.mkdir()
    (old / "index.html").write_text("older", encoding="utf-8")
    recover(site)
    assert tree(site) == before
    assert not old.exists()


def test_an_old_site_that_somebody_closed_does_not_stay_in_the_way(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rmdir, closed = os.rmdir, site.with_name(".site-previous")
    site.rename(closed)
    (closed / "deep").mkdir()
    (closed / "deep").chmod(0o555)

    def rmdir_as_others(path: str, **more: int) -> None:
        if (closed / "deep").exists() and not (closed / "deep").stat().st_mode & 0o200:
            raise PermissionError(path)  # root, who runs the tests, may do everything
        rmdir(path, **more)

    monkeypatch.setattr(os, "rmdir", rmdir_as_others)
    site.mkdir()
    recover(site)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    with staging(site) as folder:
        (folder / "index.html").write_text("new", encoding="utf-8")
        switch(folder, site)
    assert tree(site) == {"index.html": "new"}


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        Writer(tmp_path / "site").write("a/b.html", "甲", "pages")
    finally:
        os.umask(before)
    output.level_modes(tmp_path / "site")
    modes = [path.stat().st_mode & 0o777 for path in sorted((tmp_path / "site").rglob("*"))]
    assert modes == [0o755, 0o644]


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / ".cache" / "lock"
    with lock(path), pytest.raises(LockedError, match=str(os.getpid())), lock(path):
        pass
    with lock(path):
        pass


def test_the_lock_of_a_dead_run_is_free(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        "import os, pathlib, sys; from generator.output import lock\n"
        "with lock(pathlib.Path(sys.argv[1])): os._exit(9)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert run.returncode == 9
    with lock(path):
        pass


def test_a_holder_that_is_just_writing_its_name_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        writer = Timer(0.2, lambda: path.write_text("进程 7，主机 a", "utf-8"))
        writer.start()
        with pytest.raises(LockedError, match="进程 7"), lock(path):
            pass
        writer.join()
