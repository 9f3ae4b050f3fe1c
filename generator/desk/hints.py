"""怎么改：hints of messages that name a command, said in the words of the desk."""

from __future__ import annotations

from generator.problems import Problem

_APPROVE = "看过草稿，在案例页批准。"
_REAPPROVE = "核对改动，在案例页重新批准；改动涉及事实的要重走审批。"
HINTS = {
    "approval.missing": "放进审批记录（Excel）。",
    "approval.incomplete": "在审批记录里补齐，再放一次。",
    "approval.not-approved": _APPROVE,
    "approval.changed": _REAPPROVE,
    "intake.approval-void": _REAPPROVE,
    "intake.case-reapprove": _REAPPROVE,
    "intake.case-exists": "要用这份来稿更新，点下面的“用来稿更新已有的”。",
    "intake.notice-exists": "要用这份文件更新，点下面的“用来稿更新已有的”。",
    "intake.results-first": "先放进这一年的结果名单。",
    "intake.no-announcement": "接着放进结果公告。",
    "intake.not-editable": "先到“检查”里看，改好这个文件再导入。",
    "intake.no-header": "请写上列名，例如：序号、单位、班组名称、等级；首页有空白表格。",
    "intake.facts-missing": "表里要有“申报单位”“班组名称”等项目；首页有空白的案例材料。",
    "intake.year": "核对放文件时选的年度，或换一个文件。",
    "ledger.vanished": "恢复并重新批准；确需撤下的，在案例页撤下。",
    "announced.missing": "核对名单；批准这一年的案例时会一起记下。",
    "reconcile.no-results": "放进这一年的结果名单。",
    "reconcile.no-announcement": "放进结果公告。",
    "reconcile.approval-missing": "核对单位和班组的写法，补上后放进审批记录。",
    "reconcile.not-approved": _APPROVE,
    "reconcile.changed": _REAPPROVE,
    "field.hash": "不要手工填写，请在案例页批准。",
}
"""id of the message → hint; the other hints stay as they are"""


def hint_of(problem: Problem) -> str:
    """提示 for somebody who sits at the desk and types no commands."""
    return HINTS.get(problem.id, problem.hint)
