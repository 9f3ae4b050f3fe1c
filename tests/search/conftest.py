"""检索页：the sample archive as a small static site, opened in Chromium."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from generator.pages import build_archive, build_index
from generator.pages.environment import build_environment, render_page
from generator.search import build_index_files, build_search_documents
from tests.search.sample import build_archive_value

THEME = Path(__file__).resolve().parents[2] / "theme"
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SHELL = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>案例档案</title>
<link rel="icon" href="../assets/favicon.svg"><link rel="stylesheet" href="../assets/anli.css">
<script type="module" src="../assets/anli.js"></script></head><body><main class="wrap page">{body}</main></body></html>"""


DATA = re.compile(r"/search/[a-z]+\.json|/pagefind/")


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static server with a strict policy; `?no-wasm` in the path of the page withholds wasm."""

    def end_headers(self) -> None:
        policy = CSP.replace(" 'wasm-unsafe-eval'", "") if "no-wasm" in self.path else CSP
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("search") / "site"
    shutil.copytree(THEME / "assets", site / "assets")
    archive = build_archive_value()
    view = build_archive(build_index(archive))
    documents = build_search_documents(archive, lambda section: section.markdown)
    (site / "search").mkdir()
    for path, content in build_index_files(archive, view, documents, site):
        (site / path).write_text(content, encoding="utf-8")
    body = render_page(build_environment(THEME), "archive", view, "..")
    (site / "archive").mkdir()
    page = SHELL.replace("{body}", body)
    (site / "archive" / "index.html").write_text(page, encoding="utf-8")
    return site


@pytest.fixture(scope="session")
def small_address(small_site: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(small_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/archive/"
    server.shutdown()


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
        scope = f".archive-group:has(h2:text('{group}'))" if group else "[data-all]"
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
