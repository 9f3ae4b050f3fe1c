"""行内：runs of text → spans, links and numbers of links; and how an element is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape

from generator.wechat import limits
from generator.wechat.blocks import Run, Text
from generator.wechat.spacing import CONTROL
from generator.wechat.tokens import Theme

_OURS = re.compile(rf"https?://{re.escape(limits.LINK_HOST)}(?=[/?#]|$)", re.I)
_WEB = re.compile(r"https?://[^\s/]", re.I)
_WRITE = re.compile(r"(?:mailto|tel):", re.I)


def element(
    tag: str, content: str | None, style: str = "", attributes: Mapping[str, str] | None = None
) -> str:
    """An element as text; attributes in alphabetical order, style last. None: it has no end tag."""
    given = {**(attributes or {}), **({"style": style} if style else {})}
    written = "".join(f' {name}="{escape(given[name])}"' for name in sorted(given))
    return f"<{tag}{written}>" + ("" if content is None else f"{content}</{tag}>")


class Inline:
    """行内文字, with the addresses met so far in the order of their numbers."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.references: dict[str, str] = {}
        """address → the words it was first linked from"""

    def plain(self, text: str, style: str = "") -> str:
        """Text of one style. Lines are parted by `br`; each piece is a leaf."""
        return "<br>".join(
            self._leaf(line, style) for line in CONTROL.sub("", text).replace("\t", " ").split("\n")
        )

    def _leaf(self, text: str, style: str) -> str:
        words = escape(text, quote=False).replace("\u00a0", "&nbsp;")
        return element("span", words, style, {"leaf": ""}) if text else ""

    def render(self, text: Text, *, bold: bool = False) -> str:
        """Runs → markup. `bold`: the text around is strong already."""
        return "".join(self._run(run, bold) for run in _joined(text))

    def linked(self, words: str, address: str) -> str:
        """Words that lead somewhere, as far as WeChat lets them."""
        return self._run(Run(words, link=address), bold=False)

    def _run(self, run: Run, bold: bool) -> str:
        if run.link:
            return self._link(run, bold)
        if run.sup:
            return element("sup", self.plain(run.text), self.theme["sup"])
        style = ";".join(self.theme[part] for part in ("struck", "whole") if getattr(run, part))
        if run.strong and not bold:
            return element("strong", self.plain(run.text, style))
        if run.em and not bold:
            return element("em", self.plain(run.text, style), self.theme["em"])
        return self.plain(run.text, style)

    def _link(self, run: Run, bold: bool) -> str:
        """A link within WeChat stays; one elsewhere becomes a number; any other only its words."""
        words = replace(run, link="")
        if _OURS.match(run.link):
            style = self.theme["link"] + (";font-weight:bold" if run.strong and not bold else "")
            address = _OURS.sub(f"https://{limits.LINK_HOST}", run.link)
            return element("a", self.plain(run.text), style, {"href": address})
        if _WEB.match(run.link):
            return self._run(words, bold) + self._number(run)
        if _WRITE.match(run.link) and (to := _WRITE.sub("", run.link)) not in run.text:
            words = replace(words, text=f"{run.text}（{to}）")
        return self._run(words, bold)

    def _number(self, run: Run) -> str:
        self.references.setdefault(run.link, run.text.strip())
        number = list(self.references).index(run.link) + 1
        return element("sup", self.plain(f"[{number}]"), self.theme["sup"])


def _joined(text: Text) -> list[Run]:
    """Neighbours of one style as one run: fewer leaves, and one number for one link."""
    runs: list[Run] = []
    for run in text:
        if runs and replace(runs[-1], text="") == replace(run, text=""):
            runs.append(replace(run, text=runs.pop().text + run.text))
        elif run.text:
            runs.append(run)
    return runs
