"""台账的另一双眼睛：as the project's own reader reads it, and nothing passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.gatekeeper import LedgerError, read_ledger
from tests.publishing.world import DAY, address_of, id_of, make_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, (1, 2))


def write(root: Path, file: str, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    (root / "site_config" / f"{file}.yaml").write_bytes(data)


@pytest.mark.parametrize("day", ["2026-01-05", "2026-1-5", "2026年1月5日", "2026.1.5", "2026/1/5"])
def test_a_day_may_be_written_as_anywhere_else(root: Path, day: str) -> None:
    write(
        root, "withdrawn", f"撤下: [{{编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: {day}}}]"
    )
    write(root, "announced", f"名单: [{{年度: 2022, 公布日期: {day}, 条目: 1}}]")
    ledger = read_ledger(root, DAY)
    assert ledger.withdrawn == {id_of(2): address_of(2)}
    assert ledger.entries == {2022: 1}
    assert set(ledger.approved) == {id_of(1)}


def test_the_day_after_is_not_yet(root: Path) -> None:
    item = f"{{编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: 2026.1.6}}"
    write(root, "withdrawn", f"撤下: [{item}]")
    assert read_ledger(root, DAY).withdrawn == {}


GONE = f"编号: {id_of(2)}, 地址: {address_of(2)}, 生效日期: 2025-01-01"
UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "in another character set": ("撤下: []".encode("gb18030"), "读不懂"),
    "with a bracket left open": ("撤下: [", "读不懂"),
    "nested without end": ("撤下: " + "[" * 20_000, "读不懂"),
    "with an alias": (f"撤下: [&a {{{GONE}}}, *a]", "“\\*”开头"),
    "with a list twice": (f"撤下: [{{{GONE}}}]\n撤下: []\n", "写了两次"),
    "with a list in two languages": (f"撤下: []\nwithdrawals: [{{{GONE}}}]\n", "写了两次"),
    "with a number twice": (f"撤下: [{{{GONE}, 编号: {id_of(1)}}}]", "写了两次"),
    "under a name that only looks right": (f"撤下\u200b: [{{{GONE}}}]", "要写成"),
    "that is a text": ("撤下", "不是"),
    "that lists a text": ("撤下: [甲]", "有一条不是"),
    "that is no list": (f"撤下: {{{GONE}}}", "要写成"),
    "without a number": (f"撤下: [{{地址: {address_of(2)}, 生效日期: 2025-01-01}}]", "没有“编号”"),
    "without an address": (f"撤下: [{{编号: {id_of(2)}, 生效日期: 2025-01-01}}]", "没有“地址”"),
    "without a day": (f"撤下: [{{编号: {id_of(2)}, 地址: {address_of(2)}}}]", "没有“生效日期”"),
    "on no day": (f"撤下: [{{{GONE[:-2]}40}}]", "不是日期"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_withdrawal_that_cannot_be_read_is_not_passed_over(root: Path, name: str) -> None:
    text, said = UNREADABLE[name]
    write(root, "withdrawn", text)
    with pytest.raises(LedgerError, match=said):
        read_ledger(root, DAY)


def test_the_length_of_a_list_is_a_number(root: Path) -> None:
    write(root, "announced", "名单: [{年度: 2022, 公布日期: 2022-09-01, 条目: 许多}]")
    with pytest.raises(LedgerError, match="不是数：许多"):
        read_ledger(root, DAY)


def test_an_approval_with_a_second_consent_counts_for_nothing(root: Path) -> None:
    path = root / "cases" / "2022" / "approvals.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("同意: 是,", "同意: 否, 同意: 是,", 1), "utf-8")
    with pytest.raises(LedgerError, match=r"approvals\.yaml 同一个名称写了两次"):
        read_ledger(root, DAY)


def test_an_approval_of_something_else_is_passed_over(root: Path) -> None:
    path = root / "cases" / "2022" / "approvals.yaml"
    path.write_text(path.read_text("utf-8").replace(id_of(2), "SHQ-甲"), "utf-8")
    assert set(read_ledger(root, DAY).approved) == {id_of(1)}
