"""来稿种类：what a dropped file probably is. People can say otherwise."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from generator.intake.guard import check_file
from generator.intake.spreadsheets import decode
from generator.intake.text import squeeze
from generator.intake.workbook import read_workbook

KINDS = {
    "results": "结果名单",
    "notice": "结果公告",
    "activity": "活动通知",
    "cases": "案例材料",
    "approvals": "审批记录",
}
"""slug and name, in the order in which they are imported: each step needs those before it.
The names of notices are those of the importer."""
WORKBOOKS = {".xlsx", ".xls", ".csv"}
_WORKBOOKS_TOO = {".et", ".ods", ".xlsm", ".xltm", ".xlsb"}
_APPROVAL_WORDS = ("同意公开", "保密审查", "形式审查")
_CASE_WORDS = ("申报单位", "班组名称", "所属行业", "推荐单位", "可借鉴之处", "班组概况")
_RESULT_WORDS = ("结果", "名单", "公布", "通报")


def guess_kind(path: Path) -> str:
    """种类 of a file by its content, else by the end of its name."""
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return _guess_workbook(path)
    if suffix in _WORKBOOKS_TOO:
        return "results"
    if suffix == ".txt":
        return _guess_notice(squeeze(decode(path.read_bytes()) or ""))
    return _guess_document(path) if suffix == ".docx" else "cases"


def _guess_workbook(path: Path) -> str:
    sheets, _ = read_workbook(path)
    cells = [squeeze(cell) for sheet in sheets for row in sheet.rows[:30] for cell in row.cells]
    found = {word for word in _APPROVAL_WORDS for cell in cells if word in cell}
    return "approvals" if len(found) > 1 else "results"


def _guess_document(path: Path) -> str:
    """A case has its table of facts; any other letter is a notice."""
    if check_file(path, "word/document.xml"):
        return "cases"
    with zipfile.ZipFile(path) as package:
        text = squeeze(
            re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode("utf-8", "replace"))
        )
    if sum(word in text for word in _CASE_WORDS) > 1:
        return "cases"
    return _guess_notice(text)


def _guess_notice(text: str) -> str:
    return "notice" if any(word in text[:600] for word in _RESULT_WORDS) else "activity"
