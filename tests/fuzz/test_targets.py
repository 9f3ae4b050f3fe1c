"""每个目标：its seeds, and everything in `found/` that broke it once, as `<target>/<what it was>`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.harmless import assert_harmless
from tests.fuzz.targets import BY_NAME, SLOWEST, Target, run

FOUND = sorted((Path(__file__).parent / "found").glob("*/*"))
HARMFUL = "<p onclick='x()'>x</p>", "<script>x</script>", "<a href='javascript:x'>x</a>"


@pytest.mark.parametrize("name", BY_NAME)
def test_what_a_target_promises_holds_for_its_seeds(name: str, tmp_path: Path) -> None:
    target = BY_NAME[name]
    seeds = list(target.seeds())
    assert seeds
    for seed in (*seeds[:: len(seeds) // 4 + 1], b"", b"\0\xff", seeds[0][: len(seeds[0]) // 2]):
        run(target, seed, tmp_path)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_once_stays_mended(path: Path, tmp_path: Path) -> None:
    run(BY_NAME[path.parent.name], path.read_bytes(), tmp_path)


def test_a_target_that_takes_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter((0.0, SLOWEST + 1))
    monkeypatch.setattr("tests.fuzz.targets.time.process_time", lambda: next(ticks))
    with pytest.raises(AssertionError, match=r"6\.0 s"):
        run(Target("slow", lambda data, folder: None, list), b"", tmp_path)


@pytest.mark.parametrize("html", HARMFUL)
def test_the_oracle_sees_what_is_harmful(html: str) -> None:
    with pytest.raises(AssertionError):
        assert_harmless(html, set())
