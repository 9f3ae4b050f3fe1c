"""油墨：the colours of the site's light palette (theme/assets/anli.css) for paper and pictures."""

from __future__ import annotations

from collections.abc import Mapping

from generator.drawing.sheet import Colour

PAPER: Colour = (250, 248, 244)
WHITE: Colour = (255, 255, 255)
INKS: Mapping[str, Colour] = {
    "ink": (29, 33, 41),
    "muted": (89, 95, 105),
    "line": (228, 224, 216),
    "accent": (176, 30, 35),
    "manufacturing": (47, 75, 143),
    "market-service": (11, 107, 99),
    "nonprofit-service": (122, 59, 120),
    "construction": (138, 82, 0),
    "sme-srdi": (61, 107, 31),
}


def domain_ink(slug: str) -> str:
    """The ink of a domain; of one that has no colour yet, plain ink."""
    return slug if slug in INKS else "ink"
