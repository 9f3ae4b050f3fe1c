"""值的写法：what each property of a style may say, from 5.3 of the specification.

Written from the specification and read token by token; it knows nothing of our own styles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from generator.wechat import limits

Tokens = Sequence[Any]
"""tokens of tinycss2 without white space"""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SIDES = ("", "-top", "-right", "-bottom", "-left")


def _is_colour(token: Any) -> bool:
    if token.type == "hash":
        return bool(_COLOUR.fullmatch(f"#{token.value}"))
    if token.type != "function" or token.lower_name != "rgb":
        return False
    parts = [part for part in token.arguments if part.type not in ("whitespace", "comment")]
    numbers, commas = parts[::2], parts[1::2]
    return (
        len(numbers) == 3
        and all(part.type == "number" and part.is_integer for part in numbers)
        and all(0 <= part.int_value <= 255 for part in numbers)
        and all(part.type == "literal" and part.value == "," for part in commas)
    )


def _is_length(token: Any, *, negative: bool = False) -> bool:
    """px, em, % or 0."""
    if token.type == "number":
        return bool(token.value == 0)
    known = token.type == "percentage" or (token.type == "dimension" and token.unit in ("px", "em"))
    return known and (negative or token.value >= 0)


def _is_word(token: Any, *words: str) -> bool:
    return token.type == "ident" and token.value in words


Rule = Callable[[Tokens], bool]


def _words(*words: str) -> Rule:
    return lambda tokens: len(tokens) == 1 and _is_word(tokens[0], *words)


def _lengths(most: int, *words: str, negative: bool = False) -> Rule:
    """Up to so many lengths, or one of the words in the place of any."""
    return lambda tokens: (
        1 <= len(tokens) <= most
        and all(_is_length(one, negative=negative) or _is_word(one, *words) for one in tokens)
    )


def _colour(tokens: Tokens) -> bool:
    return len(tokens) == 1 and _is_colour(tokens[0])


def _font_size(tokens: Tokens) -> bool:
    least, most = limits.FONT_SIZES
    return len(tokens) == 1 and tokens[0].type == "dimension" and _px(tokens[0], least, most)


def _px(token: Any, least: float, most: float) -> bool:
    return bool(token.unit == "px" and least <= token.value <= most)


def _font_weight(tokens: Tokens) -> bool:
    number = len(tokens) == 1 and tokens[0].type == "number" and tokens[0].is_integer
    return _words("normal", "bold")(tokens) or (number and 100 <= tokens[0].value <= 900)


def _line_height(tokens: Tokens) -> bool:
    """Without unit from 1.4, or px; how px stand to the font is seen with the font."""
    if len(tokens) != 1:
        return False
    token = tokens[0]
    if token.type == "number":
        return bool(token.value >= limits.LINE_HEIGHT)
    return bool(token.type == "dimension" and token.unit == "px")


def _border(tokens: Tokens) -> bool:
    """0, or width, manner and colour, each at most once."""
    taken = [
        sum(map(_is_length, tokens)),
        sum(_is_word(one, "solid", "dashed", "dotted", "none") for one in tokens),
        sum(map(_is_colour, tokens)),
    ]
    return 1 <= len(tokens) <= 3 and sum(taken) == len(tokens) and max(taken) == 1


def _width(tokens: Tokens) -> bool:
    return len(tokens) == 1 and (tokens[0].type == "percentage" or _is_word(tokens[0], "auto"))


def is_picture_width(tokens: Tokens) -> bool:
    """px are allowed on a picture, up to a size that fits a phone."""
    return (
        len(tokens) == 1
        and tokens[0].type == "dimension"
        and _px(tokens[0], 1, limits.IMAGE_WIDTH_PX)
    )


RULES: dict[str, Rule] = {
    "color": _colour,
    "background-color": _colour,
    "font-size": _font_size,
    "font-weight": _font_weight,
    "font-style": _words("normal", "italic"),
    "line-height": _line_height,
    "letter-spacing": _lengths(1, "normal"),
    "text-align": _words("left", "center", "right", "justify"),
    "text-indent": _lengths(1, negative=True),
    "text-decoration": _words("none", "underline", "line-through"),
    "vertical-align": _words("top", "middle", "bottom", "baseline", "super", "sub"),
    "white-space": _words("normal", "nowrap", "pre-wrap"),
    "word-break": _words("normal", "break-all", "break-word", "keep-all"),
    "overflow-wrap": _words("normal", "break-word", "anywhere"),
    **{f"margin{side}": _lengths(1 if side else 4, "auto") for side in _SIDES},
    **{f"padding{side}": _lengths(1 if side else 4) for side in _SIDES},
    **{f"border{side}": _border for side in _SIDES},
    "border-radius": _lengths(4),
    "border-collapse": _words("collapse", "separate"),
    "border-spacing": _lengths(2),
    "width": _width,
    "max-width": _width,
    "height": _words("auto"),
    "display": _words("block", "inline", "inline-block", "table", "table-row", "table-cell"),
    "overflow-x": _words("auto", "scroll"),
    "box-sizing": _words("border-box", "content-box"),
}
"""property → whether its value is written as it may be"""
