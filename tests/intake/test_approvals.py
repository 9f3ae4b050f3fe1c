"""审批记录：evidence is read in every spelling of a day; silence is never a yes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.fields import APPROVAL
from generator.intake.approvals import build_approvals, read_approvals
from generator.intake.emit import in_words
from tests.intake.papers import YEAR, write_workbook

HEAD = (
    "序号", "单位", "班组", "形式审查（日期）", "专家评审（日期）", "指导单位审定（日期）", "审定文号",
    "保密审查（人/日期）", "单位同意公开", "同意日期", "肖像授权", "公开范围", "备注",
)  # fmt: skip
FULL = (
    1, "甲", "一班", datetime(2022, 6, 25), "2022.7.19", "2022年8月16日", "示例指审〔2022〕5号",
    "李某/8月22日", "是", "20220825", "不涉及", "官网、公众号", None,
)  # fmt: skip
PENDING = (
    2, "乙", "二班", "6月25日", "不详", None, "示例指审〔2022〕5号",
    "王某", "暂缓（单位申请）", None, "—", "暂不公开", "涉及商业秘密",
)  # fmt: skip


def test_a_full_record_speaks_the_words_of_the_field_table(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "审批.xlsx", [("2022年度审批记录",), HEAD, FULL])
    rows, problems = read_approvals(path, YEAR)
    records, more = build_approvals(rows, {("甲", "一班"): "SHQ-2022-0001"}, path.name)
    assert problems == more == []
    assert in_words(APPROVAL, records[0]) == {
        "编号": "SHQ-2022-0001",
        "形式审查": {"日期": "2022-06-25"},
        "专家评审": {"日期": "2022-07-19"},
        "指导单位审定": {"日期": "2022-08-16", "文号": "示例指审〔2022〕5号"},
        "保密审查": {"日期": "2022-08-22", "人": "李某"},
        "公开同意": {"同意": "是", "日期": "2022-08-25", "范围": ["官网", "公众号"]},
        "肖像授权": "不涉及",
    }


def test_anything_but_a_yes_is_a_no_and_gaps_stay_gaps(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "审批.xlsx", [HEAD, PENDING])
    rows, problems = read_approvals(path, YEAR)
    assert rows[0].fields == {"formal": {"day": "2022-06-25"}, "consent": {"given": "否"}}
    assert rows[0].remark == "涉及商业秘密"
    assert [p.id for p in problems] == ["intake.date", "intake.reviewer", "intake.consent"]


def test_a_record_without_a_case_is_reported(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "审批.xlsx", [HEAD, FULL])
    records, problems = build_approvals(read_approvals(path, YEAR)[0], {}, path.name)
    assert records == []
    assert [p.id for p in problems] == ["intake.case-unknown"]
