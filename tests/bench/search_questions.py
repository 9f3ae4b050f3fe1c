"""问句：what the search is asked, what it should find, and how well it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.gate import Archive
from generator.search import SearchDocument
from generator.search.text import normalise
from tests.bench.search_site import Found
from tests.support import ROOT

QUESTIONS = ROOT / "tests" / "search" / "questions.yaml"
LIKE_A_SET = ("word",)
"""kinds that ask for every case, not for a certain one"""


@dataclass(frozen=True, slots=True)
class Goal:
    """目标 of a kind of questions; shares from 0 to 1, None: no goal."""

    first: float | None = None
    """right case in the first place"""
    five: float | None = None
    """right case among the first five"""
    recall: float | None = None
    precision: float | None = None


GOALS = {
    "title": Goal(first=0.99),
    "title-part": Goal(five=0.99),
    "organisation": Goal(five=0.99),
    "team": Goal(five=0.99),
    "alias": Goal(five=0.99),
    "phrase": Goal(first=0.98, five=0.99),
    "two-words": Goal(five=0.99),
    "exchanged": Goal(five=0.85),
    "traditional": Goal(five=0.98),
    "pinyin": Goal(five=0.95),
    "initials": Goal(five=0.90),
    "numbers": Goal(five=0.95),
    "mixed": Goal(five=0.98),
    "full-width": Goal(five=0.98),
    "long": Goal(first=0.98),
    "word": Goal(recall=0.99, precision=0.95),
}
"""every kind of question, in the order of the table; numbers from the measurements behind the design"""


@dataclass(frozen=True, slots=True)
class Question:
    """问句 with what it should find."""

    kind: str
    query: str
    expected: frozenset[str]
    """ids of cases, or addresses of organisations"""


@dataclass(frozen=True, slots=True)
class Score:
    """成绩 of a kind; shares from 0 to 1."""

    number: int
    first: float
    five: float
    recall: float
    precision: float
    missed: tuple[str, ...]
    """queries whose answer was wrong"""

    def meets(self, goal: Goal) -> bool:
        """Whether every number of the goal is reached."""
        pairs = (
            (self.first, goal.first),
            (self.five, goal.five),
            (self.recall, goal.recall),
            (self.precision, goal.precision),
        )
        return all(wanted is None or got >= wanted for got, wanted in pairs)


def read_questions(path: Path = QUESTIONS) -> list[Question]:
    """问句 of the shipped content, from the data file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Question(kind, str(query), frozenset(ids.split())) for kind, query, ids in rows]


def score(questions: Sequence[Question], found: Sequence[Found]) -> dict[str, Score]:
    """Scores by kind, in the order of the goals."""
    by_kind: dict[str, list[tuple[Question, Found]]] = {kind: [] for kind in GOALS}
    for question, answer in zip(questions, found, strict=True):
        by_kind[question.kind].append((question, answer))
    return {kind: _score_kind(pairs) for kind, pairs in by_kind.items() if pairs}


def _score_kind(pairs: Sequence[tuple[Question, Found]]) -> Score:
    number = len(pairs)
    first = [place_of(q, f) == 0 for q, f in pairs]
    five = [0 <= place_of(q, f) < 5 for q, f in pairs]
    recalls = [len(q.expected & set(f.cases)) / len(q.expected) for q, f in pairs]
    precisions = [len(q.expected & set(f.cases)) / (len(f.cases) or 1) for q, f in pairs]
    right = (
        [r == p == 1 for r, p in zip(recalls, precisions, strict=True)]
        if pairs[0][0].kind in LIKE_A_SET
        else first
    )
    return Score(
        number,
        sum(first) / number,
        sum(five) / number,
        sum(recalls) / number,
        sum(precisions) / number,
        tuple(q.query for (q, _), ok in zip(pairs, right, strict=True) if not ok),
    )


def place_of(question: Question, answer: Found) -> int:
    """Place of the first right answer in its list, from 0; -1 when there is none."""
    places = [
        place
        for answers in (answer.cases, answer.others)
        for place, item in enumerate(answers)
        if item in question.expected
    ]
    return min(places, default=-1)


class Library:
    """藏书：the text of every case, for finding by brute force what the search should find."""

    def __init__(self, archive: Archive, documents: Sequence[SearchDocument]) -> None:
        self.archive = archive
        self.ids = [case.id for case in archive.cases]
        self.documents = documents
        self.texts = [_text(document) for document in documents]
        self.names = ["\n".join((d.title, *d.names)).lower() for d in documents]

    def holding(self, *parts: str) -> frozenset[str]:
        """Ids of the cases that hold every part."""
        wanted = [normalise(part).lower() for part in parts]
        return frozenset(
            id_
            for id_, text in zip(self.ids, self.texts, strict=True)
            if all(part in text for part in wanted)
        )

    def named(self, part: str) -> frozenset[str]:
        """Ids of the cases with a name that holds the part."""
        return frozenset(
            id_ for id_, name in zip(self.ids, self.names, strict=True) if part in name
        )


def _text(document: SearchDocument) -> str:
    blocks = (f"{block.heading}\n{block.text}" for block in document.blocks)
    lines = "\n".join((document.title, *document.names, *blocks)).split("\n")
    return "\n".join(map(normalise, lines)).lower()
