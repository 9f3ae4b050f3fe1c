"""版式：the two themes of a post, each one table of styles. Nothing else in the project has CSS for it.

The palette follows how WeChat turns colours at night: neutral grounds darken, tinted ones stay
bright islands, greys between #5c5c5c and #707070 do not change and vanish. Light rules stay as
light as they are and glow, so rules have the colour of text or the accent. Accent text stands on
white, or bold from 18 px where it stands on the card ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TEXT = "#333333"
MUTED = "#595959"
GROUND = "#f7f7f7"
WHITE = "#ffffff"
RED = "#c7000b"
"""质量红"""
BLUE = "#0b5cad"
"""工装蓝"""

BODY = "font-size:16px;line-height:1.75"
"""what every paragraph says again, so that it stands alone when an editor moves it"""

_TABLE = f"width:100%;border-collapse:collapse;border:0;border-bottom:1px solid {TEXT}"
_TABLE_TEXT = "font-size:14px;line-height:1.5;letter-spacing:0"
_WORDS = f"font-size:13px;line-height:1.6;color:{MUTED}"


@dataclass(frozen=True, slots=True)
class Theme:
    """版式: a name, what editors call it, and the style of every part of an article."""

    name: str
    label: str
    accent: str
    styles: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        """Style of a part, declarations without a space or a last semicolon; empty: it inherits."""
        return self.styles[part]


# The root says colour and alignment for all; a part says only where it differs. What lies inside
# a part inherits too: with 20,000 characters for a text, a style said twice is a line less of it.
_COMMON = {
    "root": f"{BODY};color:{TEXT};letter-spacing:0.5px;text-align:left;word-break:break-word;padding:0 4px",
    "p": "margin:0 0 18px;text-align:justify",
    "item": "margin:0 0 10px",
    "struck": "text-decoration:line-through",
    "whole": "display:inline-block;text-indent:0",
    "em": "font-style:normal;font-weight:bold",
    "sup": f"font-size:12px;line-height:1.4;color:{MUTED}",
    "link": f"color:{TEXT};text-decoration:underline",
    "h3": "margin:28px 0 10px;line-height:1.5",
    "h3 strong": "",
    "small": f"margin:0;{_WORDS}",
    "figure left": "display:inline-block;width:40%;vertical-align:middle",
    "figure right": f"display:inline-block;width:60%;vertical-align:middle;font-size:12px;line-height:1.5;color:{MUTED}",
    "unit": f"font-size:14px;letter-spacing:0;color:{MUTED}",
    "name": f"margin:0;font-size:15px;font-weight:bold;color:{TEXT}",
    "basis": "margin:2px 0 0",
    "table": f"{_TABLE};margin:0 0 24px;{_TABLE_TEXT}",
    "wide": "overflow-x:auto;margin:0 0 24px;padding:0 0 1px",
    "wide table": f"{_TABLE};{_TABLE_TEXT}",
    "head row": "vertical-align:bottom",
    "tr": "vertical-align:top",
    "caption": "margin:0 0 8px;font-size:14px;line-height:1.5;font-weight:bold",
    "td": "border:0;padding:8px 6px",
    "picture": "margin:8px 0 24px;text-align:center",
    "img": "display:block;width:100%",
    "small img": "max-width:100%;vertical-align:middle",
    "picture words": f"margin:8px 0 0;{_WORDS}",
    "by": f"margin:6px 0 0;{_WORDS};text-align:right",
    "code": f"margin:0 0 24px;padding:12px;background-color:{GROUND};font-size:13px;line-height:1.6;word-break:break-all",
    "video": f"margin:8px 0 24px;padding:24px 12px;border:1px dashed {MUTED};font-size:14px;line-height:1.6;color:{MUTED};text-align:center",
    "notes": f"margin:36px 0 24px;{_WORDS}",
    "notes head": f"margin:0 0 6px;font-size:14px;font-weight:bold;color:{TEXT}",
    "note": "margin:0 0 4px;padding-left:2em;text-indent:-2em",
    "address": "word-break:break-all",
    "sign": f"margin:36px 0 24px;padding:14px 0 0;border-top:1px solid {TEXT};{_WORDS}",
    "qr": "margin:24px 0 8px;text-align:center",
    "qr img": "width:148px;vertical-align:middle",
    "case title": "margin:0 0 4px;font-size:18px;line-height:1.45;font-weight:bold",
    "case words": "margin:8px 0 0;font-size:15px;line-height:1.7",
    "case picture": "margin:0 0 14px",
    "case figure": "margin:10px 0 0;line-height:1.4",
}

_RED = {
    "label": "margin:0 0 20px;line-height:1.5",
    "label text": f"display:inline-block;margin:0 10px 0 0;padding:3px 10px;background-color:{RED};font-size:14px;font-weight:bold;letter-spacing:1px;color:{WHITE}",
    "aside": f"display:inline-block;font-size:13px;color:{MUTED}",
    "lead": "margin:0 0 24px;font-size:17px;line-height:1.75",
    "editor": f"margin:0 0 24px;padding:14px 16px;background-color:{GROUND}",
    "editor head": f"margin:0 0 4px;font-size:18px;line-height:1.5;font-weight:bold;color:{RED}",
    "editor words": f"margin:0;font-size:15px;line-height:1.7;color:{MUTED};text-align:justify",
    "h2": f"margin:40px 0 16px;padding-left:12px;border-left:4px solid {RED};font-size:20px;line-height:1.4",
    "h2 strong": "",
    "card": f"margin:0 0 28px;padding:4px 16px;background-color:{GROUND};border-top:3px solid {RED}",
    "row": "padding:12px 0;line-height:1.4",
    "value": f"font-size:26px;font-weight:bold;letter-spacing:0;color:{RED}",
    "th": f"border:0;border-top:2px solid {RED};border-bottom:1px solid {TEXT};padding:8px 6px;font-weight:bold;text-align:left",
    "quote": f"margin:8px 0 24px;padding:2px 0 2px 16px;border-left:3px solid {RED}",
    "quote words": "margin:0;font-size:17px;line-height:1.75;font-weight:bold;text-align:justify",
    "marker": f"color:{RED};font-weight:bold",
    "case": f"margin:0 0 24px;padding:16px;background-color:{GROUND};border-top:3px solid {RED}",
}

_INK = {
    "label": f"margin:0 0 20px;padding:0 0 10px;border-bottom:1px solid {TEXT};line-height:1.5",
    "label text": f"display:inline-block;margin:0 12px 0 0;font-size:14px;font-weight:bold;letter-spacing:2px;color:{BLUE}",
    "aside": f"display:inline-block;font-size:13px;color:{MUTED}",
    "lead": "margin:0 0 28px;font-size:18px;line-height:1.7",
    "editor": "margin:0 0 24px",
    "editor head": f"margin:0 0 4px;font-size:14px;line-height:1.5;font-weight:bold;color:{BLUE}",
    "editor words": f"margin:0;font-size:15px;line-height:1.7;color:{MUTED};text-align:justify",
    "h2": "margin:44px 0 16px;font-size:20px;line-height:1.4",
    "h2 strong": f"display:inline-block;padding:10px 0 0;border-top:3px solid {BLUE}",
    "card": f"margin:0 0 32px;border-top:1px solid {TEXT};border-bottom:1px solid {TEXT}",
    "row": "padding:13px 0;line-height:1.4",
    "value": f"font-size:28px;font-weight:bold;letter-spacing:0;color:{BLUE}",
    "th": f"border:0;border-top:1px solid {TEXT};border-bottom:1px solid {TEXT};padding:8px 6px;font-weight:bold;text-align:left",
    "quote": f"margin:12px 0 28px;padding:20px 8px;border-top:1px solid {BLUE};border-bottom:1px solid {BLUE}",
    "quote words": f"margin:0;font-size:18px;line-height:1.75;font-weight:bold;color:{BLUE};text-align:center",
    "marker": f"color:{BLUE};font-weight:bold",
    "case": f"margin:0 0 32px;padding:20px 0 0;border-top:2px solid {TEXT}",
}


def _theme(name: str, label: str, accent: str, own: Mapping[str, str]) -> Theme:
    return Theme(name, label, accent, MappingProxyType({**_COMMON, **own}))


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "red": _theme("red", "质量红", RED, _RED),
        "ink": _theme("ink", "墨线蓝", BLUE, _INK),
    }
)
"""版式 by the name that campaigns use"""
