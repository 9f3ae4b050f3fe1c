"""布置：档案 → the files of the site, in a tree that holds what MkDocs rendered already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from generator import data, urls
from generator.cache import FOLDER, Cache
from generator.casework import SETTINGS, Workshop, stamp
from generator.chrome import Chrome
from generator.gate import Archive, PublicYear
from generator.memo import Memo, Task, fingerprint
from generator.output import Writer
from generator.pages import (
    Index,
    Link,
    PageSet,
    Press,
    build_archive,
    build_digests,
    build_index,
    build_press,
    build_row_files,
    page_sets,
)
from generator.pages.environment import THEME
from generator.posters import fonts_for
from generator.problems import Problem
from generator.prose import Prose, plain_text
from generator.search import build_index_files, build_search_documents
from generator.search.pagefind import FOLDER as PAGEFIND
from generator.stock import Product, Stock
from generator.traditional import han_of, table_json

MOST_OF_KIND = 20
"""pages of one kind whose own words are looked at; what they tell stands in the archive"""
TEMPLATES = THEME / "pages"
Made = tuple[str, str, bool]
"""kind and address of a page, and whether search engines may list it"""
EDITORIAL = ("about/", "privacy/", "accessibility/")


def furnish(  # noqa: PLR0913 -- what is made, from what, where; and two things to leave out
    archive: Archive,
    chrome: Chrome,
    root: Path,
    folder: Path,
    *,
    search: bool = True,
    posters: bool = True,
    memo: Memo | None = None,
    stock: Stock | None = None,
) -> tuple[Problem, ...]:
    """档案 → files, into the tree. Returns what could not be made, none of it a reason to stop.

    What the site holds already, as far as `stock` knows, is taken over.
    """
    memo, stock = memo or Memo(), stock or Stock()
    fonts, problems = fonts_for(archive) if posters else (None, ())
    common = _common(archive, chrome)
    shop = Workshop(
        press=build_press(build_index(archive), Prose(), cache=Cache(root / FOLDER)),
        chrome=chrome,
        root=root,
        fonts=fonts,
        common=common,
        digests=build_digests(archive, common[SETTINGS], memo),
    )
    writer = Writer(folder)
    found = stock.deliver("案例", shop.products(memo), writer, memo, several=True)
    sizes = _write_attachments(archive, root, writer)
    files = _deliver_data(shop, writer, memo, stock)
    sizes |= {file.path: file.facts.size for file in files}
    sets = [_page_set(shop, made) for made in page_sets(_full_press(shop, files, sizes))]
    pages = list(chain(*stock.deliver("网页", sets, writer, memo, several=True)))
    writer.write(urls.TRADITIONAL, table_json(_texts(shop, pages, folder), memo), "traditional")
    _write_sitemap(archive, pages, writer)
    if search:
        stock.deliver("检索", [_search(shop)], writer, memo, several=False)
    return (*problems, *(problem for several in found for problem in several))


def _common(archive: Archive, chrome: Chrome) -> dict[str, str]:
    """What every page depends on."""
    rest = replace(archive, years=(), clearances={})
    return {
        SETTINGS: fingerprint(rest),
        "外框": fingerprint(chrome),
        "模板": fingerprint([path.read_bytes() for path in sorted(TEMPLATES.glob("*.html"))]),
    }


def _deliver_data(
    shop: Workshop, writer: Writer, memo: Memo, stock: Stock
) -> list[data.PublishedFile]:
    """数据文件 of each year, then those of all."""
    years = [_year_data(shop, year) for year in shop.archive.years]
    of_years = list(chain(*stock.deliver("数据", years, writer, memo, several=True)))
    everything = _common_data(shop, of_years, memo)
    [rest] = stock.deliver("数据", [everything], writer, memo, several=False)
    return [*of_years, *rest]


def _year_data(shop: Workshop, year: PublicYear) -> Product:
    archive, digests = shop.archive, shop.digests
    cases = [(digests.cases[case.id], archive.clearance(case)) for case in year.cases]
    parts = {
        SETTINGS: shop.common[SETTINGS],
        "当年名单": digests.results[year.year],
        "当年案例": fingerprint(cases),
    }
    return _data_product(f"data/{year.year}", parts, lambda: data.build_year_data(year, archive))


def _common_data(shop: Workshop, files: Sequence[data.PublishedFile], memo: Memo) -> Product:
    archive, cleared = shop.archive, shop.archive.clearance
    parts = {
        SETTINGS: shop.common[SETTINGS],
        "案例和名单": fingerprint(shop.digests),
        "把关": fingerprint(sorted(archive.clearances.items())),
        "各年数据": fingerprint(files),
    }

    def records() -> list[str]:
        tasks = [
            Task(
                case.folder,
                {
                    SETTINGS: shop.common[SETTINGS],
                    "案例": shop.digests.cases[case.id],
                    "把关": fingerprint(cleared(case)),
                    "日期": fingerprint(data.case_dates(case, archive)),
                },
                case,
            )
            for case in archive.cases
        ]
        return memo.map("record", lambda case: data.write_record(case, archive), tasks)

    return _data_product("data", parts, lambda: data.build_common_data(archive, files, records()))


def _data_product(
    name: str, parts: Mapping[str, str], build: Callable[[], Iterable[data.DataFile]]
) -> Product:
    def make(writer: Writer) -> list[data.PublishedFile]:
        files = tuple(build())
        for file in files:
            writer.write(file.path, file.content, "data")
        return [file.published for file in files]

    return Product(name, parts, make)


def _full_press(
    shop: Workshop, files: Iterable[data.PublishedFile], sizes: Mapping[str, int]
) -> Press:
    """印制 of the pages that lead to files."""
    downloads: dict[int, tuple[Link, ...]] = {}
    for file in files:
        if file.year is not None and file.title:
            downloads[file.year] = (*downloads.get(file.year, ()), Link(file.title, file.path))
    return replace(shop.press, texts=shop.chrome.texts, downloads=downloads, sizes=sizes)


def _page_set(shop: Workshop, pages: PageSet) -> Product:
    """网页组; the value: kind, address and whether search engines may come."""

    def make(writer: Writer) -> list[Made]:
        made = []
        for page in pages.build():
            head = data.build_head(page, shop.subjects, shop.archive)
            html = stamp(page, head, shop.chrome, shop.archive.site)
            writer.write(urls.file_of(page.url), html, "pages")
            made.append((page.kind, page.url, page.indexed))
        return made

    parts = {**shop.common, "所列的案例和名单": fingerprint(pages.shows(shop.digests))}
    return Product(f"pages/{pages.name}", parts, make)


def _search(shop: Workshop) -> Product:
    """检索: index and tables."""
    bodies = fingerprint([case.content_hash for case in shop.archive.cases])
    index = shop.press.index
    parts = {**shop.common, "案例和名单": fingerprint(shop.digests), "正文": bodies}
    return Product("search", parts, lambda w: _write_search(index, w))


def _write_sitemap(archive: Archive, pages: Sequence[Made], writer: Writer) -> None:
    cases = [urls.case_url(case) for case in archive.cases]
    indexed = cases + [url for _, url, open_to_all in pages if open_to_all] + list(EDITORIAL)
    sitemap = data.build_sitemap(archive.site.base_url, indexed, data.page_dates(archive))
    writer.write("sitemap.xml", sitemap, "data")
    writer.write("robots.txt", data.build_robots(archive.site.base_url), "data")


def _texts(shop: Workshop, pages: Sequence[Made], folder: Path) -> list[Task[Any]]:
    """文字 that may be shown in traditional characters: of each case, and of everything else."""
    archive = shop.archive
    bare = replace(archive, years=tuple(replace(year, cases=()) for year in archive.years))
    made = [("case", urls.case_url(case), True) for case in archive.cases[:MOST_OF_KIND]]
    rest = han_of((bare, *_shown(shop.chrome, [*made, *pages], folder)))
    tasks = [Task(c.folder, {"正文": c.content_hash}, c) for c in archive.cases]
    return [*tasks, Task("rest", {"文字": fingerprint(rest)}, rest)]


def _shown(chrome: Chrome, pages: Iterable[Made], folder: Path) -> Iterator[str]:
    """文字 besides the archive: of the frames, of editors, of scripts, and of each kind of page."""
    for shell in chrome.shells.values():
        yield from shell.parts
    written = [folder / urls.file_of(url) for url in EDITORIAL]
    for path in (*written, *sorted((folder / "assets").rglob("*.js"))):
        yield path.read_text(encoding="utf-8")
    seen = Counter[str]()
    for kind, url, _ in pages:
        seen[kind] += 1
        if seen[kind] <= MOST_OF_KIND:
            yield (folder / urls.file_of(url)).read_text(encoding="utf-8")


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


def _write_search(index: Index, writer: Writer) -> None:
    documents = build_search_documents(
        index.archive,
        plain_text=lambda section: plain_text(section.markdown),
        anchor=lambda section: section.slug or Prose().anchor(section.title),
    )
    view = build_archive(index)
    for path, content in build_index_files(index.archive, view, documents, writer.folder):
        writer.write(path, content, "search")
    for path, content in build_row_files(index):
        writer.write(path, content, "search")
    writer.adopt(PAGEFIND, "search")
