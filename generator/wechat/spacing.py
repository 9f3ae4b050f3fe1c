"""空白：runs as the parser gives them → text as readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.wechat.blocks import Run, Text

BREAK = "\u2028"
"""a line break that the author asked for, until the text is tidy; there it is a line feed"""
_GAPS = (" ", "\n", BREAK)
"""weakest first; of several together the strongest stands"""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""what nobody sees and no markup may hold"""
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…]")


def tidy(runs: Iterable[Run]) -> Text:
    """Runs → text: white space folded, none between Chinese characters of two lines.

    White space and line breaks at either end go.
    """
    joined: list[Run] = []
    for run, piece in _pieces(runs):
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined.append(replace(run, text=joined.pop().text + piece))
        else:
            joined.append(replace(run, text=piece))
    return tuple(joined)


def _pieces(runs: Iterable[Run]) -> Iterator[tuple[Run, str]]:
    """Each visible character with the gap before it, and the run that it is of."""
    gap, last = "", ""
    for run in runs:
        for char in CONTROL.sub("", run.text.replace("\r", "\n").replace("\f", " ")):
            if char in " \t\n" or char == BREAK:
                kind = char if char in _GAPS else " "
                gap = max(gap, kind, key=lambda one: _GAPS.index(one) if one else -1)
                continue
            yield run, (_between(last, gap, char) if last else "") + char
            gap, last = "", char


def _between(before: str, gap: str, after: str) -> str:
    """What a gap becomes between two characters."""
    if gap == "\n":
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "
    return "\n" if gap == BREAK else gap
