"""更名：hints that an organisation bore another name, in remarks, notes and sheets of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.intake.columns import RENAME_COLUMNS
from generator.intake.headers import find_head
from generator.intake.rows import Listed
from generator.intake.text import plain_digits, squeeze
from generator.intake.workbook import Sheet
from generator.problems import Place

_NAME = r"[\u4e00-\u9fff（）()A-Za-z0-9]{4,40}?"
_ENDS = r"(?:公司|中心|医院|学校|银行|集团|图书馆|幼儿园|厂|所|院|局|站|社|行)"
_FORMER = re.compile(
    rf"(?:^|[，,；;。（(])(?:原名称?[为是：:]?|原称|原为|原单位(?:名称)?[为：:]?|更名前[为：:]?|曾用名[：:]?|原)"
    rf"(?P<old>{_NAME}{_ENDS})"
)
_BOTH = re.compile(
    rf"(?P<new>{_NAME}{_ENDS})(?:的?原名称?[为是]?|[（(]原(?:名称?)?[：:]?)(?P<old>{_NAME}{_ENDS})"
)
_BECAME = re.compile(
    rf"(?P<old>{_NAME}{_ENDS})(?:于(?P<when>[^，。；]{{4,12}}))?(?:现)?(?:已)?(?:更名|改名)为(?P<new>{_NAME}{_ENDS})"
)
_WHEN = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Rename:
    """更名 as a paper hints at it."""

    old: str
    new: str
    when: str
    """YYYY-MM, or empty"""
    place: Place


def find_renames(sheets: Iterable[Sheet], entries: Iterable[Listed]) -> tuple[Rename, ...]:
    """All hints, each pair of names once; one that knows the month is preferred."""
    found: dict[tuple[str, str], Rename] = {}
    sheets = tuple(sheets)
    for rename in [*_in_remarks(entries), *_in_notes(sheets), *_in_tables(sheets)]:
        key = (rename.old, rename.new)
        if rename.old != rename.new and (key not in found or not found[key].when):
            found[key] = rename
    return tuple(found.values())


def _in_remarks(entries: Iterable[Listed]) -> Iterator[Rename]:
    for entry in entries:
        remark = squeeze(str(entry.fields.get("remark", "")))
        if found := _FORMER.search(remark):
            name = str(entry.fields.get("organisation", ""))
            yield Rename(found["old"], name, parse_month(remark), entry.at("remark"))


def _in_notes(sheets: Iterable[Sheet]) -> Iterator[Rename]:
    """注：甲公司原名乙公司，2023年6月更名; 乙公司更名为甲公司."""
    for sheet in sheets:
        for row in sheet.rows:
            text = squeeze(row.texts[0]) if len(row.texts) == 1 else ""
            words = re.sub(r"^(?:注|备注|说明)\d*[：:]", "", text)
            for found in [_BOTH.search(words), _BECAME.search(words)]:
                if found:
                    place = sheet.place(row.number, row.first)
                    yield Rename(found["old"], found["new"], parse_month(words), place)


def is_rename_sheet(sheet: Sheet) -> bool:
    """Whether a sheet is a table of renames."""
    return find_head(sheet, RENAME_COLUMNS, ("old", "new")) is not None


def _in_tables(sheets: Iterable[Sheet]) -> Iterator[Rename]:
    for sheet in sheets:
        head = find_head(sheet, RENAME_COLUMNS, ("old", "new"))
        for row in sheet.rows[head.last :] if head else ():
            cells = head.cells(row) if head else {}
            if cells.get("old") and cells.get("new"):
                place = sheet.place(row.number, head.column("old") if head else 1)
                when = parse_month(cells.get("when", ""))
                yield Rename(squeeze(cells["old"]), squeeze(cells["new"]), when, place)


def parse_month(text: str) -> str:
    """`2023年6月`, `2023.6`, `2023-06-01` → 2023-06; empty where no month is said."""
    found = _WHEN.search(plain_digits(text))
    return f"{found[1]}-{int(found[2]):02}" if found and 1 <= int(found[2]) <= 12 else ""
