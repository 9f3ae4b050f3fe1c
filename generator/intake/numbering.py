"""自动编号：whether Word numbers a paragraph or gives it a bullet, and how deep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class ListLook:
    """列表样式 of a paragraph; depth counts from 0."""

    ordered: bool
    depth: int


def list_look(paragraph: Paragraph) -> ListLook | None:
    """The look of a list item; None for any other paragraph."""
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    number, level = _numbering_of(paragraph)
    if not number:
        return None
    digit = re.search(r"(\d)$", name) if name.lower().startswith("list") else None
    depth = max(level, int(digit.group(1)) - 1 if digit else 0)
    return ListLook(_format(paragraph, number, level) != "bullet", depth)


def _numbering_of(paragraph: Paragraph) -> tuple[str, int]:
    """Number id and level, from the paragraph itself or from its style; empty when there is none."""
    holders: list[Any] = [paragraph._p]
    style: Any = paragraph.style
    while style is not None:
        holders.append(style.element)
        style = style.base_style
    for holder in holders:
        mark = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if mark is None:
            continue
        number, level = mark.find(qn("w:numId")), mark.find(qn("w:ilvl"))
        value = number.get(qn("w:val")) if number is not None else "0"
        depth = int(level.get(qn("w:val"))) if level is not None else 0
        return ("" if value == "0" else str(value)), depth
    return "", 0


def _format(paragraph: Paragraph, number: str, level: int) -> str:
    """`bullet`, `decimal` … of a numbering level; decimal where nothing is defined."""
    part: Any = paragraph.part
    try:
        root = part.numbering_part.element
    except (KeyError, NotImplementedError):
        return "decimal"
    for entry in root.iter(qn("w:num")):
        if entry.get(qn("w:numId")) == number:
            abstract = entry.find(qn("w:abstractNumId")).get(qn("w:val"))
            return _abstract_format(root, abstract, level)
    return "decimal"


def _abstract_format(root: Any, abstract: str, level: int) -> str:
    for entry in root.iter(qn("w:abstractNum")):
        if entry.get(qn("w:abstractNumId")) != abstract:
            continue
        for step in entry.iter(qn("w:lvl")):
            if step.get(qn("w:ilvl")) == str(level):
                mark = step.find(qn("w:numFmt"))
                return str(mark.get(qn("w:val"))) if mark is not None else "decimal"
    return "decimal"
