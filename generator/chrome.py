"""外框：the frame that the theme renders once per page kind, cut at its slots.

A shell is cut once, before any content is near it, so no content can forge a slot.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape


class ChromeError(Exception):
    """外框渲染失败：settings, theme or editorial pages are at fault; the text says how."""


KINDS = (
    "home",
    "archive",
    "case",
    "years",
    "year",
    "collections",
    "collection",
    "notices",
    "notice",
    "topics",
    "topic",
    "compare",
    "reading",
    "apply",
    "withdrawn",
    "not-found",
)
SLOTS = ("title", "description", "canonical", "base", "head", "body")
REQUIRED = {"title", "base", "body"}


def make_marks() -> dict[str, str]:
    """标记 for each slot, unguessable, so that a theme text cannot hold one by accident."""
    nonce = secrets.token_hex(8)
    return {slot: f"slot-{slot}-{nonce}" for slot in SLOTS}


@dataclass(frozen=True, slots=True)
class Shell:
    """外框 of one page kind: texts and slots in turn, beginning and ending with a text."""

    parts: tuple[str, ...]

    def stamp(self, values: Mapping[str, str | Markup]) -> str:
        """套印：fill every slot; what is not Markup is escaped."""
        ready = {slot: escape(value) for slot, value in values.items()}
        filled = list(self.parts)
        filled[1::2] = [ready[slot] for slot in self.parts[1::2]]
        return "".join(filled)


_UNUSED = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="skip">.*?</div>|<div class="md-dialog".*?</div>\s*</div>',
    re.S,
)


def drop_unused(html: str) -> str:
    """Leave out the theme's drawer, dialog and second skip link, which our pages do without."""
    return _UNUSED.sub("", html)


def cut_shell(html: str, marks: Mapping[str, str]) -> Shell:
    """Cut rendered HTML at its marks. ValueError when the theme left a needed slot out."""
    names = {mark: slot for slot, mark in marks.items()}
    pattern = re.compile("(" + "|".join(map(re.escape, names)) + ")")
    parts = [names.get(part, part) for part in pattern.split(html)]
    missing = REQUIRED - set(parts[1::2])
    if missing:
        raise ValueError(f"theme/main.html lacks the slots {sorted(missing)}")
    return Shell(tuple(parts))


@dataclass(frozen=True, slots=True)
class Chrome:
    """外框 of all page kinds, and the texts within them that editors write."""

    shells: Mapping[str, Shell]
    texts: Mapping[str, Markup]
    """by page kind: home, apply"""
