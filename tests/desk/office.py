"""一年的来稿：what an office would drop for the year 2025, made by the tests themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl

YEAR = 2025
GRINDERS = ("上海示例机械有限公司", "磨床一班")
HELPERS = ("上海示例物业服务有限公司", "报修受理组")
_BY = "嘉定区示例质量促进中心"
_APPROVAL_HEAD = (
    *("单位", "班组名称", "形式审查", "专家评审", "指导单位审定", "审定文号"),
    *("保密审查（人/日期）", "单位同意公开", "同意日期", "公开范围", "肖像授权"),
)
_SECTIONS = (
    "班组概况",
    "顾客识别与需求",
    "质量承诺与诚信守诺",
    "有效学习",
    "改进创新",
    "建设成效",
    "可借鉴之处",
    "下一步",
)


def _write_book(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def write_results(path: Path, tier: str = "典型经验") -> Path:
    """结果名单 with one typical case; another tier makes a wrong list."""
    return _write_book(
        path,
        [
            (f"{YEAR}年“质量信得过班组”典型经验名单",),
            ("序号", "单位", "班组名称", "领域", "推荐单位", "类别", "等级", "所在区", "行业"),
            (1, *GRINDERS, "制造类", _BY, "常规", tier, "嘉定区", "制造业"),
            (2, *HELPERS, "市场服务类", _BY, "常规", "经验", "黄浦区", "房地产业"),
        ],
    )


def write_approvals(path: Path) -> Path:
    """审批记录 of the typical case, complete."""
    days = ("2025-06-25", "2025-07-19", "2025-08-16")
    consent = ("是", "2025-08-25", "官网、公众号", "不涉及")
    row = (*GRINDERS, *days, "示例指审〔2025〕5号", "李某/2025-08-22", *consent)
    return _write_book(path, [_APPROVAL_HEAD, row])


def write_case(path: Path, district: str = "嘉定区") -> Path:
    """案例材料 of the typical case."""
    paper: Any = docx.Document()
    title = paper.add_paragraph()
    title.add_run("磨出来的准——磨床一班质量信得过建设经验").bold = True
    title.alignment = 1
    facts = (
        ("申报单位", GRINDERS[0], "班组名称", GRINDERS[1]),
        ("所在区", district, "所属行业", "制造业"),
        ("领域", "制造类", "类别", "常规"),
        ("推荐单位", _BY, "班组人数", "12人"),
    )
    table = paper.add_table(len(facts), 4)
    for cell, text in zip(table._cells, [t for row in facts for t in row], strict=True):
        cell.text = text
    _heading(paper, "摘　要")
    paper.add_paragraph("用一张跟踪表管住磨削温度，一次合格率由 95.0% 提高到 98.2%。")
    for section in _SECTIONS:
        _heading(paper, section)
        paper.add_paragraph(f"{section}这一节写的是班组自己的做法，前提、投入和头三步都写清楚。")
    paper.save(str(path))
    return path


def write_notice(path: Path) -> Path:
    """结果公告."""
    paper: Any = docx.Document()
    paper.add_paragraph("示例质协〔2025〕12号")
    paper.add_paragraph(f"关于公布{YEAR}年“质量信得过班组”建设活动结果的通知")
    paper.add_paragraph("各有关单位：")
    paper.add_paragraph("经评审，确定2025年质量信得过班组建设经验2个，其中典型经验1个。现予公布。")
    paper.add_paragraph("上海市示例质量协会")
    paper.add_paragraph("2025年9月6日")
    paper.save(str(path))
    return path


def _heading(paper: Any, text: str) -> None:
    paper.add_paragraph().add_run(text).bold = True
