"""小项目：so small that thousands of builds of it are a matter of minutes, with everything in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.model import Case
from tests.bench.corpus import Corpus, corpus
from tests.bench.tree import write_tree

CASES, YEARS = 4, (2011, 2012)
PRUNED = ("method", "recommender", "district", "industry")
"""vocabularies that lose the terms nobody uses"""
TERM = "  - 代号: "
STEPPED = {"fmea", "spc", "5s", "6s", "poka-yoke", "sop"}
"""methods that the steps know by name"""


def write_small_project(root: Path, seed: int) -> Path:
    """A project of four cases in two years, a sentence a section, one of them with a picture."""
    made = corpus(CASES, seed)
    cases = tuple(_shorten(case, number) for number, case in enumerate(made.cases))
    write_tree(root, Corpus(cases, made.organisations), picture_every=4)
    used = {value for case in cases for value in _slugs(case)} | STEPPED
    for kind in PRUNED:
        path = root / "site_config" / "vocabulary" / f"{kind}.yaml"
        head, *terms = path.read_text("utf-8").split(TERM)
        kept = [term for term in terms if term.partition("\n")[0] in used]
        path.write_text(TERM.join([head, *kept]), "utf-8")
    return root


def _shorten(case: Case, number: int) -> Case:
    year = YEARS[number % len(YEARS)]
    sections = tuple(
        part._replace(markdown=f"{part.markdown.partition('。')[0]}。") for part in case.sections
    )
    return replace(case, id=f"SHQ-{year}-{number + 1:04}", year=year, sections=sections)


def _slugs(case: Case) -> tuple[str, ...]:
    return (*case.methods, case.recommender, case.district, case.industry)
