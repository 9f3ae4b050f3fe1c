"""anli import results：all or nothing, by identity, and nobody's work is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.content import read_content
from generator.intake import plan as plans
from tests.intake.papers import (
    ASSOCIATION,
    HEAD,
    ORGANISATION,
    TEAM,
    write_results,
    write_workbook,
)
from tests.intake.project import REGISTER, run, tree

RESULTS = "cases/2022/results.yaml"
ORGANISATIONS = "site_config/organisations.yaml"


def _one(path: Path, *rows: tuple[object, ...]) -> Path:
    return write_workbook(path, [HEAD, ("制造类",), *rows])


def _row(team: str, **cells: object) -> tuple[object, ...]:
    values = {
        "序号": None, "单 位": ORGANISATION, "班组名称": team, "推荐单位": ASSOCIATION, "等级": "经验",
        **cells,
    }  # fmt: skip
    return tuple(values.get(name) for name in HEAD)


def test_a_dry_run_shows_all_and_writes_nothing(project: Path, tmp_path: Path) -> None:
    before = tree(project)
    path = write_results(tmp_path / "名单.xlsx")
    result = run(project, "import", "results", path, "--year", 2022, "--dry-run")
    assert result.exit_code == 0
    assert f"+ {ORGANISATION} {TEAM}" in result.stdout
    assert "读了 11 行 = 条目 4 + 分段 2 + 没有导入 5。" in result.stderr
    assert "没有导入 名单.xlsx!名单!A11（说明）：本表均为虚构。" in result.stderr
    assert "什么都没有写入" in result.stderr
    assert tree(project) == before


def test_an_import_writes_the_year_and_proposes_unknown_organisations(listed: Path) -> None:
    content, problems = read_content(listed)
    results = content.years[0].results
    assert results is not None
    assert [entry.team for entry in results.entries] == [TEAM, "设备部空压站班", "机修班", "机修班"]
    assert results.total == 5
    assert {p.id for p in problems} == {"file.missing", "field.missing"}  # no notice, no site.yaml
    written = (listed / ORGANISATIONS).read_text(encoding="utf-8")
    assert (
        written
        == REGISTER
        + "  - 代号: shanghai-shili-jianshe\n    名称: 上海示例建设有限公司\n    简称: 上海示例建设\n"
    )


def test_what_the_list_contradicts_itself_in_stays_until_a_better_list_comes(
    listed: Path, tmp_path: Path
) -> None:
    def contradictions() -> tuple[str, ...]:
        results = read_content(listed)[0].years[0].results
        return results.discrepancies if results else ()

    assert contradictions() == (
        "名单.xlsx!名单!A8：“二、建造类（2个）”写 2 个，下面实有 1 个。",
        "名单.xlsx!名单!A10：合计写 5 个，名单里实有 4 个。",
    )
    found = run(listed, "reconcile", 2022).stdout
    assert found.count("reconcile.list-contradicts") == 2
    text = (listed / RESULTS).read_text(encoding="utf-8")
    (listed / RESULTS).write_text(text.replace("总数: 5\n", "总数: 4\n"), encoding="utf-8")
    path = _one(tmp_path / "新名单.xlsx", _row(TEAM))
    assert run(listed, "import", "results", path, "--year", 2022).exit_code == 0
    assert contradictions() == ()
    assert "总数: 4\n名单:\n" in (listed / RESULTS).read_text(encoding="utf-8")


def test_a_second_import_changes_nothing(listed: Path, tmp_path: Path) -> None:
    before = tree(listed)
    path = write_results(tmp_path / "名单.xlsx")
    result = run(listed, "import", "results", path, "--year", 2022)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有变化" in result.stderr
    assert tree(listed) == before


def test_differences_are_shown_by_name_and_staff_work_stays(listed: Path, tmp_path: Path) -> None:
    file = listed / RESULTS
    text = file.read_text(encoding="utf-8")
    text = text.replace(
        "名单:\n", "公布日期: 2022-09-06  # 照公告\n日程:\n  - {步骤: 报名, 时间: 4月}\n名单:\n"
    )
    text = text.replace(f"    班组: {TEAM}\n", f"    班组: {TEAM}\n    入选全国: 全国典型\n")
    file.write_text(text, encoding="utf-8")
    path = _one(
        tmp_path / "名单.xlsx",
        _row(
            "“秒表”装配2班",
            等级="典型",
            类别="技术创新型",
            所在区="嘉定",
            行业="C 制造业",
            推荐全国="√",
        ),
        _row("新来的班"),
    )
    result = run(listed, "import", "results", path, "--year", 2022)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"~ {ORGANISATION} “秒表”装配2班",
        f"    班组：{TEAM} → “秒表”装配2班",
        f"+ {ORGANISATION} 新来的班",
        f"- {ORGANISATION} 设备部空压站班",
        f"- {ORGANISATION} 机修班",
        "- 上海示例建设有限公司 机修班",
        "~ 名单出入",
    ]
    written = file.read_text(encoding="utf-8")
    for kept in (
        "公布日期: 2022-09-06  # 照公告\n",
        "{步骤: 报名, 时间: 4月}",
        "入选全国: 全国典型",
        "行业大类: C34",
    ):
        assert kept in written
    assert written.count("班组: ") == 2


def test_columns_that_a_list_lacks_take_nothing_away(listed: Path, tmp_path: Path) -> None:
    head = ("单位", "班组", "领域", "等级", "推荐单位")
    row = (ORGANISATION, TEAM, "制造类", "典型经验", ASSOCIATION)
    path = write_workbook(tmp_path / "名单.xlsx", [head, row])
    result = run(listed, "import", "results", path, "--year", 2022, "--dry-run")
    changed = [line for line in result.stdout.splitlines() if line.startswith("~")]
    assert changed == ["~ 名单出入"]


def test_with_one_error_nothing_is_written(project: Path, tmp_path: Path) -> None:
    before = tree(project)
    path = _one(tmp_path / "名单.xlsx", _row("一班"), _row("二班", 等级="三等奖"), _row("一班"))
    result = run(project, "import", "results", path, "--year", 2022)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "名单.xlsx!名单!F4 错误 intake.value-unknown" in result.stderr
    assert "名单.xlsx!名单!C5 错误 intake.entry-twice" in result.stderr
    assert tree(project) == before


def test_a_disk_that_fails_midway_leaves_the_tree_as_it_was(
    listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(listed)
    switch = plans._switch

    def fail(target: Path) -> None:
        switch(target)
        if target.name == "results.yaml":
            raise OSError("磁盘满了")

    monkeypatch.setattr(plans, "_switch", fail)
    path = _one(tmp_path / "名单.xlsx", _row("一班", **{"单 位": "上海示例新来有限公司"}))
    result = run(listed, "import", "results", path, "--year", 2022)
    assert result.exit_code == 4
    assert "磁盘满了" in result.stderr
    assert tree(listed) == before


def test_a_rename_becomes_a_former_name(project: Path, tmp_path: Path) -> None:
    name = "上海示例流体科技有限公司"
    path = _one(
        tmp_path / "名单.xlsx",
        _row("一班", **{"单 位": name, "备注": f"原{ORGANISATION}，2022年3月更名"}),
    )
    result = run(project, "import", "results", path, "--year", 2022)
    assert result.exit_code == 0
    organisation = read_content(project)[0].organisations[0]
    assert (organisation.slug, organisation.name) == ("famen", name)
    assert [(f.text, f.until) for f in organisation.former_names] == [(ORGANISATION, "2022-03")]
    assert "intake.renamed" in result.stderr


def test_other_spellings_of_a_name_make_no_new_organisation(project: Path, tmp_path: Path) -> None:
    path = _one(tmp_path / "名单.xlsx", _row("一班", **{"单 位": "示例阀门"}))
    result = run(project, "import", "results", path, "--year", 2022)
    assert f"单位: {ORGANISATION}" in (project / RESULTS).read_text(encoding="utf-8")
    assert "intake.organisation-name" in result.stderr
    assert (project / ORGANISATIONS).read_text(encoding="utf-8") == REGISTER


def test_unknown_recommenders_are_proposed_to_the_vocabulary(project: Path, tmp_path: Path) -> None:
    path = _one(tmp_path / "名单.xlsx", _row("一班", 推荐单位="嘉定区示例质量中心"))
    assert run(project, "import", "results", path, "--year", 2022).exit_code == 0
    term = read_content(project)[0].vocabularies["recommender"].terms[-1]
    assert (term.label, term.kind) == ("嘉定区示例质量中心", "区")


def test_a_source_that_cannot_be_read_is_not_written_over(listed: Path, tmp_path: Path) -> None:
    file = listed / RESULTS
    file.write_text("名单: [", encoding="utf-8")
    path = write_results(tmp_path / "名单.xlsx")
    result = run(listed, "import", "results", path, "--year", 2022)
    assert result.exit_code == 1
    assert "intake.not-editable" in result.stderr
    assert file.read_text(encoding="utf-8") == "名单: ["


@pytest.mark.parametrize(
    ("register", "kept"),
    [
        ("单位:\n", "单位:\n"),
        ("单位: []  # 还没有\n", "单位:  # 还没有\n"),
        ('# 名录\n"单位":\n# 以上\n', '# 名录\n"单位":\n'),
    ],
)
def test_a_register_may_still_be_empty(
    project: Path, tmp_path: Path, register: str, kept: str
) -> None:
    (project / ORGANISATIONS).write_text(register, encoding="utf-8")
    path = _one(tmp_path / "名单.xlsx", _row(TEAM))
    assert run(project, "import", "results", path, "--year", 2022).exit_code == 0
    assert (project / ORGANISATIONS).read_text(encoding="utf-8").startswith(kept)
    assert [o.name for o in read_content(project)[0].organisations] == [ORGANISATION]


def test_a_list_in_brackets_is_left_to_people(project: Path, tmp_path: Path) -> None:
    (project / ORGANISATIONS).write_text("单位: [\n]\n", encoding="utf-8")
    path = _one(tmp_path / "名单.xlsx", _row(TEAM))
    result = run(project, "import", "results", path, "--year", 2022)
    assert (result.exit_code, "intake.in-brackets" in result.stderr) == (1, True)


def test_programs_get_json_on_stdout_alone(project: Path, tmp_path: Path) -> None:
    path = write_results(tmp_path / "名单.xlsx")
    result = run(project, "import", "results", path, "--year", 2022, "--json")
    told = json.loads(result.stdout)
    assert told["rows"] == {"read": 11, "entries": 4, "sections": 2, "ignored": 5}
    assert len(told["ignored"]) == 5
    assert told["written"] == [RESULTS, ORGANISATIONS]
    assert told["changes"][0] == {"sign": "+", "name": f"{ORGANISATION} {TEAM}", "details": []}
    assert set(told["problems"][0]) == {"id", "level", "file", "line", "column", "message", "hint"}
    assert result.stderr == ""


def test_wrong_usage_is_exit_code_two(project: Path, tmp_path: Path) -> None:
    assert run(project, "import", "results", tmp_path / "没有.xlsx", "--year", 2022).exit_code == 2
    path = write_results(tmp_path / "名单.xlsx")
    assert run(project, "import", "results", path).exit_code == 2
