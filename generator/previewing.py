"""本机预览：the site in a folder of its own; a change redoes what it touches, and nothing else.

Everything that was read stays in memory from one change to the next. Search and drawn pictures are
left out. While sources have errors the last sound state stays on the screen.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import pipeline
from generator.cache import FOLDER
from generator.chrome import Chrome
from generator.console import report, say
from generator.furnishing import furnish
from generator.memo import Memo, cores, fingerprint
from generator.output import Writer
from generator.plugin import WATCHED, make_server, render_chrome
from generator.standing import state_of
from generator.stock import Stock

FRAME = ("theme", "mkdocs.yml", "site_config/pages", "site_config/site.yaml")
"""what the frame is made of"""


class Preview:
    """预览 of one project."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        self.memo = Memo(root / FOLDER, cores(), live=True)
        self.stock = Stock(site)
        self._frame = ""
        self._chrome = Chrome({}, {})

    def refresh(self) -> None:
        """Bring the folder up to date; with errors it stays as it was, and they are shown."""
        loaded = pipeline.load(self.root, memo=self.memo)
        report(loaded.problems, loaded.content.lines, as_json=False)
        if loaded.archive is None:
            say("有错误，预览还是原来的样子。改好后会自动刷新。")
            return
        frame = fingerprint([state_of(self.root / name) for name in FRAME])
        if frame != self._frame:
            with TemporaryDirectory(prefix="anli-") as made:
                self._chrome = render_chrome(self.root, loaded.archive.site, Path(made))
                shutil.copytree(made, self.site, dirs_exist_ok=True)
            self._frame = frame
        furnish(
            loaded.archive,
            self._chrome,
            self.root,
            Writer(self.site),
            search=False,
            posters=False,
            memo=self.memo,
            stock=self.stock,
        )
        self.stock.turn()


def serve(root: Path, port: int) -> None:
    """Preview with live reload, on this machine only; ends with Ctrl+C."""
    with TemporaryDirectory(prefix="anli-") as folder:
        preview = Preview(root, Path(folder).resolve() / "site")
        preview.refresh()
        server = make_server(preview.refresh, port, preview.site)
        for path in filter(Path.is_dir, (root / name for name in WATCHED)):
            server.watch(str(path))
        say(f"预览：{server.url}　（只有这台电脑能打开；按 Ctrl+C 结束）")
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()
