"""样式：the styles and numberings of one Word file, found by their ids.

The library looks through all styles for every paragraph; a paper has hundreds of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_VALUE = qn("w:val")
_OWN_STYLE = f"{qn('w:pPr')}/{qn('w:pStyle')}"


@dataclass(frozen=True, slots=True)
class StyleBook:
    """样式表：elements of the file, not objects of the library."""

    by_id: Mapping[str, Any]
    """styles of paragraphs"""
    default: Any
    """style of a paragraph that names none, or None"""
    numbering: Any
    """root of the numbering definitions, or None"""

    def of(self, paragraph: Any) -> Any:
        """The style of a paragraph, or None."""
        mark = paragraph.find(_OWN_STYLE)
        return self.default if mark is None else self.by_id.get(mark.get(_VALUE), self.default)

    def name_of(self, paragraph: Any) -> str:
        """Name of the style as the file has it, such as `heading 1`; empty without a style."""
        style = self.of(paragraph)
        name = style.find(qn("w:name")) if style is not None else None
        return (name.get(_VALUE) or "") if name is not None else ""

    def holders(self, paragraph: Any) -> Iterator[Any]:
        """The paragraph, its style and what that is based on; a circle is gone through once."""
        yield paragraph
        style, seen = self.of(paragraph), set()
        while style is not None and style not in seen:
            yield style
            seen.add(style)
            base = style.find(qn("w:basedOn"))
            style = self.by_id.get(base.get(_VALUE)) if base is not None else None


def read_styles(document: Any) -> StyleBook:
    """文件的样式 and numbering definitions."""
    styles = [
        style
        for style in document.styles.element.iter(qn("w:style"))
        if style.get(qn("w:type"), "paragraph") == "paragraph"
    ]
    defaults = (style for style in styles if style.get(qn("w:default")) in ("1", "true", "on"))
    return StyleBook(
        {style.get(qn("w:styleId")): style for style in styles},
        next(defaults, None),
        _numbering_of(document),
    )


def _numbering_of(document: Any) -> Any:
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None
