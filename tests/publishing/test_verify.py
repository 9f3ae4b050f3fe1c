"""核对与退回：what a server says against what was published; and how a run ends that cannot go on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.gatekeeper import read_ledger
from generator.problems import Problem
from generator.publishing.manifest import EMPTY, Manifest, hash_file, read_tree
from generator.publishing.publish import State, UnfinishedError, Wishes, publish
from generator.publishing.record import Entry
from generator.publishing.rollback import roll_back
from generator.publishing.store import Store, StoreError
from generator.publishing.verify import Verdict, render, verify_address, verify_folder
from tests.publishing.test_publish import rewrite
from tests.publishing.world import DAY, address_of, id_of, make_project, make_tree, put

Answers = dict[str, tuple[int, bytes]]
World = tuple[Path, Path, Path]


class Fake:
    """A server that answers from a table, and notes what it was asked."""

    def __init__(self) -> None:
        self.answers: Answers = {}
        self.asked: list[str] = []
        self.headers: set[str] = set()
        self.url = ""


@pytest.fixture
def fake() -> Iterator[Fake]:
    found = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.headers.add(self.headers["Cache-Control"])
            status, body = found.answers.get(self.path, (404, b"none"))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        found.url = f"http://127.0.0.1:{server.server_port}/anli"
        yield found
        server.shutdown()


def offer(fake: Fake, folder: Path, files: dict[str, bytes]) -> Manifest:
    """Files of a site on the server, with their list."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    manifest = Manifest({path: hash_file(folder / path) for path in files})
    fake.answers |= {f"/anli/{path}": (200, data) for path, data in files.items()}
    fake.answers["/anli/sha256sums.txt"] = (200, manifest.text.encode())
    return manifest


def test_a_whole_site_is_asked_for_file_by_file_past_every_cache(
    fake: Fake, tmp_path: Path
) -> None:
    manifest = offer(fake, tmp_path, {"b c.html": b"1", "a.html": b"2"})
    fake.answers["/anli/b%20c.html"] = fake.answers.pop("/anli/b c.html")
    for url in (fake.url, fake.url + "/"):
        fake.asked.clear()
        assert verify_address(url, manifest) == Verdict(manifest.digest, 2, ())
        assert fake.asked[0] == "/anli/sha256sums.txt"
        assert sorted(fake.asked[1:]) == ["/anli/a.html", "/anli/b%20c.html"]
    assert fake.headers == {"no-cache"}


def test_only_the_named_files_are_asked_for_and_what_is_gone_must_be_gone(
    fake: Fake, tmp_path: Path
) -> None:
    manifest = offer(fake, tmp_path, {"a": b"1", "b": b"2"})
    fake.answers["/anli/left"] = (200, b"")
    verdict = verify_address(fake.url, manifest, ["a", "unknown"], ["left", "gone", "moved"])
    assert verdict == Verdict(manifest.digest, 1, ("left 已删除，线上还取得到",))
    assert "/anli/b" not in fake.asked


def test_a_tombstone_answers_410_and_the_page_of_404_answers_404(
    fake: Fake, tmp_path: Path
) -> None:
    manifest = offer(fake, tmp_path, {"404.html": b"1", "gone/index.html": b"2", "a": b"3"})
    fake.answers["/anli/404.html"] = (404, b"1")
    fake.answers["/anli/gone/index.html"] = (410, b"2")
    assert verify_address(fake.url).good
    fake.answers["/anli/gone/index.html"] = (410, b"x")
    fake.answers["/anli/404.html"] = (404, b"x")
    fake.answers["/anli/a"] = (404, b"3")
    assert verify_address(fake.url, manifest).faults == (
        "404.html 的内容与清单不符",
        "a 取不到（404）",
        "gone/index.html 的内容与清单不符",
    )


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((404, b""), "sha256sums.txt 取不到（404）"),
        ((200, b"x"), "sha256sums.txt 第 1 行读不懂"),
        ((200, b"\xff"), "sha256sums.txt 第 1 行读不懂"),
    ],
)
def test_without_a_list_nothing_is_checked(
    fake: Fake, answer: tuple[int, bytes], fault: str
) -> None:
    fake.answers["/anli/sha256sums.txt"] = answer
    assert verify_address(fake.url) == Verdict("", 0, (fault,))


def test_another_release_is_waited_for_and_then_told(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = offer(fake, tmp_path, {"a": b"1"})
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    verdict = verify_address(fake.url, EMPTY, attempts=3)
    said = f"线上是另一个版本（{old.release}），不是 {EMPTY.release}"
    assert verdict == Verdict("", 0, (said,))
    assert slept == [1, 1] and len(fake.asked) == 3
    new = Manifest({"a": old.files["a"], "b": old.files["a"]})

    def arrive(_: float) -> None:
        offer(fake, tmp_path, {"a": b"1", "b": b"1"})

    monkeypatch.setattr(time, "sleep", arrive)
    assert verify_address(fake.url, new, attempts=2) == Verdict(new.digest, 2, ())


def test_no_more_than_fifty_faults_are_told(fake: Fake, tmp_path: Path) -> None:
    offer(fake, tmp_path, {f"{number:02}": b"1" for number in range(60)})
    for number in range(60):
        del fake.answers[f"/anli/{number:02}"]
    verdict = verify_address(fake.url)
    assert (verdict.checked, len(verdict.faults)) == (60, 50)
    assert verdict.faults[49] == "49 取不到（404）"


def test_a_verdict_is_shown_in_words() -> None:
    assert render(Verdict("a" * 64, 3, ())) == f"版本 {'a' * 16}，核对了 3 个文件，全部一致。"
    assert render(Verdict("", 0, ("一", "二"))) == (
        "版本 未知，核对了 0 个文件，发现 2 处问题：\n一\n二"
    )


def test_a_folder_without_a_list_cannot_be_verified(tmp_path: Path) -> None:
    assert verify_folder(tmp_path) == Verdict("", 0, (f"{tmp_path} 里没有 sha256sums.txt",))
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    manifest = read_tree(tmp_path)
    (tmp_path / "sha256sums.txt").write_text(manifest.text, "utf-8")
    assert verify_folder(tmp_path) == Verdict(manifest.digest, 2, ())
    (tmp_path / "a").write_bytes(b"3")
    (tmp_path / "c").symlink_to("a")
    (tmp_path / "b").unlink()
    assert verify_folder(tmp_path).faults == ("a 与清单不符", "b 与清单不符", "c 与清单不符")


# ---- how a run ends ----


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A project with three public cases, its tree, and a place to publish to."""
    numbers = (1, 2, 3)
    root, tree = make_project(tmp_path / "project", numbers), make_tree(tmp_path / "tree", numbers)
    return root, tree, tmp_path / "www"


def test_content_with_problems_is_told_and_nothing_published(world: World) -> None:
    root, _, target = world
    found: tuple[Problem, ...] = ()
    outcome = publish(root, Store(target), lambda _: (False, found), DAY, Wishes())
    assert (outcome.state, outcome.problems) == (State.CONTENT, found)
    assert [path.name for path in target.iterdir()] == [".lock"]


def test_a_redirect_that_cannot_be_stops_the_publication(world: World) -> None:
    root, tree, target = world
    (root / "site_config" / "redirects.yaml").write_text("转向: [{从: a/, 到: b/}]", "utf-8")
    outcome = put(root, tree, target)
    assert outcome.state is State.REFUSED
    assert [p.message for p in outcome.problems] == ["转向写得不对：a/ 转向的 b/ 没有网页。"]
    assert outcome.problems[0].place.file == "site_config/redirects.yaml"


def test_where_the_target_cannot_be_read_any_more_the_fault_itself_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, tree, target = world
    put(root, tree, target)
    rewrite(tree, "新")

    def fail(*_: object) -> None:
        def lost(*_: object) -> None:
            raise OSError("gone")

        monkeypatch.setattr(Store, "published", lost)
        raise OSError("broken")

    monkeypatch.setattr(Store, "settle", fail)
    with pytest.raises(OSError, match="broken") as error:
        put(root, tree, target)
    assert not isinstance(error.value, UnfinishedError), "nobody knows whether it is public"


def test_a_release_whose_list_is_lost_is_put_there_anew(world: World) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    old = (tree / "index.html").read_text("utf-8")
    rewrite(tree, "新")
    put(root, tree, target)
    (target / "releases" / first.release / "site" / "sha256sums.txt").unlink()
    (tree / "index.html").write_text(old, "utf-8")
    assert put(root, tree, target).state is State.PUBLISHED
    assert Store(target).current() == f"{first.release}.2"
    (target / "current" / "site" / "robots.txt").write_text("x", "utf-8")
    put(root, tree, target)
    assert Store(target).current() == f"{first.release}.3"


def test_a_release_that_lies_there_whole_is_served_again_with_new_answers(world: World) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    old = (tree / "index.html").read_text("utf-8")
    (tree / "robots.txt").rename(tree / "feed.json")
    put(root, tree, target)
    (tree / "feed.json").rename(tree / "robots.txt")
    (tree / "index.html").write_text(old, "utf-8")
    again = put(root, tree, target)
    assert (again.state, again.release) == (State.PUBLISHED, first.release)
    assert '"/anli/feed.json" 1;' in (target / "current/server/gone.map").read_text("utf-8")
    assert (target / "previous").readlink().parent == Path("releases")


def test_everybody_may_read_a_release_however_strict_the_builder_is(world: World) -> None:
    root, tree, target = world
    for path in tree.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    put(root, tree, target)
    release = target / "releases" / (Store(target).current() or "")
    for path in (release, *release.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_what_was_written_down_of_each_publication(world: World, tmp_path: Path) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    make_project(root, (1, 2), (3,))
    second = put(root, make_tree(tmp_path / "fewer", (1, 2), (3,)), target)
    told = [(e.action, e.release, e.summary, e.withdrawn) for e in Store(target).history()]
    assert told == [
        ("publish", first.release, "+10 −0 ~0", ()),
        ("publish", second.release, second.changes.summary if second.changes else "", (id_of(3),)),
    ]


def test_the_release_before_is_served_again_unless_it_holds_what_is_withdrawn(
    world: World,
) -> None:
    root, tree, target = world
    store = Store(target)
    assert not store.take_back([])
    first = put(root, tree, target)
    rewrite(tree, "新")
    second = put(root, tree, target)
    store.switch(first.release, [])
    assert store.take_back([id_of(9)])
    assert store.current() == second.release, "the last that is recorded"
    assert not store.take_back([id_of(3)])


def test_old_releases_go_beyond_the_kept_ones_and_the_served_one_stays(world: World) -> None:
    root, tree, target = world
    names = []
    for number in range(4):
        rewrite(tree, f"第{number}版")
        names.append(put(root, tree, target).release)
    store = Store(target, kept=2)
    store.switch(names[0], [])
    assert store.prune([id_of(9)]) == (names[1],)
    assert set(store.releases()) == {names[0], names[2], names[3]}
    assert set(store.prune([id_of(1)])) == {names[2], names[3]}
    assert store.releases() == (names[0],)
    assert not list(target.glob(".gone-*"))


def test_what_was_withdrawn_is_not_forgotten_when_a_record_is_lost(
    world: World, tmp_path: Path
) -> None:
    root, tree, target = world
    put(root, tree, target)
    make_project(root, (1, 2), (3,))
    fewer = make_tree(tmp_path / "fewer", (1, 2), (3,))
    put(root, fewer, target)
    rewrite(fewer, "新")
    put(root, fewer, target)
    record = target / "record.jsonl"
    record.write_text("".join(record.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    put(root, fewer, target)
    last = Store(target).history()[-1]
    assert (last.action, last.summary, last.withdrawn) == ("recovered", "", (id_of(3),))
    record.unlink()
    put(root, fewer, target)
    assert [entry.action for entry in Store(target).history()] == ["recovered", "publish"]
    lines = (target / "addresses.txt").read_text("utf-8").splitlines()
    assert len(lines) > 5 and lines == sorted(lines)


def test_strange_names_beside_the_releases_are_no_releases(world: World) -> None:
    root, tree, target = world
    release = put(root, tree, target).release
    for name in ("x", release[:-1], f"{release}.x", f".{release}", f"{release}0"):
        (target / "releases" / name).mkdir()
    assert Store(target).releases() == (release,)
    (target / "releases" / f"{release}.2").mkdir()
    assert Store(target).releases() == (release, f"{release}.2")


@pytest.mark.parametrize(
    ("names", "ours"),
    [
        (["releases"], True),
        ([".lock"], True),
        ([".lock", "record.jsonl", "addresses.txt"], True),
        ([".lock", ".anything"], True),
        ([".hidden"], False),
        (["record.jsonl"], False),
        (["releases", "thesis.docx"], False),
    ],
)
def test_a_folder_is_taken_for_ours_by_what_lies_in_it(
    world: World, names: list[str], ours: bool
) -> None:
    root, tree, target = world
    target.mkdir()
    for name in names:
        (target / name).mkdir() if name == "releases" else (target / name).touch()
    if ours:
        assert put(root, tree, target).state is State.PUBLISHED
    else:
        with pytest.raises(StoreError, match="里有别的文件；请换一个空文件夹或新名字"):
            put(root, tree, target)


# ---- the way back ----


def back(root: Path, target: Path, release: str = "", **redirects: str) -> str:
    done = roll_back(Store(target), read_ledger(root, DAY), redirects, release)
    assert not done.problems
    return done.release


def test_a_rollback_goes_to_the_named_release_or_the_last_other_one(world: World) -> None:
    root, tree, target = world
    names = []
    for number in range(3):
        rewrite(tree, f"第{number}版")
        names.append(put(root, tree, target).release)
    assert back(root, target) == names[1]
    assert back(root, target) == names[2], "the last one served before this one"
    assert back(root, target, names[0][:9]) == names[0]
    assert (target / "previous").readlink().name == names[2]
    last = Store(target).history()[-1]
    assert last == Entry(last.at, "rollback", names[0], "", ())
    with pytest.raises(StoreError) as error:
        back(root, target, "x")
    assert str(error.value) == f"没有可以退回的版本“x”（现有：{'、'.join(sorted(names))}）"
    for name in names[1:]:
        Store(target)._remove(name)
    with pytest.raises(StoreError, match="没有可以退回的版本：以前没有发布过别的"):
        back(root, target)


def test_after_a_rollback_what_came_since_is_gone_and_redirects_still_lead_somewhere(
    world: World,
) -> None:
    root, tree, target = world
    put(root, tree, target)
    (tree / "feed.json").write_text("{}", "utf-8")
    put(root, tree, target)
    here, there = address_of(1), address_of(2)
    back(root, target, **{"old/": here, "feed.json": there, "lost/": "nowhere/", here: there})
    server = target / "current" / "server"
    assert '"/anli/old/" "/anli/cases/2022/ban-1/";' in (server / "moved.map").read_text("utf-8")
    assert "nowhere" not in (server / "moved.map").read_text("utf-8")
    assert '"/anli/cases/2022/ban-1/" ' not in (server / "moved.map").read_text("utf-8")
    assert "feed" not in (server / "gone.map").read_text("utf-8")
    back(root, target)
    back(root, target)
    assert '"/anli/feed.json" 1;' in (server / "gone.map").read_text("utf-8")


def test_a_rollback_to_what_was_withdrawn_names_the_cases_and_keeps_the_record(
    world: World, tmp_path: Path
) -> None:
    root, tree, target = world
    first = put(root, tree, target)
    make_project(root, (1,), (2, 3))
    refused = roll_back(Store(target), read_ledger(root, DAY), {}, first.release)
    assert refused.release == ""
    assert [(p.message, p.place.file) for p in refused.problems] == [
        (
            f"版本 {first.release} 里有已经撤下的案例 {id_of(2)}、{id_of(3)}，不能退回去。",
            str(target),
        )
    ]
    one = make_tree(tmp_path / "one", (1,), (2, 3))
    put(root, one, target)
    rewrite(one, "新")
    put(root, one, target)
    make_project(root, (1, 2, 3))
    back(root, target)
    assert Store(target).history()[-1].withdrawn == (id_of(2), id_of(3))
    gone = (target / "current" / "server" / "gone.map").read_text("utf-8")
    assert "ban\\-2" not in gone
    damaged = target / "releases" / (Store(target).current() or "") / "site" / "robots.txt"
    damaged.write_text("x", "utf-8")
    with pytest.raises(StoreError, match=r"版本 \w+ 已损坏（robots.txt），不能退回"):
        back(root, target, Store(target).current() or "")
