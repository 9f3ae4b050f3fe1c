"""网页：what a content page is, and what its makers need from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model import Case, Figure, Picture, Site
from generator.pages.parts import Link
from generator.urls import NOT_FOUND, base_of


@dataclass(frozen=True, slots=True)
class Page:
    """网页：the content of one address, to be stamped into the shell of its kind."""

    url: str
    """site-relative, as in generator/urls.py"""
    kind: str
    """home archive case years year collection collections notices notice not-found"""
    title: str
    """plain text; the shell adds the name of the site"""
    description: str
    """plain text on one line"""
    body: Markup
    indexed: bool = True
    """whether it belongs into the sitemap"""
    crumbs: tuple[Link, ...] = ()
    """面包屑 down to the page above"""
    picture: str = ""
    """site-relative address of the picture that stands for the page; empty without one"""


class ProseRenderer(Protocol):
    """正文：the one maker of safe HTML from what people wrote."""

    def section(self, markdown: str, figures: Mapping[str, Figure], label: str) -> Markup:
        """Markdown → clean HTML. `figures` by file name; `label` names tables for the blind."""

    def anchor(self, title: str) -> str:
        """锚点 of a heading, usable as an id."""


class PictureIndex(Protocol):
    """图片：the public rendition of a picture."""

    def figure(self, case: Case, picture: Picture) -> Figure:
        """The rendition that goes into the case page."""


def base_for(url: str, site: Site) -> str:
    """Way to the root from a page; from the error page, served at any depth, an absolute one."""
    return urlsplit(site.base_url).path.rstrip("/") if url == NOT_FOUND else base_of(url)


def located(figure: Figure, base: str) -> Figure:
    """The figure with addresses that work from the page itself."""
    webp = tuple((f"{base}/{src}", width) for src, width in figure.webp)
    return replace(figure, src=f"{base}/{figure.src}", webp=webp)
