"""布置：档案 → the files of the site, in a tree that holds what MkDocs rendered already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from generator import data, urls
from generator.cache import FOLDER, Cache
from generator.casework import SETTINGS, Workshop, stamp
from generator.chrome import Chrome
from generator.gate import Archive, PublicYear
from generator.memo import Memo, Redone, Task, fingerprint
from generator.model import Case
from generator.output import Writer
from generator.pages import (
    Link,
    PageSet,
    Press,
    build_archive,
    build_digests,
    build_index,
    build_press,
    build_row_file,
    in_row_files,
    page_sets,
)
from generator.pages.environment import THEME
from generator.posters import fonts_for
from generator.problems import Problem
from generator.prose import Prose, plain_text
from generator.search import Indexed, Indexing, build_document, build_tables
from generator.stock import Delivered, Product, Stock
from generator.traditional import table_json
from generator.workers import aside

MOST_OF_KIND = 20
"""pages of one kind whose own words are looked at; what they tell stands in the archive"""
CASES_AT_A_TIME = 50
"""of a year: few enough to be gone through again after an edit, and no small change to keep"""
A_FEW_YEARS = 2
"""of data files that one process makes sooner than several: a workbook takes a second"""
TEMPLATES = THEME / "pages"
Made = tuple[str, str, bool]
"""kind and address of a page, and whether search engines may list it"""
Deliver = Callable[[Writer, Memo, Stock], None]
"""a step that needs nothing of those beside it"""
EDITORIAL = ("about/", "privacy/", "accessibility/")


def furnish(  # noqa: PLR0913 -- what is made, from what, where; and two things to leave out
    archive: Archive,
    chrome: Chrome,
    root: Path,
    writer: Writer,
    *,
    search: bool = True,
    posters: bool = True,
    memo: Memo | None = None,
    stock: Stock | None = None,
) -> tuple[Problem, ...]:
    """档案 → files, by the writer. Returns what could not be made, none of it a reason to stop.

    What the site holds already, as far as `stock` knows, is taken over.
    """
    memo = memo or Memo()
    shop, problems = open_workshop(archive, chrome, root, posters=posters, memo=memo)
    found = fill(shop, writer, search=search, memo=memo, stock=stock or Stock())
    return (*problems, *found)


def open_workshop(
    archive: Archive, chrome: Chrome, root: Path, *, posters: bool, memo: Memo
) -> tuple[Workshop, tuple[Problem, ...]]:
    """工场 for an archive, and what it cannot make."""
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
    return shop, problems


def fill(
    shop: Workshop, writer: Writer, *, search: bool, memo: Memo, stock: Stock
) -> tuple[Problem, ...]:
    """Everything that the workshop makes, by the writer. The search is made beside all else."""
    if not search:
        return _fill(shop, writer, memo, stock)
    with _beside("检索", partial(_deliver_search, shop), writer, memo, stock) as searched:
        found = _fill(shop, writer, memo, stock)
        searched()
    return found


def _fill(shop: Workshop, writer: Writer, memo: Memo, stock: Stock) -> tuple[Problem, ...]:
    archive = shop.archive
    sizes = _write_attachments(archive, shop.root, writer)
    files = _deliver_data(shop, writer, memo, stock)
    sizes |= {file.path: file.facts.size for file in files}
    front, *sets = (_page_set(shop, made) for made in page_sets(_full_press(shop, files, sizes)))
    # in this process: a child that counts the whole archive would make a copy of it
    pages = list(chain(*stock.deliver("网页", [front], writer, memo, several=False)))
    made = stock.deliver("网页", sets, writer, memo, several=True, worth=CASES_AT_A_TIME)
    pages += chain(*made)
    cases = shop.products(memo)
    found = stock.deliver("案例", cases, writer, memo, several=True, guarded=True)
    texts = list(_texts(shop, pages, writer, stock))
    table = table_json(texts, memo, worth=CASES_AT_A_TIME)
    writer.write(urls.TRADITIONAL, table, "traditional")
    _write_sitemap(archive, pages, writer)
    return tuple(chain(*found))


def _common(archive: Archive, chrome: Chrome) -> dict[str, str]:
    """What every page depends on."""
    return {
        SETTINGS: fingerprint(_besides_years(archive)),
        "外框": fingerprint(chrome),
        "模板": fingerprint([path.read_bytes() for path in sorted(TEMPLATES.glob("*.html"))]),
    }


def _besides_years(archive: Archive) -> Archive:
    """What is known without the lists and cases of any year."""
    return replace(archive, years=(), clearances={})


def _deliver_data(
    shop: Workshop, writer: Writer, memo: Memo, stock: Stock
) -> list[data.PublishedFile]:
    """数据文件 of each year, then those of all."""
    years = [_year_data(shop, year) for year in shop.archive.years]
    of_years = list(
        chain(*stock.deliver("数据", years, writer, memo, several=True, few=A_FEW_YEARS))
    )
    everything = _common_data(shop, of_years, memo)
    [rest] = stock.deliver("数据", [everything], writer, memo, several=False)
    return [*of_years, *rest]


def _year_data(shop: Workshop, year: PublicYear) -> Product:
    archive = shop.archive
    cases = [(case.key, case.id, urls.case_url(case)) for case in year.cases]
    parts = {
        SETTINGS: shop.common[SETTINGS],
        "当年名单": shop.digests.results[year.year],
        "案例的编号和网址": fingerprint(cases),
        "最近的日期": data.newest(archive).isoformat(),
    }
    return _data_product(f"data/{year.year}", parts, lambda: data.build_year_data(year, archive))


def _common_data(shop: Workshop, files: Sequence[data.PublishedFile], memo: Memo) -> Product:
    archive = shop.archive
    parts = {
        SETTINGS: shop.common[SETTINGS],
        "案例和名单": shop.digests.whole,
        "把关": fingerprint(shop.digests.clearances),
        "各年数据": fingerprint(files),
    }

    def build() -> Iterator[data.DataFile]:
        tasks = list(_records(shop))
        write = partial(data.write_records, archive=archive)
        records = memo.map("records", write, tasks, worth=CASES_AT_A_TIME)
        yield from data.build_common_data(archive, files, records)

    return _data_product("data", parts, build)


def _records(shop: Workshop) -> Iterator[Task[Sequence[Case]]]:
    """案例 whose data are written together, and what these show."""
    archive, digests = shop.archive, shop.digests
    for name, some in _batches(archive):
        shown = [
            (digests.cases[case.id], digests.clearances[case.id], data.case_dates(case, archive))
            for case in some
        ]
        parts = {SETTINGS: shop.common[SETTINGS], "案例、把关和日期": fingerprint(shown)}
        yield Task(name, parts, some)


def _batches(archive: Archive) -> Iterator[tuple[str, Sequence[Case]]]:
    """案例 that are gone through together, and a name for them."""
    for year in archive.years:
        for first in range(0, len(year.cases), CASES_AT_A_TIME):
            yield f"{year.year}/{first}", year.cases[first : first + CASES_AT_A_TIME]


def _data_product(
    name: str, parts: Mapping[str, str], build: Callable[[], Iterable[data.DataFile]]
) -> Product:
    def make(writer: Writer) -> list[data.PublishedFile]:
        files = tuple(build())
        for file in files:
            writer.write(file.path, file.pieces, "data")
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
            head = data.build_head(page, shop.subjects.get(page.url), shop.archive)
            html = stamp(page, head, shop.chrome, shop.archive.site)
            writer.write(urls.file_of(page.url), html, "pages")
            made.append((page.kind, page.url, page.indexed))
        return made

    parts = {**shop.common, "所列的案例和名单": fingerprint(pages.shows(shop.digests))}
    return Product(f"pages/{pages.name}", parts, make)


@contextmanager
def _beside(
    name: str, deliver: Deliver, writer: Writer, memo: Memo, stock: Stock
) -> Iterator[Callable[[], None]]:
    """Delivered by a process of its own; what is given waits for it."""
    mine, apart = replace(memo, redone={}), stock.apart()

    def make() -> tuple[Delivered, Redone]:
        deliver(writer.apart(), mine, apart)
        return apart.delivered, mine.redone

    with aside(name, make, memo.workers) as made:

        def wait() -> None:
            delivered, redone = made()
            stock.join(delivered, writer)
            for (step, why), names in redone.items():
                memo.tell(step, why, names)

        yield wait


def _deliver_search(shop: Workshop, writer: Writer, memo: Memo, stock: Stock) -> None:
    """索引 of the cases, then the rows and the tables beside it."""
    archive, settings = shop.archive, shop.common[SETTINGS]
    indexing = Indexing(
        archive,
        document=lambda case: build_document(
            case,
            archive,
            plain_text=lambda section: plain_text(section.markdown),
            anchor=lambda section: section.slug or Prose().anchor(section.title),
        ),
        digest=lambda c: fingerprint(settings, shop.digests.cases[c.id], c.content_hash),
        memo=memo,
    )
    indexed = indexing.deliver_records(writer, stock)
    with _beside(
        "检索小表", partial(_deliver_tables, shop, indexed), writer, memo, stock
    ) as tables:
        indexing.deliver_words(indexed, writer, stock)
        tables()


def _deliver_tables(
    shop: Workshop, indexed: Sequence[Indexed], writer: Writer, memo: Memo, stock: Stock
) -> None:
    stock.deliver("检索", list(_rows(shop)), writer, memo, several=True)
    stock.deliver("检索", [_tables(shop, indexed, memo)], writer, memo, several=False)


def _rows(shop: Workshop) -> Iterator[Product]:
    """检索结果的行, file by file."""
    index, digests = shop.press.index, shop.digests.cases
    for path, cases in in_row_files(index.all):
        listed = {"所列的案例": fingerprint([digests[case.id] for case in cases])}
        yield Product(
            path, {**shop.common, **listed}, partial(_write_rows, path, cases, shop.press)
        )


def _write_rows(path: str, cases: Sequence[Case], press: Press, writer: Writer) -> None:
    writer.write(path, build_row_file(cases, press.index, press.environment), "search")


def _tables(shop: Workshop, indexed: Sequence[Indexed], memo: Memo) -> Product:
    """检索小表."""
    index = shop.press.index

    def make(writer: Writer) -> None:
        tables = build_tables(shop.archive, build_archive(index), indexed, memo)
        for path, content in tables:
            writer.write(path, content, "search")

    parts = {
        **shop.common,
        "案例和名单": shop.digests.whole,
        "索引": fingerprint(indexed),
    }
    return Product("search/tables", parts, make)


def _write_sitemap(archive: Archive, pages: Sequence[Made], writer: Writer) -> None:
    cases = [urls.case_url(case) for case in archive.cases]
    indexed = cases + [url for _, url, open_to_all in pages if open_to_all] + list(EDITORIAL)
    sitemap = data.build_sitemap(archive.site.base_url, indexed, data.page_dates(archive))
    writer.write("sitemap.xml", sitemap, "data")
    writer.write("robots.txt", data.build_robots(archive.site.base_url), "data")


def _texts(
    shop: Workshop, pages: Sequence[Made], writer: Writer, stock: Stock
) -> Iterator[Task[Any]]:
    """文字 that may be shown in traditional characters: of cases, lists, settings, and of each kind of page."""
    archive, digests = shop.archive, shop.digests
    for name, some in _batches(archive):
        yield Task(name, {"正文": fingerprint([case.content_hash for case in some])}, some)
    for year in archive.years:
        parts = {"名单": digests.results[year.year], "通知": fingerprint(year.notices)}
        yield Task(f"{year.year}/名单", parts, (year.results, year.notices))
    yield Task("设置", {SETTINGS: shop.common[SETTINGS]}, _besides_years(archive))
    made = [("case", urls.case_url(case), True) for case in archive.cases[:MOST_OF_KIND]]
    for kind, shell in shop.chrome.shells.items():
        yield Task(f"pages/外框 {kind}", {"文字": fingerprint(shell.parts)}, shell.parts)
    for name in _shown([*made, *pages], writer):
        text = stock.read(name, writer)
        yield Task(f"pages/{name}", {"文字": fingerprint(text)}, text)


def _shown(pages: Iterable[Made], writer: Writer) -> Iterator[str]:
    """Files with 文字 besides those of the archive: of editors, of scripts, and of each kind of page."""
    yield from (urls.file_of(url) for url in EDITORIAL)
    there = (writer.folder / "assets").rglob("*.js")
    scripts = {path.relative_to(writer.folder).as_posix() for path in there}
    yield from sorted(scripts | {path for path in writer.paths if fnmatch(path, "assets/*.js")})
    yield from _samples(pages)


def _samples(pages: Iterable[Made]) -> Iterator[str]:
    """The files of the first pages of each kind."""
    seen = Counter[str]()
    for kind, url, _ in pages:
        seen[kind] += 1
        if seen[kind] <= MOST_OF_KIND:
            yield urls.file_of(url)


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
