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
_BLANKS = f" \t\n{BREAK}"
_WORDS = re.compile(f"[{_BLANKS}]+|[^{_BLANKS}]+")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""what nobody sees and no markup may hold"""
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…]")


def tidy(runs: Iterable[Run]) -> Text:
    """Runs → text: white space folded, none between Chinese characters of two lines.

    White space and line breaks at either end go; what has nothing to be seen is no text.
    """
    joined: list[tuple[Run, list[str]]] = []
    for run, piece in _pieces(runs):
        if joined and (joined[-1][0] is run or _alike(joined[-1][0], run)):
            joined[-1][1].append(piece)
        else:
            joined.append((run, [piece]))
    text = tuple(replace(run, text="".join(pieces)) for run, pieces in joined)
    return text if any(run.text.strip() for run in text) else ()


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs differ in their words alone."""
    return replace(one, text="") == replace(other, text="")


def _pieces(runs: Iterable[Run]) -> Iterator[tuple[Run, str]]:
    """What stands between white space, with the gap before it, and the run that it is of."""
    gap, last = "", ""
    for run in runs:
        for word in _WORDS.findall(
            CONTROL.sub("", run.text.replace("\r", "\n").replace("\f", " "))
        ):
            if word[0] in _BLANKS:
                kinds = (char if char in _GAPS else " " for char in word)
                gap = max(gap, *kinds, key=lambda one: _GAPS.index(one) if one else -1)
                continue
            yield run, (_between(last, gap, word[0]) if last else "") + word
            gap, last = "", word[-1]


def _between(before: str, gap: str, after: str) -> str:
    """What a gap becomes between two characters."""
    if gap == "\n":
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "
    return "\n" if gap == BREAK else gap
