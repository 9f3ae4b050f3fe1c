"""海报与分享图：drawn when the site is built, only as far as the organisation agreed.

A share picture is made to travel through WeChat and a poster to hang on a wall: each needs its own
word in the consent. Without the font nothing is drawn and the build says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import PIL

from generator.cache import Cache
from generator.catalogue import problem
from generator.drawing.fonts import Fonts, find_fonts
from generator.gate import Archive
from generator.model import Case
from generator.pages import Handouts, Index, build_index
from generator.posters.picture import draw_picture
from generator.posters.poster import draw_poster
from generator.posters.words import Words, build_words
from generator.problems import Place, Problem
from generator.urls import poster_url, share_picture_url

RECIPE = f"poster-2-pillow-{PIL.__version__}"
FOR_PICTURE, FOR_POSTER = {"wechat", "poster"}, {"poster"}
"""公开同意的范围, one of which it takes"""


@dataclass(frozen=True, slots=True)
class Prints:
    """印件 of an archive."""

    handouts: Mapping[str, Handouts] = field(default_factory=dict)
    """by case"""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """by site-relative path"""
    problems: tuple[Problem, ...] = ()


def build_prints(archive: Archive, cache: Cache) -> Prints:
    """档案 → 印件 of all cases whose organisations agreed to them."""
    fonts, problems = fonts_for(archive)
    if fonts is None:
        return Prints(problems=problems)
    index = build_index(archive)
    made = [print_case(case, index, fonts, cache) for case in archive.cases]
    return Prints(
        handouts={id: found for one in made for id, found in one.handouts.items()},
        files={path: content for one in made for path, content in one.files.items()},
        problems=tuple(problem for one in made for problem in one.problems),
    )


def fonts_for(archive: Archive) -> tuple[Fonts | None, tuple[Problem, ...]]:
    """字体 with which to draw, None where there is nothing to draw; a problem where they lack."""
    if not any(_may(case, archive, FOR_PICTURE) for case in archive.cases):
        return None, ()
    fonts = find_fonts()
    return fonts, () if fonts else (problem("poster.font", Place("site_config/site.yaml")),)


def print_case(case: Case, index: Index, fonts: Fonts, cache: Cache) -> Prints:
    """印件 of one case, as far as its organisation agreed to them."""
    if not _may(case, index.archive, FOR_PICTURE):
        return Prints()
    words = build_words(case, index)
    if lacking := fonts.missing(words.text):
        return Prints(problems=(problem("poster.glyph", case.at.of("title"), lacking=lacking),))
    made = dict(_draw(case, words, fonts, cache, _may(case, index.archive, FOR_POSTER)))
    poster = poster_url(case)
    handouts = Handouts(share_picture_url(case), poster if poster in made else "")
    return Prints({case.id: handouts}, made)


def _may(case: Case, archive: Archive, scopes: set[str]) -> bool:
    return bool(scopes & set(archive.clearance(case).scope))


def _draw(
    case: Case, words: Words, fonts: Fonts, cache: Cache, poster: bool
) -> Iterator[tuple[str, bytes]]:
    parts = (fonts.digest, words.text)
    picture = cache.recall(f"{RECIPE}-share", parts, lambda: draw_picture(words, fonts))
    yield share_picture_url(case), picture
    if poster:
        drawn = cache.recall(f"{RECIPE}-a3", parts, lambda: draw_poster(words, fonts))
        yield poster_url(case), drawn
