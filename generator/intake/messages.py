"""导入的消息：what can be said about incoming paperwork, in the form of the catalogue.

The place of a message names the paper; its line is the row of a sheet or the paragraph of a text.
"""

from __future__ import annotations

from generator.catalogue import Message
from generator.problems import Level, Place, Problem

E, W, N = Level.ERROR, Level.WARNING, Level.NOTE

MESSAGES: dict[str, Message] = {
    "intake.unreadable": Message(
        E, "打不开“{name}”：{reason}。", "请用 Excel 或 Word 打开后另存一份再导入。"
    ),
    "intake.not-read": Message(W, "文件里的{what}没有导入。", "需要保留的请写进正文。"),
    "intake.no-header": Message(
        E,
        "工作表“{sheet}”里找不到表头（要有{needed}）。",
        "请把列名写在同一行，例如：序号、单位、班组名称、等级。",
    ),
    "intake.column-unknown": Message(
        W, "不认识列“{column}”，这一列没有导入。", "{suggestion}可用的列名：{options}"
    ),
    "intake.value-unknown": Message(
        W, "{label}“{value}”不在{year}年的词表里，已照原样导入。", "{suggestion}核对后改正。"
    ),
    "intake.cell-missing": Message(E, "这一条缺少“{label}”。", "对照原件补上。"),
    "intake.section-unknown": Message(
        W,
        "“{text}”像是分段的标题，但不是本年的领域。",
        "核对领域的写法；这一行以下的条目没有领域。",
    ),
    "intake.section-count": Message(
        W, "“{text}”写 {said} 个，下面实有 {counted} 个。", "对照公告核对；导入的是实有的条目。"
    ),
    "intake.total": Message(
        W, "合计写 {said} 个，实有 {counted} 个。", "对照公告核对；导入的是实有的条目。"
    ),
    "intake.ditto": Message(E, "写了“{text}”，上面却没有可以照抄的内容。", "请写出全称。"),
    "intake.row-ignored": Message(N, "这一行没有导入：{text}", "核对它确实不是名单条目。"),
    "intake.date": Message(
        W, "{label}“{value}”读不成日期，没有导入。", "写成 2022-08-22 这样的年-月-日。"
    ),
    "intake.reviewer": Message(W, "保密审查“{value}”里分不出人和日期。", "写成“李某/2022-08-22”。"),
    "intake.consent": Message(
        N, "单位同意公开写的是“{value}”，按“否”登记。", "取得书面同意后再改。"
    ),
    "intake.case-unknown": Message(
        W,
        "审批记录里的“{organisation} {team}”没有对应的案例编号，没有导入。",
        "案例材料到了再导入。",
    ),
    "intake.facts-missing": Message(E, "找不到基本信息表。", "表里要有申报单位、班组名称等项目。"),
    "intake.fact-unknown": Message(
        W, "基本信息表里的“{label}：{value}”没有导入。", "{suggestion}需要保留的请写进正文。"
    ),
    "intake.title-missing": Message(E, "找不到标题。", "标题应在最前面，居中。"),
    "intake.summary-missing": Message(E, "找不到摘要。", "摘要前面要有“摘要”二字单独成行。"),
    "intake.loose-text": Message(
        W, "第一个章节标题之前有这样一段，已放在正文开头：{text}", "归入某一节，或删去。"
    ),
    "intake.kpi-table": Message(
        W, "主要指标表没有全部读懂（{reason}），原表留在正文里。", "核对后补进“指标”。"
    ),
    "intake.kpi-missing": Message(N, "没有找到主要指标改进前后对比表。", "有数据时补进“指标”。"),
    "intake.caption-lonely": Message(
        W, "图题“{text}”旁边没有图或表，已作为一段文字保留。", "核对是否缺了图或表。"
    ),
    "intake.picture-unreadable": Message(
        W, "第 {number} 幅图不能打开（{reason}），没有导出。", "请在 Word 里另存这幅图。"
    ),
    "intake.picture-alt": Message(
        N, "图片“{file}”没有替代文字，暂用图题。", "看着图写一句：图上有什么、说明什么。"
    ),
    "intake.notice-field": Message(W, "通知里找不到{label}。", "导入后补上。"),
}


def problem(id: str, place: Place, **args: object) -> Problem:
    """Make a problem of the intake; KeyError for an id or a name that the table lacks."""
    message = MESSAGES[id]
    text, hint = message.text.format(**args), message.hint.format(**args)
    return Problem(id=id, level=message.level, place=place, message=text, hint=hint)
