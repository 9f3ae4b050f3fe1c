"""比对：many forbidden texts against many texts, in one pass over each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.gatekeeper.decode import bare, texts_of, variants

WIDTH, STEP = 8, 3
SHORTEST = WIDTH + STEP - 1
"""characters of the bare form: anything shorter is too ordinary, and would be missed"""


@dataclass(frozen=True, slots=True)
class Needles:
    """要找的文字：bare form → its number."""

    numbers: Mapping[str, int]
    _keys: Mapping[str, tuple[str, ...]]
    """windows at the first offsets → the needles that hold them"""

    def find_in_text(self, text: str) -> set[int]:
        """Numbers of those that a text holds, in whatever coding.

        Only every third window is looked at: each needle is known by its first three.
        """
        found: set[int] = set()
        if not self.numbers:
            return found
        for variant in variants(text):
            plain = bare(variant)
            windows = {plain[at : at + WIDTH] for at in range(0, len(plain), STEP)}
            for window in windows & self._keys.keys():
                found |= {self.numbers[n] for n in self._keys[window] if n in plain}
        return found

    def find(self, data: bytes) -> set[int]:
        """Numbers of those that bytes hold, in whatever character set."""
        return set().union(*(self.find_in_text(text) for text in texts_of(data)))


def build_needles(texts: Iterable[str]) -> Needles:
    """Texts → needles, numbered in order from 0; those too short to tell are left out."""
    numbers: dict[str, int] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for number, text in enumerate(texts):
        plain = bare(text)
        if len(plain) < SHORTEST or plain in numbers:
            continue
        numbers[plain] = number
        for at in range(STEP):
            key = plain[at : at + WIDTH]
            keys[key] = (*keys.get(key, ()), plain)
    return Needles(numbers, keys)
