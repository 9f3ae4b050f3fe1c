"""核对的消息：what shows only when list, cases, approvals and announcement lie side by side."""

from __future__ import annotations

from generator.catalogue import Message
from generator.problems import Level, Place, Problem

E, W, N = Level.ERROR, Level.WARNING, Level.NOTE

MESSAGES: dict[str, Message] = {
    "reconcile.no-results": Message(
        E, "{year} 年没有可用的结果名单。", "先运行 anli import results 导入名单。"
    ),
    "reconcile.no-announcement": Message(
        W, "{year} 年没有结果公告。", "运行 anli import notice --kind results 导入公告。"
    ),
    "reconcile.list-contradicts": Message(
        W,
        "名单原件自己对不上：{text}",
        "对照公告核对，改好名单再导入；查明无误的，从“名单出入”里删去。",
    ),
    "reconcile.case-missing": Message(
        W, "典型经验“{name}”没有案例{remark}。", "{suggestion}向单位催要材料，或在备注里写明原因。"
    ),
    "reconcile.approval-missing": Message(
        W, "{case} {team} 没有审批记录。", "{suggestion}补上后运行 anli import approvals。"
    ),
    "reconcile.guidance-missing": Message(
        E, "{case} {team} 缺少指导单位审定{part}。", "典型经验须经指导单位审定，补签后才能公开。"
    ),
    "reconcile.evidence-missing": Message(
        W, "{case} {team} 缺少{missing}。", "补齐后重新导入审批记录。"
    ),
    "reconcile.consent": Message(
        W, "{case} {team} {state}，网站上不公开。", "取得书面同意后再改审批记录。"
    ),
    "reconcile.channels": Message(
        N, "{case} {team} 同意的范围是{scope}，不含{missing}。", "没有列入的渠道不要用。"
    ),
    "reconcile.late-review": Message(
        W, "{case} {team} 的{label}（{day}）晚于公布日期（{announced}）。", "核对日期。"
    ),
    "reconcile.notice-count": Message(
        E, "公告写{label} {said} 个，{other} {counted} 个。", "以公告为准，核对名单。"
    ),
    "reconcile.not-approved": Message(
        N, "{case} {team} 材料齐全，还没有批准。", "看过内容后运行 anli approve {case}。"
    ),
    "reconcile.changed": Message(
        W,
        "{case} {team} 批准之后内容改过，现在不公开。",
        "看过改动后重新运行 anli approve {case}。",
    ),
}


def problem(id: str, place: Place, **args: object) -> Problem:
    """Make a problem of the reconciliation; KeyError for an id or a name that the table lacks."""
    message = MESSAGES[id]
    text, hint = message.text.format(**args), message.hint.format(**args)
    return Problem(id=id, level=message.level, place=place, message=text, hint=hint)
