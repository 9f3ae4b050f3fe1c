"""真实浏览器：the built site behind a plain static server, opened in Chromium."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize

from generator import pipeline
from generator.plugin import render_chrome

ROOT = Path(__file__).resolve().parents[2]
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static server as plain as can be, with the policy of the shipped configurations."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content, built once for each worker."""
    root = tmp_path_factory.mktemp("project")
    for name in ("cases", "site_config", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    loaded = pipeline.build(root, root / "site", render_chrome)
    assert loaded.archive is not None
    return root / "site"


@pytest.fixture(scope="session")
def address(site_dir: Path) -> Iterator[str]:
    """Address of the served site, with a slash at its end."""
    handler = functools.partial(Handler, directory=str(site_dir))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


class Visit:
    """One visitor's window, with all that went over the wire or went wrong."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._console)

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: object) -> None:
        if getattr(message, "type", "") == "error":
            self.faults.append(getattr(message, "text", ""))

    def open(self, path: str) -> Page:
        """Go to a page of the site and wait until it is loaded."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def wait_until(self, expression: str) -> None:
        """Until the page says so; asked from outside, because the policy forbids it to ask itself."""
        for _ in range(500):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(10)
        raise AssertionError(f"五秒里没有等到：{expression}")

    @property
    def elsewhere(self) -> list[str]:
        """Requests to any other host."""
        return [
            url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))
        ]


def visit(
    chromium: Browser, address: str, size: ViewportSize, **options: object
) -> Iterator[Visit]:
    """A window of a size; options as Playwright's new_context takes them."""
    context = chromium.new_context(viewport=size, locale="zh-CN", **options)  # type: ignore[arg-type]
    yield Visit(context, address)
    context.close()


@pytest.fixture(params=["phone", "desk"])
def visitor(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    """A visitor at 390 px and one at 1280 px."""
    size = PHONE if request.param == "phone" else DESK
    yield from visit(chromium, address, size)


@pytest.fixture(params=["phone", "desk"])
def plain_visitor(
    request: pytest.FixtureRequest, chromium: Browser, address: str
) -> Iterator[Visit]:
    """The same without JavaScript."""
    size = PHONE if request.param == "phone" else DESK
    yield from visit(chromium, address, size, java_script_enabled=False)
