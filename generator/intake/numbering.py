"""自动编号：whether Word numbers a paragraph or gives it a bullet, and how deep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from generator.intake.styles import StyleBook

_VALUE = qn("w:val")


@dataclass(frozen=True, slots=True)
class ListLook:
    """列表样式 of a paragraph; depth counts from 0."""

    ordered: bool
    depth: int


def list_look(paragraph: Any, styles: StyleBook) -> ListLook | None:
    """The look of a list item; None for any other paragraph."""
    number, level = _numbering_of(paragraph, styles)
    if not number:
        return None
    name = styles.name_of(paragraph).lower()
    digit = re.search(r"(\d)$", name) if name.startswith("list") else None
    depth = max(level, int(digit.group(1)) - 1 if digit else 0)
    return ListLook(_format(styles.numbering, number, level) != "bullet", depth)


def _numbering_of(paragraph: Any, styles: StyleBook) -> tuple[str, int]:
    """Number id and level, from the paragraph itself or from its style; empty when there is none."""
    for holder in styles.holders(paragraph):
        mark = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if mark is None:
            continue
        number, level = mark.find(qn("w:numId")), mark.find(qn("w:ilvl"))
        value = number.get(_VALUE) if number is not None else "0"
        depth = int(level.get(_VALUE)) if level is not None else 0
        return ("" if value == "0" else str(value)), depth
    return "", 0


def _format(numbering: Any, number: str, level: int) -> str:
    """`bullet`, `decimal` … of a numbering level; decimal where nothing is defined."""
    for entry in numbering.iter(qn("w:num")) if numbering is not None else ():
        if entry.get(qn("w:numId")) == number:
            abstract = entry.find(qn("w:abstractNumId")).get(_VALUE)
            return _abstract_format(numbering, abstract, level)
    return "decimal"


def _abstract_format(numbering: Any, abstract: str, level: int) -> str:
    for entry in numbering.iter(qn("w:abstractNum")):
        if entry.get(qn("w:abstractNumId")) != abstract:
            continue
        for step in entry.iter(qn("w:lvl")):
            if step.get(qn("w:ilvl")) == str(level):
                mark = step.find(qn("w:numFmt"))
                return str(mark.get(_VALUE)) if mark is not None else "decimal"
    return "decimal"
