"""网页：档案 → content pages. MkDocs knows nothing of them; they are stamped into its shells."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.archive import ArchiveView, Facet, Option, build_archive
from generator.pages.compare import build_compared
from generator.pages.digests import Digests, build_digests
from generator.pages.index import Index, build_index
from generator.pages.page import Page, PictureIndex, ProseRenderer, base_for
from generator.pages.parts import Handouts, Link
from generator.pages.press import Press, build_case_page, build_press
from generator.pages.related import Choice, build_choice, build_surroundings
from generator.pages.rows import (
    ROWS_A_FILE,
    CaseRow,
    build_row,
    build_row_file,
    in_row_files,
)
from generator.pages.sets import PageSet, page_sets
from generator.urls import BROWSE

__all__ = [
    "BROWSE",
    "ROWS_A_FILE",
    "ArchiveView",
    "CaseRow",
    "Choice",
    "Digests",
    "Facet",
    "Handouts",
    "Index",
    "Link",
    "Option",
    "Page",
    "PageSet",
    "PictureIndex",
    "Press",
    "ProseRenderer",
    "base_for",
    "build_archive",
    "build_case_page",
    "build_choice",
    "build_compared",
    "build_digests",
    "build_index",
    "build_other_pages",
    "build_pages",
    "build_press",
    "build_row",
    "build_row_file",
    "build_surroundings",
    "in_row_files",
    "page_sets",
]


def build_pages(press: Press) -> Iterator[Page]:
    """印制 → 网页, every content page of the site, in a fixed order."""
    yield from (build_case_page(press, case) for case in press.index.all)
    yield from build_other_pages(press)


def build_other_pages(press: Press) -> Iterator[Page]:
    """All but the case pages; they show nothing of a case's body, pictures or clearance."""
    for made_together in page_sets(press):
        yield from made_together.build()
