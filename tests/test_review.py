"""审读发现的漏洞：each was possible once and must not be again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import pipeline
from generator.cli import main
from generator.plugin import render_chrome
from generator.prose import render_markdown, render_section
from generator.sources import SourceText, parse_yaml
from tests.support import ROOT


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    for name in ("cases", "site_config", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def test_leavings_beside_pages_and_assets_are_not_published(shipped: Path) -> None:
    pages = shipped / "site_config/pages"
    for name in ("index.md.bak", "~$草稿.docx", "Thumbs.db", "plan.xlsx", "_内部.md"):
        (pages / name).write_bytes(b"canary")
    (shipped / "theme/assets/c.bak").write_bytes(b"canary")
    assert pipeline.build(shipped, shipped / "site", render_chrome).archive is not None
    for path in (shipped / "site").rglob("*"):
        assert path.suffix not in (".bak", ".docx", ".db"), path
        assert path.suffix != ".xlsx" or path.name.startswith("results-"), path
        assert path.is_dir() or b"canary" not in path.read_bytes(), path


def test_a_website_of_somebody_else_is_never_replaced(shipped: Path, tmp_path: Path) -> None:
    other = tmp_path / "www"
    other.mkdir()
    (other / "sitemap.xml").write_text("theirs", encoding="utf-8")
    arguments = ["--root", str(shipped), "build", "--site-dir", str(other)]
    assert CliRunner().invoke(main, arguments).exit_code == 2
    assert (other / "sitemap.xml").read_text("utf-8") == "theirs"


@pytest.mark.parametrize("escape", [r"\u202e", r"\0", r"\u200b", r"\e"])
def test_an_escape_cannot_bring_in_what_nobody_sees(escape: str) -> None:
    _, problems = parse_yaml(SourceText("a.yaml", f'标题: "甲{escape}乙"\n'))
    assert [problem.id for problem in problems] == ["file.invisible-character"]


def test_a_value_that_begins_with_a_hash_is_reported() -> None:
    _, problems = parse_yaml(SourceText("a.yaml", "短标题: #3 机组的故事\n"))
    assert [problem.id for problem in problems] == ["yaml.comment-after-value"]


def test_two_approved_cases_of_one_team_do_not_stop_the_build(shipped: Path) -> None:
    source = shipped / "cases/2022/jiangxin-zhuangpei-banzu"
    shutil.copytree(source, shipped / "cases/2022/second")
    path = shipped / "cases/2022/second/case.md"
    text = path.read_text("utf-8").replace("SHQ-2022-0001", "SHQ-2022-0099")
    path.write_text(text, encoding="utf-8")
    approvals = shipped / "cases/2022/approvals.yaml"
    records = approvals.read_text("utf-8")
    first = records[
        records.index("  - 编号: SHQ-2022-0001") : records.index("  - 编号: SHQ-2022-0002")
    ]
    approvals.write_text(
        records.rstrip("\n") + "\n" + first.replace("SHQ-2022-0001", "SHQ-2022-0099"), "utf-8"
    )
    arguments = ["--root", str(shipped), "approve", "SHQ-2022-0099", "--by", "测试"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    loaded = pipeline.build(shipped, shipped / "site", render_chrome)
    assert loaded.archive is not None
    assert "SHQ-2022-0099" not in {case.id for case in loaded.archive.cases}
    assert "case.same-team" in {problem.id for problem in loaded.problems}


def test_linked_folders_are_refused(shipped: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(shipped / "cases/2022/notices", elsewhere)
    (shipped / "cases/2022/notices").symlink_to(elsewhere)
    loaded = pipeline.load(shipped)
    assert loaded.archive is None
    assert "file.not-regular" in {problem.id for problem in loaded.problems}


def test_a_label_of_the_future_is_not_public_yet(shipped: Path) -> None:
    path = shipped / "site_config/vocabulary/domain.yaml"
    text = path.read_text("utf-8")
    old = "      - 名称: 制造类\n"
    assert old in text
    new = "      - {名称: 制造类, 止: 2029}\n      - {名称: 金丝雀类, 起: 2030}\n"
    path.write_text(text.replace(old, new), encoding="utf-8")
    loaded = pipeline.load(shipped)
    assert loaded.archive is not None
    term = loaded.archive.vocabularies["domain"].term("manufacturing")
    assert [label.text for label in term.labels] == ["制造类"]
    assert term.label == "制造类"


def test_a_bare_address_does_not_swallow_the_chinese_after_it() -> None:
    assert "href" not in render_markdown("详见https://a.example.org/b），以及其他说明。")


def test_a_thousand_tables_are_only_long() -> None:
    assert render_section("|甲|\n|-|\n|1|\n\n文\n\n" * 1100, {}).count("<table>") == 1100
