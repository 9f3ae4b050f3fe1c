"""为什么重做：by step and reason, with the names where they are few."""

from __future__ import annotations

from generator.commands.build import MOST_NAMED, explanation
from generator.memo import Memo


def test_what_was_done_again_is_told_by_step_and_reason_and_by_name_where_they_are_few() -> None:
    memo = Memo()
    memo.tell("网页", "模板", ["years/"])
    memo.tell("案例", "第一次", map(str, range(MOST_NAMED + 1)))
    memo.tell("网页", "模板", ["domains/"])
    assert explanation(memo.redone).splitlines() == [
        "重做的：",
        "  网页 2 项，因为 模板：years/、domains/",
        f"  案例 {MOST_NAMED + 1} 项，因为 第一次",
    ]


def test_where_nothing_was_done_again_it_says_so() -> None:
    assert explanation(Memo().redone) == "没有重做任何东西。"
