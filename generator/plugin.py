"""MkDocs 插件：the only module that knows MkDocs. A switchboard; the thinking is elsewhere.

`mkdocs build` runs through the hooks below; `anli build` asks `render_chrome` for the frame and
the editorial pages and then does the same furnishing. Both give the same site.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from markupsafe import Markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from generator import pipeline
from generator.chrome import KINDS, Chrome, ChromeError, Shell, cut_shell, drop_unused, make_marks
from generator.furnishing import furnish
from generator.gate import Archive
from generator.hashing import HIDDEN
from generator.model import Site
from generator.output import Writer, level_modes
from generator.problems import render_report, worth_showing

WRITTEN = {"index.md": "home", "apply.md": "apply"}
"""editorial pages that are a part of a page of ours, and the kind of that"""
DROPPED_TEMPLATES = {"404.html", "sitemap.xml"}
"""templates of the theme that our own pages stand in for"""
PUBLISHED = {".md", ".css", ".js", ".svg", ".png", ".jpg", ".webp"}
"""suffixes of what may lie in site_config/pages and theme/assets"""
WATCHED = ("cases", "site_config", "theme", "generator")


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options: settings live in site_config/."""


class AnliPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """案例插件."""

    def __init__(self) -> None:
        self.site: Site | None = None
        """given when only the chrome is wanted"""
        self.archive: Archive | None = None
        self.marks = make_marks()
        self.shells: dict[str, Shell] = {}
        self.texts: dict[str, Markup] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs empties its site folder."""
        self.shells = {}
        site = self.site
        if site is None:
            self.archive = _load(Path(config.config_file_path).parent)
            site = self.archive.site
        config.site_name, config.site_url = site.name, site.base_url
        config.extra["site"] = site
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a shell for each page kind; leave out the theme's own assets, which we do not load."""
        theme = Path(config.theme.custom_dir or "").resolve()
        files = Files([file for file in files if _is_wanted(file)])
        docs = Path(config.docs_dir).resolve()
        kept = [
            file
            for file in files
            if file.abs_src_path is None
            or Path(file.abs_src_path).resolve().is_relative_to(theme / "assets")
            or Path(file.abs_src_path).resolve().is_relative_to(docs)
        ]
        written = {WRITTEN.get(file.src_uri) for file in kept}
        shells = [self._shell(kind, config) for kind in KINDS if kind not in written]
        return Files(kept + shells)

    def _shell(self, kind: str, config: MkDocsConfig) -> File:
        front = (
            f"title: {self.marks['title']}\ndescription: {self.marks['description']}\nkind: {kind}"
        )
        text = f"---\n{front}\n---\n\n。\n"
        path = f"shell-{kind}.md"
        return File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)

    def _kind(self, page: Page) -> str | None:
        """Page kind of a shell, None for an editorial page."""
        is_shell = page.file.src_uri.startswith("shell-")
        return str(page.meta["kind"]) if is_shell else WRITTEN.get(page.file.src_uri)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """A shell shows its slot instead of a text; what editors wrote for it is kept aside."""
        kind = self._kind(page)
        if kind is None:
            return html
        if page.file.src_uri in WRITTEN:
            self.texts[kind] = Markup(html)  # noqa: S704 - written by the operator in site_config/pages
            page.title = self.marks["title"]
            page.meta.update(kind=kind, description=self.marks["description"])
        return self.marks["body"]

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Slots for what differs from page to page of one kind."""
        if self._kind(page) is not None:
            context["base_url"] = self.marks["base"]
            context["head"] = self.marks["head"]
            page.canonical_url = self.marks["canonical"]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take the shells; an empty output is not written."""
        kind, output = self._kind(page), drop_unused(output)
        if kind is None:
            return output
        self.shells[kind] = cut_shell(output, self.marks)
        return ""

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Leave out what our own pages stand in for."""
        return "" if template_name in DROPPED_TEMPLATES else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamp the archive into the shells."""
        if self.archive is not None:
            root = Path(config.config_file_path).parent
            level_modes(Path(config.site_dir))
            writer = Writer(Path(config.site_dir))
            for found in furnish(self.archive, self.chrome, root, writer):
                logging.getLogger("mkdocs.plugins.anli").info(found.message)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Rebuild when content, settings, templates or, beside a project of its own, code change."""
        root = Path(config.config_file_path).parent
        for folder in filter(Path.is_dir, (root / name for name in WATCHED)):
            server.watch(str(folder))
        return server

    @property
    def chrome(self) -> Chrome:
        """外框 of the run that has just ended."""
        return Chrome(self.shells, self.texts)


def _is_wanted(file: File) -> bool:
    """Allow-list: pages and known assets; leavings of editors and systems are never published."""
    path = PurePosixPath(file.src_uri)
    return path.suffix in PUBLISHED and not path.name.startswith(HIDDEN)


def _load(root: Path) -> Archive:
    """档案, or an abort with every problem, before anything of the old site is touched."""
    loaded = pipeline.load(root)
    if loaded.archive is None:
        log = logging.getLogger("mkdocs.plugins.anli")
        report = render_report(worth_showing(loaded.problems), loaded.content.lines)
        log.error("内容有错误，网站没有改动。\n\n%s", report)
        raise Abort("内容有错误，网站没有改动。")
    return loaded.archive


def render_chrome(root: Path, site: Site, folder: Path) -> Chrome:
    """Let MkDocs render frame, assets and editorial pages into an empty folder.

    Raises ChromeError when MkDocs is not content with its settings, theme or pages.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    if not (root / "mkdocs.yml").is_file():
        raise ChromeError("没有 mkdocs.yml")
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
        plugin = config.plugins["anli"]
        if not isinstance(plugin, AnliPlugin):
            raise ChromeError("mkdocs.yml 里的 anli 是另一个插件")
        plugin.site = site
        mkdocs_build(config)
        level_modes(folder)
    except (MkDocsException, KeyError, ValueError) as error:
        raise ChromeError(str(error).rstrip(".")) from error
    return plugin.chrome


CHANGES = (
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirDeletedEvent,
)
"""not that somebody reads: a refresh reads ten thousand folders, and the system loses count of it"""


class PreviewServer(LiveReloadServer):
    """自动刷新的服务器, which can show what is there before a refresh has come to its end."""

    def __init__(self, refresh: Callable[[], None], port: int, folder: Path) -> None:
        self._shown: bool = False
        """something, since the last refresh"""

        def whole() -> None:
            with self._epoch_cond:
                if self._shown:  # what is there can be read, whatever goes on
                    self._wanted_epoch = self._visible_epoch
            refresh()
            with self._epoch_cond:
                self._shown = False
                self._wanted_epoch += 1  # newer than whatever was shown meanwhile

        super().__init__(whole, "127.0.0.1", port, str(folder))
        self.observer = Observer()  # type: ignore[assignment]

    def show(self) -> None:
        """Let browsers load again now, and wait for no refresh."""
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch = (
                max(self._visible_epoch, self._wanted_epoch) + 1
            )
            self._shown = True
            self._epoch_cond.notify_all()

    def tell(self, folder: Path, change: Callable[[str], None]) -> None:
        """Refresh when a file below the folder changes; `change` hears its path at once."""

        def hear(event: FileSystemEvent) -> None:
            change(str(event.src_path))
            with self._rebuild_cond:
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

        handler = FileSystemEventHandler()
        handler.on_any_event = hear  # type: ignore[method-assign]
        self.observer.schedule(handler, str(folder), recursive=True, event_filter=[*CHANGES])
        self._watched_paths[str(folder)] = 1


def make_server(refresh: Callable[[], None], port: int, folder: Path) -> PreviewServer:
    """自动刷新的服务器 for a folder, on this machine only; told of changes by the system."""
    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)
    return PreviewServer(refresh, port, folder)
