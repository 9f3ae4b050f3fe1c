"""内容：whole projects read; what is wrong is reported and never fatal."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from generator.content import read_content
from generator.fields import Kind, Table
from generator.model import Direction, People
from tests.conftest import MakeProject
from tests.support import SITES, Examined, change, copy_site, examine, listing
from tests.test_fields import all_tables

CASE_FILE = "cases/2022/zhuangpei-yiban/case.md"


def front_of(path: Path) -> object:
    """YAML of a source as plain texts, read by another reader than ours."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("---\n", 2)[1]
    return yaml.load(text, Loader=yaml.BaseLoader)


def keys_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    return set()


def test_the_smallest_project_has_nothing_wrong() -> None:
    smallest = examine(SITES / "minimal")
    assert set(smallest.ids) == {"site.icp", "site.mps"}
    assert smallest.public == ["SHQ-2022-0001"]


def test_every_field_of_every_table_is_used_and_read() -> None:
    files = [*(SITES / "full").rglob("*.yaml"), *(SITES / "full").rglob("*.md")]
    used = set().union(*(keys_in(front_of(path)) for path in files))
    labels = {row.label for table in all_tables() for row in table.fields}
    assert labels - used == set()
    assert used - labels == set()


def test_every_state_of_a_case_is_told(full_before: Examined) -> None:
    expected = (SITES / "full" / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert listing(full_before.problems) == expected
    assert full_before.public == ["SHQ-2024-0001", "SHQ-2022-0001"]


def test_a_case_is_read_as_it_was_written(full_before: Examined) -> None:
    case = next(case for case in full_before.content.cases if case.id == "SHQ-2022-0001")
    assert case.organisation == "shanghai-shili-jixie"
    assert case.key_industries == ("automotive", "advanced-equipment")
    assert (case.tier, case.category, case.team_size) == ("typical", "general", 12)
    rate, rework, punctual = case.kpis
    assert (rate.before, rate.after, rate.direction) == (
        Decimal("96.2"),
        Decimal("99.1"),
        Direction.UP,
    )
    assert (punctual.before_text, punctual.direction) == ("98.0", Direction.HOLD)
    assert (rework.unit, rework.basis) == ("件/月", "质检登记的返修件数，样本 60 台")
    assert [p.people for p in case.pictures] == [People.NONE, People.IDENTIFIABLE, People.GROUP]
    assert len(case.sections) == 13 and all(section.slug for section in case.sections)
    assert case.at.of("domain").line == 10


def test_a_former_name_keeps_the_name_of_its_year(full_before: Examined) -> None:
    names = {
        case.year: (case.organisation, case.organisation_name)
        for case in full_before.content.cases
        if case.team == "维保组"
    }
    assert names == {
        2022: ("shanghai-shili-dianti", "上海示例电梯维修有限公司"),
        2024: ("shanghai-shili-dianti", "上海示例电梯科技有限公司"),
    }


def test_windows_line_ends_and_bom_change_nothing(full: Path, full_before: Examined) -> None:
    for path in [*full.rglob("*.md"), *full.rglob("*.yaml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = examine(full)
    assert repr(after.archive) == repr(full_before.archive)
    assert after.problems == full_before.problems


def test_leavings_of_editors_and_systems_are_passed_over(full: Path, full_before: Examined) -> None:
    folder = full / "cases" / "2022" / "zhuangpei-yiban"
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$case.md", "_旧稿.md", ".case.md.swp"):
        (folder / name).write_bytes(b"x")
        (folder.parent / name).write_bytes(b"x")
        (folder.parent / "notices" / name).write_bytes(b"x")
    after = examine(full)
    assert after.problems == full_before.problems
    assert repr(after.archive) == repr(full_before.archive)


@pytest.mark.parametrize(
    ("file", "text", "ids"),
    [
        ("site_config/site.yaml", "", {"field.missing"}),
        ("site_config/site.yaml", "# 待填\n", {"field.missing"}),
        ("cases/2022/results.yaml", "", {"field.missing"}),
        ("cases/2022/results.yaml", "名单: []\n", {"field.missing"}),
        (CASE_FILE, "", {"front-matter.missing"}),
        ("cases/2022/notices/results.md", "---\n---\n", {"field.missing", "notice.empty"}),
        ("site_config/vocabulary/tier.yaml", "", {"field.missing"}),
        (
            "site_config/vocabulary/tier.yaml",
            "名称: 等级\n词条:\n  - {代号: typical, 叫法: []}\n",
            {"field.missing"},
        ),
        (
            "site_config/vocabulary/tier.yaml",
            "名称: 等级\n词条:\n  - {代号: typical, 叫法: [{名称: }]}\n",
            {"field.missing"},
        ),
        ("cases/2024/approvals.yaml", "", set()),
        ("site_config/withdrawn.yaml", "撤下:\n", set()),
    ],
)
def test_an_empty_file_is_never_silently_nothing(
    full: Path, file: str, text: str, ids: set[str]
) -> None:
    (full / file).write_text(text, encoding="utf-8")
    examined = examine(full)
    assert {p.id for p in examined.problems if p.place.file == file} == ids
    assert (examined.archive is None) == bool(ids)


def test_a_list_with_an_unreadable_entry_is_not_counted(full: Path) -> None:
    change(full, "cases/2024/results.yaml", "领域: 建设工程类", "领域: 建造类")
    assert "term.not-in-year" in examine(full).ids
    assert not {"results.total", "results.count", "case.not-in-results"} & set(examine(full).ids)


def test_missing_settings_and_vocabularies_are_named(full: Path) -> None:
    (full / "site_config" / "site.yaml").unlink()
    (full / "site_config" / "vocabulary" / "method.yaml").unlink()
    found = listing(examine(full).problems)
    assert "site_config/site.yaml:0:0 error file.missing" in found
    assert "site_config/vocabulary/method.yaml:0:0 error vocabulary.missing" in found


def test_a_linked_case_is_not_read(full: Path) -> None:
    outside = full.parent / "outside"
    copy_site("minimal", outside)
    (full / "cases" / "2022" / "linked").symlink_to(outside / "cases" / "2022" / "zhuangpei-yiban")
    file = full / "cases" / "2022" / "hanjie-ban" / "case.md"
    file.unlink()
    file.symlink_to(outside / "cases" / "2022" / "zhuangpei-yiban" / "case.md")
    examined = examine(full)
    found = listing(examined.problems)
    assert "cases/2022/linked:0:0 warning file.unexpected" in found
    assert "cases/2022/hanjie-ban/case.md:0:0 error file.not-regular" in found
    assert "SHQ-2022-0002" not in {case.id for case in examined.content.cases}


def test_no_damage_to_a_file_makes_the_reader_fail(site: MakeProject) -> None:
    """Bytes deleted, doubled and replaced at random; the same ones in every run."""
    root = site("minimal")
    chance = random.Random(7)
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    pieces = [b"", b":", b"\t", b"---\n", b"- ", b"{", b"[", b'"', b"\xff", b"\0", b"# ", b"\n\n"]
    for _ in range(100):
        path = chance.choice(files)
        data = path.read_bytes()
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.choice([0, 1, 3, 40]))
        path.write_bytes(data[:start] + chance.choice(pieces) + data[end:])
        examined = examine(root)
        for problem in examined.problems:
            if lines := examined.content.lines.get(problem.place.file):
                assert problem.place.line <= len(lines) + 1
        path.write_bytes(data)


def test_reading_changes_no_file(full: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in full.rglob("*") if p.is_file()}

    before = state()
    read_content(full)
    assert state() == before


def kinds_of(table: Table) -> set[Kind]:
    return {row.kind for row in table.fields}


def test_every_kind_of_field_occurs_in_some_table() -> None:
    assert set().union(*map(kinds_of, all_tables())) == set(Kind)
