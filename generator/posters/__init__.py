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
from generator.pages import Handouts, build_index
from generator.posters.picture import draw_picture
from generator.posters.poster import draw_poster
from generator.posters.words import Words, build_words
from generator.problems import Place, Problem
from generator.urls import poster_url, share_picture_url

RECIPE = f"poster-1-pillow-{PIL.__version__}"
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
    wanted = [case for case in archive.cases if _may(case, archive, FOR_PICTURE)]
    fonts = find_fonts() if wanted else None
    if fonts is None:
        missing = (problem("poster.font", Place("site_config/site.yaml")),) if wanted else ()
        return Prints(problems=missing)
    index = build_index(archive)
    handouts: dict[str, Handouts] = {}
    files: dict[str, bytes] = {}
    problems = []
    for case in wanted:
        words = build_words(case, index)
        if lacking := fonts.missing(words.text):
            problems.append(problem("poster.glyph", case.at.of("title"), lacking=lacking))
            continue
        made = dict(_draw(case, words, fonts, cache, _may(case, archive, FOR_POSTER)))
        files |= made
        poster = poster_url(case)
        handouts[case.id] = Handouts(share_picture_url(case), poster if poster in made else "")
    return Prints(handouts, files, tuple(problems))


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
