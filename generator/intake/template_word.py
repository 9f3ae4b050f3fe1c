"""Word 模板：a case to fill in. Prompts are content controls, comments of ours, and grey lines.

What nobody fills in is not imported: the reader passes by controls that still show their prompt,
paragraphs in the style of prompts, and example rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from generator.fields import CASE
from generator.intake.aside import TEMPLATE_AUTHOR
from generator.intake.document import PROMPT_STYLE
from generator.intake.kpis import SAMPLE
from generator.model import Vocabulary
from generator.sections import KNOWN

_FACTS = (
    ("申报单位", "单位全称，与公章一致", ""),
    ("班组名称", "与申报表一致", ""),
    ("所在区", "请选择", "district"),
    ("所属行业", "请选择", "industry"),
    ("行业大类", "如 C34 通用设备制造业，可不填", ""),
    ("领域", "请选择", "domain"),
    ("类别", "请选择", "category"),
    ("推荐单位", "请选择", "recommender"),
    ("班组人数", "只写数字", ""),
    ("成立时间", "如 2009年3月", ""),
    ("发表视频", "网址，没有可不填", ""),
)
"""label, prompt and vocabulary of each fact"""
_KPI_HEAD = ("指标", "单位", "改进前", "改进后", "统计期", "口径")
_KPI_EXAMPLE = (
    f"{SAMPLE}一次交验合格率",
    "%",
    "96.2",
    "99.1",
    "2021年全年／2022年1—5月",
    "合格台数÷总台数",
)
_PROMPTS = {
    "team-profile": "人数、工种、岗位职责、成立时间。可以放一张班组合影或现场照。",
    "customer-needs": "谁是顾客（内部、外部），他们要什么，怎样变成班组的质量要求。",
    "integrity": "承诺了什么，怎样兑现，怎样检查和追溯。",
    "learning": "学什么、怎么学、怎么知道学会了。",
    "improvement": "找到了什么问题，用什么方法，做了哪些改进。",
    "results": "数字前后对比，顾客怎么说。数字请填在下面的表里。",
    "lessons": "别的班组可以照着做的三条，各有什么前提。",
}


def write_case_template(path: Path, year: int, vocabularies: Mapping[str, Vocabulary]) -> None:
    """案例模板 with the headings that a case must have."""
    paper: Any = docx.Document()
    _add_prompt_style(paper)
    title = paper.add_paragraph(style="Title")
    title._p.append(_control(f"标题，{CASE.field('title').limit} 字以内", ()))
    _comment(
        paper, title, "标题写做法和成效，不写“争创”“标兵”一类的话。灰字是提示，填写时会自动消失。"
    )
    _add_facts(paper, year, vocabularies)
    limit = CASE.field("summary").limit
    paper.add_heading("摘要", level=1)
    paper.add_paragraph()._p.append(_control(f"一段话，{limit} 字以内：做了什么，结果怎样", ()))
    for kind in KNOWN:
        if kind.required:
            heading = paper.add_heading(kind.title, level=1)
            paper.add_paragraph(_PROMPTS.get(kind.slug, ""), style=PROMPT_STYLE)
            paper.add_paragraph()
            if kind.slug == "results":
                _comment(paper, heading, "表里“示例”一行只供参考，不会导入；没有数据可以整行删去。")
                _add_kpis(paper)
    paper.save(str(path))


def _add_prompt_style(paper: Any) -> None:
    style = paper.styles.add_style(PROMPT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = paper.styles["Normal"]
    style.next_paragraph_style = paper.styles["Normal"]
    style.font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    style.font.size = Pt(10)


def _comment(paper: Any, paragraph: Any, text: str) -> None:
    run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
    paper.add_comment(run, text, author=TEMPLATE_AUTHOR, initials="anli")


def _add_facts(paper: Any, year: int, vocabularies: Mapping[str, Vocabulary]) -> None:
    table = paper.add_table(len(_FACTS), 2, style="Table Grid")
    for (label, prompt, slug), row in zip(_FACTS, table.rows, strict=True):
        vocabulary = vocabularies.get(slug)
        options = vocabulary.labels_in(year) if vocabulary else ()
        row.cells[0].text = label
        row.cells[1].paragraphs[0]._p.append(_control(prompt, options))


def _add_kpis(paper: Any) -> None:
    paper.add_paragraph("表1 主要指标改进前后对比", style="Caption")
    table = paper.add_table(5, len(_KPI_HEAD), style="Table Grid")
    for row, texts in zip(table.rows, (_KPI_HEAD, _KPI_EXAMPLE), strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _control(prompt: str, options: Sequence[str]) -> Any:
    """内容控件 that shows its prompt until somebody writes or chooses."""
    control, properties, content = (OxmlElement(f"w:{n}") for n in ("sdt", "sdtPr", "sdtContent"))
    properties.append(OxmlElement("w:showingPlcHdr"))
    kind = OxmlElement("w:dropDownList" if options else "w:text")
    for option in options:
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), option)
        item.set(qn("w:value"), option)
        kind.append(item)
    properties.append(kind)
    run, look, colour, text = (OxmlElement(f"w:{n}") for n in ("r", "rPr", "color", "t"))
    colour.set(qn("w:val"), "808080")
    text.text = prompt
    look.append(colour)
    run.extend([look, text])
    content.append(run)
    control.extend([properties, content])
    return control
