"""公众号文章记录：it leads to WeChat, to a case that exists, once."""

from __future__ import annotations

import pytest

from tests.conftest import Brings

FILE = "site_config/posts.yaml"
URL = "网址: https://mp.weixin.qq.com/s/abcdefg"
AGAIN = "  - {编号: SHQ-2022-0001, 网址: https://mp.weixin.qq.com/s/abcdefg, 日期: 2022-09-21, 标题: 又一次}\n"

CHANGES = [
    (URL, "网址: https://weixin.example.org/s/abcdefg", ["post.url:4"]),
    (URL, "网址: 见公众号", ["field.url:4"]),
    ("编号: SHQ-2022-0001", "编号: SHQ-2022-0999", ["post.unknown:3"]),
    ("文章:\n", f"文章:\n{AGAIN}", ["post.twice:5"]),
    ("把拧紧这件事做到底", "联系 13912345678", ["personal.mobile:6"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=[c[2][-1] for c in CHANGES])
def test_a_mistake_in_a_record_is_told_where_it_stands(
    brings: Brings, old: str, new: str, expected: list[str]
) -> None:
    assert brings(FILE, old, new) == expected
