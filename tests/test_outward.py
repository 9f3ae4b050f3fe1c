"""外部链接：what each answer means for a reader, from servers on the loopback only."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.outward import FINE, HOPS, Outcome, ask_all, read_outward, render_outward

SAID = {
    "/fine": FINE,
    "/gone-404": "没有这一页（404）",
    "/gone-410": "没有这一页（410）",
    "/shy": "不让程序看（403），请点开看一看",
    "/ill": "不让程序看（503），请点开看一看",
    "/slow": "没有按时回答",
    "/loop": f"转了 {HOPS} 次还没有到",
    "/for-now": FINE,
}
CODES = {"/gone-404": 404, "/gone-410": 410, "/shy": 403, "/ill": 503}
LEADS = {"/loop": (302, "/loop"), "/for-now": (302, "/fine"), "/moved": (301, "/fine")}


class Server(BaseHTTPRequestHandler):
    """All that an address can do to a reader."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/slow":
            time.sleep(2)
        code, target = LEADS.get(self.path, (CODES.get(self.path, 200), ""))
        self.send_response(code)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    Server.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def said_of(*addresses: str) -> dict[str, str]:
    return {one.address: one.said for one in ask_all(dict.fromkeys(addresses, ()), 0.7)}


def test_each_answer_is_told_in_words() -> None:
    with served() as url:
        said = said_of(*(url + path for path in SAID))
    assert {address.removeprefix(url): words for address, words in said.items()} == SAID


def test_a_page_that_moved_for_good_is_told_with_its_new_address() -> None:
    with served() as url:
        assert said_of(f"{url}/moved") == {f"{url}/moved": f"搬到了 {url}/fine"}


def test_a_server_that_is_not_there_one_without_a_certificate_and_no_address_at_all() -> None:
    with served() as url:
        secure = url.replace("http:", "https:") + "/fine"
        assert said_of(secure, "http://[::1/") == {
            secure: "证书有问题",
            "http://[::1/": "网址写得不对",
        }
    assert said_of(f"{url}/fine") == {f"{url}/fine": "连不上"}


PAGE = '<link rel="canonical" href="https://share.example.org/{}">{}'


def site(folder: Path, url: str) -> Path:
    (folder / "a").mkdir(parents=True)
    own = '<a href="../">x</a><a href="https://share.example.org/b/">x</a><a href="mailto:x@y.cn">x</a>'
    links = f'{own}<a href="{url}/fine#part">x</a><a href="{url}/gone-404">x</a>'
    (folder / "index.html").write_text(PAGE.format("", links), encoding="utf-8")
    (folder / "a" / "index.html").write_text(PAGE.format("a/", links), encoding="utf-8")
    return folder


def test_only_what_leads_elsewhere_is_asked_and_once(tmp_path: Path) -> None:
    with served() as url:
        found = read_outward(site(tmp_path / "site", url))
        ask_all(found)
    both = ("a/index.html", "index.html")
    assert found == {f"{url}/fine": both, f"{url}/gone-404": both}
    assert sorted(Server.asked) == ["/fine", "/gone-404"]


def run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "links", *options])


def test_the_report_bears_its_day_and_blocks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.commands.links.today", lambda: date(2026, 1, 5))
    with served() as url:
        site(tmp_path / "site", url)
        result = run(tmp_path, "--out", str(tmp_path / "报告.md"))
        rows = json.loads(run(tmp_path, "--json").stdout)
    assert result.exit_code == 0
    assert result.stdout.startswith("# 外部链接 2026-01-05\n\n问了 2 个地址，1 个要看一看。\n")
    assert (
        f"- {url}/gone-404\n  没有这一页（404）\n  在 a/index.html、index.html\n" in result.stdout
    )
    assert (tmp_path / "报告.md").read_text("utf-8") == result.stdout
    assert [row["said"] for row in rows] == [FINE, "没有这一页（404）"]


def test_without_a_site_there_is_nothing_to_ask(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "先运行 anli build" in result.stderr


def test_of_many_pages_a_few_are_named() -> None:
    pages = tuple(f"{n}/index.html" for n in range(9))
    text = render_outward([Outcome("http://x/", "连不上", pages)], date(2026, 1, 5))
    assert text.endswith("4/index.html 等 9 页\n")
