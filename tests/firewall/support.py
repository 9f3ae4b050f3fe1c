"""发布前检查的测试工具：the full project with one text changed."""

from __future__ import annotations

from pathlib import Path

from generator.content import read_content
from generator.firewall import check_firewall
from generator.problems import Problem
from tests.support import change

CASE = "cases/2022/zhuangpei-yiban/case.md"
APPROVALS = "cases/2022/approvals.yaml"
WAIVERS = "cases/2022/waivers.yaml"
SENTENCE = "先量准，再改进。"
"""line 117 of the case"""


def scan(root: Path) -> list[Problem]:
    """Problems of the firewall alone."""
    return list(check_firewall(read_content(root)[0]))


def say(root: Path, text: str) -> list[Problem]:
    """Put a text into the body of the case and look."""
    change(root, CASE, SENTENCE, text)
    return scan(root)


def spots(problems: list[Problem]) -> list[str]:
    """`id line:column-end` of each."""
    return [f"{p.id} {p.place.line}:{p.place.column}-{p.place.end_column}" for p in problems]
