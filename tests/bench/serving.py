"""预览的快慢：from saving an edited case to seeing the change in real Chromium, with `anli serve`.

`make bench-serve CASES=1000`. People edit the newest year; the oldest case is asked too. Each edit
changes the title of a case and its approval, as the office would, while Chromium has the page of the
case open, which reloads by itself. Prints the figures and exits 1 beyond the bound.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from generator.hashing import hash_case
from tests.bench.builds import Anli, place

SLOWEST = 1.5
"""s, median, from saving to seeing"""
PAUSE = 2
"""s between two edits: the office thinks for longer"""
PATIENCE = 1_800
"""s until the first build of the preview is there"""


@contextmanager
def serving(anli: Anli) -> Iterator[tuple[str, int]]:
    """The address of a preview, once it answers, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    run = f"import os; os.chdir({str(anli.root)!r}); from generator.cli import run; run()"
    command = [sys.executable, "-c", run, "serve", "--port", port]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as server:
        try:
            _await(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/", server.pid
        finally:
            server.terminate()


def _await(url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.5)
    raise SystemExit("预览没有起来")


def _processor_time(pid: int) -> float:
    """Seconds of all threads of a process. Linux only."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def edit(case: Path, title: str) -> float:
    """Save a case with another title, approved; the moment of saving."""
    path, book = case / "case.md", case.parent / "approvals.yaml"
    before, approvals = hash_case(case), book.read_text("utf-8")
    text = re.sub(r"^标题: .*", f"标题: {title}", path.read_text("utf-8"), count=1, flags=re.M)
    saved = time.perf_counter()
    path.write_text(text, encoding="utf-8", newline="\n")
    book.write_text(approvals.replace(before, hash_case(case)), encoding="utf-8", newline="\n")
    return saved


def watch(window: Page, address: str, case: Path, runs: int) -> list[float]:
    """Seconds from saving to seeing, on the page of the case."""
    window.goto(f"{address}cases/{case.parent.name}/{case.name}/")
    seconds = []
    for number in range(runs):
        title = f"改过的标题，第{number}次"
        saved = edit(case, title)
        heading = window.locator("h1", has_text=title)
        heading.wait_for(state="attached")
        seconds.append(time.perf_counter() - saved)
        time.sleep(PAUSE)
    return seconds


def main() -> None:
    """Measure, print, and say whether it is fast enough."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="the folder that tests.bench.builds kept")
    chosen = parser.parse_args()
    with place(chosen.folder) as folder, sync_playwright() as playwright:
        anli = Anli(folder / "anli", chosen.cases)
        cases = anli.project.cases()
        begun = time.perf_counter()
        with serving(anli) as (address, pid):
            print(f"{chosen.cases} 个案例，第一次 {time.perf_counter() - begun:.1f} 秒")
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            window = browser.new_page()
            window.set_default_timeout(PATIENCE * 1000)
            medians = []
            for name, case in (("最新年度的案例", cases[-1]), ("最早的案例", cases[0])):
                used = _processor_time(pid)
                seconds = watch(window, address, case, chosen.runs)
                medians.append(statistics.median(seconds))
                used = (_processor_time(pid) - used) / chosen.runs
                each = "、".join(f"{one:.2f}" for one in seconds)
                print(
                    f"改{name}：从保存到看见 {medians[-1]:.2f} 秒（{each}），服务器用处理器 {used:.2f} 秒"
                )
            browser.close()
    if max(medians) > SLOWEST:
        raise SystemExit(f"超过 {SLOWEST} 秒")


if __name__ == "__main__":
    main()
