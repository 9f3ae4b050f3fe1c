"""截图：every page kind at 390 and 1280 px, light and dark, for looking at. `make shots`."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import DESK, PHONE, Handler
from tests.browser.test_page_kinds import PAGES


def shoot(site: Path, out: Path, only: list[str]) -> None:
    """截图 of the built site; `only` names page kinds, empty means all."""
    out.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for size in (PHONE, DESK):
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport=size, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
                page = context.new_page()
                for kind, path in PAGES.items():
                    if only and kind not in only:
                        continue
                    page.goto(f"http://127.0.0.1:{server.server_address[1]}/{path}")
                    page.wait_for_timeout(400)
                    name = f"{kind.replace(' ', '-')}-{size['width']}-{scheme}.png"
                    page.screenshot(path=out / name, full_page=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    shoot(Path("site"), Path("build/shots"), sys.argv[1:])
