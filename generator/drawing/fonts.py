"""字体：Noto Sans CJK SC (思源黑体) found by its own name, and asked for every glyph before use.

Only open fonts are drawn with (SIL OFL 1.1); what a system happens to carry besides is not ours
to publish.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from PIL import ImageFont

FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN")
"""the same typeface under the names that it is packaged with"""
STEMS = ("notosanscjk", "notosanssc", "sourcehansans")
SUFFIXES = (".ttc", ".otc", ".otf", ".ttf")
MOST_FACES = 12
"""faces in one collection: languages, each also in half width"""
NO_GLYPH = "\U000f1a2b"
"""a private character that no font has; what is drawn for it stands for everything missing"""


@dataclass(frozen=True)
class Typeface:
    """字体：one weight of a family, as a file and the face within it."""

    path: Path
    face: int
    """index within a collection"""

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the file: another version of the font draws other pictures."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The typeface at a size in pixels."""
        return _open(self.path, self.face, size)

    def width(self, text: str, size: int) -> float:
        """Width of a text at a size, both in pixels; kerning of Latin letters left aside."""
        return sum(_advance(self, char, size) for char in text)

    def missing(self, text: str) -> str:
        """缺字：the characters of a text that the font cannot draw, each once, in order."""
        return "".join(
            char for char in dict.fromkeys(text) if not char.isspace() and not self.has(char)
        )

    def has(self, char: str) -> bool:
        """Whether the font draws a character, and not the box that stands for a missing one."""
        return _picture(self, char) != _picture(self, NO_GLYPH)


@cache
def _open(path: Path, face: int, size: int) -> ImageFont.FreeTypeFont:
    """Not by `truetype`, which looks elsewhere for a file that it cannot read. Raises OSError.

    The basic layout is the same on every machine, with or without libraqm.
    """
    engine = ImageFont.Layout.BASIC
    return ImageFont.FreeTypeFont(str(path), size, index=face, layout_engine=engine)


@cache
def _advance(typeface: Typeface, char: str, size: int) -> float:
    return typeface.at(size).getlength(char)


@cache
def _picture(typeface: Typeface, char: str) -> tuple[bytes, tuple[int, int]]:
    mask = typeface.at(16).getmask(char, "L")
    return bytes(mask), mask.size


@dataclass(frozen=True, slots=True)
class Fonts:
    """一套字体：regular for text, bold for headings and figures."""

    regular: Typeface
    bold: Typeface

    @property
    def digest(self) -> str:
        """What tells one set from another, for the keys of the cache."""
        return f"{self.regular.digest}-{self.bold.digest}"

    def missing(self, text: str) -> str:
        """缺字 of a text that may be set in either weight."""
        return self.regular.missing(text)


def find_fonts(folders: tuple[Path, ...] | None = None) -> Fonts | None:
    """找字体 in the folders, or in those of this system; None where the family is not installed.

    A system with one weight only gets its titles in that weight.
    """
    found: dict[str, Typeface] = {}
    for path in _candidates(folders if folders is not None else font_folders()):
        for style, typeface in _faces(path):
            found.setdefault(style, typeface)
        if {"Regular", "Bold"} <= set(found):
            break
    regular = found.get("Regular")
    return Fonts(regular, found.get("Bold", regular)) if regular else None


def font_folders() -> tuple[Path, ...]:
    """字体文件夹 of this system: the user's own first."""
    home, environment = Path.home(), os.environ
    if sys.platform == "win32":
        local, windows = (
            environment.get("LOCALAPPDATA", ""),
            environment.get("WINDIR", "C:/Windows"),
        )
        return (Path(local, "Microsoft/Windows/Fonts"), Path(windows, "Fonts"))
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = environment.get("XDG_DATA_HOME") or str(home / ".local/share")
    places = [Path(place, "fonts") for place in (own, *shared.split(":"))]
    return (home / ".fonts", *places)


def _candidates(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES)
        yield from (p for p in files if p.stem.lower().replace("-", "").startswith(STEMS))


def _faces(path: Path) -> Iterator[tuple[str, Typeface]]:
    """Style and typeface of those faces in a file that belong to the family."""
    for face in range(MOST_FACES):
        try:
            family, style = _open(path, face, 10).getname()
        except OSError:
            return
        if family in FAMILIES and style:
            yield style, Typeface(path, face)
