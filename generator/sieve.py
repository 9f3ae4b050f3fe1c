"""筛子：of very much text, the little in which a word may decide how a character is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.conversion import Pair, singly

_END = 0xA000
"""code point that stands for all after the Chinese characters"""
_OTHER, _PLAIN = 0, 1
"""kinds of the characters that stand in no pair: those that are not Chinese, and Chinese ones"""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What some texts hold."""

    changed: str
    """their characters that are written otherwise, each once"""
    doubtful: str
    """their 汉字串 with one of the pairs, a line for each"""


@dataclass(frozen=True, slots=True)
class Sieve:
    """筛子 for stretches of Chinese characters in which one of some pairs stands."""

    kinds: NDArray[np.int32]
    """of each code point; each character of a pair is of its own kind"""
    size: int
    """how many kinds"""
    pairs: NDArray[np.bool_]
    """which kinds, side by side, are a pair: a row for each first one"""
    changing: NDArray[np.bool_]
    """which code points are written otherwise"""

    @classmethod
    @cache
    def of(cls, pairs: frozenset[Pair]) -> Sieve:
        """A sieve for pairs of characters."""
        chars = sorted({char for pair in pairs for char in pair})
        size = _PLAIN + 1 + len(chars)
        kinds = np.full(_END + 1, _OTHER, np.int32)
        kinds[[*_forms()]] = _PLAIN
        kinds[[*map(ord, chars)]] = np.arange(_PLAIN + 1, size)
        table = np.zeros(size * size, np.bool_)
        table[[kinds[ord(first)] * size + kinds[ord(second)] for first, second in pairs]] = True
        changing = np.zeros(_END + 1, np.bool_)
        changing[[code for code, form in _forms().items() if chr(code) != form]] = True
        return cls(kinds, size, table, changing)

    def sift(self, texts: Iterable[str]) -> Sifted:
        """What the texts hold."""
        text = "\n".join(("", *texts, ""))
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = np.minimum(codes, _END)
        kinds = self.kinds.take(codes)
        chinese = kinds != _OTHER
        bounds = np.flatnonzero(chinese[1:] != chinese[:-1]) + 1
        ends = np.unique(np.searchsorted(bounds, self._places(kinds), "right"))
        stretches = zip(bounds[ends - 1].tolist(), bounds[ends].tolist(), strict=True)
        doubtful = {text[start:end] for start, end in stretches}
        return Sifted(self._changed(codes), "\n".join(sorted(doubtful)))

    def _places(self, kinds: NDArray[np.int32]) -> NDArray[np.intp]:
        """Where pairs begin."""
        return np.flatnonzero(self.pairs.take(kinds[:-1] * self.size + kinds[1:]))

    def _changed(self, codes: NDArray[np.uint32]) -> str:
        there = np.zeros(_END + 1, np.bool_)
        there[codes] = True
        return "".join(map(chr, np.flatnonzero(there & self.changing).tolist()))


def _forms() -> Mapping[int, str]:
    """Of Chinese characters only."""
    return {code: form for code, form in singly().items() if code != ord("\n")}
