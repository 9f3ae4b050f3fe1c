"""提示大全：the page for staff says what the program says."""

from __future__ import annotations

import re

from generator.catalogue import MESSAGES
from generator.intake import messages as intake
from generator.reconcile import messages as reconcile
from tests.findings import GROUPS, PAGE, build_page


def test_the_page_of_findings_is_the_catalogue_of_today() -> None:
    assert PAGE.read_text(encoding="utf-8") == build_page(), "运行 make docs"


def test_every_finding_stands_in_a_group_with_a_chinese_heading() -> None:
    page = build_page()
    assert page.count("\n## ") == len(GROUPS)
    assert all(
        f"| `{id}` |" in page for id in {**MESSAGES, **intake.MESSAGES, **reconcile.MESSAGES}
    )
    for title, words in GROUPS.values():
        assert re.search(r"[\u4e00-\u9fff]", title)
        assert words.endswith("。")
    assert "{" not in page
