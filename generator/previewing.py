"""本机预览：the site in a folder of its own; a change redoes what it touches, and nothing else.

Everything that was read stays in memory from one change to the next. Search and drawn pictures are
left out. While sources have errors the last sound state stays on the screen.

In a large archive it takes seconds to find out what else a change touches. The page of the case that
somebody is writing at is made at once; everything, that page too, follows.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Timer

from generator import pipeline
from generator.cache import FOLDER
from generator.casework import Workshop
from generator.checks import look_at
from generator.chrome import Chrome
from generator.clock import today
from generator.console import report, say
from generator.content import read_again
from generator.furnishing import fill, open_workshop
from generator.gate import reasons_to_hold
from generator.memo import Memo, cores
from generator.output import Writer
from generator.pipeline import Loaded
from generator.plugin import WATCHED, make_server, render_chrome
from generator.problems import Level
from generator.stock import Stock
from generator.survey import survey

FRAME = ("theme", "mkdocs.yml", "site_config/pages", "site_config/site.yaml")
"""what the frame is made of"""


PATIENCE = 0.5
"""s that a refresh may take before the page of the case is made first"""
PAUSE = 0.05
"""s without a change, after which one is over: a file is often written in several steps"""

GRACE = 0.3
"""s in which browsers get a page before a refresh takes the processor"""


class Preview:
    """预览 of one project."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        self.memo = Memo(root / FOLDER, cores(), live=True)
        self.stock = Stock(site)
        self.seconds = 0.0
        """how long the last refresh took"""
        self._frame = ""
        self._chrome = Chrome({}, {})
        self._shown: tuple[Loaded, Workshop] | None = None

    def refresh(self) -> None:
        """Bring the folder up to date; with errors it stays as it was, and they are shown."""
        begun = time.monotonic()
        loaded = pipeline.load(self.root, memo=self.memo)
        report(loaded.problems, loaded.content.lines, as_json=False)
        if loaded.archive is None:
            say("有错误，预览还是原来的样子。改好后会自动刷新。")
            return
        frame = survey(self.root, FRAME).looks
        if frame != self._frame:
            with TemporaryDirectory(prefix="anli-") as made:
                self._chrome = render_chrome(self.root, loaded.archive.site, Path(made))
                shutil.copytree(made, self.site, dirs_exist_ok=True)
            self._frame = frame
        shop, _ = open_workshop(
            loaded.archive, self._chrome, self.root, posters=False, memo=self.memo
        )
        fill(shop, Writer(self.site, served=True), search=False, memo=self.memo, stock=self.stock)
        self.stock.turn()
        self._shown = loaded, shop
        self.seconds = time.monotonic() - begun

    def glance(self, folders: Collection[str]) -> bool:
        """Make the pages of these cases, as far as they are and stay public. Whether there was one.

        Only what can be said of a case by itself is asked; the refresh asks everything.
        """
        if self._shown is None:
            return False
        loaded, shop = self._shown
        known = {case.folder for case in shop.archive.cases} & {*folders}
        content, problems = read_again(loaded.content, known)
        gone = frozenset(w.id for w in content.withdrawals if w.day <= today())
        made = False
        for year in content.years:
            for case in year.cases:
                seen = look_at(content.alone(case, year))
                found = (*problems, *seen.problems, *seen.firewall)  # waivers count in the refresh
                wrong = any(problem.level is Level.ERROR for problem in found)
                if not wrong and not any(reasons_to_hold(case, year, gone)):
                    shop.make(case, shop.choose(case), Writer(self.site, served=True))
                    made = True
        return made


class Glances:
    """先看一眼：the cases that change while no refresh has come to its end, page by page."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.show: Callable[[], None] = lambda: None
        """what lets browsers see a page"""
        self._changed: set[str] = set()
        self._timer = Timer(0, self._look)
        self._one = Lock()
        """at a time"""
        self._shown = False

    def hear(self, path: str) -> None:
        """A file has changed."""
        parts = Path(path).relative_to(self.preview.root).parts
        if parts[0] == "cases" and len(parts) == len(("cases", "year", "case", "file")):
            self._changed.add("/".join(parts[:3]))
        if self._changed and self.preview.seconds > PATIENCE:
            self._timer.cancel()
            self._timer = Timer(PAUSE, self._look)
            self._timer.daemon = True
            self._timer.start()

    def refresh(self) -> None:
        """Everything; what changes from here on is looked at by itself."""
        if self._timer.is_alive():
            self._timer.join()
        with self._one:
            shown, self._shown = self._shown, False
        if shown:
            time.sleep(GRACE)
        self._changed.clear()
        self.preview.refresh()

    def _look(self) -> None:
        with self._one, suppress(OSError):  # a file that is being replaced: the refresh will see
            if self.preview.glance(frozenset(self._changed)):
                self._shown = True
                self.show()


def serve(root: Path, port: int) -> None:
    """Preview with live reload, on this machine only; ends with Ctrl+C."""
    with TemporaryDirectory(prefix="anli-") as folder:
        preview = Preview(root, Path(folder).resolve() / "site")
        preview.refresh()
        glances = Glances(preview)
        server = make_server(glances.refresh, port, preview.site)
        glances.show = server.show
        for path in filter(Path.is_dir, (root / name for name in WATCHED)):
            server.tell(path, glances.hear)
        say(f"预览：{server.url}　（只有这台电脑能打开；按 Ctrl+C 结束）")
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
