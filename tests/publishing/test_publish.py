"""发布到文件夹：one switch, old or new, a record, and a way back."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.gatekeeper import read_ledger
from generator.output import LockedError, lock
from generator.problems import Problem
from generator.publishing.manifest import ManifestError, find_damage, parse_manifest, read_tree
from generator.publishing.publish import Outcome, State, UnfinishedError, Wishes, publish
from generator.publishing.rollback import RolledBack, roll_back
from generator.publishing.store import Store, StoreError
from generator.publishing.verify import render, verify_address, verify_folder
from tests.publishing.world import DAY, address_of, id_of, make_project, make_tree, put
from tests.support import ROOT

World = tuple[Path, Path, Path]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A project with three public cases, its tree, and a place to publish to."""
    numbers = (1, 2, 3)
    root, tree = make_project(tmp_path / "project", numbers), make_tree(tmp_path / "tree", numbers)
    return root, tree, tmp_path / "www"


def rewrite(tree: Path, text: str) -> None:
    path = tree / "index.html"
    path.write_text(path.read_text("utf-8").replace("<h1>", f"<p>{text}</p><h1>"), "utf-8")


def back(root: Path, target: Path, release: str = "") -> RolledBack:
    return roll_back(Store(target), read_ledger(root, DAY), {}, release)


def ids_of(outcome: Outcome) -> list[str]:
    return [found.id for found in outcome.problems]


# ---- what is damaged ----


@pytest.mark.parametrize("file", ["site/sha256sums.txt", "release.json"])
@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff\xfe"])
def test_a_served_release_that_cannot_say_what_it_holds_is_replaced_after_a_second_yes(
    world: World, file: str, damage: bytes
) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    (target / "current" / file).write_bytes(damage)
    assert Store(target).published().damaged
    asked = put(root, tree, target, Wishes())
    assert asked.state is State.REFUSED
    assert "线上的版本读不出有些什么" in asked.problems[0].message
    rewrite(tree, "新")
    new = put(root, tree, target)
    assert new.state is State.PUBLISHED and new.release != old.release
    assert not Store(target).published().damaged


def test_a_release_that_cannot_say_what_it_holds_is_none_to_go_back_to_after_a_withdrawal(
    world: World, tmp_path: Path
) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    (target / "releases" / old.release / "release.json").write_text("{}", "utf-8")
    make_project(root, (1, 2), (3,))
    put(root, make_tree(tmp_path / "fewer", (1, 2), (3,)), target)
    assert old.release not in Store(target).releases()
    assert not (target / "previous").exists()


def test_a_page_that_was_changed_together_with_its_list_is_found_and_not_served_on(
    world: World,
) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    site = target / "current" / "site"
    (site / "index.html").write_text("<script>x()</script>", "utf-8")
    (site / "sha256sums.txt").write_text(read_tree(site).text, "utf-8")
    assert verify_folder(site).faults == ("sha256sums.txt 与清单不符",)
    assert find_damage(site) == ["sha256sums.txt"]
    assert put(root, tree, target).state is State.PUBLISHED
    assert Store(target).current() == f"{old.release}.2"
    assert "<script>" not in (target / "current/site/index.html").read_text("utf-8")
    with pytest.raises(StoreError, match="已损坏"):
        back(root, target, old.release)


def test_a_line_of_the_record_that_says_something_else_stops_everything_in_words(
    world: World,
) -> None:
    root, tree, target = world
    put(root, tree, target)
    with (target / "record.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"withdrawn": []}\n')
    with pytest.raises(OSError, match=r"record\.jsonl 第 2 行读不懂，请照备份改好"):
        put(root, tree, target)


def test_a_link_among_the_files_is_damage(world: World) -> None:
    root, tree, target = world
    put(root, tree, target)
    (target / "current/site/assets/more").symlink_to("/etc")
    assert find_damage(target / "current" / "site") == ["assets/more"]


def test_a_server_may_read_what_is_published_whatever_the_umask(world: World) -> None:
    root, tree, target = world
    before = os.umask(0o077)
    try:
        put(root, tree, target)
    finally:
        os.umask(before)
    for folder in (target, target / "releases"):
        assert folder.stat().st_mode & 0o777 == 0o755
    (target / "releases").chmod(0o750)
    rewrite(tree, "新")
    put(root, tree, target)
    assert (target / "releases").stat().st_mode & 0o777 == 0o750, "as somebody wants it"


# ---- going public ----


def test_a_site_is_published_whole_behind_one_link(world: World) -> None:
    root, tree, target = world
    outcome = put(root, tree, target)
    assert outcome.state is State.PUBLISHED
    assert (target / "current").readlink() == Path("releases") / outcome.release
    site = target / "current" / "site"
    assert find_damage(site) == []
    assert read_tree(site).files == read_tree(tree).files
    status = json.loads((site / "status.json").read_text("utf-8"))
    assert status["release"].startswith(outcome.release)
    assert (status["cases"], status["entries"]) == (3, {"2022": 1})
    assert sorted(path.name for path in target.iterdir()) == [
        *(".lock", "addresses.txt", "current", "record.jsonl", "releases"),
    ]


def test_the_list_of_hashes_is_what_sha256sum_reads(world: World) -> None:
    root, tree, target = world
    put(root, tree, target)
    site = target / "current" / "site"
    run = subprocess.run(["sha256sum", "-c", "--quiet", "sha256sums.txt"], cwd=site, check=False)
    assert run.returncode == 0


def test_the_same_content_again_changes_nothing(world: World) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    second = put(root, tree, target)
    assert (second.state, second.release) == (State.SAME, first.release)
    assert len(Store(target).history()) == 1


def test_a_dry_run_says_what_would_change_and_changes_nothing(world: World) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    rewrite(tree, "新")
    (tree / "robots.txt").unlink()
    outcome = put(root, tree, target, Wishes(dry_run=True))
    assert outcome.state is State.PLANNED
    assert outcome.changes and outcome.changes.summary == "+0 −1 ~1"
    assert (outcome.changes.removed, outcome.changes.changed) == (("robots.txt",), ("index.html",))
    assert Store(target).current() == old.release
    assert Store(target).releases() == (old.release,)


def test_many_deletions_and_a_shrinking_year_need_a_second_yes(
    world: World, tmp_path: Path
) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    fewer = make_tree(tmp_path / "fewer", (1, 2), (3,))
    make_project(root, (1, 2), (3,))
    outcome = put(root, fewer, target, Wishes())
    assert (outcome.state, ids_of(outcome)) == (State.REFUSED, ["publishing.loss"])
    assert outcome.losses == ("2022 年案例由 3 减到 2",)
    assert Store(target).current() == old.release
    assert put(root, fewer, target, Wishes(yes=True)).state is State.PUBLISHED


def test_what_the_gate_refuses_is_never_served(world: World) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    rewrite(tree, "手机 13800138000")
    outcome = put(root, tree, target)
    assert (outcome.state, ids_of(outcome)) == (State.REFUSED, ["gatekeeper.personal"])
    assert Store(target).current() == old.release


def test_a_picture_exchanged_while_the_site_is_built_stops_the_publication(tmp_path: Path) -> None:
    root, tree = make_project(tmp_path / "project", (1,)), make_tree(tmp_path / "tree", (1,))

    def build(site: Path) -> tuple[bool, tuple[Problem, ...]]:
        shutil.copytree(tree, site)
        (root / address_of(1) / "fig-1.png").write_bytes(b"another one")
        return True, ()

    outcome = publish(root, Store(tmp_path / "www"), build, DAY, Wishes())
    assert (outcome.state, set(ids_of(outcome))) == (State.REFUSED, {"gatekeeper.withheld"})
    assert put(root, tree, tmp_path / "other").state is State.REFUSED
    (root / address_of(1) / "fig-1.png").unlink()
    assert put(root, tree, tmp_path / "other").state is State.PUBLISHED


def test_a_folder_with_other_things_in_it_is_refused(world: World) -> None:
    root, tree, target = world
    target.mkdir()
    (target / "thesis.docx").touch()
    with pytest.raises(StoreError, match="别的文件"):
        put(root, tree, target)
    assert [path.name for path in target.iterdir()] == ["thesis.docx"]


def test_a_damaged_release_is_not_taken_for_the_same_one(world: World) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    (target / "current" / "site" / "index.html").write_text("damaged", "utf-8")
    put(root, tree, target)
    assert find_damage(target / "current" / "site") == []
    assert (target / "current").readlink().name == f"{first.release}.2"


def test_nothing_of_a_release_is_below_the_web_root_before_its_one_switch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, tree, target = world
    put(root, tree, target)
    old = read_tree(target / "current" / "site")
    (tree / "assets" / "new.css").write_text("p{}", "utf-8")
    seen: list[tuple[str, bool]] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        """Every opening, renaming and linking of the process, before it happens."""
        if event in ("open", "os.rename", "os.symlink", "os.mkdir") and not watching:
            watching.append(1)
            same = read_tree(target / "current" / "site").files == old.files
            seen.append((f"{event} {arguments}", same))
            watching.pop()

    watching = [1]
    sys.addaudithook(watch)
    watching.pop()
    new = put(root, tree, target)
    watching.append(1)
    states = [same for _, same in seen]
    assert new.state is State.PUBLISHED
    assert len(states) > 100 and states == sorted(states, reverse=True), "old, then new, at once"
    last = seen[states.index(False) - 1][0]
    assert last.startswith("os.rename") and str(target / "current") in last


def test_a_change_of_the_same_length_and_time_is_a_change(world: World) -> None:
    root, tree, target = world
    path = tree / "index.html"
    put(root, tree, target)
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("示例", "例示"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    outcome = put(root, tree, target)
    assert outcome.changes and outcome.changes.changed == ("index.html",)
    assert find_damage(target / "current" / "site") == []


def test_only_the_latest_releases_are_kept(world: World) -> None:
    root, tree, target = world
    for number in range(8):
        rewrite(tree, f"第{number}版")
        put(root, tree, target)
    store = Store(target)
    assert len(store.releases()) == 5
    assert store.current() in store.releases()
    assert len(store.history()) == 8


# ---- one at a time ----


def test_a_second_run_is_told_who_holds_the_target(world: World) -> None:
    root, tree, target = world
    put(root, tree, target)
    with lock(target / ".lock"), pytest.raises(LockedError, match=r"进程 \d+，主机 .+，始于 20"):
        put(root, tree, target)


def test_of_twenty_starts_at_once_one_works_and_nineteen_say_who(world: World) -> None:
    root, tree, target = world
    put(root, tree, target)
    rewrite(tree, "新")
    hold = tree.parent / "hold"
    hold.touch()
    command = [sys.executable, "-m", "tests.publishing.world", *map(str, (root, tree, target))]
    runs = [
        subprocess.Popen(
            [*command, str(hold)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(20)
    ]
    end = time.monotonic() + 60
    while sum(run.poll() is None for run in runs) > 1 and time.monotonic() < end:
        time.sleep(0.02)
    (worker,) = (run for run in runs if run.poll() is None)
    hold.unlink()
    said = {run.pid: run.communicate(timeout=60) for run in runs}
    assert sorted(run.returncode for run in runs) == [0] + [5] * 19
    assert said.pop(worker.pid)[0].startswith("published ")
    assert all(f"进程 {worker.pid}，主机 " in error for _, error in said.values())
    assert find_damage(target / "current" / "site") == []
    assert len(Store(target).history()) == 2


def test_a_switch_without_a_record_is_recorded_by_the_next_run(world: World) -> None:
    root, tree, target = world
    put(root, tree, target)
    rewrite(tree, "新")
    outcome = put(root, tree, target)
    record = target / "record.jsonl"
    record.write_text(record.read_text("utf-8").splitlines()[0] + "\n{broken", "utf-8")
    (target / ".work-dead").mkdir()
    put(root, tree, target)
    last = Store(target).history()[-1]
    assert (last.action, last.release) == ("recovered", outcome.release)
    assert not (target / ".work-dead").exists()


def test_a_withdrawal_that_died_before_its_record_is_recorded_by_the_next_run(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, tree, target = world
    put(root, tree, target)
    make_project(root, (1, 2), (3,))
    fewer = make_tree(tmp_path / "fewer", (1, 2), (3,))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "settle", lambda *_: sys.exit(137))
        with pytest.raises(SystemExit):
            put(root, fewer, target)
    assert put(root, fewer, target).state is State.SAME
    assert id_of(3) in Store(target).published().withdrawn
    make_project(root, (1, 2, 3))
    assert ids_of(put(root, tree, target)) == ["publishing.behind"]


@pytest.mark.parametrize("step", ["settle", "prune", "note"])
def test_what_fails_after_the_switch_does_not_say_that_nothing_changed(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    root, tree, target = world
    put(root, tree, target)
    rewrite(tree, "新")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Store, step, fail)
        with pytest.raises(UnfinishedError, match="No space"):
            put(root, tree, target)
    assert put(root, tree, target).state is State.SAME
    assert len(Store(target).history()) == 2


def test_what_a_dead_run_left_half_written_is_cleared_away(world: World) -> None:
    root, tree, target = world
    release = put(root, tree, target).release
    left = [target / ".record.jsonl-x", target / ".current-new"]
    left.append(target / "releases" / release / "server" / ".gone.map-x")
    for path in left:
        path.touch()
    put(root, tree, target)
    assert [path for path in left if path.exists()] == []


# ---- readers ----


def test_readers_see_the_old_or_the_new_page_and_nothing_between(world: World) -> None:
    root, tree, target = world
    texts = set()
    put(root, tree, target)
    wrong: list[str] = []
    going = True

    def poll() -> None:
        while going:
            try:
                text = (target / "current" / "site" / "index.html").read_text("utf-8")
            except OSError as error:
                wrong.append(str(error))
                return
            if not text.endswith("</html>\n"):
                wrong.append(text)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(8):
            pool.submit(poll)
        for number in range(20):
            rewrite(tree, f"第{number}版")
            texts.add(put(root, tree, target).release)
        going = False
    assert wrong == []
    assert len(texts) == 20


# ---- verification ----


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(world: World) -> object:
    """What lies behind the link `current`, over HTTP."""
    handler = partial(Quiet, directory=str(world[2] / "current" / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_published_site_is_verified_over_http(world: World, server: str) -> None:
    root, tree, target = world
    outcome = put(root, tree, target, Wishes(url=server))
    assert outcome.state is State.PUBLISHED
    assert outcome.verdict and outcome.verdict.checked == len(read_tree(tree).files)
    assert verify_address(server).good


def test_a_changed_byte_and_a_missing_file_are_found_over_http(world: World, server: str) -> None:
    root, tree, target = world
    put(root, tree, target)
    site = target / "current" / "site"
    (site / "robots.txt").unlink()
    (site / "index.html").write_text("x", "utf-8")
    verdict = verify_address(server)
    assert verdict.faults == ("index.html 的内容与清单不符", "robots.txt 取不到（404）")
    assert "发现 2 处问题" in render(verdict)
    assert verify_folder(site).faults == ("index.html 与清单不符", "robots.txt 与清单不符")


def test_what_cannot_be_verified_is_taken_back(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, tree, target = world
    monkeypatch.setattr("generator.publishing.publish.ATTEMPTS", 1)
    old = put(root, tree, target)
    rewrite(tree, "新")
    reloads: list[int] = []
    wishes = Wishes(url="http://127.0.0.1:9/", after_switch=lambda: reloads.append(1))
    outcome = put(root, tree, target, wishes)
    assert outcome.state is State.TAKEN_BACK
    assert Store(target).current() == old.release
    assert len(reloads) == 2
    alone = put(root, tree, tmp_path / "other", wishes)
    assert alone.state is State.UNSETTLED


def test_what_was_served_already_and_is_found_wrong_is_not_said_to_be_taken_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, tree, target = world
    monkeypatch.setattr("generator.publishing.publish.ATTEMPTS", 1)
    put(root, tree, target)
    rewrite(tree, "新")
    new = put(root, tree, target)
    again = put(root, tree, target, Wishes(url="http://127.0.0.1:9/"))
    assert again.state is State.UNSETTLED
    assert Store(target).current() == new.release


@pytest.fixture
def says(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of a server that says always the same, whatever it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(65536)
                        connection.sendall(request.param)

        Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.mark.parametrize(
    "says",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf",
        b"HTTP/1.1 404 No\r\nContent-Length: 900\r\n\r\nhalf",
        b"anything else\r\n\r\n",
        b"",
    ],
    ids=["an answer cut off", "a refusal cut off", "no HTTP", "nothing"],
    indirect=True,
)
def test_a_server_that_breaks_off_is_a_fault_and_no_crash(
    world: World, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, tree, target = world
    monkeypatch.setattr("generator.publishing.publish.ATTEMPTS", 1)
    old = put(root, tree, target)
    rewrite(tree, "新")
    outcome = put(root, tree, target, Wishes(url=says))
    assert outcome.state is State.TAKEN_BACK
    assert outcome.verdict and outcome.verdict.faults == ("sha256sums.txt 取不到（没有应答）",)
    assert Store(target).current() == old.release


@pytest.mark.parametrize("url", ["share.example.org", "http://share.example.org:x/", "http://a b/"])
def test_an_address_that_is_none_is_a_fault_and_no_crash(url: str) -> None:
    assert verify_address(url).faults == ("sha256sums.txt 取不到（没有应答）",)


# ---- the way back ----


def test_a_rollback_takes_less_than_a_second(world: World) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    rewrite(tree, "新")
    put(root, tree, target)
    begun = time.monotonic()
    assert back(root, target).release == old.release
    assert time.monotonic() - begun < 1
    assert Store(target).current() == old.release
    assert Store(target).history()[-1].action == "rollback"


def test_a_rollback_never_passes_a_withdrawal(world: World, tmp_path: Path) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    make_project(root, (1, 2), (3,))
    put(root, make_tree(tmp_path / "fewer", (1, 2), (3,)), target)
    store = Store(target)
    assert first.release not in store.releases(), "the release with the withdrawn case is gone"
    assert not (target / "previous").exists()
    with pytest.raises(StoreError, match="没有可以退回"):
        back(root, target)


def test_a_release_with_a_case_withdrawn_since_is_refused(world: World) -> None:
    root, tree, target = world
    old = put(root, tree, target)
    rewrite(tree, "新")
    new = put(root, tree, target)
    make_project(root, (1, 2), (3,))
    refused = back(root, target)
    assert [found.id for found in refused.problems] == ["publishing.withdrawn"]
    assert id_of(3) in refused.problems[0].message and old.release in refused.problems[0].message
    assert Store(target).current() == new.release


def test_a_rollback_wants_a_whole_release_and_a_known_name(world: World, tmp_path: Path) -> None:
    root, tree, target = world
    with pytest.raises(StoreError, match="没有发布过"):
        back(root, tmp_path / "nowhere")
    old = put(root, tree, target)
    rewrite(tree, "新")
    put(root, tree, target)
    with pytest.raises(StoreError, match="“ffff”"):
        back(root, target, "ffff")
    (target / "releases" / old.release / "site" / "index.html").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="已损坏"):
        back(root, target, old.release[:8])


def test_a_restored_backup_that_forgot_a_withdrawal_is_refused(
    world: World, tmp_path: Path
) -> None:
    root, tree, target = world
    make_project(root, (1, 2), (3,))
    put(root, make_tree(tmp_path / "fewer", (1, 2), (3,)), target)
    make_project(root, (1, 2, 3))
    outcome = put(root, tree, target)
    assert (outcome.state, ids_of(outcome)) == (State.REFUSED, ["publishing.behind"])
    assert id_of(3) in outcome.problems[0].message


# ---- the list ----


@pytest.mark.parametrize(
    "text", ["x", "0" * 64 + "  ../a\n", "0" * 64 + "  /a\n", f"{'0' * 64}  b\n{'0' * 64}  a\n"]
)
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ManifestError):
        parse_manifest(text)


def test_addresses_once_published_are_never_forgotten(world: World, tmp_path: Path) -> None:
    root, tree, target = world
    put(root, tree, target)
    make_project(root, (1,))
    (root / "site_config" / "published.yaml").write_text(
        f"公开:\n  - {{编号: {id_of(1)}, 地址: {address_of(1)}}}\n", "utf-8"
    )
    for number in (2, 3):
        (root / address_of(number) / "case.md").unlink()
    put(root, make_tree(tmp_path / "one", (1,)), target)
    gone = (target / "current" / "server" / "gone.map").read_text("utf-8")
    assert f'"/anli/{address_of(2)}" 1;' in gone
    assert address_of(1) not in gone
    assert address_of(3) in (target / "addresses.txt").read_text("utf-8")
