"""区的示意方格：sixteen districts as tiles, near where they lie. No map, and labelled 示意."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.pages.index import Index
from generator.urls import collection_url

PLACES = {
    "baoshan": (3, 1),
    "chongming": (5, 1),
    "jiading": (1, 2),
    "putuo": (2, 2),
    "jingan": (3, 2),
    "hongkou": (4, 2),
    "yangpu": (5, 2),
    "qingpu": (1, 3),
    "changning": (2, 3),
    "xuhui": (3, 3),
    "huangpu": (4, 3),
    "pudong": (5, 3),
    "songjiang": (2, 4),
    "minhang": (3, 4),
    "jinshan": (2, 5),
    "fengxian": (3, 5),
}
"""district → column and row, from 1; neighbours stay neighbours as far as a grid lets them"""
SHADES = 4
"""steps of shading above none"""


@dataclass(frozen=True, slots=True)
class Tile:
    """一格：a district with its count."""

    name: str
    """without 区, so that it fits"""
    url: str | None
    """its collected page; None where nothing is public"""
    count: int
    column: int
    row: int
    shade: int
    """0 for none, up to SHADES for the largest count"""


def build_tiles(counts: Mapping[str, int], year: int, index: Index) -> tuple[Tile, ...]:
    """区 → tiles row by row; nothing where the vocabulary knows none of the sixteen."""
    top = max((counts.get(slug, 0) for slug in PLACES), default=0)
    known = [slug for slug in PLACES if ("district", slug) in index.terms]
    return tuple(
        Tile(
            name=index.label("district", slug, year).removesuffix("新区").removesuffix("区"),
            url=collection_url("district", slug) if index.has(("district", slug)) else None,
            count=counts.get(slug, 0),
            column=PLACES[slug][0],
            row=PLACES[slug][1],
            shade=shade_of(counts.get(slug, 0), top),
        )
        for slug in known
        if top
    )


def shade_of(count: int, top: int) -> int:
    """Step of shading: 0 only for nothing, SHADES only near the top."""
    return -(-count * SHADES // top) if top else 0
