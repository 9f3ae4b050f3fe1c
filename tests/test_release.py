"""发布：a faulty draft holds itself, and nothing that was public vanishes without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import pipeline
from generator.cli import main
from generator.problems import Level, Place, Problem
from generator.release import check_promises, find_faulty_drafts, folder_of
from tests.support import TODAY, change, examine

ANNOUNCED = "site_config/announced.yaml"
DRAFT = "cases/2022/gangjin-ban"
PUBLISHED = "cases/2022/zhuangpei-yiban"


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), *arguments])
    return result.exit_code, result.output


def promised(root: Path, day: date = TODAY) -> list[str]:
    loaded = pipeline.load(root, day=day)
    assert loaded.archive is not None
    return sorted(p.id for p in check_promises(loaded.content, loaded.archive, day))


# ---- drafts ----


def test_a_faulty_draft_holds_only_itself(full: Path) -> None:
    before = examine(full)
    change(full, f"{DRAFT}/case.md", "领域: ", "领域: 没有这一类")
    loaded = pipeline.load(full, day=TODAY)
    assert loaded.faulty == {DRAFT}
    assert not loaded.blocked
    assert repr(loaded.archive) == repr(before.archive)
    assert Level.ERROR in {p.level for p in loaded.problems}, "the check still says so"


def test_a_draft_whose_front_matter_cannot_be_read_holds_only_itself(full: Path) -> None:
    (full / DRAFT / "case.md").write_text("---\n标题: “\n\t坏: [\n---\n", encoding="utf-8")
    loaded = pipeline.load(full, day=TODAY)
    assert loaded.faulty == {DRAFT}
    assert loaded.archive is not None


def test_an_error_in_a_published_case_stops_everything(full: Path) -> None:
    change(full, f"{PUBLISHED}/case.md", "领域: ", "领域: 没有这一类")
    loaded = pipeline.load(full, day=TODAY)
    assert loaded.faulty == frozenset()
    assert loaded.archive is None


def test_a_published_case_that_was_moved_is_no_draft(full: Path) -> None:
    (full / PUBLISHED).rename(full / "cases/2022/xin-mingzi")
    assert pipeline.load(full, day=TODAY).archive is None


def test_a_year_that_was_never_on_record_waits_with_its_errors(full: Path) -> None:
    folder = full / "cases/2025"
    folder.mkdir()
    (folder / "results.yaml").write_text("年度: 二〇二五\n名单: 无\n", encoding="utf-8")
    loaded = pipeline.load(full, day=TODAY)
    assert loaded.faulty == {"cases/2025"}
    assert loaded.archive is not None
    assert [year.year for year in loaded.archive.years] == [2024, 2022]


def test_an_error_in_a_recorded_year_stops_everything(full: Path) -> None:
    change(full, "cases/2022/results.yaml", "总数: ", "总数: 许多")
    assert pipeline.load(full, day=TODAY).archive is None


def test_write_ups_may_come_before_the_list(full: Path) -> None:
    (full / "cases/2025/xinzu").mkdir(parents=True)
    text = (full / DRAFT / "case.md").read_text("utf-8")
    (full / "cases/2025/xinzu/case.md").write_text(
        text.replace("SHQ-2022", "SHQ-2025").replace("年度: 2022", "年度: 2025"), encoding="utf-8"
    )
    loaded = pipeline.load(full, day=TODAY)
    assert loaded.archive is not None
    missing = [p for p in loaded.problems if p.id == "results.missing"]
    assert [p.level for p in missing] == [Level.WARNING]


def test_a_faulty_draft_is_not_approved_and_others_are(full: Path) -> None:
    change(full, "cases/2022/weibao-zu/case.md", "领域: ", "领域: 没有这一类")
    assert pipeline.load(full, day=TODAY).blocked, "it was public once"
    change(full, "cases/2022/weibao-zu/case.md", "领域: 没有这一类", "领域: ")
    change(full, f"{DRAFT}/case.md", "领域: ", "领域: 没有这一类")
    code, text = run(full, "approve", "2022", "--by", "周某")
    assert code == 3
    assert "SHQ-2022-0005 不能批准：稿件有错误" in text
    assert "已批准 SHQ-2022-0001" in text


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("cases/2022/a/case.md", "cases/2022/a"),
        ("cases/2022/a/1.png", "cases/2022/a"),
        ("cases/2022/results.yaml", "cases/2022"),
        ("cases/2022/notices/a.md", "cases/2022"),
        ("site_config/site.yaml", ""),
        ("cases/readme.txt", ""),
    ],
)
def test_a_source_belongs_to_a_case_a_year_or_the_settings(file: str, folder: str) -> None:
    assert folder_of(file) == folder


def test_an_error_in_the_settings_is_nobodys_draft(full: Path) -> None:
    place = Place("site_config/site.yaml", 1, 1)
    found = [Problem("x.y", Level.ERROR, place, "")]
    assert find_faulty_drafts(examine(full).content, found) == frozenset()


# ---- promises ----


def test_a_published_case_that_was_edited_is_missed(full: Path) -> None:
    assert promised(full) == ["ledger.vanished"]  # SHQ-2022-0004


def test_a_year_to_come_is_not_missed_before_its_day(full: Path) -> None:
    assert "SHQ-2099-0001" in (full / "site_config/published.yaml").read_text("utf-8")
    assert promised(full, date(2099, 8, 31)) == ["ledger.vanished"]


def test_all_approvals_gone_is_said_aloud(full: Path) -> None:
    (full / "cases/2024/approvals.yaml").unlink()
    assert promised(full) == ["ledger.vanished", "ledger.vanished"]


def test_a_list_that_shrinks_is_missed(full: Path) -> None:
    change(full, ANNOUNCED, "条目: 9}", "条目: 10}")
    found = [p for p in examine(full).problems if p.id == "announced.shrunk"]
    assert [p.message for p in found] == [
        "2022 年名单公布过 10 条，现在只有 9 条，正式发布会停下来。"
    ]
    assert "{年度: 2022, 公布日期: 2022-09-06, 条目: 9, 原因: …}" in found[0].hint


def test_a_recorded_reason_lets_a_list_shrink(full: Path) -> None:
    change(full, ANNOUNCED, "条目: 9}", "条目: 10}")
    path = full / ANNOUNCED
    record = "  - {年度: 2022, 公布日期: 2022-09-06, 条目: 9, 原因: 某班组撤销称号}\n"
    path.write_text(path.read_text("utf-8") + record, encoding="utf-8")
    assert promised(full) == ["ledger.vanished"]


def test_a_year_that_vanishes_is_missed(full: Path) -> None:
    change(full, "cases/2024/results.yaml", "公布日期: 2024-09-10", "公布日期: 2088-09-10")
    assert promised(full) == ["announced.shrunk", "ledger.vanished", "ledger.vanished"]


def test_what_is_missed_stops_a_release_and_only_that(full: Path) -> None:
    assert pipeline.load(full, day=TODAY).archive is not None
    loaded = pipeline.load(full, release=True, day=TODAY)
    assert loaded.archive is None
    stopping = {p.id for p in loaded.problems if p.level is Level.ERROR}
    assert "ledger.vanished" in stopping


def test_a_release_needs_filing_numbers_and_a_record_of_its_lists(minimal: Path) -> None:
    (minimal / ANNOUNCED).unlink()
    loaded = pipeline.load(minimal, release=True, day=TODAY)
    stopping = {p.id for p in loaded.problems if p.level is Level.ERROR}
    assert stopping == {"site.icp", "site.mps", "announced.missing"}


# ---- the record ----


def test_approving_a_year_records_how_long_its_list_is(minimal: Path) -> None:
    before = (minimal / ANNOUNCED).read_text("utf-8")
    (minimal / ANNOUNCED).unlink()
    code, text = run(minimal, "approve", "2022", "--by", "周某")
    assert code == 0, text
    assert (minimal / ANNOUNCED).read_text("utf-8") == before


def test_a_list_that_lost_entries_is_not_recorded_quietly(minimal: Path) -> None:
    path = minimal / ANNOUNCED
    path.write_text(path.read_text("utf-8").replace("条目: 1", "条目: 5"), encoding="utf-8")
    before = path.read_text("utf-8")
    assert run(minimal, "approve", "2022", "--by", "周某")[0] == 0
    assert path.read_text("utf-8") == before


def test_an_empty_ledger_can_be_added_to(minimal: Path) -> None:
    (minimal / ANNOUNCED).write_text("# 台账\n名单: []\n", encoding="utf-8")
    assert run(minimal, "approve", "2022", "--by", "周某")[0] == 0
    loaded = pipeline.load(minimal, day=TODAY)
    assert [r.year for r in loaded.content.announced] == [2022]
    assert replace(loaded).archive is not None
