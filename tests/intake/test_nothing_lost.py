"""一个字也不丢：every character of the paper is in what readers and staff get to see."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.intake.case import read_case
from generator.sections import TO_SORT
from tests.intake import shapes
from tests.intake.lost import find_lost, squeezed, what_came_out
from tests.intake.papers import VOCABULARIES, YEAR
from tests.intake.shapes import SHAPES, Shape


def _lost(path: Path) -> list[str]:
    return find_lost(path, what_came_out(path, YEAR, VOCABULARIES))


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
    draft, _ = read_case(path, YEAR, VOCABULARIES)
    assert draft is not None
    rest = draft.body.partition(f"\n## {TO_SORT}\n")[2]
    assert "班组人数：16人" in rest
    assert "页眉：" in rest
    assert "\n## " not in rest


def test_the_comparison_itself_finds_what_is_missing(tmp_path: Path) -> None:
    path = shapes.write_paper(tmp_path / "材料.docx", [], [shapes.table])
    out = what_came_out(path, YEAR, VOCABULARIES)
    paragraph = squeezed(shapes.paragraphs_of(path)[-2])
    assert find_lost(path, out.replace(paragraph, "")) == [paragraph]
