"""共用的夹具：the shipped project with its campaigns, to be changed at will."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.problems import Problem
from generator.wechat.drafts import plan_jobs
from generator.wechat.opened import Opened, open_project
from generator.wechat.studio import Job
from tests.support import ROOT

DAY = date(2026, 11, 24)
"""the day on which these tests look at the project: all shipped cases are approved by then"""
EPOCH = "1795500000"
"""the same day for commands"""


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project with all its drafts made, to be looked at and never changed."""
    root = tmp_path_factory.mktemp("shipped") / "project"
    for name in ("cases", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        made = anli(root, "wechat", "build")
    assert made.exit_code == 0, made.stderr
    return root


@pytest.fixture
def season(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped content, on a fixed day; pictures and covers are drawn already."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = tmp_path / "project"
    for name in ("cases", "site_config", ".cache"):
        shutil.copytree(shipped / name, root / name)
    return root


def anli(root: Path, *arguments: str, typed: str | None = None) -> Result:
    """A command in a project; `typed` is what the person answers."""
    return CliRunner().invoke(main, ["--root", str(root), *arguments], input=typed)


def opened(root: Path) -> Opened:
    """The project as every command about WeChat sees it."""
    found = open_project(root, DAY)
    assert isinstance(found, Opened)
    return found


def jobs_in(root: Path, target: str = "") -> tuple[dict[str, Job], list[Problem]]:
    """What would be made, by name, and every problem of the campaigns."""
    project = opened(root)
    jobs, problems = plan_jobs(project.archive, project.campaigns, project.eligibility, target)
    return {job.name: job for job in jobs}, [*project.problems, *problems]


def report_of(root: Path, name: str) -> dict[str, Any]:
    """report.json of a draft that was made."""
    text = (root / "dist" / "wechat" / name / "report.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def codes_of(root: Path, name: str) -> set[str]:
    """Codes of the findings of a draft that was made."""
    articles = report_of(root, name)["articles"]
    return {found["code"] for article in articles for found in article["findings"]}


Write = Callable[[str], None]


@pytest.fixture
def campaign(season: Path) -> Write:
    """Write the only campaign of the project, from its drafts down."""
    folder = season / "site_config" / "campaigns"
    shutil.rmtree(folder)
    folder.mkdir()

    def write(drafts: str) -> None:
        head = "标题: 讲堂\n栏目: 典型经验\n版式: 质量红\n作者: 示例质协\n总期数: 3\n推文:\n"
        (folder / "one.yaml").write_text(head + drafts, encoding="utf-8")

    return write
