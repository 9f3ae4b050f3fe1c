"""检索页：the sample archive as a small static site, opened in Chromium."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from generator.gate import Archive
from generator.pages import build_archive, build_index
from generator.pages.archive import build_archive_part, build_pagers
from generator.pages.environment import build_environment, render_page
from generator.urls import ARCHIVE, archive_url, base_of, file_of
from tests.search.sample import build_archive_value
from tests.search.site import write_search

THEME = Path(__file__).resolve().parents[2] / "theme"
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SHELL = """<!doctype html><html lang="zh-CN" class="no-js"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>案例档案</title>
<link rel="icon" href="{base}/assets/favicon.svg"><link rel="stylesheet" href="{base}/assets/anli.css">
<script src="{base}/assets/theme.js"></script>
<script type="module" src="{base}/assets/anli.js"></script></head><body><main class="wrap page">{body}</main></body></html>"""


DATA = re.compile(r"/search/[a-z0-9/]+\.json|/pagefind/")


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static server with a strict policy; `?no-wasm` in the path of the page withholds wasm."""

    def end_headers(self) -> None:
        policy = CSP.replace(" 'wasm-unsafe-eval'", "") if "no-wasm" in self.path else CSP
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


def write_site(archive: Archive, site: Path) -> Path:
    """The archive page with all that it loads, and the further pages of its list."""
    shutil.copytree(THEME / "assets", site / "assets")
    index = build_index(archive)
    view = build_archive(index)
    write_search(archive, site)
    environment = build_environment()
    _write_page(site, ARCHIVE, render_page(environment, "archive", view, ".."))
    for pager in build_pagers(index)[1:]:
        url, part = archive_url(pager.place), build_archive_part(pager, index)
        _write_page(site, url, render_page(environment, "archive-part", part, base_of(url)))
    return site


def _write_page(site: Path, url: str, body: str) -> None:
    path = site / file_of(url)
    path.parent.mkdir()
    path.write_text(SHELL.format(base=base_of(url), body=body), encoding="utf-8")


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Address of the archive page of a site, as long as the block runs."""
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{ARCHIVE}"
    server.shutdown()


@pytest.fixture(scope="session")
def small_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = write_site(build_archive_value(), tmp_path_factory.mktemp("search") / "site")
    with served(site) as address:
        yield address


class Reader:
    """读者：one window on the archive page, and what went over the wire or went wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.requests: list[str] = []
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    @property
    def search_requests(self) -> list[str]:
        """Requests for search data, the tables and the index."""
        return [url for url in self.requests if DATA.search(url)]

    def open(self, query: str = "") -> Page:
        self.page.goto(self.address + query)
        self.settle()
        return self.page

    def find(self, text: str) -> None:
        """Type and press Enter."""
        self.page.fill("#q", text)
        self.page.press("#q", "Enter")
        self.settle()

    def settle(self) -> None:
        """Until the page has said all that it found."""
        expect(self.page.locator("[data-busy]")).to_have_count(0)

    def choose(self, name: str, value: str) -> None:
        """Tick or untick an option, opening its filter first."""
        box = self.page.locator(f"input[name={name}][value='{value}']")
        box.locator("xpath=ancestor::details").evaluate_all(
            "all => all.forEach((details) => { details.open = true; })"
        )
        box.click()
        self.settle()

    @property
    def status(self) -> str:
        return self.page.inner_text("[data-status]")

    def titles(self, group: str = "") -> list[str]:
        """Titles of the rows that are visible, of one group or of the plain list."""
        scope = f".archive-group:has(h2:text('{group}'))" if group else ".archive-results"
        return self.page.locator(f"{scope} .case-row:visible .case-row-title").all_inner_texts()

    def marks(self, within: str) -> list[str]:
        return self.page.locator(f"[data-found] {within} mark").all_inner_texts()

    def count(self, name: str, value: str) -> str:
        """The count beside an option."""
        label = self.page.locator(f"label:has(input[name={name}][value='{value}']) .count")
        return label.text_content() or ""


@pytest.fixture
def reader(chromium: Browser, small_address: str) -> Iterator[Reader]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield Reader(context.new_page(), small_address)
    context.close()
