"""提示大全：docs/findings.md from the catalogues. `python -m tests.findings` writes it anew."""

from __future__ import annotations

import re

from generator import catalogue
from generator.catalogue import Message
from generator.intake import messages as intake
from generator.problems import LEVEL_LABEL
from generator.reconcile import messages as reconcile
from tests.support import ROOT

PAGE = ROOT / "docs" / "findings.md"
HEAD = """# 提示大全

`anli check`、导入、核对和工作台会给出的全部提示，分组列出。此页由程序里的消息目录生成（`make docs`），不要手改。

- **错误**：草稿里的错误只让这一稿不公开；公开过的内容和设置里有错误，网站不更新，原来的网站保持不变。
- **提醒**：不拦，但每一条都请有人看过。
- **说明**：只说明现在的情形，不用做什么。

〈〉里的，换成当时的名称、数字或原文。有相近的写法时，“怎么办”前面还会先问“是不是……？”。
"""
BLANKS = {
    "address": "地址", "after": "后一个", "announced": "公布日期", "before": "前一个",
    "case": "案例编号", "code": "代码", "column": "列", "columns": "列数", "count": "个数",
    "counted": "实有数", "day": "日期", "detail": "说明", "direction": "方向", "earlier": "前一步",
    "example": "样子", "file": "文件", "first": "位置", "folder": "文件夹", "guess": "编码",
    "id": "编号", "key": "名称", "kept": "已写的数", "kind": "种类", "label": "项目", "least": "下限",
    "labels": "项目", "lacking": "缺的字", "later": "后一步", "length": "字数", "limit": "上限",
    "line": "行", "listed": "登记的", "meant": "应写的", "missing": "缺的", "name": "名称",
    "needed": "列名", "now": "现在的", "number": "数", "old": "旧名", "options": "各项",
    "organisation": "单位", "other": "另一个", "part": "部分", "reason": "原因", "row": "行号",
    "rows": "行数", "said": "写的数", "scope": "范围", "size": "大小", "slug": "代号",
    "state": "情形", "suffix": "后缀", "tag": "标记", "target": "链接", "team": "班组",
    "term": "叫法", "text": "原文", "title": "标题", "unit": "计量单位", "until": "到期日",
    "value": "写的值", "what": "哪个数", "when": "时间", "where": "位置", "year": "年度",
    "hint": "", "remark": "", "suggestion": "", "table": "", "way": "",
}  # fmt: skip
"""places to fill and what stands there; where that is a sentence of its own, nothing"""
GROUPS = {
    "file": ("文件", "放进来的文件本身有问题，里面写了什么还没有看。"),
    "front-matter": ("文头", "case.md 开头两行 `---` 之间的基本信息。"),
    "yaml": ("写法", "冒号、缩进、引号这些格式上的毛病。改在提示指的那一行，或上面一两行。"),
    "field": ("项目", "某一项没有写、写错了名称，或者值不合要求。"),
    "term": ("词表里的叫法", "领域、行业、区、等级这些只能用词表里的叫法，而且用当年的叫法。"),
    "vocabulary": ("词表", "site_config/vocabulary 里的词表。"),
    "organisation": ("单位", "单位名录 site_config/organisations.yaml。"),
    "case": ("案例", "案例的编号、章节，以及与名单是否一致。"),
    "kpi": ("指标", "改进前后的数、方向、统计期和口径。"),
    "picture": ("图片", "图片文件、替代文字、人像授权和拍摄信息。"),
    "prose": ("正文", "正文的 Markdown 写法：读者看到的会和您想的不一样。"),
    "results": ("年度结果", "公告写的数与名单对不对得上。"),
    "step": ("日程", "年度结果里的活动日程。"),
    "notice": ("通知与附件", "通知的文字、附件。"),
    "approval": ("审批", "审批材料齐不齐，批准的是不是现在的内容。"),
    "gate": ("为什么没有公开", "内容没有错，但还不到公开的时候，或者不该公开。"),
    "ledger": ("公开台账", "编号和地址一经公开就不能变，也不能没有。"),
    "announced": ("公布台账", "公布过的名单只能多，不能少。"),
    "withdrawn": ("撤下", "撤下记录要与公开台账一致。"),
    "personal": ("个人信息", "手机号、身份证号等，一律不上网。"),
    "person": ("姓名", "写出全名的人，要有本人单独的同意。"),
    "secrecy": ("保密", "先审查，后公开。"),
    "tobacco": ("烟草", "网上不宣传烟草品牌。"),
    "wording": ("用语", "绝对化用语、表彰用语和没有口径的“百分之百”。"),
    "punctuation": ("标点", "只提建议，不替您改。"),
    "text": ("乱码和异体", "粘贴、转换时弄坏的字。"),
    "waiver": ("放行记录", "看过、确认可以保留的，一处一处放行；文字变了，放行就失效。"),
    "poster": ("分享图和海报", "画不出来的只是图，案例照常公开。"),
    "topic": ("专题", "编辑编的专题。"),
    "post": ("公众号文章记录", "site_config/posts.yaml，由 anli wechat link 写入。"),
    "campaign": (
        "推文活动",
        "site_config/campaigns 里的活动和编辑稿；只由 anli wechat build 检查，不影响网站。",
    ),
    "site": ("站点设置", "site_config/site.yaml。"),
    "intake": (
        "来稿的文件",
        "Excel、Word 文件打不开、不安全，或者写不进来。有一个错误，这一批就都不写。",
    ),
    "intake.hidden-sheet": ("来稿的表格", "名单和审批记录都会有。位置写成“工作簿!工作表!格子”。"),
    "intake.section-unknown": ("来稿：结果名单", "段头、合计、序号对不对得上，单位认不认得。"),
    "intake.date": ("来稿：审批记录", "日期、文号、同意写得清不清楚。"),
    "intake.tracked": ("来稿：案例材料", "Word 稿里没有处理完的，和读进来以后请看一眼的。"),
    "intake.notice-field": ("来稿：通知和公告", "公文上没有读到的，和与名单不一样的。"),
    "reconcile": ("核对", "名单、案例、审批、公告四样互相对。"),
}
"""heading and introduction by area, or by the first finding of a part of one"""


def build_page() -> str:
    """消息目录 → the page as Markdown."""
    messages = {**catalogue.MESSAGES, **intake.MESSAGES, **reconcile.MESSAGES}
    unknown = {_area(id) for id in messages} - set(GROUPS)
    if unknown:
        raise KeyError(f"GROUPS lacks {sorted(unknown)}")
    areas = list(dict.fromkeys(map(_area, GROUPS)))
    ids = sorted(messages, key=lambda id: areas.index(_area(id)))
    return HEAD + "".join(_heading(id, ids) + _row(id, messages[id]) for id in ids)


def _area(id: str) -> str:
    return id.partition(".")[0]


def _heading(id: str, ids: list[str]) -> str:
    """What stands above the first finding of a group."""
    first = next(other for other in ids if _area(other) == _area(id))
    group = GROUPS.get(_area(id) if id == first else id)
    if group is None:
        return ""
    title, words = group
    return f"\n## {title}\n\n{words}\n\n| 编号 | 级别 | 说的是 | 怎么办 |\n|---|---|---|---|\n"


def _row(id: str, message: Message) -> str:
    hint = _plain(message.hint) or ("照提示改。" if message.hint else "")
    return f"| `{id}` | {LEVEL_LABEL[message.level]} | {_plain(message.text)} | {hint} |\n"


def _plain(text: str) -> str:
    """Places to fill by their Chinese names; what would end a cell is escaped."""
    filled = re.sub(r"\{([^}]*)\}", lambda m: BLANKS[m[1]] and f"〈{BLANKS[m[1]]}〉", text)
    return filled.replace("|", "\\|").replace("<", "\\<").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(build_page(), encoding="utf-8", newline="\n")
