"""探针：forbidden words planted in every surface and in every coding are found, and none is seen
where none is."""

from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.gatekeeper import inspect, read_ledger
from generator.gatekeeper.needles import build_needles
from tests.gatekeeper.canaries import CANARY, CODES, PAIRS, PLANTED, plant
from tests.gatekeeper.surfaces import SURFACES
from tests.publishing.world import DAY, make_project, make_tree


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"), (1, 2))


def test_there_are_more_than_thirty_surfaces_and_eight_codings() -> None:
    assert len(SURFACES) >= 45
    assert len(CODES) >= 12
    assert len(PAIRS) >= 500


@pytest.mark.parametrize(("surface", "coding"), PAIRS, ids=[f"{s}, {c}" for s, c in PAIRS])
def test_a_planted_canary_is_found(root: Path, tmp_path: Path, surface: str, coding: str) -> None:
    found = plant(root, tmp_path / "site", surface, coding)
    assert "gatekeeper.withheld" in {problem.id for problem in found}
    assert not any(CANARY[:6] in problem.message for problem in found), "messages give nothing away"


def test_a_clean_tree_raises_no_alarm(root: Path, tmp_path: Path) -> None:
    site = make_tree(tmp_path / "site", (1, 2))
    assert inspect(site, read_ledger(root, DAY), PLANTED).problems == ()


def test_words_cut_into_bigrams_are_found(root: Path, tmp_path: Path) -> None:
    site = make_tree(tmp_path / "site", (1, 2))
    pairs = " ".join(a + b for a, b in pairwise(CANARY))
    SURFACES["fragment"](site, pairs.encode())
    found = inspect(site, read_ledger(root, DAY), PLANTED).problems
    assert "gatekeeper.withheld" in {problem.id for problem in found}


@pytest.mark.parametrize("unseen", ["\x01", "\x0b", "\x7f", "\u200b", "\u2060", "\ufeff"])
@pytest.mark.parametrize("every", [1, 5, 9])
def test_unseen_characters_strewn_in_hide_no_coding(unseen: str, every: int) -> None:
    needles = build_needles([CANARY])
    inner = base64.b64encode(CANARY.encode()).decode()
    quoted = "".join(f"={byte:02X}" for byte in CANARY.encode())
    for text in (
        CANARY,
        quote(CANARY),
        quote(inner),
        inner,
        quoted,
        f"<b>{CANARY[:5]}</b>{CANARY[5:]}",
    ):
        strewn = unseen.join(text[at : at + every] for at in range(0, len(text), every))
        assert needles.find(f"<p>{strewn}</p>".encode()) == {0}, text


@pytest.mark.parametrize("order", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_coding_within_utf_16_is_found(order: str) -> None:
    needles = build_needles([CANARY])
    inner = base64.b64encode(CANARY.encode()).decode()
    for text in (
        f"<p>{quote(CANARY)}</p>",
        f"data {inner} end",
        f"<b>{CANARY[:5]}</b>{CANARY[5:]}",
    ):
        assert needles.find(text.encode(order)) == {0}
