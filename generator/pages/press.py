"""印制：what the pages are made from and with, and the making of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from generator.cache import Cache
from generator.drawing.qr import make_qr
from generator.images import Gallery
from generator.model import Case, Site
from generator.pages.case import Share, address_of, build_case
from generator.pages.environment import NO_CACHE, build_environment, render_page
from generator.pages.index import Index
from generator.pages.page import Page, PictureIndex, ProseRenderer, base_for
from generator.pages.parts import Handouts, Link, clip
from generator.urls import case_url


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
    environment: Environment

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
    cache: Cache = NO_CACHE,
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
        cache=cache,
        environment=build_environment(cache),
    )


def build_case_page(press: Press, case: Case, related: Sequence[str] | None = None) -> Page:
    """案例页; `related` cases by id where they have been chosen already."""
    share = press.share(case)
    view = build_case(case, press.index, press.prose, press.pictures, share, related=related)
    picture = press.picture(case)
    return press.page("case", case_url(case), case.title, case.summary, view, picture=picture)
