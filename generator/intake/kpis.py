"""指标表：the table 主要指标改进前后对比 → records, all of it or nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.intake.blocks import Block, TableBlock
from generator.intake.text import plain_digits, squeeze

_COLUMNS = {
    "指标": "name",
    "指标名称": "name",
    "名称": "name",
    "单位": "unit",
    "改进前": "before",
    "活动前": "before",
    "改进后": "after",
    "活动后": "after",
    "统计期": "period",
    "统计期间": "period",
    "口径": "basis",
    "统计口径": "basis",
}
SAMPLE = "示例："
"""how the example row of our own template begins"""
_NEEDED = {"name", "unit", "before", "after", "period"}
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?")


def is_kpi_table(block: Block) -> bool:
    """Whether a table compares figures before and after."""
    if not isinstance(block, TableBlock):
        return False
    names = {_COLUMNS.get(squeeze(cell), "") for cell in block.rows[0]} if block.rows else set()
    return {"name", "before", "after"} <= names


def read_kpis(table: TableBlock) -> tuple[list[dict[str, str]], str]:
    """指标 records of the table, or no record and the reason why it cannot be read whole."""
    head = [_COLUMNS.get(squeeze(cell), "") for cell in table.rows[0]]
    if unknown := [cell for cell, name in zip(table.rows[0], head, strict=True) if not name]:
        return [], f"不认识列“{unknown[0]}”"
    if len(set(head)) < len(head):
        return [], "有两列意思相同"
    if missing := _NEEDED - set(head):
        label = next(cell for cell, name in _COLUMNS.items() if name in missing)
        return [], f"缺少列“{label}”"
    records = []
    for row in table.rows[1:]:
        if row[0].startswith(SAMPLE) or not any(row):
            continue
        record, reason = _read_row(dict(zip(head, row, strict=True)))
        if reason:
            return [], reason
        records.append(record)
    return records, ""


def _read_row(cells: dict[str, str]) -> tuple[dict[str, str], str]:
    for name in _NEEDED:
        if not cells[name]:
            return {}, f"“{cells['name']}”有空格没有填"
    before, after = (plain_digits(cells[name]) for name in ("before", "after"))
    for text in (before, after):
        if not _NUMBER.fullmatch(text):
            return {}, f"“{text}”不是一个数"
    first, last = split_period(cells["period"])
    record = {
        "name": cells["name"],
        "unit": cells["unit"],
        "before": before.replace(",", ""),
        "after": after.replace(",", ""),
        "period_before": first,
        "period_after": last,
        "direction": _direction(before.replace(",", ""), after.replace(",", "")),
        "basis": cells.get("basis", ""),
    }
    return {name: text for name, text in record.items() if text}, ""


def split_period(text: str) -> tuple[str, str]:
    """`2021年全年／2022年1—5月` → both periods; one period stands for both."""
    parts = [part.strip() for part in re.split(r"[／/|]", text)]
    if len(parts) == 2 and all(parts):
        return parts[0], parts[1]
    return text, text


def _direction(before: str, after: str) -> str:
    """方向 by the figures themselves."""
    change = Decimal(after) - Decimal(before)
    return "保持" if not change else "提升" if change > 0 else "降低"
