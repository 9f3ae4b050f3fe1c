"""截图：every page kind for looking at, below build/shots. `make shots`.

At 390 and 1280 px in light and dark, and at both sizes in 繁體 with larger type. Each page is
scrolled through first, so that pictures which load lazily are there. `python -m tests.browser.shots
home case` makes those kinds only.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import DESK, PHONE, Handler
from tests.browser.test_page_kinds import DRAWN, PAGES

LOOKS: dict[str, dict[str, str]] = {
    "light": {},
    "dark": {},
    "hant-large": {"anli-script": "zh-Hant", "anli-type": "large"},
}
"""what a visitor has chosen, as store.js keeps it"""

UNFIXED = ".bottom-bar { position: static; }"
"""or it would lie across the middle of the picture; the policy of the site forbids such a style"""

SCROLL = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
    window.scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 30));
  }
  await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => {})));
  window.scrollTo(0, 0);
}"""


def contexts(root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A name and the options of Playwright's new_context for each size and look."""
    for size in (PHONE, DESK):
        for look, kept in LOOKS.items():
            storage = [{"name": name, "value": value} for name, value in kept.items()]
            yield (
                f"{size['width']}-{look}",
                {
                    "viewport": size,
                    "color_scheme": "dark" if look == "dark" else "light",
                    "locale": "zh-CN",
                    "bypass_csp": True,
                    "storage_state": {
                        "cookies": [],
                        "origins": [{"origin": root, "localStorage": storage}],
                    },
                },
            )


def shoot(page: Page, kind: str, address: str, path: Path) -> None:
    """截图 of one page, as far as it goes."""
    page.goto(address, wait_until="load")
    if kind in DRAWN:
        page.locator(DRAWN[kind]).first.wait_for()
    page.evaluate(SCROLL)
    page.wait_for_timeout(200)
    page.screenshot(path=path, full_page=True, style=UNFIXED)


def shoot_all(site: Path, out: Path, only: list[str]) -> None:
    """截图 of the built site; `only` names page kinds, empty means all."""
    out.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, options in contexts(root):
            context = browser.new_context(**options)
            page = context.new_page()
            for kind, path in PAGES.items():
                if not only or kind in only:
                    target = out / f"{kind.replace(' ', '-')}-{name}.png"
                    shoot(page, kind, f"{root}/{path}", target)
            context.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    shoot_all(Path("site"), Path("build/shots"), sys.argv[1:])
