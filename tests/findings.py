"""提示大全：docs/findings.md from the catalogues. `python -m tests.findings` writes it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator import catalogue
from generator.catalogue import Message
from generator.intake import messages as intake
from generator.problems import LEVEL_LABEL
from generator.reconcile import messages as reconcile
from tests.support import ROOT

PAGE = ROOT / "docs" / "findings.md"
HEAD = """# 提示大全

`anli check`、导入、核对和工作台会给出的全部提示，按编号前半段分组。此页由程序里的消息目录生成（`make docs`），不要手改。

- **错误**：草稿里的错误只让这一稿不公开；公开过的内容和设置里有错误，网站不更新，原来的网站保持不变。
- **提醒**：不拦，但每一条都请有人看过。
- **说明**：只说明现在的情形，不用做什么。

“……”处是具体的名称、数字或原文。
"""
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
    "site": ("站点设置", "site_config/site.yaml。"),
    "intake": (
        "导入",
        "读 Excel、Word 来稿时发现的。位置写成“工作簿!工作表!格子”或“文件，第几段”。",
    ),
    "reconcile": ("核对", "名单、案例、审批、公告四样互相对。"),
}


def build_page() -> str:
    """消息目录 → the page as Markdown."""
    messages = {**catalogue.MESSAGES, **intake.MESSAGES, **reconcile.MESSAGES}
    return HEAD + "".join(_sections(messages))


def _sections(messages: Mapping[str, Message]) -> Iterator[str]:
    unknown = {id.split(".")[0] for id in messages} - set(GROUPS)
    if unknown:
        raise KeyError(f"GROUPS lacks {sorted(unknown)}")
    for group, (title, words) in GROUPS.items():
        mine = {id: m for id, m in messages.items() if id.split(".")[0] == group}
        if mine:
            rows = "".join(_row(id, message) for id, message in mine.items())
            yield f"\n## {title}\n\n{words}\n\n| 编号 | 级别 | 说的是 | 怎么办 |\n|---|---|---|---|\n{rows}"


def _row(id: str, message: Message) -> str:
    cells = (f"`{id}`", LEVEL_LABEL[message.level], _plain(message.text), _plain(message.hint))
    return "| " + " | ".join(cells) + " |\n"


def _plain(text: str) -> str:
    """Places to fill become dots; what would end a cell is escaped."""
    return (
        re.sub(r"\{[^}]*\}", "……", text).replace("|", "\\|").replace("<", "\\<").replace("\n", " ")
    )


if __name__ == "__main__":
    PAGE.write_text(build_page(), encoding="utf-8")
