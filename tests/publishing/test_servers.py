"""服务器：the shipped configurations of nginx and Caddy, started and asked, for every address."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from generator.publishing.addresses import AddressError, addresses_of, build_answers
from generator.publishing.manifest import read_manifest
from generator.publishing.publish import State, Wishes
from generator.publishing.redirects import RedirectsError, read_redirects
from generator.publishing.verify import verify_address
from tests.audit.nginx import find_nginx, nginx
from tests.publishing.world import BODY, address_of, make_project, make_tree, put
from tests.support import ROOT

CADDY = shutil.which("caddy")
HEADERS = (
    *("content-security-policy", "x-content-type-options", "referrer-policy"),
    *("permissions-policy", "cross-origin-opener-policy"),
)
OLD, NEW = "topics/first/", "topics/second/"
LONG = f"topics/{'long' * 30}/"
"""longer than what nginx expects of an address unless it is told"""


@contextmanager
def caddy(target: Path) -> Iterator[str]:
    """The shipped Caddyfile; only folders and the address are replaced."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    text = (ROOT / "deploy" / "caddy" / "Caddyfile").read_text("utf-8")
    text = text.replace("share.example.org", address).replace("/srv/anli", str(target))
    file = target.parent / "Caddyfile"
    file.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(file)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", urlsplit(address).port or 0)) == 0:
                    break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(10)


Serve = Callable[[Path], AbstractContextManager[str]]
SERVERS = [
    pytest.param(
        nginx,
        id="nginx",
        marks=pytest.mark.skipif(
            not find_nginx(), reason="没有 nginx：sh tests/publishing/install.sh"
        ),
    ),
    pytest.param(
        caddy,
        id="caddy",
        marks=pytest.mark.skipif(not CADDY, reason="没有 caddy：sh tests/publishing/install.sh"),
    ),
]


def ask(base: str, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    parts = urlsplit(base)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return answer.status, headers, answer.read().decode("utf-8", "replace")


def with_topic(tree: Path, topic: str) -> Path:
    page = tree / topic / "index.html"
    page.parent.mkdir(parents=True)
    shutil.copy(tree / "404.html", page)
    home = tree / "index.html"
    link = f'<a href="{topic}">专题</a></body>'
    home.write_text(home.read_text("utf-8").replace("</body>", link), "utf-8")
    return tree


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Two releases: then case 3 was withdrawn, a topic moved, a list went, a picture changed."""
    root = make_project(tmp_path / "project", (1, 2, 3))
    site = (root / "site_config" / "site.yaml").read_text("utf-8")
    (root / "site_config" / "site.yaml").write_text(site.replace("/anli/", "/"), "utf-8")
    trees = []
    for name, numbers, withdrawn, topic in (("a", (1, 2, 3), (), OLD), ("b", (1, 2), (3,), NEW)):
        tree = with_topic(make_tree(tmp_path / name, numbers, withdrawn), topic)
        if name == "a":
            with_topic(tree, LONG)
        for path in tree.rglob("*.*"):
            text = path.read_text("utf-8").replace("example.org/anli/", "example.org/")
            path.write_text(text, "utf-8")
        trees.append(tree)
    (trees[1] / "robots.txt").unlink()
    assert put(root, trees[0], tmp_path / "www").state is State.PUBLISHED
    make_project(root, (1, 2), (3,))
    (root / "site_config" / "site.yaml").write_text(site.replace("/anli/", "/"), "utf-8")
    (root / "site_config" / "redirects.yaml").write_text(
        f"转向:\n  - {{从: {OLD}, 到: {NEW}}}\n", "utf-8"
    )
    assert put(root, trees[1], tmp_path / "www", Wishes(yes=True)).state is State.PUBLISHED
    return tmp_path / "www"


@pytest.mark.parametrize("serve", SERVERS)
def test_every_address_ever_published_answers_200_301_or_410(serve: Serve, target: Path) -> None:
    ever = (target / "addresses.txt").read_text("utf-8").splitlines()
    now = addresses_of(read_manifest(target / "current" / "site"))
    gone = address_of(3)
    with serve(target) as base:
        answers = {address: ask(base, f"/{address}") for address in ever}
        below = ask(base, f"/{gone}poster.pdf")[0]
        without_stroke = ask(base, "/" + gone.rstrip("/"))[0]
        otherwise = [
            ask(base, f"/{address.rstrip('/')}{end}")[0]
            for address in (LONG, OLD)
            for end in ("", "/index.html")
        ]
    for address, (status, headers, _) in answers.items():
        expected = 410 if address in (gone, "robots.txt", LONG) else 301 if address == OLD else 200
        assert status == expected, address
        assert all(name in headers for name in HEADERS), f"{address} has all headers"
        assert status != 200 or address in now
    assert answers[OLD][1]["location"].endswith("/" + NEW)
    assert "已撤下" in answers[gone][2], "the tombstone is the page of the 410"
    assert (below, without_stroke) == (410, 410)
    assert otherwise == [410, 410, 301, 301], "as it answered when it was there"
    assert len(answers) >= 8


@pytest.mark.parametrize("serve", SERVERS)
def test_a_case_can_be_blocked_by_hand_as_the_guide_says(serve: Serve, target: Path) -> None:
    """docs/operators/withdraw.md, where nothing can be published for the moment."""
    case, server = address_of(1), target / "current" / "server"
    shutil.rmtree(target / "current" / "site" / case)
    for file, line in (
        ("gone.map", f'"~^/{case.rstrip("/")}(/|$)" 1;'),
        ("addresses.caddy", f'error "/{case}*" 410'),
    ):
        (server / file).write_text((server / file).read_text("utf-8") + line + "\n", "utf-8")
    with serve(target) as base:
        status, _, text = ask(base, f"/{case}")
        assert (status, ask(base, f"/{case}share.png")[0]) == (410, 410)
        assert BODY not in text and "没有这一页" in text


@pytest.mark.parametrize("serve", SERVERS)
def test_what_never_was_is_404_and_nobody_writes(serve: Serve, target: Path) -> None:
    (target / "current" / "site" / ".git").touch()
    with serve(target) as base:
        status, headers, text = ask(base, "/never/was/")
        assert (status, all(name in headers for name in HEADERS)) == (404, True)
        assert "没有这一页" in text
        assert ask(base, "/", "POST")[0] == 405
        assert ask(base, "/.git")[0] == 404
        assert ask(base, "/../record.jsonl")[0] in (400, 404)


@pytest.mark.parametrize("serve", SERVERS)
def test_what_is_served_is_what_was_published(serve: Serve, target: Path) -> None:
    with serve(target) as base:
        verdict = verify_address(base)
    assert verdict.faults == ()
    assert verdict.checked >= 8


@pytest.mark.parametrize("serve", SERVERS)
def test_a_page_opened_before_the_switch_still_gets_its_pictures(
    serve: Serve, target: Path
) -> None:
    release = next(path for path in (target / "releases").iterdir())
    (target / "previous").symlink_to(release)
    picture = release / "site" / "cases/2022/ban-1/a-0123456789.png"
    picture.write_bytes(b"old picture")
    (target / "current").unlink()
    shutil.copytree(release, target / "releases" / "next")
    (target / "current").symlink_to("releases/next")
    (target / "releases/next/site/cases/2022/ban-1/a-0123456789.png").unlink()
    with serve(target) as base:
        assert ask(base, "/cases/2022/ban-1/a-0123456789.png")[2] == "old picture"
        assert ask(base, "/cases/2022/ban-1/b-0123456789.png")[0] == 404


@pytest.mark.parametrize("serve", SERVERS)
def test_what_late_readers_may_still_get_is_no_fault_and_what_is_withdrawn_goes_at_once(
    serve: Serve, tmp_path: Path
) -> None:
    root, www, picture = tmp_path / "project", tmp_path / "www", "cases/2022/ban-1/a-{}.webp"
    make_project(root, (1, 2))
    settings = root / "site_config" / "site.yaml"

    def at_the_root() -> None:
        settings.write_text(settings.read_text("utf-8").replace("/anli/", "/"), "utf-8")

    def tree(name: str, digits: str, numbers: tuple[int, ...], gone: tuple[int, ...] = ()) -> Path:
        made = make_tree(tmp_path / name, numbers, gone)
        for path in made.rglob("*.*"):
            path.write_text(path.read_text("utf-8").replace("org/anli/", "org/"), "utf-8")
        page = made / "cases/2022/ban-1/index.html"
        shown = f'<img src="a-{digits}.webp" alt=""></body>'
        page.write_text(page.read_text("utf-8").replace("</body>", shown), "utf-8")
        Image.new("RGB", (1, int(digits))).save(made / picture.format(digits))
        return made

    at_the_root()
    put(root, tree("a", "0000000001", (1, 2)), www)
    with serve(www) as base:
        wishes = Wishes(yes=True, url=base)
        changed = put(root, tree("b", "0000000002", (1, 2)), www, wishes)
        assert changed.changes and picture.format("0000000001") in changed.changes.removed
        assert (changed.state, changed.verdict and changed.verdict.faults) == (State.PUBLISHED, ())
        assert ask(base, "/" + picture.format("0000000001"))[0] == 200, "a page may be open"
        make_project(root, (1,), (2,))
        at_the_root()
        withdrawn = put(root, tree("c", "0000000003", (1,), (2,)), www, wishes)
        assert withdrawn.state is State.PUBLISHED
        assert picture.format("0000000002") in withdrawn.gone
        assert ask(base, "/" + picture.format("0000000002"))[0] == 404


# ---- redirects ----


def answers(redirects: dict[str, str], now: set[str]) -> dict[str, str]:
    return dict(build_answers("https://x.org/s/", {*redirects, *now}, now, (), redirects).moved)


def test_redirects_are_flattened_to_one_step() -> None:
    chain = {"a/": "b/", "b/": "c/"}
    assert answers(chain, {"c/"}) == {"/s/a/": "/s/c/", "/s/b/": "/s/c/"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(("a/", "//evil.example/"), ("a/", "https://evil.example/"), ("a/", "\\\\evil")),
        *(("a/", "%2f%2fevil"), ("a/", "../x"), ("a/", "nowhere/"), ("c/", "c/"), ("c/", "d/")),
        *(("a b", "c/"), ('a";', "c/"), ("a/\n", "c/"), ("a/", "a/")),
    ],
)
def test_a_redirect_stays_on_the_site_and_leads_somewhere(old: str, new: str) -> None:
    with pytest.raises(AddressError):
        answers({old: new}, {"c/", "d/"})


@pytest.mark.parametrize(
    "text", ["转向: 1", "- a", "转向: [{从: a}]", "转向: [{从: a, 到: b}, {从: a, 到: c}]"]
)
def test_a_list_of_redirects_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / "redirects.yaml").write_text(text, "utf-8")
    with pytest.raises(RedirectsError):
        read_redirects(tmp_path)


def test_a_wrong_redirect_stops_a_publication(tmp_path: Path) -> None:
    root, tree = make_project(tmp_path / "project", (1,)), make_tree(tmp_path / "tree", (1,))
    (root / "site_config" / "redirects.yaml").write_text("转向: [{从: a/, 到: b/}]", "utf-8")
    outcome = put(root, tree, tmp_path / "www")
    assert [problem.id for problem in outcome.problems] == ["publishing.redirect"]
