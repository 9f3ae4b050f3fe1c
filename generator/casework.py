"""案例成品：all files of one case, made together: page, pictures, share picture, poster, comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from generator import data, urls
from generator.chrome import Chrome
from generator.drawing.fonts import Fonts
from generator.gate import Archive
from generator.images import build_gallery
from generator.memo import Memo, Task
from generator.model import Case, Site
from generator.output import Writer
from generator.pages import (
    Choice,
    Digests,
    Page,
    Press,
    base_for,
    build_case_page,
    build_choice,
    build_compared,
    build_surroundings,
)
from generator.posters import Prints, print_case
from generator.problems import Problem
from generator.prose import plain_text
from generator.stock import Product

SETTINGS = "设置、通知、专题和词表"
A_FEW = 200
"""cases whose neighbours one process finds sooner than several: a third of a millisecond each"""


@dataclass(frozen=True)
class Workshop:
    """工场：what the files of every case are made with."""

    press: Press
    chrome: Chrome
    root: Path
    fonts: Fonts | None
    """None: nothing is drawn"""
    common: Mapping[str, str]
    """what every page depends on"""
    digests: Digests
    """what a page that shows other cases, or a list, depends on besides"""

    @property
    def archive(self) -> Archive:
        """档案."""
        return self.press.index.archive

    @cached_property
    def subjects(self) -> dict[str, data.Subject]:
        """What the pages of years and notices are about, by address."""
        return data.build_subjects(self.archive)

    def products(self, memo: Memo) -> list[Product]:
        """成品 of every public case."""
        cases = self.press.index.all
        choices = memo.map("related", self.choose, self._surroundings(), few=A_FEW)
        return [self._product(*pair) for pair in zip(cases, choices, strict=True)]

    def _surroundings(self) -> list[Task[Case]]:
        index, settings = self.press.index, self.common[SETTINGS]
        around = build_surroundings(index, self.digests)
        return [
            Task(case.folder, {SETTINGS: settings, "周围": around[case.id]}, case)
            for case in index.all
        ]

    def _product(self, case: Case, choice: Choice) -> Product:
        parts = {
            **self.common,
            "当年名单": self.digests.results[case.year],
            "相关案例和前后篇": choice.digest,
            "正文和图片": case.content_hash,
            "把关": self.digests.clearances[case.id],
            "字体": self.fonts.digest if self.fonts else "",
        }
        return Product(case.folder, parts, lambda writer: self.make(case, choice, writer))

    def choose(self, case: Case) -> Choice:
        """What the page of a case shows of other cases."""
        return build_choice(case, self.press.index, self.digests)

    def make(self, case: Case, choice: Choice, writer: Writer) -> tuple[Problem, ...]:
        """The files of a case; what could not be made."""
        gallery = build_gallery((case,), self.root, self.press.cache)
        prints = (
            print_case(case, self.press.index, self.fonts, self.press.cache)
            if self.fonts
            else Prints()
        )
        for path, content in {**gallery.files, **prints.files}.items():
            writer.write(path, content, "pictures")
        press = replace(self.press, pictures=gallery, handouts=prints.handouts)
        page = build_case_page(press, case, choice.related)
        head = data.build_head(page, case, self.archive)
        html = stamp(page, head, self.chrome, self.archive.site)
        writer.write(urls.file_of(page.url), html, "pages")
        path, compared = build_compared(case, self.press.index, plain_text)
        writer.write(path, compared, "comparison")
        return prints.problems


def stamp(page: Page, head: Markup, chrome: Chrome, site: Site) -> str:
    """网页 → HTML, in the shell of its kind."""
    return chrome.shells[page.kind].stamp(
        {
            "title": page.title,
            "description": page.description,
            "canonical": urls.absolute(site.base_url, page.url),
            "base": base_for(page.url, site),
            "head": head,
            "body": page.body,
        }
    )
