"""文字：the texts that stand in the values of the model, and which of their characters are Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from generator.model import Places, Sections

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""ranges of Chinese characters, for a pattern"""


def texts_in(value: Any) -> list[str]:
    """Every text within a value of the model, and within tuples and mappings of such."""
    found: list[str] = []
    _collect(value, found)
    return found


def _collect(value: Any, found: list[str]) -> None:
    for part in _parts_of(value.__class__)(value):
        if type(part) is str:
            found.append(part)
        else:
            _collect(part, found)


@cache
def _parts_of(kind: type) -> Callable[[Any], Iterable[Any]]:
    """How to take a value of a type apart; what holds no text has no parts."""
    if issubclass(kind, str):
        return lambda text: (str(text),)
    if issubclass(kind, Places):
        return _nothing
    if issubclass(kind, Sections):
        return lambda sections: (sections.text,)
    if is_dataclass(kind):
        names = [item.name for item in fields(kind)]
        return lambda whole: [getattr(whole, name) for name in names]
    if issubclass(kind, Mapping):
        return Mapping.values
    return iter if issubclass(kind, tuple | list) else _nothing


def _nothing(_: Any) -> tuple[()]:
    return ()
