"""姓名和理由：one rule for the commands and the desk."""

from __future__ import annotations

import pytest

from generator.people import parse_name, parse_reason


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 周某 ", "周某"),
        ("阿依·古丽", "阿依·古丽"),
        ("𬱖某", "𬱖某"),
        ("Zhou  W.", "Zhou W."),
        ("质量部2组", "质量部2组"),
    ],
)
def test_names_and_posts_are_taken_as_typed(typed: str, name: str) -> None:
    assert parse_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "周", "1号", "周: 某", "周某\n批准人: 李某", "#周某", "某" * 21, "{x}", "'x", "-某"],
)
def test_what_would_break_a_record_is_no_name(typed: str) -> None:
    assert parse_name(typed) == ""


def test_a_reason_is_one_line_of_words() -> None:
    assert parse_reason(" 值班电话: 已公开 ") == "值班电话: 已公开"
    assert [parse_reason(t) for t in ("", "甲", "甲\n乙", "甲\0乙", "长" * 201)] == [""] * 5
