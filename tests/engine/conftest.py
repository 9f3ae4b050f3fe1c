"""外框 for all walks of one worker."""

from __future__ import annotations

import pytest

from tests.engine.walk import Frames


@pytest.fixture(scope="session")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """Rendered once for each state of what they are made of."""
    return Frames(tmp_path_factory.mktemp("frames"))
