"""文字片段：what a Word paragraph holds, whatever it is wrapped in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from generator.intake.blocks import Run, Text

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_SKIPPED = {
    *(qn(f"w:{name}") for name in ("del", "moveFrom", "rPr", "pPr", "instrText", "delText")),
    FALLBACK,
}
_LETTERS = {qn("w:t"), qn("a:t"), MATH}
_SIGNS = {
    "F0FC": "✓", "F0FE": "☑", "F052": "☑", "F0A8": "□", "F0A3": "□", "F06F": "□", "F06C": "●",
    "F0B7": "•", "F06E": "■", "F0D8": "➢", "F0E0": "→", "F0B0": "°", "F0B1": "±", "F06D": "μ",
}  # fmt: skip
"""signs of the fonts Wingdings and Symbol, by their code in the file"""


@dataclass(slots=True)
class Found:
    """What one paragraph holds: its own text, pictures, and text boxes."""

    runs: list[Run] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """relationship id and description"""
    boxes: list[Any] = field(default_factory=list)
    placeholder: bool = False
    """somewhere the prompt of a template still stands, unfilled"""


def gather(element: Any, found: Found, bold: bool = False) -> None:
    """Runs, pictures and boxes of a paragraph in reading order."""
    for child in element.iterchildren():
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in _LETTERS:
            found.runs.append(Run(child.text or "", bold))
        elif sign := _sign_of(child):
            found.runs.append(Run(sign, bold))
        elif tag == qn("w:txbxContent"):
            found.boxes.append(child)
        elif tag == qn("w:sdt") and is_placeholder(child):
            found.placeholder = True
        elif tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
            found.pictures += pictures_in(child)
            gather(child, found, bold)
        elif tag not in (qn("w:p"), qn("w:tbl")):
            gather(child, found, is_bold(child, bold))


def _sign_of(element: Any) -> str:
    """One character that is not written as a letter."""
    tag = element.tag
    if tag in (qn("w:br"), qn("w:cr")):
        return "" if element.get(qn("w:type")) in ("page", "column") else "\n"
    if tag in (qn("w:tab"), qn("w:ptab")):
        return " "
    if tag == qn("w:noBreakHyphen"):
        return "-"
    if tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
        return f"〔注{element.get(qn('w:id'))}〕"
    if tag == qn("w:sym"):
        code = (element.get(qn("w:char")) or "").upper()
        private = not code or code.startswith("F0")
        return _SIGNS.get(code, "□") if private else chr(int(code, 16))
    return ""


def is_placeholder(control: Any) -> bool:
    """Whether a content control still shows the prompt of its template."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def is_bold(element: Any, before: bool) -> bool:
    """Whether a run is bold by its own mark."""
    if element.tag != qn("w:r"):
        return before
    mark = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def pictures_in(drawing: Any) -> Iterator[tuple[str, str]]:
    """Relationship id and description of each picture of a drawing."""
    described = drawing.find(f".//{qn('wp:docPr')}")
    description = described.get("descr") or "" if described is not None else ""
    for blip in drawing.iter(qn("a:blip"), _IMAGE_DATA):
        if not is_fallback(blip):
            relation = blip.get(qn("r:embed")) or blip.get(qn("r:id")) or ""
            yield relation, description


def is_fallback(element: Any) -> bool:
    """Whether an element only repeats another one for old programs."""
    return next(element.iterancestors(FALLBACK), None) is not None


def tidied(runs: list[Run]) -> Text:
    """Neighbours of one look joined, white space at both ends gone."""
    joined: list[Run] = []
    for run in runs:
        text = re.sub("[\u200b-\u200f\u2060\ufeff\xad]", "", run.text)
        if joined and (joined[-1].bold == run.bold or not text.strip()):
            joined[-1] = Run(joined[-1].text + text, joined[-1].bold)
        elif text and (joined or text.strip()):
            joined.append(Run(text, run.bold))
    if joined:
        joined[0] = Run(joined[0].text.lstrip(" \t\n\xa0\u3000"), joined[0].bold)
    while joined:
        last = Run(joined[-1].text.rstrip(" \t\n\xa0\u3000"), joined[-1].bold)
        joined[-1] = last
        if last.text:
            break
        joined.pop()
    return tuple(run for run in joined if run.text)


def words_of(element: Any) -> str:
    """Plain text of every paragraph below an element, one a line; each only once."""
    lines = []
    for paragraph in element.iter(qn("w:p")):
        if is_fallback(paragraph):
            continue
        found = Found()
        gather(paragraph, found)
        lines.append("".join(run.text for run in found.runs))
    return "\n".join(line for line in lines if line.strip())
