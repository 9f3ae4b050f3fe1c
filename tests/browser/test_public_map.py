"""活动与网站对照：every row of docs/public-map.md has a place that is there, or a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.urls import file_of
from tests.support import ROOT

COUNTS = {"SYS": 10, "PRO": 20, "ROL": 19, "DOC": 15, "CON": 11, "RUL": 6}
ROW = re.compile(r"^\| ([A-Z]{3}-\d\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.M)
ROWS = [
    tuple(cell.strip() for cell in row)
    for row in ROW.findall((ROOT / "docs" / "public-map.md").read_text(encoding="utf-8"))
]


def test_every_number_has_one_row() -> None:
    wanted = [f"{kind}-{n:02}" for kind, sum_of in COUNTS.items() for n in range(1, sum_of + 1)]
    assert [row[0] for row in ROWS] == wanted


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_place_that_is_named_is_there_and_what_has_none_says_why(
    row: tuple[str, ...], site_dir: Path
) -> None:
    _, _, places, said = row
    addresses = re.findall(r"`/([^`#]*)(?:#([^`]+))?`", places)
    assert said
    assert bool(addresses) != (places == "—")
    for url, anchor in addresses:
        html = (site_dir / file_of(url)).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in html, (url, anchor)
