"""人名和日期：what people type into the forms."""

from __future__ import annotations

import re
from datetime import date

_NAME = re.compile(
    r"[A-Za-z\u3400-\u4dbf\u4e00-\u9fff][A-Za-z0-9\u3400-\u4dbf\u4e00-\u9fff·. ]{1,29}"
)


def read_name(text: str) -> str:
    """姓名 as it can stand in a record, or nothing when it cannot."""
    name = " ".join(text.split())
    return name if _NAME.fullmatch(name) else ""


def read_day(text: str) -> date | None:
    """A day as the browser sends it, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
