"""审批记录：evidence is read in every spelling of a day; silence is never a yes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.fields import APPROVAL
from generator.intake.approvals import read_approvals
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
    assert problems == []
    assert (rows[0].organisation, rows[0].team) == ("甲", "一班")
    assert in_words(APPROVAL, rows[0].fields) == {
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
    assert [(p.id, p.place.file.rsplit("!")[-1]) for p in problems] == [
        ("intake.date", "E2"),
        ("intake.reviewer", "H2"),
        ("intake.consent", "I2"),
    ]


def test_words_that_are_not_known_widen_nothing(tmp_path: Path) -> None:
    odd = (*FULL[:6], "五号文", FULL[7], "同意", FULL[9], "大概有", "官网、抖音", None)
    path = write_workbook(tmp_path / "审批.xlsx", [HEAD, odd])
    rows, problems = read_approvals(path, YEAR)
    assert rows[0].fields["guidance"] == {"day": "2022-08-16"}
    assert rows[0].fields["consent"] == {"given": "是", "day": "2022-08-25", "scope": ["官网"]}
    assert "portrait" not in rows[0].fields
    assert {p.id for p in problems} == {"intake.doc-number", "intake.portrait", "intake.scope"}


def test_a_row_that_names_no_team_is_an_error(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "审批.xlsx", [HEAD, (1, "甲", None, *FULL[3:])])
    rows, problems = read_approvals(path, YEAR)
    assert rows == ()
    assert [p.place.file for p in problems] == ["审批.xlsx!名单!C2"]
