"""大档案的列表：sizes of the list pages and times of the filters with 10,000 cases.

`make bench-archive`. Prints the figures and exits 1 beyond the bounds. Times are those of Chromium on
this machine, from the click on a filter to its answer: the counts, and then the rows, whose files
it has to load.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import Page as Window
from playwright.sync_api import sync_playwright

from generator import pipeline
from generator.casework import stamp
from generator.gate import Archive
from generator.pages import build_archive, build_index, build_other_pages, build_press
from generator.plugin import render_chrome
from generator.prose import Prose
from generator.search.tables import build_names, cases_json, dump
from generator.urls import ARCHIVE, file_of
from tests.bench.corpus import add_to, corpus
from tests.bench.search_site import serve
from tests.search.site import row_files
from tests.support import ROOT

CASES = 10_000
LONGEST_HTML = 25
"""kB gzipped, of any page"""
LONGEST_CODE = 70
"""kB gzipped of CSS and JavaScript before anything is touched"""
SLOWEST_FILTER = 50
"""ms, median"""

CHOOSE = """async (value) => {
  const input = document.querySelector(`input[value='${value}']`);
  const root = document.querySelector("[data-archive]");
  const status = document.querySelector("[data-status]");
  const begun = performance.now();
  const until = (node, options, holds) => new Promise((done) => {
    const look = () => {
      if (!holds()) return;
      document.documentElement.getBoundingClientRect();
      done(performance.now() - begun);
    };
    new MutationObserver(look).observe(node, options);
  });
  const said = until(status, { childList: true }, () => /[0-9]/.test(status.textContent));
  const drawn = until(root, { attributes: true }, () => !root.hasAttribute("data-busy"));
  input.click();
  return Promise.all([said, drawn]);
}"""


def write_lists(archive: Archive, folder: Path) -> dict[str, int]:
    """Every page but those of the cases, and what the filters load; gzipped bytes by address."""
    chrome = render_chrome(ROOT, archive.site, folder)
    index = build_index(archive)
    files = {
        file_of(page.url): stamp(page, Markup(), chrome, archive.site)
        for page in build_other_pages(build_press(index, Prose(), texts=chrome.texts))
    }
    sizes = {path: len(gzip.compress(text.encode(), 6)) for path, text in files.items()}
    files["search/cases.json"] = cases_json(archive, build_archive(index))
    files["search/names.json"] = dump(build_names(archive))
    files |= row_files(index)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return sizes


def filter_times(window: Window) -> list[tuple[float, float]]:
    """毫秒 of each option of every filter, one after the other: until the counts, until the rows."""
    window.focus("[data-panel] input")
    window.wait_for_load_state("networkidle")
    values: list[str] = window.locator("[data-facet] input").evaluate_all(
        "all => all.map((input) => input.value)"
    )
    times = []
    for value in values:
        counted, drawn = window.evaluate(CHOOSE, value)
        times.append((float(counted), float(drawn)))
        window.evaluate("value => document.querySelector(`input[value='${value}']`).click()", value)
    return times


def main() -> int:
    """0 when every bound is kept."""
    shipped = pipeline.load(ROOT).archive
    assert shipped is not None
    archive = add_to(shipped, corpus(CASES))
    with tempfile.TemporaryDirectory(prefix="anli-bench-") as temporary:
        folder = Path(temporary) / "site"
        sizes = write_lists(archive, folder)
        with serve(folder) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            window = browser.new_page(viewport={"width": 1280, "height": 900})
            window.goto(f"{server.address}/{ARCHIVE}", wait_until="networkidle")
            code = sum(size for path, size in server.sent if path.endswith((".js", ".css"))) / 1000
            server.sent.clear()
            times = filter_times(window)
            tables = sum(size for path, size in server.sent if path.endswith("cases.json")) / 1000
            browser.close()
    largest = max(sizes, key=lambda path: sizes[path])
    html = sizes[largest] / 1000
    counted, drawn = (statistics.median(some) for some in zip(*times, strict=True))
    print(f"{CASES} 个案例，{len(sizes)} 个页面（案例页除外）")
    print(
        f"最大的页面 {html:.1f} kB（{largest}），案例档案 {sizes[file_of(ARCHIVE)] / 1000:.1f} kB"
    )
    print(f"CSS 和 JavaScript {code:.1f} kB，筛选数据 {tables:.1f} kB，均为 gzip")
    print(f"筛选 {len(times)} 次，中位：{counted:.0f} ms 后有数，{drawn:.0f} ms 后有行")
    return int(html > LONGEST_HTML or code > LONGEST_CODE or counted > SLOWEST_FILTER)


if __name__ == "__main__":
    sys.exit(main())
