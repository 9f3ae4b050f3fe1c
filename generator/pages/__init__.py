"""网页：档案 → content pages. MkDocs knows nothing of them; they are stamped into its shells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.cache import Cache
from generator.drawing.qr import make_qr
from generator.images import Gallery
from generator.model import Case, Site
from generator.pages.apply import build_apply
from generator.pages.archive import (
    ArchiveView,
    Facet,
    Option,
    build_archive,
    build_archive_parts,
)
from generator.pages.case import Share, address_of, build_case, shown_of_others
from generator.pages.collections import (
    build_browse,
    build_collection,
    build_collection_parts,
    build_overview,
)
from generator.pages.compare import build_compared, build_device
from generator.pages.environment import build_environment, render_page
from generator.pages.home import NotFoundView, build_home, year_ribbon
from generator.pages.index import Index, build_index
from generator.pages.notices import build_notice, build_notices
from generator.pages.page import Page, PictureIndex, ProseRenderer, base_for
from generator.pages.parts import KIND_LABELS, Handouts, Link, clip
from generator.pages.rows import ROWS_A_FILE, CaseRow, build_row, build_row_files
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
    case_url,
    collection_url,
    notice_url,
    topic_url,
    year_url,
)

__all__ = [
    "BROWSE",
    "ROWS_A_FILE",
    "ArchiveView",
    "CaseRow",
    "Facet",
    "Handouts",
    "Index",
    "Link",
    "Option",
    "Page",
    "PictureIndex",
    "Press",
    "ProseRenderer",
    "base_for",
    "build_archive",
    "build_case_page",
    "build_compared",
    "build_index",
    "build_other_pages",
    "build_pages",
    "build_press",
    "build_row",
    "build_row_files",
    "shown_of_others",
]


@dataclass(frozen=True, slots=True)
class Press:
    """印制：all that the pages are made from and with."""

    index: Index
    prose: ProseRenderer
    pictures: PictureIndex
    texts: Mapping[str, Markup]
    downloads: Mapping[int, tuple[Link, ...]]
    sizes: Mapping[str, int]
    handouts: Mapping[str, Handouts]
    cache: Cache
    environment: Environment = field(default_factory=build_environment)

    @property
    def site(self) -> Site:
        """站点设置."""
        return self.index.archive.site

    def text(self, kind: str) -> Markup:
        """What editors wrote for the page of a kind; empty where they wrote nothing."""
        return self.texts.get(kind, Markup())

    def share(self, case: Case) -> Share:
        """传给同事 of a case."""
        address = address_of(case, self.site)
        handouts = self.handouts.get(case.id, Handouts())
        return Share(address, make_qr(address), handouts)

    def picture(self, case: Case) -> str:
        """代表图 of a case: its 分享图, else its first picture, else none."""
        drawn = self.handouts.get(case.id, Handouts()).picture
        first = (self.pictures.figure(case, picture).src for picture in case.pictures)
        return drawn or next(first, "")

    def page(
        self, kind: str, url: str, title: str, description: str, view: Any, **more: Any
    ) -> Page:
        """视图 → 网页, by the template of the kind."""
        template = more.pop("template", kind)
        body = render_page(self.environment, template, view, base_for(url, self.site))
        crumbs = getattr(view, "crumbs", ())
        return Page(url, kind, title, clip(description), body, crumbs=crumbs, **more)


def build_press(  # noqa: PLR0913 -- what the pages are made from, and facts that only others know
    index: Index,
    prose: ProseRenderer,
    *,
    texts: Mapping[str, Markup] | None = None,
    downloads: Mapping[int, tuple[Link, ...]] | None = None,
    sizes: Mapping[str, int] | None = None,
    pictures: PictureIndex | None = None,
    handouts: Mapping[str, Handouts] | None = None,
    cache: Cache | None = None,
) -> Press:
    """索引 → 印制.

    `texts` are what editors wrote for a page, rendered, by page kind; `downloads` data files by
    year, `sizes` bytes by address, `handouts` 传播材料 by case.
    """
    return Press(
        index=index,
        prose=prose,
        pictures=pictures or Gallery({}, {}),
        texts=texts or {},
        downloads=downloads or {},
        sizes=sizes or {},
        handouts=handouts or {},
        cache=cache or Cache(),
    )


def build_pages(press: Press) -> Iterator[Page]:
    """印制 → 网页, every content page of the site, in a fixed order."""
    yield from (build_case_page(press, case) for case in press.index.all)
    yield from build_other_pages(press)


def build_case_page(press: Press, case: Case) -> Page:
    """案例页."""
    view = build_case(case, press.index, press.prose, press.pictures, press.share(case))
    picture = press.picture(case)
    return press.page("case", case_url(case), case.title, case.summary, view, picture=picture)


def build_other_pages(press: Press) -> Iterator[Page]:
    """All but the case pages; they show nothing of a case's body, pictures or clearance."""
    yield from _front_pages(press)
    yield from _tombstones(press)
    yield from _year_pages(press)
    yield from _collection_pages(press)
    yield from _notice_pages(press)
    yield from _topic_pages(press)
    yield from _device_pages(press)


def _front_pages(press: Press) -> Iterator[Page]:
    site, index = press.site, press.index
    yield press.page("home", HOME, site.name, site.tagline, build_home(index, press.text("home")))
    text = f"{site.name}全部公开案例，可按年度、领域、行业、区、等级、方法查找。"
    yield press.page("archive", ARCHIVE, "案例", text, build_archive(index))
    for url, part in build_archive_parts(index):
        title = f"案例，第 {part.pager.place} 页"
        yield press.page("archive", url, title, text, part, template="archive-part")
    text = "报名、申报、推荐的日程和截止日期，要准备的材料和申报平台的入口。"
    yield press.page("apply", APPLY, "今年怎么申报", text, build_apply(index, press.text("apply")))
    lost = NotFoundView(year_ribbon(index))
    text = "这个地址没有内容。"
    yield press.page("not-found", NOT_FOUND, "找不到这一页", text, lost, indexed=False)


def _tombstones(press: Press) -> Iterator[Page]:
    archive = press.index.archive
    for tombstone in archive.tombstones:
        view = build_withdrawn(tombstone, archive)
        title, text = "案例已撤下", f"编号 {tombstone.id} 的案例已撤下。"
        yield press.page("withdrawn", tombstone.address, title, text, view, indexed=False)


def _year_pages(press: Press) -> Iterator[Page]:
    years = press.index.archive.years
    text = "历年公布总数、等级、领域对照，以及叫法的变化。"
    yield press.page("years", YEARS, "年度结果", text, build_years(press.index, press.sizes))
    for year in years:
        view = build_year(year, press.index, press.downloads.get(year.year, ()), press.sizes)
        title = f"{year.year} 年度结果"
        text = f"{view.activity}：公告、数字、名单、统计和日程。"
        yield press.page("year", year_url(year.year), title, text, view)
        for url, part in build_year_parts(year, press.index):
            yield press.page("year", url, part.title, part.title, part, template="year-part")


def _collection_pages(press: Press) -> Iterator[Page]:
    index = press.index
    overview = build_browse(index)
    yield press.page("collections", BROWSE, overview.title, overview.intro, overview)
    for kind in KIND_LABELS:
        overview = build_overview(kind, index)
        url = collection_url(kind)
        yield press.page("collections", url, overview.title, overview.intro, overview)
        for slug in index.slugs(kind):
            yield from _collection(press, kind, slug)


def _collection(press: Press, kind: str, slug: str) -> Iterator[Page]:
    url, view = collection_url(kind, slug), build_collection(kind, slug, press.index)
    text = f"{view.kind_label}：{view.title}。{view.sentence}"
    yield press.page("collection", url, view.title, text, view)
    for url, part in build_collection_parts(kind, slug, press.index):
        yield press.page("collection", url, part.title, part.title, part)


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
