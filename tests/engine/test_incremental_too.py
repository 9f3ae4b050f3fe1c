"""增量等于全新，另一半：the walks that a second worker takes."""

from __future__ import annotations

import pytest

from tests.engine.walk import SEEDS, Frames, check_walk


@pytest.mark.parametrize("seed", SEEDS[1::2], ids="seed-{}-".format)
def test_an_increment_gives_what_a_clean_build_gives_here_too(seed: int, frames: Frames) -> None:
    check_walk(seed, frames)
