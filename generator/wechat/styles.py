"""样式：reading the style of an element. Shared by the checks; nothing here writes one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import tinycss2

Colour = tuple[int, int, int]
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)", re.I)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(px|em|%)")
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0)}


@lru_cache(maxsize=4096)
def declarations(style: str) -> Mapping[str, str]:
    """Style → properties in lower case with their values, the last of each."""
    found: dict[str, str] = {}
    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            found[node.lower_name] = tinycss2.serialize(node.value).strip()
    return MappingProxyType(found)


def colour_of(value: str) -> Colour | None:
    """`#rrggbb`, `rgb()` or a name → channels; None for anything else."""
    if named := _NAMED.get(value.strip().lower()):
        return named
    if found := _HEX.fullmatch(value.strip()):
        red, green, blue = (int(part, 16) for part in found.groups())
        return (red, green, blue)
    if found := _RGB.fullmatch(value.strip()):
        red, green, blue = (min(int(part), 255) for part in found.groups())
        return (red, green, blue)
    return None


def size_of(value: str, outer: float) -> float:
    """Size of a font in px, `outer` where none is given or it cannot be read."""
    found = _SIZE.fullmatch(value.strip())
    if not found:
        return outer
    number = float(found[1])
    return {"px": number, "em": number * outer, "%": number * outer / 100}[found[2]]


def bold_of(tag: str, value: str, outer: bool) -> bool:
    """Whether text is bold, by the tag and the weight given."""
    if value:
        return value == "bold" or (value.isdecimal() and int(value) >= 600)
    return outer or tag in ("strong", "th", "b", "h1", "h2", "h3")
