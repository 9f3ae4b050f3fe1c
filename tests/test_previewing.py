"""预览：the page of the case that somebody writes at is there at once; everything else follows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator.plugin import PreviewServer, make_server
from generator.previewing import Glances, Preview
from tests.engine.small import write_small_project
from tests.engine.steps import Project, replace

TITLE = "刚刚改过的标题"


class Desk:
    """桌面：a small project with its preview."""

    def __init__(self, folder: Path) -> None:
        self.root = write_small_project(folder / "project", seed=7)
        self.project = Project(self.root, self.root / "theme" / "pages", seed=1)
        self.preview = Preview(self.root, folder / "site")
        self.preview.refresh()
        self.case = self.project.cases()[0]
        self.folder = self.case.relative_to(self.root).as_posix()

    def rename(self, title: str) -> None:
        """Another title, not approved yet."""
        replace(self.case / "case.md", r"\n标题: .*", f"\n标题: {title}")

    def page(self, url: str = "") -> str:
        """HTML of the page of the case, or of another."""
        return (self.preview.site / (url or self.folder) / "index.html").read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_page_of_an_edited_case_comes_first_and_the_rest_follows(desk: Desk) -> None:
    desk.rename(TITLE)
    desk.project.approve(desk.case)
    assert desk.preview.glance([desk.folder])
    assert f"{TITLE}</h1>" in desk.page()
    others = [desk.page("archive"), desk.page(f"years/{desk.case.parent.name}")]
    assert not any(TITLE in page for page in others)
    desk.preview.refresh()
    assert f"{TITLE}</h1>" in desk.page()


def test_what_is_not_approved_does_not_come(desk: Desk) -> None:
    before = desk.page()
    desk.rename(TITLE)
    assert not desk.preview.glance([desk.folder])
    assert desk.page() == before


def test_what_has_errors_does_not_come(desk: Desk) -> None:
    before = desk.page()
    desk.rename(TITLE)
    replace(desk.case / "case.md", r"\n领域: .*", "\n领域: 没有的领域")
    desk.project.approve(desk.case)
    assert not desk.preview.glance([desk.folder])
    assert desk.page() == before


def test_what_the_firewall_stops_does_not_come(desk: Desk) -> None:
    before = desk.page()
    with (desk.case / "case.md").open("a", encoding="utf-8") as file:
        file.write("\n联系电话13800138000，身份证号11010519491231002X。\n")
    desk.project.approve(desk.case)
    assert not desk.preview.glance([desk.folder])
    assert desk.page() == before


def test_what_was_not_public_waits_for_the_refresh(desk: Desk) -> None:
    assert not desk.preview.glance(["cases/2011/no-such-case"])


def test_only_what_takes_long_is_looked_at_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[frozenset[str]] = []
    monkeypatch.setattr(desk.preview, "glance", looked.append)
    glances = Glances(desk.preview)
    text, list_ = desk.case / "case.md", desk.case.parent / "approvals.yaml"
    for seconds, path, expected in (
        (0.5, text, []),
        (5.0, text, [{desk.folder}]),
        (5.0, list_, [{desk.folder}]),
    ):
        desk.preview.seconds = seconds
        looked.clear()
        glances.hear(str(path))
        time.sleep(0.3)
        assert looked == expected
    desk.preview.seconds = 0.0
    glances.refresh()
    desk.preview.seconds = 5.0
    looked.clear()
    glances.hear(str(list_))
    time.sleep(0.3)
    assert looked == [], "a refresh has seen the case; there is nothing left to look at"


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[PreviewServer, threading.Event]]:
    """A server whose refresh goes on until somebody lets it end."""
    (tmp_path / "index.html").write_text("<body>页</body>", encoding="utf-8")
    end = threading.Event()

    def refresh() -> None:
        end.wait(20)

    server = make_server(refresh, 0, tmp_path)
    server.tell(tmp_path, lambda _: None)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server, end
    end.set()
    server.shutdown()
    thread.join()


def test_a_page_is_seen_while_the_refresh_goes_on_and_loads_again_at_its_end(
    slow: tuple[PreviewServer, threading.Event],
) -> None:
    server, end = slow
    time.sleep(0.3)
    address = f"http://127.0.0.1:{server.server_port}/"
    before = _epoch(address)
    _begin_refresh(server)
    server.show()
    shown = _epoch(address)
    assert shown > before
    end.set()
    with urlopen(f"{address}livereload/{shown}/1", timeout=5) as answer:
        assert int(answer.read()) > shown


def test_what_was_shown_before_a_refresh_began_can_be_read_while_it_goes_on(
    slow: tuple[PreviewServer, threading.Event],
) -> None:
    server, _ = slow
    time.sleep(0.3)
    address = f"http://127.0.0.1:{server.server_port}/"
    server.show()
    _begin_refresh(server)
    assert _epoch(address) == server._visible_epoch


def _begin_refresh(server: PreviewServer) -> None:
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()
    time.sleep(0.5)


def _epoch(address: str) -> int:
    """The state of the site that a page says it shows."""
    with urlopen(address, timeout=5) as answer:
        text = answer.read().decode()
    return int(text.rpartition("livereload(")[2].split(",")[0])
