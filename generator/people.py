"""人名：who signs a record, and why, as people type it."""

from __future__ import annotations

import re

NAME_RULE = "只写姓名或岗位，2 到 20 字，不带标点。"
REASON_RULE = "请写理由，2 到 200 字，写成一行。"
_NAME = re.compile(r"[^\W\d_][\w ·.-]{1,19}")


def parse_name(text: str) -> str:
    """姓名或岗位 that can stand in a record as it is; nothing when it breaks NAME_RULE."""
    name = " ".join(text.split())
    return name if _NAME.fullmatch(name) else ""


def parse_reason(text: str) -> str:
    """理由 on one line; nothing when it breaks REASON_RULE."""
    reason = text.strip()
    return reason if 2 <= len(reason) <= 200 and reason.isprintable() else ""
