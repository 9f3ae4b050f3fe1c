"""检查设置、审批记录和台账."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Brings
from tests.support import Examined, new_problems

SITE = "site_config/site.yaml"
ORGANISATIONS = "site_config/organisations.yaml"
DOMAIN = "site_config/vocabulary/domain.yaml"
LEDGER = "site_config/published.yaml"
APPROVALS = "cases/2022/approvals.yaml"

CHANGES = [
    (SITE, "ICP备案号: 沪ICP备00000000号-1\n", "", ["site.icp:2"]),
    (SITE, "沪ICP备00000000号-1", "ICP备00000000号-1", ["site.icp-format:10"]),
    (SITE, "沪ICP备00000000号-1", "沪ICP备案中", ["site.icp-format:10"]),
    (SITE, "沪ICP备00000000号-1", "沪ICP备00000000号", []),
    (SITE, "公安备案号: 沪公网安备00000000000000号\n", "", ["site.mps:2"]),
    (SITE, "[SHQ-2022-0001, SHQ-2024-0001]", "[SHQ-2022-0001, SHQ-2022-0002]", ["site.pick:22"]),
    (SITE, "[SHQ-2022-0001, SHQ-2024-0001]", "[SHQ-2022-0999]", ["site.pick:22"]),
    (SITE, "网址: https://share.example.org/anli/", "网址: share.example.org", ["field.url:8"]),
    (
        ORGANISATIONS,
        "代号: shanghai-shili-wuye",
        "代号: shanghai-shili-jixie",
        ["organisation.duplicate:7"],
    ),
    (
        ORGANISATIONS,
        "代号: shanghai-shili-xuexiao",
        "代号: shanghai-shili-xuexiao\n    简称: 示例机械",
        ["organisation.duplicate:18"],
    ),
    (
        ORGANISATIONS,
        "代号: shanghai-shili-xuexiao",
        "代号: shanghai-shili-xuexiao\n    别名: [示例机械厂]",
        ["organisation.duplicate:18"],
    ),
    (DOMAIN, "代号: nonprofit-service", "代号: manufacturing", ["vocabulary.duplicate:10"]),
    (DOMAIN, "别名: [服务类]", "别名: [制造类]", ["vocabulary.duplicate:6"]),
    (DOMAIN, "别名: [服务类]", "别名: [市场服务类]", []),
    (LEDGER, "cases/2022/weibao-zu/", "cases/2022/weibao/", ["ledger.changed:2"]),
    (LEDGER, "SHQ-2022-0004", "SHQ-2022-0001", ["ledger.reused:4", "ledger.changed:2"]),
    (APPROVALS, "编号: SHQ-2022-0006", "编号: SHQ-2022-0002", ["approval.twice:86"]),
    (APPROVALS, "编号: SHQ-2022-0006", "编号: SHQ-2022-0060", ["approval.orphan:86"]),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), CHANGES)
def test_a_change_brings_exactly_its_own_problems(
    brings: Brings, file: str, old: str, new: str, expected: list[str]
) -> None:
    found = [
        problem
        for problem in brings(file, old, new)
        if problem.startswith(("site.", "organisation.dup", "vocabulary.", "ledger.", "field."))
        or problem in expected
    ]
    assert sorted(found) == sorted(expected)


ORDERS = [
    (("2022-06-25", "2022-07-19", "2022-08-16"), 0),
    (("2022-06-25", "2022-06-25", "2022-06-25"), 0),
    (("2022-07-25", "2022-07-19", "2022-08-16"), 1),
    (("2022-06-25", "2022-07-19", "2022-07-18"), 1),
    (("2022-09-25", "2022-07-19", "2022-07-18"), 2),
]


@pytest.mark.parametrize(("days", "out_of_order"), ORDERS)
def test_reviews_follow_the_order_of_the_procedure(
    full: Path, full_before: Examined, days: tuple[str, ...], out_of_order: int
) -> None:
    path = full / "cases" / "2024" / "approvals.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in zip(("2024-06-25", "2024-07-19", "2024-08-16"), days, strict=True):
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    found = [p for p in new_problems(full, full_before) if p.startswith("approval.order")]
    assert len(found) == 2 * out_of_order  # both cases of the year are written alike
