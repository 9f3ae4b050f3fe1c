"""问句集：what real readers would ask of the shipped content, asked in Chromium; goals by kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import pipeline
from tests.bench.search import README, RESULTS, render_table, unmet
from tests.bench.search_questions import GOALS, Library, Question, Score, read_questions, score
from tests.bench.search_site import ask, serve, write_site
from tests.support import ROOT

QUESTIONS = read_questions()
IN_THE_TEXT = ("phrase", "two-words", "numbers", "word")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Path]]:
    """The shipped content and its site."""
    archive = pipeline.load(ROOT).archive
    assert archive is not None
    folder = tmp_path_factory.mktemp("questions") / "site"
    built = write_site(archive, folder)
    yield Library(archive, built.documents), folder


@pytest.fixture(scope="module")
def scores(chromium: Browser, library: tuple[Library, Path]) -> dict[str, Score]:
    shelves, folder = library
    with serve(folder) as server:
        page = chromium.new_page()
        page.goto(server.address)
        found = ask(page, shelves.ids, [question.query for question in QUESTIONS])
        page.close()
    return score(QUESTIONS, found)


def test_the_set_asks_at_least_two_hundred_different_questions_of_every_kind() -> None:
    assert len({(question.kind, question.query) for question in QUESTIONS}) == len(QUESTIONS) >= 200
    assert {question.kind for question in QUESTIONS} == set(GOALS)


@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS if q.kind in IN_THE_TEXT], ids=lambda q: q.query
)
def test_what_a_question_should_find_is_what_holds_its_words(
    question: Question, library: tuple[Library, Path]
) -> None:
    parts = question.query.split() if question.kind == "two-words" else [question.query]
    assert library[0].holding(*parts) == question.expected


def test_the_table_in_the_readme_is_the_one_that_was_measured_and_meets_every_goal() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert render_table(results) in README.read_text(encoding="utf-8")
    assert unmet(results) == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", GOALS)
def test_every_kind_of_question_meets_its_goal(kind: str, scores: dict[str, Score]) -> None:
    assert scores[kind].meets(GOALS[kind]), scores[kind]
