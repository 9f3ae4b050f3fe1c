"""网页组：all pages but those of cases, in sets that are made together.

Each set names what it shows; as long as that is the same, its pages are, and nobody makes them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from generator.gate import PublicYear
from generator.memo import fingerprint
from generator.pages.apply import build_apply
from generator.pages.archive import (
    Pager,
    build_archive,
    build_archive_part,
    build_pagers,
    on_page,
)
from generator.pages.collections import (
    Collection,
    build_browse,
    build_collection,
    build_collection_parts,
    build_overview,
    collect,
)
from generator.pages.compare import build_device
from generator.pages.digests import Digests
from generator.pages.home import NotFoundView, build_home, year_ribbon
from generator.pages.index import Index, Listed
from generator.pages.notices import build_notice, build_notices
from generator.pages.page import Page
from generator.pages.parts import KIND_LABELS
from generator.pages.press import Press
from generator.pages.topics import build_topic, build_topics
from generator.pages.withdrawn import build_withdrawn
from generator.pages.year import build_year, build_year_parts
from generator.pages.years import build_years
from generator.urls import (
    APPLY,
    ARCHIVE,
    BROWSE,
    COMPARE,
    HOME,
    NOT_FOUND,
    NOTICES,
    READING,
    TOPICS,
    YEARS,
    archive_url,
    calendar_url,
    collection_part_url,
    collection_url,
    notice_url,
    topic_url,
    year_url,
)


@dataclass(frozen=True, slots=True)
class PageSet:
    """一组网页 that are made together."""

    name: str
    """address of the first"""
    shows: Callable[[Digests], object]
    """what they show besides settings, terms and the frame; its `repr` says all there is to it"""
    build: Callable[[], Iterator[Page]]


def page_sets(press: Press) -> Iterator[PageSet]:
    """印制 → 网页组 of all pages but those of cases; first that which counts the whole archive."""
    yield PageSet(HOME, lambda digests: (digests.whole, press.sizes), partial(_overviews, press))
    for pager in build_pagers(press.index)[1:]:
        yield _archive_part(press, pager)
    leads_to = fingerprint(*_leading_to(press.index))
    yield from (_year(press, year, leads_to) for year in press.index.archive.years)
    for kind in KIND_LABELS:
        for slug in press.index.slugs(kind):
            yield from _collection(press, kind, slug)


def _overviews(press: Press) -> Iterator[Page]:
    """The pages that show, or count, the whole archive, and the few that show nothing of it."""
    yield from _front_pages(press)
    yield from _tombstones(press)
    yield from _collections_pages(press)
    yield from _notice_pages(press)
    yield from _topic_pages(press)
    yield from _device_pages(press)


def _front_pages(press: Press) -> Iterator[Page]:
    site, index = press.site, press.index
    yield press.page("home", HOME, site.name, site.tagline, build_home(index, press.text("home")))
    yield press.page("archive", ARCHIVE, "案例", _archive_text(press), build_archive(index))
    text = "报名、申报、推荐的日程和截止日期，要准备的材料和申报平台的入口。"
    yield press.page("apply", APPLY, "今年怎么申报", text, build_apply(index, press.text("apply")))
    lost = NotFoundView(year_ribbon(index))
    text = "这个地址没有内容。"
    yield press.page("not-found", NOT_FOUND, "找不到这一页", text, lost, indexed=False)
    text = "历年公布总数、等级、领域对照，以及叫法的变化。"
    yield press.page("years", YEARS, "年度结果", text, build_years(index, press.sizes))


def _archive_text(press: Press) -> str:
    return f"{press.site.name}全部公开案例，可按年度、领域、行业、区、等级、方法查找。"


def _tombstones(press: Press) -> Iterator[Page]:
    archive = press.index.archive
    for tombstone in archive.tombstones:
        view = build_withdrawn(tombstone, archive)
        title, text = "案例已撤下", f"编号 {tombstone.id} 的案例已撤下。"
        yield press.page("withdrawn", tombstone.address, title, text, view, indexed=False)


def _collections_pages(press: Press) -> Iterator[Page]:
    overview = build_browse(press.index)
    yield press.page("collections", BROWSE, overview.title, overview.intro, overview)
    for kind in KIND_LABELS:
        overview = build_overview(kind, press.index)
        url = collection_url(kind)
        yield press.page("collections", url, overview.title, overview.intro, overview)


def _notice_pages(press: Press) -> Iterator[Page]:
    view = build_notices(press.index, press.sizes)
    yield press.page("notices", NOTICES, "通知", "历年活动通知和结果公告。", view)
    for notice in press.index.archive.notices:
        shown = build_notice(notice, press.index, press.prose, press.sizes)
        text = f"{notice.issuer} {shown.doc_number} {shown.issued_on} {notice.title}"
        yield press.page("notice", notice_url(notice), notice.title, text, shown)


def _topic_pages(press: Press) -> Iterator[Page]:
    """专题目录 and 专题页; none of them where there is no topic."""
    index = press.index
    if index.archive.topics:
        text = "编辑按一个话题挑选的案例，每篇附一句推荐理由。"
        yield press.page("topics", TOPICS, "专题", text, build_topics(index))
    for topic in index.archive.topics:
        view = build_topic(topic, index)
        yield press.page("topic", topic_url(topic), topic.title, topic.intro, view)


def _device_pages(press: Press) -> Iterator[Page]:
    """对照阅读、我的阅读：the same for everybody until the browser fills them."""
    view = build_device(press.index)
    text = "把两三个案例放在一起读：背景、做法、数字和可借鉴之处。不打分，不排名。"
    yield press.page("compare", COMPARE, "对照阅读", text, view, indexed=False)
    text = "您收藏的案例，只记在这台设备的浏览器里。"
    yield press.page("reading", READING, "我的阅读", text, view, indexed=False)


def _archive_part(press: Press, pager: Pager) -> PageSet:
    cases, total = on_page(pager.place, press.index), len(press.index.all)

    def build() -> Iterator[Page]:
        title, part = f"案例，第 {pager.place} 页", build_archive_part(pager, press.index)
        url, text = archive_url(pager.place), _archive_text(press)
        yield press.page("archive", url, title, text, part, template="archive-part")

    def shows(digests: Digests) -> object:
        return pager, total, [digests.cases[case.id] for case in cases]

    return PageSet(archive_url(pager.place), shows, build)


def _leading_to(index: Index) -> Iterator[object]:
    """The years, and the collections that have something public: there are links to these only."""
    yield sorted(index.years)
    yield sorted({*index.cases, *index.entries})


def _year(press: Press, year: PublicYear, leads_to: str) -> PageSet:
    """年度页 and the further pages of its list, made with the sizes of its own files only."""
    downloads = press.downloads.get(year.year, ())
    linked = (link.url or "" for link in downloads)
    urls = [*linked, calendar_url(year.year), *_attachments(year)]
    own = replace(press, sizes={url: press.sizes[url] for url in urls if url in press.sizes})

    def shows(digests: Digests) -> object:
        cases = [digests.cases[case.id] for case in year.cases]
        return digests.results[year.year], cases, year.notices, leads_to, downloads, own.sizes

    return PageSet(year_url(year.year), shows, partial(_year_pages, own, year))


def _attachments(year: PublicYear) -> Iterator[str]:
    for notice in year.notices:
        yield from (notice_url(notice) + attachment.file for attachment in notice.attachments)


def _year_pages(press: Press, year: PublicYear) -> Iterator[Page]:
    view = build_year(year, press.index, press.downloads.get(year.year, ()), press.sizes)
    title = f"{year.year} 年度结果"
    text = f"{view.activity}：公告、数字、名单、统计和日程。"
    yield press.page("year", year_url(year.year), title, text, view)
    for url, part in build_year_parts(year, press.index):
        yield press.page("year", url, part.title, part.title, part, template="year-part")


def _collection(press: Press, kind: str, slug: str) -> Iterator[PageSet]:
    """汇集页 of one item, and each year of it that has pages of its own."""
    of = collect(kind, slug, press.index)
    url, main = collection_url(kind, slug), partial(_collection_page, press, of)
    yield PageSet(url, partial(_show, of.years.values(), ""), main)
    for year in of.moved:
        url, parts = collection_part_url(kind, slug, year), partial(_part_pages, press, of, year)
        yield PageSet(url, partial(_show, [of.years[year]], of.sentence), parts)


def _show(years: Iterable[Sequence[Listed]], sentence: str, digests: Digests) -> object:
    """案例 by what lists show of them, other teams as they stand in their list."""
    found = chain.from_iterable(years)
    rows = [(one.year, digests.cases[one.case.id] if one.case else one) for one in found]
    return sentence, rows


def _collection_page(press: Press, of: Collection) -> Iterator[Page]:
    view = build_collection(of, press.index)
    text = f"{view.kind_label}：{view.title}。{view.sentence}"
    yield press.page("collection", collection_url(of.kind, of.slug), view.title, text, view)


def _part_pages(press: Press, of: Collection, year: int) -> Iterator[Page]:
    for url, part in build_collection_parts(of, year, press.index):
        yield press.page("collection", url, part.title, part.title, part)
