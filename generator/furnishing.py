"""布置：档案 → the files of the site, in a tree that holds what MkDocs rendered already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import Markup

from generator import data, urls
from generator.cache import FOLDER, Cache
from generator.chrome import Chrome
from generator.gate import Archive
from generator.images import build_gallery
from generator.model import Site
from generator.output import Writer, level_modes
from generator.pages import (
    Link,
    Page,
    base_for,
    build_archive,
    build_compared,
    build_index,
    build_pages,
)
from generator.posters import Prints, build_prints
from generator.problems import Problem
from generator.prose import Prose, plain_text
from generator.search import build_index_files, build_search_documents
from generator.traditional import table_json, texts_in

MOST_OF_KIND = 20
"""pages of one kind whose own words are looked at; what they tell stands in the archive"""
EDITORIAL = ("about/", "privacy/", "accessibility/")


def furnish(  # noqa: PLR0913 -- what is made, from what, where; and two things to leave out
    archive: Archive,
    chrome: Chrome,
    root: Path,
    folder: Path,
    *,
    search: bool = True,
    posters: bool = True,
) -> tuple[Problem, ...]:
    """档案 → files, into the tree. Returns what could not be made, none of it a reason to stop."""
    writer, cache = Writer(folder), Cache(root / FOLDER)
    gallery = build_gallery(archive.cases, root, cache)
    for path, picture in gallery.files.items():
        writer.write(path, picture, "pictures")
    prints = build_prints(archive, cache) if posters else Prints()
    for path, made in prints.files.items():
        writer.write(path, made, "posters")
    files = _write_data(archive, writer)
    sizes = _write_attachments(archive, root, writer)
    sizes |= {file.path: len(file.content) for file in files}
    pages = list(
        build_pages(
            archive,
            Prose(),
            gallery,
            texts=chrome.texts,
            downloads=_downloads(files),
            sizes=sizes,
            handouts=prints.handouts,
            cache=cache,
        )
    )
    subjects = data.build_subjects(archive)
    for page in pages:
        head = data.build_head(page, subjects, archive)
        writer.write(urls.file_of(page.url), stamp(page, head, chrome, archive.site), "pages")
    shown = chain(texts_in(archive), _shown(pages, chrome, folder))
    writer.write(urls.TRADITIONAL, table_json(shown), "traditional")
    for path, compared in build_compared(build_index(archive), plain_text):
        writer.write(path, compared, "comparison")
    indexed = [page.url for page in pages if page.indexed] + list(EDITORIAL)
    sitemap = data.build_sitemap(archive.site.base_url, indexed, data.page_dates(archive))
    writer.write("sitemap.xml", sitemap, "data")
    writer.write("robots.txt", data.build_robots(archive.site.base_url), "data")
    if search:
        _write_search(archive, writer)
    level_modes(folder)
    return prints.problems


def stamp(page: Page, head: Markup, chrome: Chrome, site: Site) -> str:
    """网页 → HTML, in the shell of its kind."""
    return chrome.shells[page.kind].stamp(
        {
            "title": page.title,
            "description": page.description,
            "canonical": urljoin(site.base_url, page.url),
            "base": base_for(page.url, site),
            "head": head,
            "body": page.body,
        }
    )


def _shown(pages: Sequence[Page], chrome: Chrome, folder: Path) -> Iterator[str]:
    """文字 besides the archive: of the frames, of editors, of scripts, and of each kind of page."""
    for shell in chrome.shells.values():
        yield from shell.parts
    written = [folder / urls.file_of(url) for url in EDITORIAL]
    for path in (*written, *sorted((folder / "assets").rglob("*.js"))):
        yield path.read_text(encoding="utf-8")
    seen = Counter[str]()
    for page in pages:
        seen[page.kind] += 1
        if seen[page.kind] <= MOST_OF_KIND:
            yield page.body


def _write_attachments(archive: Archive, root: Path, writer: Writer) -> dict[str, int]:
    """附件 of the public notices; sizes in bytes by address."""
    sizes = {}
    for notice in archive.notices:
        for attachment in notice.attachments:
            content = (root / notice.folder / attachment.file).read_bytes()
            path = urls.notice_url(notice) + attachment.file
            writer.write(path, content, "attachments")
            sizes[path] = len(content)
    return sizes


def _write_data(archive: Archive, writer: Writer) -> tuple[data.DataFile, ...]:
    files = tuple(data.build_data(archive))
    for file in files:
        writer.write(file.path, file.content, "data")
    return files


def _downloads(files: tuple[data.DataFile, ...]) -> Mapping[int, tuple[Link, ...]]:
    """The data files that the page of a year offers."""
    downloads: dict[int, tuple[Link, ...]] = {}
    for file in files:
        if file.year is not None and file.title:
            downloads[file.year] = (*downloads.get(file.year, ()), Link(file.title, file.path))
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
