"""一个字也不丢：every character of the paper is in what readers and staff get to see."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.intake.case import read_case, render_case
from generator.intake.marks import without_numbering
from generator.intake.parts import TO_SORT
from generator.prose import plain_text
from generator.sections import split_sections
from generator.sources import Mapping as MappingNode
from generator.sources import Node, Scalar, SourceText, parse_document
from tests.intake import shapes
from tests.intake.papers import VOCABULARIES, YEAR
from tests.intake.shapes import SHAPES, Shape

LABELS = {"申报单位", "班组名称", "所在区", "推荐单位", "班组人数", "领域", "摘要", "- 3 -"}
"""labels of fields, which are there in other words"""


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _scalars(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [node.text]
    items = [v for _, v in node.pairs] if isinstance(node, MappingNode) else node.items
    return [text for item in items for text in _scalars(item)]


def _what_came_out(path: Path) -> tuple[str, str]:
    """Everything that can be seen of the case, and its source."""
    draft, _ = read_case(path, YEAR, VOCABULARIES)
    assert draft is not None
    source = render_case(draft, "SHQ-2022-0001", "典型经验")
    document, problems = parse_document(SourceText("case.md", source))
    assert problems == []
    assert document.front is not None
    seen = [*_scalars(document.front), *_seen(document.body)]
    return _squeezed("\n".join(seen)), source


def _seen(body: str) -> list[str]:
    """Section by section, as readers get it; headings of sections are texts of their own."""
    intro, sections = split_sections(body, 1)
    assert intro == ""
    return [text for s in sections for text in (s.title, plain_text(s.markdown))]


def _lost(path: Path) -> list[str]:
    out, _ = _what_came_out(path)
    lost = []
    wanted = Counter(_squeezed(text) for text in shapes.paragraphs_of(path))
    for text, times in wanted.items():
        if not text or text in map(_squeezed, LABELS):
            continue
        bare = re.sub(r"^(?:（[123]）|图\d|表2)", "", text)
        meant = (text, bare, _squeezed(without_numbering(text)))
        if not any(out.count(form) >= times for form in meant if form):
            lost.append(text)
    return lost


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_no_shape_loses_a_character(tmp_path: Path, shape: Shape) -> None:
    body = [shape] * 12
    assert _lost(shapes.write_paper(tmp_path / "材料.docx", [], body)) == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_what_stands_before_the_first_section_is_kept_to_be_sorted(
    tmp_path: Path, shape: Shape
) -> None:
    path = shapes.write_paper(tmp_path / "材料.docx", [shape], [shapes.plain])
    assert _lost(path) == []


@given(
    head=st.lists(st.sampled_from(SHAPES), max_size=3),
    body=st.lists(st.sampled_from(SHAPES), min_size=1, max_size=10),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_mixture_of_shapes_loses_a_character(head: list[Shape], body: list[Shape]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert _lost(shapes.write_paper(Path(folder) / "材料.docx", head, body)) == []


def test_what_has_no_place_stands_under_a_heading_of_its_own(tmp_path: Path) -> None:
    path = shapes.write_paper(tmp_path / "材料.docx", [shapes.plain], [shapes.plain])
    _, source = _what_came_out(path)
    rest = source.partition(f"\n## {TO_SORT}\n")[2]
    assert "班组人数：16人" in rest
    assert "页眉：" in rest
    assert "\n## " not in rest
