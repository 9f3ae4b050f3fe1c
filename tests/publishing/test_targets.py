"""目标：a zip, a server over ssh, an object store; each on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import LocalStore, MemoryStore

from generator.output import LockedError, lock
from generator.publishing.manifest import Manifest, find_damage, parse_manifest, read_tree
from generator.publishing.prepared import Published
from generator.publishing.publish import (
    Outcome,
    State,
    Target,
    UnfinishedError,
    Wishes,
    publish,
)
from generator.publishing.record import parse_record
from generator.publishing.store import Store, StoreError
from generator.publishing.targets import open_target, ssh
from generator.publishing.targets.objects import Bucket, BucketError, open_bucket
from generator.publishing.targets.ssh import RemoteError
from generator.publishing.verify import verify_folder
from tests.publishing.test_publish import rewrite
from tests.publishing.world import DAY, address_of, id_of, make_project, make_tree, put

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
needs_ssh = pytest.mark.skipif(
    not (SSHD and shutil.which("rsync") and shutil.which("ssh")),
    reason="没有 sshd、ssh 或 rsync：sh tests/publishing/install.sh",
)
World = tuple[Path, Path]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A project with three public cases, and its tree."""
    return make_project(tmp_path / "project", (1, 2, 3)), make_tree(tmp_path / "tree", (1, 2, 3))


def to(world: World, target: Target, wishes: Wishes = Wishes(yes=True)) -> Outcome:  # noqa: B008 - frozen
    def build(site: Path) -> tuple[bool, tuple[()]]:
        shutil.copytree(world[1], site)
        return True, ()

    return publish(world[0], target, build, DAY, wishes)


# ---- zip ----


def test_a_zip_holds_the_release_and_is_the_same_for_the_same_content(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "site.zip"
    assert to(world, open_target(str(path), world[0])).state is State.PUBLISHED
    before = path.read_bytes()
    assert to(world, open_target(str(path), world[0])).state is State.SAME
    assert path.read_bytes() == before
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    assert verify_folder(tmp_path / "out" / "site").good
    rewrite(world[1], "新")
    outcome = to(world, open_target(str(path), world[0]))
    assert outcome.changes and outcome.changes.summary == "+0 −0 ~1"


def test_a_zip_says_what_it_holds_and_forgets_neither_addresses_nor_withdrawals(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "site.zip"
    target = open_target(str(path), world[0])
    assert target.published() == Published()
    notice = "notices/2022/a/通知 一.pdf"
    (world[1] / notice).parent.mkdir(parents=True)
    (world[1] / notice).write_bytes(b"%PDF-1.7\n")
    home = world[1] / "index.html"
    home.write_text(
        home.read_text("utf-8").replace("<h1>", f'<a href="{notice}">x</a><h1>'), "utf-8"
    )
    to(world, target)
    make_project(world[0], (1, 2), (3,))
    (world[1] / "robots.txt").unlink()
    to((world[0], make_tree(tmp_path / "fewer", (1, 2), (3,))), target)
    said = target.published()
    assert said.manifest == read_tree(tmp_path / "fewer")
    assert said.facts and said.facts.release == said.manifest.digest
    assert {address_of(3), "robots.txt", notice} <= said.addresses
    assert said.withdrawn == {id_of(3)}
    assert path.stat().st_mode & 0o777 == 0o644
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        for item in archive.infolist():
            assert (item.date_time, item.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o644)
            assert item.compress_type == zipfile.ZIP_DEFLATED
        assert f'"/anli/{notice}" 1;' in archive.read("server/gone.map").decode()
        assert archive.read("withdrawn.txt").decode() == f"{id_of(3)}\n"
    assert not target.take_back([])


def test_a_zip_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / "site.zip"
    path.parent.mkdir()
    to(world, open_target(str(path), world[0]))
    before = path.read_bytes()
    rewrite(world[1], "新")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.publishing.targets.zipped.sync", fail)
    with pytest.raises(OSError, match="No space") as error:
        to(world, open_target(str(path), world[0]))
    assert not isinstance(error.value, UnfinishedError)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {"site.zip", ".site.zip.lock"}


def test_a_zip_is_on_the_disk_before_it_bears_its_name_and_its_folder_after(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / "site.zip"
    path.parent.mkdir()
    synced: list[tuple[bool, bool]] = []
    monkeypatch.setattr(
        "generator.publishing.targets.zipped.sync",
        lambda one: synced.append((one == path.parent, path.exists())),
    )
    to(world, open_target(str(path), world[0]))
    assert synced == [(False, False), (True, True)]


def test_two_runs_do_not_write_one_zip_at_once(world: World, tmp_path: Path) -> None:
    target = open_target(str(tmp_path / "site.zip"), world[0])
    with target.workspace(), pytest.raises(LockedError):
        to(world, target)


@pytest.mark.parametrize("content", [b"no zip", None])
def test_a_zip_of_somebody_else_is_left_alone(
    world: World, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "www.zip"
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("letter.docx", "x")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="不是 anli 做的压缩包；请换一个名字"):
        to(world, open_target(str(path), world[0]))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["rsync://h/x", "http://h/x", "sftp://h/x", "s4:/x", "me@host:/srv", "host:/srv", "host:srv"],
)
def test_what_is_meant_for_elsewhere_is_no_folder_here(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match=r"不能用；可以是文件夹、文件\.zip、ssh://"):
        open_target(name, tmp_path)


@pytest.mark.parametrize("name", ["C:/www", "www", "我的 网站", "a/b:c", "./host:x", "a@b/c"])
def test_odd_names_of_folders_are_folders(tmp_path: Path, name: str) -> None:
    assert open_target(name, tmp_path) == Store(Path(name).resolve())


# ---- ssh ----


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real sshd on loopback, with keys of its own; the port."""
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    shutil.copy(folder / "user.pub", folder / "authorized")
    Path("/run/sshd").mkdir(exist_ok=True) if os.getuid() == 0 else None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    (folder / "client").write_text(
        f"Host *\n IdentityFile {folder}/user\n IdentitiesOnly yes\n LogLevel ERROR\n"
        f" UserKnownHostsFile {folder}/known\n StrictHostKeyChecking accept-new\n"
    )
    few = "ulimit -n 256; exec "  # with millions of open files allowed, sshd spends seconds closing them
    command = f"{few}{SSHD} -D -e -f {folder}/config"
    sshd = subprocess.Popen(["sh", "-c", command], stderr=subprocess.DEVNULL)
    os.environ["ANLI_SSH"] = f"{folder}/ssh -F {folder}/client"
    (folder / "ssh").write_text(f'#!/bin/sh\n{few}{shutil.which("ssh")} "$@"\n')
    (folder / "ssh").chmod(0o755)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield str(port)
    sshd.terminate()
    sshd.wait(10)
    del os.environ["ANLI_SSH"]


@pytest.fixture
def remote(server: str, tmp_path: Path) -> tuple[str, Path]:
    """Address of a folder behind the sshd, and the folder."""
    folder = tmp_path / "remote www"
    return f"ssh://127.0.0.1:{server}{folder}", folder


@needs_ssh
def test_a_site_goes_to_a_server_over_ssh_and_rsync(world: World, remote: tuple[str, Path]) -> None:
    name, folder = remote
    first = to(world, open_target(name, world[0]))
    assert first.state is State.PUBLISHED
    assert verify_folder(folder / "current" / "site").good
    (folder / ".work-dead").mkdir()
    rewrite(world[1], "新")
    second = to(world, open_target(name, world[0]))
    assert second.changes and second.changes.summary == "+0 −0 ~1"
    assert (folder / "current").readlink().name == second.release
    assert (folder / "previous").readlink().name == first.release
    assert to(world, open_target(name, world[0])).state is State.SAME
    store = Store(folder)
    assert [entry.release for entry in store.history()] == [first.release, second.release]
    assert not list(folder.glob(".work-*"))
    unchanged = [folder / "releases" / r / "site" / "robots.txt" for r in store.releases()]
    assert unchanged[0].samefile(unchanged[1]), "what did not change is linked, not sent"


@needs_ssh
def test_a_withdrawn_case_leaves_no_release_behind_on_the_server(
    world: World, remote: tuple[str, Path], tmp_path: Path
) -> None:
    name, folder = remote
    first = to(world, open_target(name, world[0]))
    make_project(world[0], (1, 2), (3,))
    fewer = make_tree(tmp_path / "fewer", (1, 2), (3,))
    to((world[0], fewer), open_target(name, world[0]))
    assert first.release not in Store(folder).releases()
    assert not (folder / "previous").is_symlink()
    text = (folder / "current/server/gone.map").read_text("utf-8")
    assert address_of(3).rstrip("/").replace("-", "\\-") in text


@needs_ssh
def test_two_machines_do_not_publish_to_one_server_at_once(
    world: World, remote: tuple[str, Path]
) -> None:
    target = open_target(remote[0], world[0])
    with target.workspace(), pytest.raises(LockedError):
        to(world, target)
    assert to(world, target).state is State.PUBLISHED


@needs_ssh
def test_who_holds_a_server_is_told(world: World, remote: tuple[str, Path]) -> None:
    target = open_target(remote[0], world[0])
    with target.workspace():
        with pytest.raises(LockedError, match=rf"^进程 {os.getpid()}，主机 .*，始于 "):
            to(world, target)
        with pytest.raises(LockedError, match=rf"^进程 {os.getpid()}，"):
            put(*world[:2], remote[1])
    (remote[1] / ".lock").write_text("", "utf-8")
    with lock(remote[1] / ".lock"):
        (remote[1] / ".lock").write_text("", "utf-8")
        with pytest.raises(LockedError, match=r"^在 127\.0\.0\.1 上$"):
            to(world, target)


@needs_ssh
def test_a_step_that_fails_on_a_server_leaves_the_old_site(
    world: World, remote: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, folder = remote
    old = to(world, open_target(name, world[0]))
    rewrite(world[1], "新")
    with monkeypatch.context() as patch:
        patch.setattr(ssh, "_replace", lambda *_: "false")
        with pytest.raises(RemoteError):
            to(world, open_target(name, world[0]))
    assert (folder / "current").readlink().name == old.release
    assert find_damage(folder / "current" / "site") == []


@pytest.mark.parametrize("work", [True, False])
@pytest.mark.parametrize("place", [True, False])
def test_a_release_takes_its_place_or_leaves_what_was_there(
    tmp_path: Path, work: bool, place: bool
) -> None:
    for name, there in (("work", work), ("place", place)):
        if there:
            (tmp_path / name).mkdir()
            (tmp_path / name / name).touch()
    run = subprocess.run(
        ["sh", "-c", ssh._replace("work", "place")], cwd=tmp_path, check=False, capture_output=True
    )
    assert (run.returncode == 0) == work
    left = [path.name for path in tmp_path.glob("*/*")]
    assert left == (["work"] if work else ["place"] if place else [])


@needs_ssh
def test_a_page_that_was_changed_on_a_server_together_with_its_list_is_replaced(
    world: World, remote: tuple[str, Path]
) -> None:
    name, folder = remote
    to(world, open_target(name, world[0]))
    site = folder / "current" / "site"
    (site / "index.html").write_text("<script>x()</script>", "utf-8")
    (site / "sha256sums.txt").write_text(read_tree(site).text, "utf-8")
    assert to(world, open_target(name, world[0])).state is State.PUBLISHED
    assert "<script>" not in (site / "index.html").read_text("utf-8")
    assert find_damage(site) == []


@needs_ssh
@pytest.mark.parametrize("file", ["site/sha256sums.txt", "release.json"])
def test_a_release_on_a_server_that_cannot_say_what_it_holds_is_replaced(
    world: World, remote: tuple[str, Path], file: str
) -> None:
    name, folder = remote
    to(world, open_target(name, world[0]))
    (folder / "current" / file).write_text("[]", "utf-8")
    target = open_target(name, world[0])
    assert target.published().damaged
    rewrite(world[1], "新")
    assert to(world, target).state is State.PUBLISHED
    assert not target.published().damaged


@needs_ssh
def test_an_upload_that_arrives_damaged_is_not_served(
    world: World, remote: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, folder = remote
    old = to(world, open_target(name, world[0]))
    rewrite(world[1], "新")
    target = open_target(name, world[0])
    upload = type(target)._upload  # type: ignore[attr-defined]

    def damage(self: object, source: Path, work: str) -> None:
        upload(self, source, work)
        path = folder / work / "site" / "index.html"
        path.unlink()
        path.write_text("cut off", "utf-8")

    monkeypatch.setattr(type(target), "_upload", damage)
    with pytest.raises(OSError, match="没有做成"):
        to(world, target)
    assert (folder / "current").readlink().name == old.release


def dies_before_its_record(
    world: World, target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A publication that withdraws case 3 and ends with its switch; then the next one."""
    make_project(world[0], (1, 2), (3,))
    fewer = (world[0], make_tree(tmp_path / "fewer", (1, 2), (3,)))
    with monkeypatch.context() as patch:
        patch.setattr(type(target), "settle", lambda *_: sys.exit(137))
        with pytest.raises(SystemExit):
            to(fewer, target)
    to(fewer, target)
    assert id_of(3) in target.published().withdrawn


@needs_ssh
def test_a_switch_on_a_server_without_a_record_is_recorded_by_the_next_run(
    world: World, remote: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = to(world, open_target(remote[0], world[0]))
    dies_before_its_record(world, open_target(remote[0], world[0]), monkeypatch, tmp_path)
    history = Store(remote[1]).history()
    assert len(history) == 2 and history[-1].release == Store(remote[1]).current()
    assert first.release not in Store(remote[1]).releases()


@needs_ssh
def test_a_release_found_wrong_on_a_server_makes_room_for_the_one_before(
    world: World,
    remote: tuple[str, Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("generator.publishing.publish.ATTEMPTS", 1)
    name, folder = remote
    nowhere = Wishes(yes=True, url="http://127.0.0.1:9/")
    first = to(world, open_target(name, world[0]), nowhere)
    assert first.state is State.UNSETTLED, "there is none before"
    assert to(world, open_target(name, world[0])).state is State.SAME
    rewrite(world[1], "新")
    assert to(world, open_target(name, world[0]), nowhere).state is State.TAKEN_BACK
    assert (folder / "current").readlink() == Path("releases") / first.release
    second = to(world, open_target(name, world[0]))
    assert second.state is State.PUBLISHED
    assert to(world, open_target(name, world[0]), nowhere).state is State.UNSETTLED
    assert (folder / "current").readlink().name == second.release, "the same one stays"
    make_project(world[0], (1, 2), (3,))
    fewer = (world[0], make_tree(tmp_path / "fewer", (1, 2), (3,)))
    assert to(fewer, open_target(name, world[0]), nowhere).state is State.UNSETTLED
    assert (folder / "current").readlink().name not in (first.release, second.release)


@needs_ssh
def test_only_the_latest_releases_are_kept_on_a_server(
    world: World, remote: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.publishing.targets.ssh.KEPT", 2)
    name, folder = remote
    releases = []
    for number in range(3):
        rewrite(world[1], f"第{number}版")
        releases.append(to(world, open_target(name, world[0])).release)
    assert set(Store(folder).releases()) == set(releases[1:])
    assert (folder / "previous").readlink() == Path("releases") / releases[1]
    assert not list(folder.glob(".work-*"))
    text = (folder / "addresses.txt").read_text("utf-8")
    assert text == "".join(sorted(text.splitlines(keepends=True))) and address_of(1) in text
    said = open_target(name, world[0]).published()
    assert said.manifest.release == releases[2] and address_of(1) in said.addresses


@needs_ssh
def test_a_server_that_is_not_there_or_does_not_end_is_told(
    world: World, remote: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RemoteError, match=r"ssh 没有做成：.*No such file"):
        open_target(remote[0], world[0]).published()
    with pytest.raises(RemoteError, match=r"连不上 127\.0\.0\.1，或者它没有 flock"):
        to(world, open_target("ssh://127.0.0.1:9/srv", world[0]))
    monkeypatch.setattr("generator.publishing.targets.ssh.TIMEOUT", 0.2)
    with pytest.raises(RemoteError, match=r"sleep 超过 0\.2 秒没有做完"):
        ssh._call(["sleep", "9"])
    with pytest.raises(RemoteError, match="false 没有做成：1"):
        ssh._call(["false"])


@pytest.mark.parametrize(
    ("name", "host", "folder", "port"),
    [
        ("ssh://host/srv/anli/", "host", "/srv/anli", None),
        ("ssh://me@host:2222/a b", "me@host", "/a b", 2222),
        ("ssh://h/s", "h", "/s", None),
        ("ssh://h/sX", "h", "/sX", None),
    ],
)
def test_an_address_of_a_server_is_taken_apart(
    name: str, host: str, folder: str, port: int | None
) -> None:
    assert ssh.open_ssh(name) == ssh.Remote(name, host, folder, port)


@pytest.mark.parametrize(
    "name", ["ssh://host", "ssh://host/", "ssh:///srv", "ssh://-oProxyCommand=x/srv"]
)
def test_an_address_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(StoreError, match="要写成 ssh://用户@主机/文件夹"):
        open_target(name, Path())


# ---- object storage ----


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """moto's S3 server on loopback."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - takes a second

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bucket:
    """A new bucket, and the variables that lead to it."""
    import urllib.request  # noqa: PLC0415

    name = f"b{abs(hash(tmp_path)) % 10**12}"
    for key, value in {
        "AWS_ENDPOINT": endpoint,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(key, value)
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{name}", method="PUT")).close()
    return open_bucket(f"s3://{name}/site")


def objects(bucket: Bucket) -> dict[str, bytes]:
    listed = [item["path"] for batch in obstore.list(bucket.store) for item in batch]
    return {path: bytes(obstore.get(bucket.store, path).bytes()) for path in listed}


def served(bucket: Bucket) -> dict[str, bytes]:
    return {path: data for path, data in objects(bucket).items() if "anli-record" not in path}


def test_a_site_goes_to_object_storage_whole(world: World, bucket: Bucket) -> None:
    outcome = to(world, bucket)
    assert outcome.state is State.PUBLISHED
    there = served(bucket)
    assert parse_manifest(there["sha256sums.txt"].decode()).release == outcome.release
    assert there.keys() - {"sha256sums.txt", "status.json"} == read_tree(world[1]).files.keys()
    head = obstore.get(bucket.store, "index.html").attributes
    assert head["Content-Type"] == "text/html; charset=utf-8"
    assert to(world, bucket).state is State.SAME


def test_pictures_come_before_pages_pages_before_pointers_and_deletions_last(
    world: World, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to(world, bucket)
    (world[1] / "assets" / "new.css").write_text("a{}", "utf-8")
    rewrite(world[1], "新")
    page = world[1] / address_of(1) / "index.html"
    page.write_text(page.read_text("utf-8").replace("<h1>", "<p>改</p><h1>"), "utf-8")
    (world[1] / "robots.txt").unlink()
    done: list[str] = []
    put, remove = Bucket._put, Bucket._remove

    def noted_put(self: Bucket, path: str, data: bytes) -> None:
        done.append(path)
        put(self, path, data)

    def noted_remove(self: Bucket, path: str) -> None:
        done.append(f"-{path}")
        remove(self, path)

    monkeypatch.setattr(Bucket, "_put", noted_put)
    monkeypatch.setattr(Bucket, "_remove", noted_remove)
    to(world, bucket)
    ours = [path for path in done if "anli-record" not in path]
    assert ours == [
        "assets/new.css",
        f"{address_of(1)}index.html",
        "index.html",
        "status.json",
        "sha256sums.txt",
        "-robots.txt",
    ]


def test_only_what_is_ours_is_deleted(world: World, bucket: Bucket) -> None:
    to(world, bucket)
    obstore.put(bucket.store, "robots.txt", b"somebody else's")
    obstore.put(bucket.store, "foreign.txt", b"somebody else's")
    (world[1] / "robots.txt").unlink()
    to(world, bucket)
    assert served(bucket)["robots.txt"] == served(bucket)["foreign.txt"] == b"somebody else's"


def test_after_an_upload_that_broke_off_at_any_object_the_next_run_succeeds(
    world: World, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to(world, bucket)
    make_project(world[0], (1, 2), (3,))
    tree = make_tree(tmp_path / "fewer", (1, 2), (3,), body="改过的一段话。")
    (tree / "assets" / "new.css").write_text("a{}", "utf-8")
    put = Bucket._put
    broken, half = 0, list[bool]()
    while True:
        left = [broken]

        def fail(self: Bucket, path: str, data: bytes, left: list[int] = left) -> None:
            if not left[0]:
                raise BucketError("连接断了")
            left[0] -= 1
            put(self, path, data)

        with monkeypatch.context() as patch:
            patch.setattr(Bucket, "_put", fail)
            try:
                to((world[0], tree), bucket)
            except (BucketError, UnfinishedError) as error:
                half.append(isinstance(error, UnfinishedError))
                broken += 1
            else:
                break
        for path, data in served(bucket).items():
            assert path == "sha256sums.txt" or data, "no object is ever empty"
    assert broken >= 8
    assert half[:2] == [False] * 2 and all(half[2:8]), "it says whether anything is public already"
    assert served(bucket).keys() - {"sha256sums.txt", "status.json"} == read_tree(tree).files.keys()


def test_an_upload_without_a_record_is_recorded_by_the_next_run(
    world: World, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    to(world, bucket)
    dies_before_its_record(world, bucket, monkeypatch, tmp_path)


def test_each_object_bears_its_kind_and_the_notes_are_whole(
    world: World, bucket: Bucket, tmp_path: Path
) -> None:
    (world[1] / "assets" / "a.webp").write_bytes(b"RIFF\x04\0\0\0WEBP")
    page = world[1] / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("<h1>", '<img src="assets/a.webp"><h1>'), "utf-8"
    )
    first = to(world, bucket)
    kinds = {
        "assets/anli.css": "text/css; charset=utf-8",
        "assets/a.webp": "image/webp",
        "data/cases.json": "application/json",
        "robots.txt": "text/plain; charset=utf-8",
        "sitemap.xml": "application/xml",
    }
    for path, kind in kinds.items():
        assert obstore.get(bucket.store, path).attributes["Content-Type"] == kind
    for name, kind in (("a.png", "image/png"), ("a.unknown", "application/octet-stream")):
        bucket._put(name, b"x")
        assert obstore.get(bucket.store, name).attributes["Content-Type"] == kind
        bucket._remove(name)
        bucket._remove(name)
    ours = {path for path in objects(bucket) if "anli-record" in path}
    assert ours == {f"anli-record/{n}" for n in ("addresses.txt", "record.jsonl", "release.json")}
    said = bucket.published()
    assert said.manifest.release == first.release
    assert said.facts and said.facts.release == said.manifest.digest
    assert address_of(1) in said.addresses and said.withdrawn == frozenset()
    lines = objects(bucket)["anli-record/addresses.txt"].decode().splitlines()
    assert len(lines) > 5 and lines == sorted(lines)
    record = parse_record(objects(bucket)["anli-record/record.jsonl"].decode())
    assert [(e.action, e.release, e.summary) for e in record] == [
        ("publish", first.release, "+11 −0 ~0")
    ]
    rewrite(world[1], "新")
    second = to(world, bucket)
    to(world, bucket)
    record = parse_record(objects(bucket)["anli-record/record.jsonl"].decode())
    assert [entry.release for entry in record] == [first.release, second.release]
    assert not bucket.take_back([])


def test_whatever_lies_at_the_address_of_a_withdrawn_case_goes(
    world: World, bucket: Bucket, tmp_path: Path
) -> None:
    to(world, bucket)
    left = f"{address_of(3)}left-by-somebody.png"
    obstore.put(bucket.store, left, b"x")
    make_project(world[0], (1, 2), (3,))
    to((world[0], make_tree(tmp_path / "fewer", (1, 2), (3,))), bucket)
    assert left not in served(bucket)
    assert f"{address_of(3)}index.html" in served(bucket)
    assert bucket.published().withdrawn == {id_of(3)}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.xml", "application/xml"),
        ("a.webp", "image/webp"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.pf_index", "application/octet-stream"),
    ],
)
def test_an_object_bears_the_kind_of_its_ending(
    path: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"a.png": "image/png"}  # what the tables of this machine know besides
    monkeypatch.setattr("mimetypes.guess_type", lambda name: (known.get(name), None))
    bucket = Bucket("x", MemoryStore())
    bucket._put(path, b"1")
    assert obstore.get(bucket.store, path).attributes == {"Content-Type": kind}


def test_what_is_gone_already_need_not_be_deleted(tmp_path: Path) -> None:
    bucket = Bucket("x", LocalStore(tmp_path))
    (tmp_path / "a").write_bytes(b"1")
    bucket._remove("a")
    bucket._remove("a")
    assert not list(tmp_path.iterdir())


def test_two_runs_do_not_fill_one_bucket_at_once(world: World, bucket: Bucket) -> None:
    with bucket.workspace(), pytest.raises(LockedError):
        to(world, bucket)


def test_what_fails_on_a_bucket_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(key, "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT", "https://127.0.0.1:9")
    target = Bucket("s3://x", obstore.store.from_url("s3://x/y", retry_config={"max_retries": 0}))
    with pytest.raises(BucketError, match=r"^写不了 a："):
        target._put("a", b"")
    with pytest.raises(BucketError, match=r"^读不到 a："):
        target._get("a")
    with pytest.raises(BucketError, match=r"^删不了 a："):
        target._remove("a")
    with pytest.raises(BucketError, match=r"^列不出 a/："):
        target._delete_below("a/", Manifest({}))


def test_a_bucket_that_does_not_answer_is_a_problem_of_the_environment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(key, "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT", "https://127.0.0.1:9")
    target = Bucket("s3://x", obstore.store.from_url("s3://x/y", retry_config={"max_retries": 0}))
    with pytest.raises(OSError, match="读不到"):
        to(world, target)
