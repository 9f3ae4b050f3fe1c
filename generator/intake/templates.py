"""Excel 模板：sheets to fill in, with drop-downs from the vocabularies of the year.

The example row bears 示例 in its first column; the importers pass it by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from generator.fields import ENTRY
from generator.intake.aside import TEMPLATE_AUTHOR
from generator.intake.results import SAMPLE
from generator.model import Vocabulary

LAST_ROW = 1000
"""rows down to which the drop-downs reach"""
_HEAD_FILL = PatternFill("solid", fgColor="DDE8F3")
_GREY = Font(color="808080", italic=True)


@dataclass(frozen=True, slots=True)
class Column:
    """模板的一列."""

    label: str
    example: str
    note: str = ""
    options: Sequence[str] = ()
    width: int = 14


def write_results_template(path: Path, year: int, vocabularies: Mapping[str, Vocabulary]) -> None:
    """结果名单模板."""
    columns = [Column("序号", SAMPLE, "各段可以重新从 1 起编；写“示例”的一行不导入。", width=7)]
    columns += (_entry_column(name, year, vocabularies) for name in _RESULT_FIELDS)
    notes = (
        "一行一个班组；同一单位有两个班组就写两行，单位可以合并单元格，也可以写“同上”。",
        "也可以不填“领域”一列，用单独一行“一、制造类（9个）”分段。",
        "带下拉箭头的列请从下拉里选；选项在“词表”里，词表里没有的推荐单位可以直接写。",
        "“推荐全国”填“是”或空着；它只表示推荐，不表示入选。",
        "填好后运行：anli import results 文件名 --year 年度 --dry-run，看过差别再去掉 --dry-run。",
    )
    _write(path, "名单", f"{year}年度结果名单", columns, notes)


_RESULT_FIELDS = {
    "organisation": ("上海示例精密机械有限公司", "单位全称，与公章一致。", 30),
    "team": ("“匠芯”装配班组", "班组名称，与公告一致。", 22),
    "domain": ("", "单选。", 20),
    "tier": ("", "单选。", 11),
    "category": ("", "没有专项的选“常规”或空着。", 16),
    "recommender": ("", "单选；新的推荐单位可以直接写。", 30),
    "district": ("", "单选。", 12),
    "industry": ("", "国民经济行业门类，单选。", 26),
    "industry_class": ("C34 通用设备制造业", "大类代码和名称，没有可空着。", 22),
    "nominated_national": ("是", "推荐全国的填“是”。", 11),
    "remark": ("更名的写：原某某公司", "只供内部，不公开。", 30),
}
"""field → example, note and width"""


def _entry_column(name: str, year: int, vocabularies: Mapping[str, Vocabulary]) -> Column:
    row = ENTRY.field(name)
    example, note, width = _RESULT_FIELDS[name]
    vocabulary = vocabularies.get(row.vocabulary)
    options = vocabulary.labels_in(year) if vocabulary else ()
    if name == "nominated_national":
        options = ("是",)
    return Column(row.label, example or (options[0] if options else ""), note, options, width)


def write_approvals_template(path: Path, year: int, vocabularies: Mapping[str, Vocabulary]) -> None:
    """审批记录模板. Nothing in it depends on the vocabularies."""
    day = f"{year}-08-22"
    scopes = ("官网", "官网、公众号", "官网、公众号、海报", "官网、海报", "暂不公开")
    columns = [
        Column("序号", SAMPLE, "写“示例”的一行不导入。", width=7),
        Column("单位", "上海示例精密机械有限公司", "与名单一致。", width=30),
        Column("班组", "“匠芯”装配班组", "与名单一致。", width=22),
        Column("形式审查（日期）", day, "年-月-日。", width=16),
        Column("专家评审（日期）", day, "年-月-日。", width=16),
        Column("指导单位审定（日期）", day, "年-月-日；没有审定的空着。", width=18),
        Column("审定文号", f"示例指审〔{year}〕5号", "与日期一起填。", width=22),
        Column("保密审查（人/日期）", f"李某/{day}", "审查人和日期，中间用斜杠。", width=20),
        Column("单位同意公开", "是", "有书面同意才选“是”。", ("是", "否"), 14),
        Column("同意日期", day, "书面同意的日期。"),
        Column("肖像授权", "是", "图里有可识别的人才需要。", ("是", "否", "不涉及"), 11),
        Column("公开范围", "官网、公众号", "同意书写明的范围。", scopes, 22),
        Column("备注", "", "只供内部。", width=30),
    ]
    notes = (
        "一行一个典型经验，单位和班组的写法要与名单一致。",
        "“单位同意公开”只有选“是”才算同意，其他写法一律按“否”登记。",
        "填好后运行：anli import approvals 文件名 --year 年度 --dry-run，看过差别再去掉 --dry-run。",
        "导入之后还要有人看过内容，运行 anli approve 批准，案例才会公开。",
    )
    _write(path, "审批记录", f"{year}年度审批记录", columns, notes)


def _write(
    path: Path, name: str, title: str, columns: Sequence[Column], notes: Sequence[str]
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = name
    terms: Any = book.create_sheet("词表")
    _write_head(sheet, title, columns)
    for index, column in enumerate(columns, 1):
        sheet.cell(3, index, column.example).font = _GREY
        if column.options:
            _write_options(sheet, terms, index, column)
    help_sheet: Any = book.create_sheet("填写说明")
    help_sheet.column_dimensions["A"].width = 100
    for text in notes:
        help_sheet.append([text])
    book.save(path)


def _write_head(sheet: Any, title: str, columns: Sequence[Column]) -> None:
    sheet.cell(1, 1, title).font = Font(bold=True, size=14)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    for index, column in enumerate(columns, 1):
        cell = sheet.cell(2, index, column.label)
        cell.font, cell.fill = Font(bold=True), _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if column.note:
            cell.comment = Comment(column.note, TEMPLATE_AUTHOR, height=80, width=220)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "A3"


def _write_options(sheet: Any, terms: Any, index: int, column: Column) -> None:
    """选项 into a column of the sheet 词表, and a drop-down that points there."""
    at = 1 if terms.max_row == 1 and terms.cell(1, 1).value is None else terms.max_column + 1
    for row, option in enumerate([column.label, *column.options], 1):
        terms.cell(row, at, option)
    letter = get_column_letter(at)
    source = f"'词表'!${letter}$2:${letter}${len(column.options) + 1}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorStyle = "warning"
    rule.errorTitle, rule.error = "不在选项里", "这个写法不在词表里，确定要这样写吗？"
    sheet.add_data_validation(rule)
    rule.add(f"{get_column_letter(index)}3:{get_column_letter(index)}{LAST_ROW}")
