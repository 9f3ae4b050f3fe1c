"""比对：many forbidden texts against many texts, in one pass over each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.gatekeeper.decode import bare, is_binary, runs_of, texts_of, utf16_of, variants

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
        """Numbers of those that a text holds, in whatever coding."""
        return set().union(*map(self._find_plainly, variants(text))) if self.numbers else set()

    def find(self, data: bytes) -> set[int]:
        """Numbers of those that bytes hold, in whatever character set.

        Codings within a coding are looked for in what is text. Among the bytes of a font or a table
        they would be found by the thousand and mean nothing.
        """
        if not is_binary(data):
            return set().union(*map(self.find_in_text, texts_of(data)))
        plainly = set().union(*map(self._find_plainly, texts_of(data))) if self.numbers else set()
        return plainly | self.find_in_text(runs_of(data)) | self.find_in_text(utf16_of(data))

    def _find_plainly(self, text: str) -> set[int]:
        """Only every third window is looked at: each needle is known by its first three."""
        plain = bare(text)
        windows = {plain[at : at + WIDTH] for at in range(0, len(plain), STEP)}
        return {
            self.numbers[needle]
            for window in windows & self._keys.keys()
            for needle in self._keys[window]
            if needle in plain
        }


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
