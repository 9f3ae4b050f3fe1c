"""撤下与进度：withdrawn is withdrawn, and everybody can see where a case stands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import pipeline
from generator.cli import main
from generator.plugin import render_chrome

ROOT = Path(__file__).resolve().parents[1]
ID = "SHQ-2022-0002"
ADDRESS = "cases/2022/baozhuang-sanban/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("cases", "site_config", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def anli(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(project), *arguments])


def withdraw(project: Path, *more: str) -> Result:
    return anli(project, "withdraw", ID, "--reason", "organisation", "--by", "示例经办", *more)


def test_no_byte_of_a_withdrawn_case_remains_but_its_tombstone(project: Path) -> None:
    case = next(c for c in pipeline.load(project).content.cases if c.id == ID)
    assert withdraw(project).exit_code == 0
    loaded = pipeline.build(project, project / "site", render_chrome)
    assert loaded.archive is not None
    page = project / "site" / ADDRESS / "index.html"
    assert "这个案例已经撤下" in page.read_text("utf-8")
    assert 'content="noindex"' in page.read_text("utf-8")
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]
    for path in (project / "site").rglob("*"):
        if path.is_file() and path != page:
            data = path.read_bytes()
            assert ADDRESS.encode() not in data, path
            assert case.title.encode() not in data, path
            assert case.summary.encode() not in data, path


def test_a_withdrawal_wins_over_a_new_approval(project: Path) -> None:
    withdraw(project)
    assert anli(project, "approve", ID, "--by", "示例审核员").exit_code == 0
    archive = pipeline.load(project).archive
    assert archive is not None
    assert ID not in {case.id for case in archive.cases}


def test_a_withdrawal_takes_effect_on_its_day(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw(project, "--effective", "2027-01-10")
    for epoch, public in (("1799500000", True), ("1799600000", False)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        archive = pipeline.load(project).archive
        assert archive is not None
        assert (ID in {case.id for case in archive.cases}) is public


def test_withdrawing_names_what_has_to_be_recalled(project: Path) -> None:
    said = withdraw(project).output
    assert f"https://share.example.org/{ADDRESS}" in said
    assert "公众号" in said
    assert "海报" not in said


@pytest.mark.parametrize("id", ["SHQ-2022-0099", "SHQ-2023-0001"])
def test_what_was_never_public_cannot_be_withdrawn(project: Path, id: str) -> None:
    result = anli(project, "withdraw", id, "--reason", "other", "--by", "示例经办")
    assert result.exit_code == 2
    assert not (project / "site_config/withdrawn.yaml").exists()


def test_a_case_is_withdrawn_once(project: Path) -> None:
    withdraw(project)
    before = (project / "site_config/withdrawn.yaml").read_text("utf-8")
    assert withdraw(project).exit_code == 2
    assert (project / "site_config/withdrawn.yaml").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        (ID, "SHQ-2022-0092", "withdrawn.unknown"),
        (ADDRESS, "cases/2022/elsewhere/", "withdrawn.address"),
    ],
)
def test_a_withdrawal_must_agree_with_the_ledger(
    project: Path, old: str, new: str, id: str
) -> None:
    withdraw(project)
    path = project / "site_config/withdrawn.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    assert id in {problem.id for problem in pipeline.load(project).problems}


def test_status_says_where_each_typical_case_stands(project: Path) -> None:
    withdraw(project)
    rows = json.loads(anli(project, "status", "2022", "--json").stdout)
    states = {row["id"]: row["state"] for row in rows}
    assert len(states) == 12
    assert states["SHQ-2022-0001"] == "可公开"
    assert "已撤下" in states[ID]
    rows = json.loads(anli(project, "status", "2023", "--json").stdout)
    assert {row["state"] for row in rows} == {"没有案例材料"}
