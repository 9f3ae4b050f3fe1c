"""检查正文：what would be shown otherwise than its author thinks."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import checks
from tests.support import ROOT, Examined, change, new_problems

FILE = "cases/2022/hanjie-ban/case.md"
SENTENCE = "师傅带徒弟，一学一考。"

TEXTS = [
    ("普通文字 3 < 5，a > b，5<6 且 7>6。", []),
    ("<font color=red>红</font>", ["prose.html:41", "prose.html:41"]),
    ("换行<br>换行<br/>", ["prose.html:41", "prose.html:41"]),
    ("<!-- 注释 -->", ["prose.comment:41"]),
    ("`<!-- 注释 -->` 和 `<b>`", []),
    ("大标题\n===", ["prose.underlined:41"]),
    ("大标题\n---", ["prose.underlined:41"]),
    ("甲\n\n---", []),
    ("[^1]: 脚注里的话", ["prose.lost:41"]),
    ("[甲]: https://example.org/", ["prose.lost:41"]),
    ("<!--\n内部备注\n-->", ["prose.comment:41"]),
    ("<b\nclass=x>", ["prose.html:41"]),
    ("<https://www.example.org/>", []),
    ("<张三>说", []),
    ("见[网页](https://www.example.org/)、[邮箱](mailto:share@example.org)和[上文](#顾客)。", []),
    ("[点这里](javascript:alert(1))", ["prose.link:41"]),
    ("[点这里](JaVaScRiPt:alert(1))", ["prose.link:41"]),
    ("[点这里](data:text/html,x)", ["prose.link:41"]),
    ("[点这里](//evil.example)", ["prose.link:41"]),
    ("[附件](../a.docx)", ["prose.link:41"]),
    ("[网页](www.example.org)", ["prose.link:41"]),
    ("# 一级", ["prose.heading:41"]),
    ("甲\n\n# 一级", ["prose.heading:43"]),
    ("#一级", []),
    ("### 三级", []),
    ("字" * 3000, []),
    ("字" * 3001, ["prose.too-long:41"]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_text_brings_exactly_its_own_problems(
    full: Path, full_before: Examined, text: str, expected: list[str]
) -> None:
    change(full, FILE, SENTENCE, text)
    assert new_problems(full, full_before) == expected


def test_every_check_is_on_the_list() -> None:
    written = {
        line.split("(")[0].removeprefix("def ")
        for path in (ROOT / "generator" / "checks").glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("def check_")
    } - {"check_content"}
    assert {check.__name__ for check in (*checks.CHECKS, *checks.ALONE)} >= written
