"""切词：text → the words that Pagefind indexes and that a query asks for.

theme/assets/search/text.js does the same; tests/search/words.json holds both to it. All ranges
are written out, because `\\w` and `\\s` mean different things in Python and in JavaScript.

Pagefind drops `.` and `%` from words and cuts capitals, so a figure is stored as 95ㄉ5 ㄅ. The
Bopomofo letters (百 diǎn, 千) occur in no case and count as letters everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import add

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
LETTERS = (
    "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f"
    "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\uac00-\ud7a3"
)
POINT, PERCENT, PERMILLE = "ㄉ", "ㄅ", "ㄑ"
END, NAMES_END, SPACE, CIRCLE = "¶", "§", "~", "^"
"""marks of the stored text: end of a paragraph, end of the names; after a word: blank, circle"""

_UNSEEN = re.compile(
    f"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff{POINT}{PERCENT}{PERMILLE}{END}{NAMES_END}]"
)
_BLANK = re.compile("[\0-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_FOLDED = re.compile("[^，：；！？（）［］｛｝～…\u2460-\u24ff]+")
"""everything but the punctuation and circled figures that NFKC would make ugly in an excerpt"""
_PIECE = re.compile(
    f"(?P<han>[{HAN}]+)"
    r"|(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*)"
    f"|(?P<letters>[{LETTERS}]+)"
    "|(?P<circled>[①-⑳])"
    "|(?P<share>[%‰])"
    "|(?P<blank> )"
    f"|(?P<gap>[^{HAN}{LETTERS}0-9①-⑳%‰ ]+)"
)
_SHARES = {"%": PERCENT, "‰": PERMILLE}


def normalise(text: str) -> str:
    """规整：NFKC except for Chinese punctuation, blanks single, nothing invisible."""
    text = _BLANK.sub(" ", _UNSEEN.sub("", text)).strip(" ")
    folded = _FOLDED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _BLANK.sub(" ", folded.replace("~", "～"))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    for found in _PIECE.finditer(normalise(text)):
        yield found.lastgroup or "gap", found[0]


def _words(kind: str, piece: str) -> list[str]:
    if kind == "han":
        return list(map(add, piece, piece[1:])) or [piece]
    if kind == "number":
        return [piece.replace(",", "").replace(".", POINT)]
    if kind == "circled":
        return [unicodedata.normalize("NFKC", piece)]
    return [_SHARES.get(piece, piece)]


def terms(text: str) -> list[list[str]]:
    """词组：runs of words with nothing between them; what a quoted search can find in a row.

    Han text becomes overlapping pairs, a lone character stays; Latin letters and figures stay
    whole but part from each other, so that `GB/T 19001`, `GB/T19001`, `5.5MW` and `5.5 MW` meet.
    """
    runs: list[list[str]] = [[]]
    for kind, piece in _pieces(text):
        if kind in ("blank", "gap"):
            runs.append([])
        else:
            runs[-1] += (word.lower() for word in _words(kind, piece))
    return [run for run in runs if run]


def bigrams(text: str) -> list[str]:
    """二字词：all words of a text in order, as the index knows them."""
    return [word for run in terms(text) for word in run]


def compact(text: str) -> str:
    """紧缩：only Han, letters, figures and %, in lower case; how names are compared."""
    kept = (piece for kind, piece in _pieces(text) if kind not in ("blank", "gap"))
    return unicodedata.normalize("NFKC", "".join(kept)).replace(",", "").replace(".", "").lower()


def stored_text(text: str) -> str:
    """存文：words for the index, from which the browser can rebuild the readable text.

    Punctuation stands as a word of its own, which Pagefind keeps but does not index. A blank is
    a `~` on the word before it, a circled figure a `^` behind the figure: ASCII marks at the end of
    a word leave it as it is.
    """
    words: list[str] = []
    for kind, piece in _pieces(text):
        if kind == "gap":
            words.append(piece)
        elif kind != "blank":
            words += _words(kind, piece)
        if words and kind in ("blank", "circled"):
            words[-1] += SPACE if kind == "blank" else CIRCLE
    return " ".join(words)
