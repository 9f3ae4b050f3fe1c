"""检索的测量台：an archive as a bare site with nothing but the search, asked in Chromium."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from generator.gate import Archive
from generator.model import Section
from generator.prose import plain_text
from generator.search import SearchDocument, build_search_documents
from tests.search.site import write_search
from tests.support import ROOT

PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>bench</title></html>'
ZIPPED = (".css", ".js", ".json")
"""what the shipped configurations compress; Pagefind's own files are compressed already"""
PARTS = (
    ("names", "/search/names.json"),
    ("spelling", "/search/spelling.json"),
    ("facets", "/search/cases.json"),
    ("rows", "/search/rows/"),
    ("ids", "/search/fragments.json"),
    ("wasm", "/pagefind/wasm"),
    ("meta", "/pagefind/pagefind."),
    ("chunks", "/pagefind/index/"),
    ("cards", "/pagefind/fragment/"),
)
CARDS = 10
"""result cards of a first search"""

ASK = """async ({ queries, cards }) => {
  const { openSearch } = await import("/assets/search.js");
  const { openRows } = await import("/assets/search/rows.js");
  const search = openSearch(location.origin);
  const found = [];
  for (const query of queries) {
    const begun = performance.now();
    const answer = await search.search(query);
    const time = performance.now() - begun;
    const { organisations, teams } = answer.names;
    if (cards) {
      const tables = await fetch("/search/cases.json").then((response) => response.json());
      const drawn = answer.named.concat(answer.inText).slice(0, cards);
      await Promise.all(drawn.map(openRows(location.origin, tables.rows)));
      const excerpts = drawn.slice(answer.named.length);
      await Promise.all(excerpts.map((number) => search.excerpt(number, answer.terms)));
    }
    found.push({
      cases: answer.named.concat(answer.inText),
      others: organisations.concat(teams).map(({ item }) => item.url),
      time,
    });
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Found:
    """找到的：what one query brought."""

    cases: tuple[str, ...]
    """ids, best first: by name, then by text"""
    others: tuple[str, ...]
    """addresses of organisations and of the organisations of teams"""
    time: float
    """milliseconds from the question to the answer"""


@dataclass(frozen=True, slots=True)
class Built:
    """建好的：figures of an index."""

    documents: tuple[SearchDocument, ...]
    seconds: float
    size: int
    """bytes below pagefind/"""


def write_site(archive: Archive, folder: Path) -> Built:
    """Everything that the search reads, below `folder`."""
    shutil.copytree(ROOT / "theme" / "assets", folder / "assets")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    begun = time.perf_counter()
    write_search(archive, folder, _plain)
    seconds = time.perf_counter() - begun
    size = sum(f.stat().st_size for f in (folder / "pagefind").rglob("*") if f.is_file())
    return Built(tuple(build_search_documents(archive, _plain)), seconds, size)


def _plain(section: Section) -> str:
    return plain_text(section.markdown)


class Server:
    """服务器：static files, compressed as the shipped configuration does; keeps what it sent."""

    def __init__(self, folder: Path) -> None:
        self.sent: list[tuple[str, int]] = []
        handler = _handler(folder, self.sent)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """The folder behind a server that ends with the block."""
    server = Server(folder)
    yield server
    server.server.shutdown()
    server.server.server_close()


def _handler(
    folder: Path, sent: list[tuple[str, int]]
) -> type[http.server.SimpleHTTPRequestHandler]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.split("?")[0].lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            body = path.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            if path.suffix in ZIPPED:
                body = gzip.compress(body, 6)
                self.send_header("Content-Encoding", "gzip")
            sent.append((self.path, len(body)))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    return Handler


def ask(page: Page, ids: Sequence[str], queries: Sequence[str], cards: int = 0) -> list[Found]:
    """Put the queries one after the other; `ids` are those of the cases in their order."""
    answers = page.evaluate(ASK, {"queries": list(queries), "cards": cards})
    return [
        Found(tuple(ids[n] for n in a["cases"]), tuple(a["others"]), a["time"]) for a in answers
    ]


def first_search(browser: Browser, server: Server, query: str) -> dict[str, int]:
    """首次检索：bytes on the wire by part, for a visitor with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address + "/")
    server.sent.clear()
    ask(page, [str(n) for n in range(10**5)], [query], CARDS)
    context.close()
    parts = dict.fromkeys(("js", *(name for name, _ in PARTS)), 0)
    for path, size in server.sent:
        part = "js" if path.endswith(".js") else _part_of(path)
        if part:
            parts[part] += size
    return parts


def _part_of(path: str) -> str:
    return next((name for name, start in PARTS if path.startswith(start)), "")
