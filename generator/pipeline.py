"""流程：the story of a build on one page.

sources → values → checks → gate → archive → pages, pictures, data, search → one switch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from generator import data, urls
from generator.cache import Cache
from generator.checks import check_content
from generator.chrome import Chrome
from generator.clock import today
from generator.content import Content, read_content
from generator.gate import Archive, admit
from generator.images import build_gallery
from generator.model import Case, Site
from generator.output import Writer, level_modes, lock, staging, switch
from generator.pages import Link, Page, base_for, build_archive, build_index, build_pages
from generator.problems import Level, Problem, in_order
from generator.prose import Prose, plain_text
from generator.release import (
    as_release,
    check_promises,
    find_faulty_drafts,
    is_within,
    stops,
)
from generator.search import build_index_files, build_search_documents

CACHE_FOLDER = ".cache"
EDITORIAL = ("about/", "apply/", "privacy/", "accessibility/")

RenderChrome = Callable[[Path, Site, Path], Chrome]
"""project folder, site settings, tree to fill → chrome; MkDocs stands behind it"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """读到的一切：content, what of it is public, and every problem in order."""

    content: Content
    archive: Archive | None
    """None when errors stand in the way"""
    problems: list[Problem]
    faulty: frozenset[str] = frozenset()
    """folders of drafts with errors: held back, in nobody's way"""

    @property
    def sound(self) -> Content:
        """The content without its faulty drafts."""
        return self.content.without(self.faulty)

    @property
    def blocked(self) -> bool:
        """Whether errors outside the drafts stand in the way of everything."""
        return any(stops(problem, self.faulty) for problem in self.problems)

    def has_errors_about(self, case: Case) -> bool:
        """Whether errors stand in the way of this case."""
        mine = {case.folder, case.folder.rsplit("/", 1)[0]}
        return self.blocked or any(
            p.level is Level.ERROR and is_within(p, mine & self.faulty) for p in self.problems
        )


def load(root: Path, *, release: bool = False, day: date | None = None) -> Loaded:
    """Read, check and gate everything below the project folder, as of `day` or today."""
    day = day or today()
    content, problems = read_content(root)
    problems += check_content(content)
    faulty = find_faulty_drafts(content, problems)
    if content.site is None or any(stops(problem, faulty) for problem in problems):
        return Loaded(content, None, in_order(problems), faulty)
    archive, held = admit(content.without(faulty), content.site, day)
    problems += [*held, *check_promises(content, archive, day)]
    if release:
        problems = as_release(problems)
    ready = None if any(stops(problem, faulty) for problem in problems) else archive
    return Loaded(content, ready, in_order(problems), faulty)


def build(
    root: Path,
    site_dir: Path,
    render_chrome: RenderChrome,
    *,
    release: bool = False,
    search: bool = True,
) -> Loaded:
    """Build the site; with errors, or when anything fails, the old one stays as it was."""
    with lock(root / CACHE_FOLDER / "lock"):
        loaded = load(root, release=release)
        if loaded.archive is None:
            return loaded
        with staging(site_dir) as folder:
            chrome = render_chrome(root, loaded.archive.site, folder)
            furnish(loaded.archive, chrome, root, folder, search=search)
            switch(folder, site_dir)
    return loaded


def furnish(
    archive: Archive, chrome: Chrome, root: Path, folder: Path, *, search: bool = True
) -> None:
    """档案 → files, into a tree that holds what MkDocs rendered already."""
    writer = Writer(folder)
    gallery = build_gallery(archive.cases, root, Cache(root / CACHE_FOLDER))
    for path, picture in gallery.files.items():
        writer.write(path, picture, "pictures")
    sizes = _write_attachments(archive, root, writer)
    downloads = _write_data(archive, writer)
    pages = list(
        build_pages(archive, Prose(), gallery, intro=chrome.intro, downloads=downloads, sizes=sizes)
    )
    for page in pages:
        writer.write(urls.file_of(page.url), stamp(page, chrome, archive.site), "pages")
    indexed = [page.url for page in pages if page.indexed] + list(EDITORIAL)
    writer.write("sitemap.xml", data.build_sitemap(archive.site.base_url, indexed), "data")
    writer.write("robots.txt", data.build_robots(archive.site.base_url), "data")
    if search:
        _write_search(archive, writer)
    level_modes(folder)


def stamp(page: Page, chrome: Chrome, site: Site) -> str:
    """网页 → HTML, in the shell of its kind."""
    return chrome.shells[page.kind].stamp(
        {
            "title": page.title,
            "description": page.description,
            "canonical": urljoin(site.base_url, page.url),
            "base": base_for(page.url, site),
            "body": page.body,
        }
    )


def _write_attachments(archive: Archive, root: Path, writer: Writer) -> Mapping[str, int]:
    """附件 of the public notices; sizes in bytes by address."""
    sizes = {}
    for notice in archive.notices:
        for attachment in notice.attachments:
            content = (root / notice.folder / attachment.file).read_bytes()
            path = urls.notice_url(notice) + attachment.file
            writer.write(path, content, "attachments")
            sizes[path] = len(content)
    return sizes


def _write_data(archive: Archive, writer: Writer) -> Mapping[int, tuple[Link, ...]]:
    downloads = {}
    for year in archive.years:
        path = data.results_file(year.year)
        writer.write(path, data.build_results_csv(year, archive), "data")
        downloads[year.year] = (Link("结果名单（CSV，可用 Excel 打开）", path),)
    return downloads


def _write_search(archive: Archive, writer: Writer) -> None:
    view = build_archive(build_index(archive))
    documents = build_search_documents(
        archive,
        plain_text=lambda section: plain_text(section.markdown),
        anchor=lambda section: section.slug or Prose().anchor(section.title),
    )
    for path, content in build_index_files(archive, view, documents, writer.folder):
        writer.write(path, content, "search")
