"""在浏览器里看：does anything of a hostile text run, or ask another host for something?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Dialog, Error, Page, Route

from tests.browser.conftest import CSP

ORIGIN = "https://share.example.org/"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}
WATCH = """
window.hits = [];
window.hit = n => { window.hits.push(n); };
window.alert = window.prompt = window.confirm = () => window.hit(-1);
addEventListener('click', event => event.preventDefault(), true);
addEventListener('submit', event => event.preventDefault(), true);
"""
PROVOKE = """() => {
  const kinds = ['click', 'focus', 'mouseover', 'mouseenter', 'pointerover', 'toggle', 'load',
    'error', 'input', 'keydown', 'cut', 'wheel', 'scroll', 'auxclick', 'beforetoggle', 'play',
    'animationstart', 'start', 'pageshow'];
  for (const element of document.querySelectorAll('*'))
    for (const kind of kinds) element.dispatchEvent(new Event(kind));
  const live = [];
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes) {
      const address = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(name);
      const target = value.replace(/[\\u0000-\\u0020]/g, '').toLowerCase();
      const loads = address && /^(javascript|vbscript|data):/.test(target);
      if (name.startsWith('on') || name === 'srcdoc' || loads) live.push(name + '=' + value);
    }
  return { hits: window.hits, live, text: document.documentElement.textContent };
}"""


@dataclass
class Seen:
    """看到的: what ran, what could run, what was asked of other hosts, and what could be read."""

    hits: list[int] = field(default_factory=list)
    live: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """address → all text of the page, blanks single"""


def look(browser: Browser, site: Path, addresses: Iterable[str], *, policy: bool) -> Seen:
    """Open pages of a site, with or without its content security policy, and provoke them."""
    seen = Seen()
    context = browser.new_context(service_workers="block")

    def answer(route: Route) -> None:
        url = route.request.url
        if not url.startswith(ORIGIN):
            seen.elsewhere.append(url)
            route.abort()
            return
        path = site / unquote(urlsplit(url).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            route.fulfill(status=404, body="")
            return
        headers = {"content-type": TYPES.get(path.suffix, "application/octet-stream")}
        headers |= {"content-security-policy": CSP} if policy else {}
        route.fulfill(status=200, headers=headers, body=path.read_bytes())

    def refuse(dialog: Dialog) -> None:
        seen.hits.append(-1)
        dialog.dismiss()

    def open_page() -> Page:
        page = context.new_page()
        page.on("dialog", refuse)
        return page

    context.route("**/*", answer)
    context.add_init_script(WATCH)
    page = open_page()
    for address in addresses:
        try:
            page.goto(ORIGIN + address, wait_until="load")
            found = page.evaluate(PROVOKE)
            seen.hits += page.evaluate("window.hits")
        except Error as error:  # the page went away to another address
            seen.live.append(str(error))
            page.close()
            page = open_page()
            continue
        seen.live += found["live"]
        seen.texts[address] = squeeze(found["text"])
    context.close()
    return seen


def squeeze(text: str) -> str:
    """Blanks single, nothing invisible that keeps words together."""
    return re.sub(r"\s+", " ", re.sub("[\u2060\u200b\u00ad]", "", text)).strip()
