"""流程：the story of a build on one page.

sources → values → checks → gate → archive → pages, pictures, data, search → one switch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from generator import data, urls
from generator.cache import Cache
from generator.checks import check_content
from generator.chrome import Chrome
from generator.clock import today
from generator.content import Content, read_content
from generator.gate import Archive, admit, check_release
from generator.images import build_gallery
from generator.model import Site
from generator.output import Writer, level_modes, lock, staging, switch
from generator.pages import Link, Page, base_for, build_archive, build_index, build_pages
from generator.problems import Problem, has_errors, in_order
from generator.prose import Prose, plain_text
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


def load(root: Path, *, release: bool = False) -> Loaded:
    """Read, check and gate everything below the project folder."""
    content, problems = read_content(root)
    problems += check_content(content)
    if content.site is None or has_errors(problems):
        return Loaded(content, None, in_order(problems))
    archive, held = admit(content, content.site, today())
    problems += held
    if release:
        stricter = list(check_release(content, archive))
        known = {(problem.id, problem.place) for problem in stricter}
        problems = [p for p in problems if (p.id, p.place) not in known] + stricter
    ready = None if has_errors(problems) else archive
    return Loaded(content, ready, in_order(problems))


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
