"""夹具：a small project that the commands may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.papers import write_results
from tests.intake.project import make_project, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an empty `cases/`."""
    return make_project(tmp_path / "项目")


@pytest.fixture
def listed(project: Path, tmp_path: Path) -> Path:
    """The project with the list of 2022 imported."""
    path = write_results(tmp_path / "名单.xlsx")
    assert run(project, "import", "results", path, "--year", 2022).exit_code == 0
    return project
