"""增量等于全新：after any sequence of changes, the site is that of a clean build, byte for byte.

`ANLI_STEPS` sets how many steps are taken in all: 2,000 in `make test`, 50,000 in
`make incremental`. Every walk of 250 steps comes from its own seed, which names its test:
`pytest tests/engine -k seed-17` takes that walk again, step by step the same. Each second walk
stands in `test_incremental_too`, so that two workers share them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.chrome import Chrome
from generator.memo import Memo
from generator.model import Site
from generator.plugin import render_chrome
from tests.engine.small import write_small_project
from tests.engine.walk import SEEDS, Frames, build, check_walk, tree
from tests.support import TODAY, change


@pytest.mark.parametrize("seed", SEEDS[::2], ids="seed-{}-".format)
def test_an_increment_gives_what_a_clean_build_gives(seed: int, frames: Frames) -> None:
    check_walk(seed, frames)


def test_a_case_that_no_ledger_dates_follows_the_day_of_its_year(
    tmp_path: Path, frames: Frames
) -> None:
    root = write_small_project(tmp_path / "project", seed=0)
    (root / "site_config" / "published.yaml").unlink()

    def run(memo: Memo) -> str:
        assert build(root, root / "site", frames, memo, search=False)
        return (root / "site" / "data" / "cases.json").read_text("utf-8")

    first = run(Memo(root / ".cache"))
    change(root, "cases/2012/results.yaml", "2012-09-06", "2012-09-16")
    again = run(Memo(root / ".cache"))
    assert again == run(Memo()) != first


def test_the_data_of_a_year_follow_the_newest_day_of_all_years(
    tmp_path: Path, frames: Frames
) -> None:
    root = write_small_project(tmp_path / "project", seed=0)

    def run(memo: Memo) -> str:
        assert build(root, root / "site", frames, memo, search=False)
        return (root / "site" / "years" / "2011" / "results-2011.json").read_text("utf-8")

    first = run(Memo(root / ".cache"))
    change(
        root,
        "site_config/published.yaml",
        "地址: cases/2012/tu-jiao-si-ban-1/\n  首次公开: '2022-09-01'",
        "地址: cases/2012/tu-jiao-si-ban-1/\n  首次公开: '2022-09-02'",
    )
    again = run(Memo(root / ".cache"))
    assert again == run(Memo()) != first


def test_the_frame_is_rendered_only_when_something_it_is_made_of_changes(tmp_path: Path) -> None:
    root = write_small_project(tmp_path / "project", seed=0)
    rendered = []

    def render(root: Path, site: Site, folder: Path) -> Chrome:
        rendered.append(site.name)
        return render_chrome(root, site, folder)

    def run() -> dict[str, tuple[int, bytes]]:
        pipeline.build(root, root / "site", render, search=False, posters=False, day=TODAY)
        return tree(root / "site")

    first = run()
    assert run() == first
    assert len(rendered) == 1
    (root / "site" / "about" / "index.html").write_text("手改", encoding="utf-8")
    assert run() == first
    assert len(rendered) == 2
    change(root, "theme/main.html", 'aria-label="常用"', 'aria-label="常用的"')
    assert 'aria-label="常用的"' in run()["index.html"][1].decode()
    about = root / "site_config" / "pages" / "about.md"
    about.write_text(about.read_text("utf-8") + "\n又加了一句。\n", "utf-8")
    assert "又加了一句。" in run()["about/index.html"][1].decode()
    assert len(rendered) == 4
