"""批准：signed records, an unharmed file, and a ledger that only grows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import approving
from generator.content import Content, read_content
from tests.support import change, examine

FILE = "cases/2022/approvals.yaml"
READY = "SHQ-2022-0005"
DAY = date(2026, 1, 5)


def approve(root: Path, *ids: str, by: str = "周某") -> tuple[Content, list[str]]:
    content = read_content(root)[0]
    cases, _ = approving.choose_cases(content, ids)
    return content, approving.approve(content, cases, by, DAY)


def added(before: str, after: str) -> list[str]:
    kept = before.splitlines()
    new = []
    for line in after.splitlines():
        if kept and line == kept[0]:
            kept.pop(0)
        else:
            new.append(line)
    assert kept == [], "no line may be lost"
    return new


def test_an_approval_adds_three_lines_and_an_address(full: Path) -> None:
    before = (full / FILE).read_text(encoding="utf-8")
    ledger = (full / approving.LEDGER).read_text(encoding="utf-8")
    content, files = approve(full, READY)
    case = next(case for case in content.cases if case.id == READY)
    assert files == [FILE, approving.LEDGER]
    assert added(before, (full / FILE).read_text(encoding="utf-8")) == [
        f"    内容指纹: {case.content_hash}",
        "    批准人: 周某",
        "    批准日期: 2026-01-05",
    ]
    assert added(ledger, (full / approving.LEDGER).read_text(encoding="utf-8")) == [
        f"  - {{编号: {READY}, 地址: cases/2022/gangjin-ban/, 首次公开: 2026-01-05}}"
    ]
    assert READY in examine(full).public


def test_approving_again_changes_only_person_and_day(full: Path) -> None:
    before = (full / FILE).read_text(encoding="utf-8")
    ledger = (full / approving.LEDGER).read_text(encoding="utf-8")
    approve(full, "SHQ-2022-0001")
    after = (full / FILE).read_text(encoding="utf-8")
    assert after == before.replace("示例审核员", "周某", 1).replace("2024-09-11", "2026-01-05", 1)
    assert (full / approving.LEDGER).read_text(encoding="utf-8") == ledger


def test_approving_twice_is_approving_once(full: Path) -> None:
    approve(full, READY, "SHQ-2022-0004")
    once = (full / FILE).read_bytes()
    assert approve(full, READY, "SHQ-2022-0004")[1] == [FILE]
    assert (full / FILE).read_bytes() == once


def test_blank_lines_of_a_form_are_filled_and_not_doubled(full: Path) -> None:
    change(
        full,
        FILE,
        "编号: SHQ-2022-0005\n",
        "编号: SHQ-2022-0005\n    内容指纹:\n    批准人: \n    批准日期:\n",
    )
    approve(full, READY)
    text = (full / FILE).read_text(encoding="utf-8")
    assert text.count("内容指纹:") == 4
    assert READY in examine(full).public


def test_the_order_of_the_lines_of_a_record_does_not_matter(full: Path) -> None:
    head = "  - 批准人: 某甲\n    批准日期: 2022-09-01\n    编号: SHQ-2022-0005\n"
    change(full, FILE, "  - 编号: SHQ-2022-0005\n", head)
    approve(full, READY)
    assert READY in examine(full).public
    text = (full / FILE).read_text(encoding="utf-8")
    assert "  - 批准人: 周某\n    批准日期: 2026-01-05\n    编号: SHQ-2022-0005\n" in text
    assert text.count("内容指纹:") == 4


def test_a_value_written_below_its_key_is_replaced_where_it_stands(full: Path) -> None:
    change(full, FILE, "编号: SHQ-2022-0005\n", "编号: SHQ-2022-0005\n    批准人:\n      某甲\n")
    approve(full, READY)
    assert READY in examine(full).public
    assert "批准人:\n      周某\n" in (full / FILE).read_text(encoding="utf-8")


def test_many_approvals_in_one_go_reach_the_right_records(full: Path) -> None:
    change(
        full,
        FILE,
        "    保密审查:\n    公开",
        "    保密审查: {日期: 2022-08-22, 人: 李某}\n    公开",
    )
    ids = ["SHQ-2022-0001", "SHQ-2022-0002", "SHQ-2022-0004", READY, "SHQ-2024-0001"]
    content, files = approve(full, *ids)
    assert files == [FILE, "cases/2024/approvals.yaml", approving.LEDGER]
    hashes = {case.id: case.content_hash for case in content.cases}
    after = read_content(full)[0]
    signed = {
        a.case: a.content_hash
        for year in after.years
        for a in year.approvals
        if a.approved_by == "周某"
    }
    assert signed == {id: hashes[id] for id in ids}
    assert set(examine(full).public) == set(ids)


def test_the_first_approval_starts_the_ledger(full: Path) -> None:
    (full / approving.LEDGER).unlink()
    approve(full, READY)
    text = (full / approving.LEDGER).read_text(encoding="utf-8")
    assert text.startswith("# 公开台账")
    assert [entry.id for entry in read_content(full)[0].ledger] == [READY]


def test_a_case_for_wechat_only_gets_no_address(full: Path) -> None:
    _, files = approve(full, "SHQ-2022-0003")
    assert files == [FILE]


def test_cases_are_chosen_by_id_or_year_and_unknown_targets_named() -> None:
    from tests.test_gate import CONTENT  # noqa: PLC0415 - read once there

    cases, unknown = approving.choose_cases(CONTENT, ["2024", "SHQ-2024-0001", "2023", "x"])
    assert [case.id for case in cases] == ["SHQ-2024-0001", "SHQ-2024-0002"]
    assert unknown == ["2023", "x"]


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("SHQ-2022-0007", "没有这个编号"),
        ("SHQ-2022-0002", "保密审查"),
        ("SHQ-2024-0002", "没有同意"),
    ],
)
def test_a_case_without_its_evidence_is_refused_with_the_reason(
    full: Path, id: str, reason: str
) -> None:
    content = read_content(full)[0]
    [case] = [case for case in content.cases if case.id == id]
    [refusal] = approving.find_refusals(content, [case])
    assert refusal.case == id and reason in refusal.reason


def test_a_record_in_braces_is_refused_rather_than_broken(full: Path) -> None:
    (full / "cases/2024/approvals.yaml").write_text(
        "审批:\n  - {编号: SHQ-2024-0001, 形式审查: {日期: 2024-06-25}, 专家评审: {日期: 2024-07-19},"
        " 指导单位审定: {日期: 2024-08-16, 文号: 示例指审〔2024〕5号},"
        " 保密审查: {日期: 2024-08-22, 人: 李某},"
        " 公开同意: {同意: 是, 日期: 2024-08-25, 范围: [官网]}}\n",
        encoding="utf-8",
    )
    content = read_content(full)[0]
    [case] = [case for case in content.cases if case.id == "SHQ-2024-0001"]
    [refusal] = approving.find_refusals(content, [case])
    assert "花括号" in refusal.reason


def test_what_is_not_sorted_yet_is_not_approved(full: Path) -> None:
    change(full, "cases/2022/gangjin-ban/case.md", "## 可借鉴之处", "## 待整理")
    content = read_content(full)[0]
    cases, _ = approving.choose_cases(content, [READY])
    reasons = [refusal.reason for refusal in approving.find_refusals(content, cases)]
    assert reasons == ["正文里还有“待整理”，归入各节或删去再批准"]


def test_a_remark_behind_a_consent_is_no_consent(full: Path) -> None:
    path = full / FILE
    path.write_text(path.read_text("utf-8").replace("同意: 是", "同意: 是 # 待确认", 1), "utf-8")
    examined = examine(full)
    assert "approval.remark" in examined.ids
    assert examined.archive is None
