"""夜间：what WeChat makes of colours at night, by our own reading of its published principles.

From the page 图文富文本内容 Dark Mode 处理原则 and from measurements of single colours: neutral
light grounds are turned round to dark, coloured ones only dimmed; text is changed where it differs
too little in perceived brightness from the ground it then stands on. Checks use it, and previews.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterator
from dataclasses import dataclass

from generator.wechat.styles import Colour, bold_of, colour_of, declarations, size_of
from generator.wechat.tree import Node, look_into, read_tree, write_tree

PAGE: Colour = (0x19, 0x19, 0x19)
"""the page at night"""
PAGE_TEXT: Colour = (0x98, 0x98, 0x98)
"""text on the bare page is not made lighter than this"""
WHITE: Colour = (255, 255, 255)
NEAR_WHITE = 250
"""perceived brightness from which a ground counts as white"""
GROUND_MOST, GROUND_LEAST = 190, 22
"""perceived brightness of a ground at night"""
GREY_LIGHT = 0.4
"""lightness: grey grounds above it, and text up to it, are turned round"""
APART = 65
"""perceived brightness that text must differ by"""
TEXT_TURNED = 0.9
"""lightness of text before and after being turned round, together"""


def perceived(colour: Colour) -> float:
    """感知亮度, 0 to 255, after W3C's formula for brightness."""
    red, green, blue = colour
    return (red * 299 + green * 587 + blue * 114) / 1000


def contrast(one: Colour, other: Colour) -> float:
    """对比度 of two colours after WCAG 2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ground_at_night(colour: Colour) -> Colour:
    """背景色 at night."""
    bright = perceived(colour)
    _, light, _ = _hls(colour)
    if bright >= NEAR_WHITE or (len(set(colour)) == 1 and light > GREY_LIGHT):
        return _with_lightness(colour, min(light, PAGE[0] / 255 + 1 - light))
    if bright > GROUND_MOST:
        return _with_brightness(colour, GROUND_MOST)
    return _with_brightness(colour, GROUND_LEAST) if bright < GROUND_LEAST else colour


def text_at_night(colour: Colour, ground: Colour) -> Colour:
    """字色 at night on a ground as it is at night."""
    if _apart(colour, ground) or perceived(colour) >= NEAR_WHITE:
        return colour
    _, light, _ = _hls(colour)
    turned = _with_lightness(colour, TEXT_TURNED - light) if light <= GREY_LIGHT else colour
    if not _apart(turned, ground):
        lighter = perceived(ground) + APART
        turned = _with_brightness(turned, lighter if lighter <= 255 else perceived(ground) - APART)
    too_light = ground == PAGE and perceived(turned) > perceived(PAGE_TEXT)
    return _with_brightness(turned, perceived(PAGE_TEXT)) if too_light else turned


def _apart(text: Colour, ground: Colour) -> bool:
    return abs(perceived(text) - perceived(ground)) >= APART


def _hls(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in colour)
    return colorsys.rgb_to_hls(red, green, blue)


def _with_lightness(colour: Colour, light: float) -> Colour:
    hue, _, saturation = _hls(colour)
    return _rounded(*(part * 255 for part in colorsys.hls_to_rgb(hue, light, saturation)))


def _with_brightness(colour: Colour, aim: float) -> Colour:
    """The colour scaled to a perceived brightness; what one channel cannot take, the others do."""
    now = perceived(colour)
    if not now:
        return _rounded(aim, aim, aim)
    red, green, blue = (min(part * aim / now, 255) for part in colour)
    green = min(255, (aim * 1000 - red * 299 - blue * 114) / 587)
    red = min(255, (aim * 1000 - green * 587 - blue * 114) / 299)
    return _rounded(red, green, blue)


def _rounded(red: float, green: float, blue: float) -> Colour:
    """Halves upwards, as browsers round."""
    first, second, third = (math.floor(part + 0.5 + 1e-9) for part in (red, green, blue))
    return (first, second, third)


@dataclass(frozen=True, slots=True)
class Spot:
    """一处文字 with its colours by day and at night."""

    text: str
    block: int
    """number of the block, from 1"""
    size: float
    """px"""
    bold: bool
    colour: Colour
    ground: Colour
    night_colour: Colour
    night_ground: Colour
    gradient: bool = False
    """over a picture or gradient as ground"""


@dataclass(frozen=True, slots=True)
class _Look:
    """样貌 handed on to what lies within."""

    colour: Colour = (0, 0, 0)
    ground: Colour = WHITE
    night_ground: Colour = PAGE
    size: float = 17.0
    bold: bool = False
    gradient: bool = False

    def within(self, node: Node) -> _Look:
        """The look inside an element."""
        style = declarations(node.attributes.get("style", ""))
        colour = colour_of(style.get("color", "")) or self.colour
        own = colour_of(style.get("background-color", "")) or colour_of(style.get("background", ""))
        painted = any(
            "gradient(" in style.get(name, "") or "url(" in style.get(name, "")
            for name in ("background", "background-image")
        )
        return _Look(
            colour,
            own or self.ground,
            ground_at_night(own) if own else self.night_ground,
            size_of(style.get("font-size", ""), self.size),
            bold_of(node.tag, style.get("font-weight", ""), self.bold),
            painted or (self.gradient and not own),
        )


def spots(fragment: str) -> Iterator[Spot]:
    """Every piece of visible text with its colours."""
    for number, (child, look) in enumerate(_blocks(look_into(fragment).root), start=1):
        yield from _spots(child, look, number)


def _blocks(root: Node) -> Iterator[tuple[Node | str, _Look]]:
    for outer in root.children:
        if isinstance(outer, str):
            yield outer, _Look()
        else:
            yield from ((child, _Look().within(outer)) for child in outer.children)


def _spots(node: Node | str, look: _Look, block: int) -> Iterator[Spot]:
    if isinstance(node, Node):
        for child in node.children:
            yield from _spots(child, look.within(node), block)
    elif node.strip():
        night = text_at_night(look.colour, look.night_ground)
        if look.gradient:
            night = look.colour
        yield Spot(
            node.strip(),
            block,
            look.size,
            look.bold,
            look.colour,
            look.ground,
            night,
            look.night_ground,
            look.gradient,
        )


def at_night(fragment: str) -> str:
    """正文片段 with the colours it has at night; for previews, and only there."""
    root = read_tree(fragment).root
    _turn(root, _Look())
    return write_tree(root)


def _turn(node: Node, outer: _Look) -> None:
    look = outer.within(node)
    if node.tag and "style" in node.attributes:
        style = dict(declarations(node.attributes["style"]))
        for name, value in style.items():
            style[name] = _turned(name, value, look, outer)
        if "background-color" in style and "color" not in style:
            style["color"] = _written(text_at_night(look.colour, look.night_ground))
        written = ";".join(f"{name}:{value}" for name, value in style.items())
        node.attributes = {**node.attributes, "style": written}
    for child in node.children:
        if isinstance(child, Node):
            _turn(child, look)


def _turned(name: str, value: str, look: _Look, outer: _Look) -> str:
    """One value of a style at night; text inherits what it was given by day, so it says its own."""
    words = []
    for word in value.split(" "):
        colour = colour_of(word)
        if colour is None:
            words.append(word)
        elif name.startswith("background"):
            words.append(_written(ground_at_night(colour)))
        else:
            ground = look.night_ground if name == "color" else outer.night_ground
            words.append(_written(text_at_night(colour, ground)))
    return " ".join(words)


def _written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
