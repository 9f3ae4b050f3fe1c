"""来稿样张：small papers that the tests make themselves, in the habits of several offices."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from PIL import Image

from generator.model import Label, Term, Vocabulary

YEAR = 2022
ORGANISATION = "上海示例阀门有限公司"
TEAM = "“秒表”装配２班"


def vocabulary(slug: str, name: str, *terms: Term) -> Vocabulary:
    """A vocabulary of a few terms."""
    return Vocabulary(slug, name, terms)


def term(slug: str, label: str, *aliases: str, since: int | None = None) -> Term:
    """A term with one label."""
    return Term(slug, (Label(label, since),), aliases)


VOCABULARIES = {
    "domain": vocabulary(
        "domain",
        "领域",
        term("manufacturing", "制造类"),
        Term("construction", (Label("建造类", 2022, 2023), Label("建设工程类", 2024))),
        term("sme-srdi", "“专精特新”中小企业类"),
    ),
    "tier": vocabulary(
        "tier", "等级", term("experience", "经验"), term("typical", "典型经验", "典型")
    ),
    "category": vocabulary(
        "category", "类别", term("general", "常规"), term("tech-innovation", "技术创新型")
    ),
    "district": vocabulary("district", "区", term("jiading", "嘉定区", "嘉定")),
    "industry": vocabulary(
        "industry", "行业", term("c-manufacturing", "制造业"), term("e-construction", "建筑业")
    ),
    "recommender": vocabulary(
        "recommender",
        "推荐单位",
        term("jixie", "上海示例机械行业协会"),
        term("saq-member", "其他-会员部"),
    ),
    "concept": vocabulary(
        "concept",
        "理念",
        *(
            term(f"c{n}", name)
            for n, name in enumerate(("关注顾客", "诚信守诺", "有效学习", "改进创新"))
        ),
    ),
    "method": vocabulary(
        "method",
        "方法",
        term("kanban", "看板"),
        term("fmea", "FMEA"),
        term("mes", "MES"),
        term("doe", "DOE", "正交试验"),
        term("pareto", "排列图", "柏拉图"),
    ),
}


def write_workbook(
    path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = (), title: str = "名单"
) -> Path:
    """An xlsx file with one sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    book.save(path)
    return path


def add_sheet(path: Path, title: str, rows: Sequence[Sequence[object]]) -> None:
    """One more sheet in a file that is there."""
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    book.save(path)


HEAD = (
    "序号",
    "单 位",
    "班组名称",
    "推荐单位",
    "类别",
    "等级",
    "所在区",
    "行业",
    "推荐全国",
    "备注",
)
ASSOCIATION = "上海示例机械行业协会"


def write_results(path: Path) -> Path:
    """A list of results as offices make them: sections, merged cells, ditto, a wrong number."""
    blank: tuple[object, ...] = (None,) * 9
    rows: list[Sequence[object]] = [
        ("2022年名单", *blank),
        ("（排名不分先后）", *blank),
        HEAD,
        ("一、制造类（３个）", *blank),
        (1, ORGANISATION, TEAM, ASSOCIATION, "技术创新型", "典型", "嘉定", "C34 制造业", "√", None),
        (2, None, "设备部\n空压站班", ASSOCIATION, "—", "经验", "嘉定区", "制造业", None, "待核"),
        (3, "同上", "机修班", "〃", None, "经验", "嘉定区", "C 制造业", "否", None),
        ("二、建造类（2个）", *blank),
        (
            1,
            "上海示例建设有限公司",
            "机修班",
            "其他-会员部",
            "常规",
            "经验",
            None,
            "建筑业",
            None,
            None,
        ),
        ("合计", None, "共5个（其中典型经验1个）", *blank[:7]),
        ("本表均为虚构。", *blank),
    ]
    spans = [f"A{number}:J{number}" for number in (1, 2, 4, 8, 11)]
    return write_workbook(path, rows, [*spans, "B5:B6", "A10:B10", "C10:J10"])


def picture(format: str = "PNG", exif: bool = False) -> io.BytesIO:
    """A small picture, with the traces of a camera where asked for."""
    image = Image.new("RGB", (60, 40), "teal")
    target = io.BytesIO()
    if exif:
        data = Image.Exif()
        data[0x010F] = "ACME"
        data.get_ifd(0x8825)[1] = "N"
        image.save(target, format, exif=data)
    else:
        image.save(target, format)
    target.seek(0)
    return target


_TEXT_BOX = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r>
<w:t>框里的话：表会说话。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"""

FACTS = (
    ("申 报 单 位", ORGANISATION, "班组名称", TEAM),
    ("所　在　区", "嘉定区", "所属行业", "制造业（C34 通用设备制造业）"),
    ("领域", "制造类", "类别", "技术创新型"),
    ("推荐单位", ASSOCIATION, "班组人数", "１６人"),
    ("成立时间", "2009年3月", "发表视频", "待补"),
)
SUMMARY = "用秒表和FMEA管住预紧，一次合格率由96.2%提高到99.1%。"
KPIS = (
    ("指标", "单位", "改进前", "改进后", "统计期", "口径"),
    ("一次合格率", "%", "96.2", "99.1", "2021年全年／2022年1—5月", "合格台数÷总台数"),
    ("返工", "台次", "1,250", "630", "2021年全年／2022年1—5月", "返工单"),
    ("违章", "起", "0", "0", "2021年1月—2022年5月", "全部检查"),
)
BROKEN_LINES = (
    "一是后道的安装单位他们要的是轴线准净空够接缝\n"
    "不漏二是地面上的居民和管线单位他们要的是房子\n"
    "不裂路面不塌。"
)


def write_case(path: Path) -> Path:
    """A case with its headings made by look, lists typed by hand and much else."""
    paper: Any = docx.Document()
    _bold(paper, "把秒表装进心里——“秒表”装配２班建设经验", centred=True)
    paper.add_paragraph(f"{ORGANISATION}　{TEAM}")
    _facts(paper)
    _bold(paper, "摘　要")
    paper.add_paragraph(SUMMARY)
    _bold(paper, "一、班组概况")
    mixed = paper.add_paragraph("班组16人，")
    mixed.add_run("不许漂").bold = True
    mixed.add_run("：公差 *3* <5 μm，a|b，[注]，1_000。")
    paper.add_paragraph("# 不是标题")
    paper.add_paragraph("- 2 -")
    _bold(paper, "二、顾客识别与需求")
    paper.add_paragraph(BROKEN_LINES)
    for text in ("（1）要准；", "（2）要快；", "（3）要净。"):
        paper.add_paragraph(text)
    paper.add_paragraph("表1 顾客需求对照", style="Caption")
    table = paper.add_table(3, 2)
    for cell, text in zip(
        table._cells, ("顾客", "要求", "用户", "a|b 要准", "", "要快"), strict=True
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    _bold(paper, "三、质量承诺与诚信守诺")
    for text in ("● 不合格不交；", "● 不真实不写。"):
        paper.add_paragraph(text)
    paper.add_paragraph("纸不会说谎。", style="Intense Quote")
    _second_half(paper)
    paper.save(str(path))
    return path


def _second_half(paper: Any) -> None:
    """From 有效学习 to the end."""
    _bold(paper, "四、有效学习")
    paper.add_paragraph("听和摸", style="List Bullet")
    paper.add_paragraph("听：敲一敲", style="List Bullet 2")
    paper.add_paragraph("比一比", style="List Number")
    _bold(paper, "五、改进创新")
    paper.add_paragraph("一、找原因。排列图上前两项占74%，用MES查到，不用TIMES。")
    paper.add_picture(picture())
    paper.add_paragraph("图 1　不合格项排列图", style="Caption")
    paper.element.body.insert_element_before(parse_xml(_TEXT_BOX), "w:sectPr")
    paper.add_paragraph("二、定参数。做了九次正交试验。")
    paper.add_paragraph("1．给手一个表。")
    paper.add_paragraph("百分表夹在端面上。")
    paper.add_paragraph("2．给眼一个锚点。")
    paper.add_paragraph("色带一断就看见。")
    _bold(paper, "（一）守住成果")
    paper.add_paragraph("图2显示的不是图。")
    paper.add_picture(picture("JPEG", exif=True))
    paper.add_paragraph("图3 改进前后对比", style="Caption")
    _bold(paper, "六、建设成效")
    paper.add_paragraph("图9 丢了的图", style="Caption")
    paper.add_paragraph("表上的数字都有出处。")
    paper.add_paragraph("表2 主要指标改进前后对比", style="Caption")
    _rows(paper, KPIS)
    paper.add_paragraph("返工少了620台次。")
    _bold(paper, "七、可借鉴之处")
    paper.add_paragraph("一、先看时间。前提是有秒表。")
    paper.add_paragraph("二、再看手感。前提是有表。")
    _bold(paper, "八、下一步")
    paper.add_paragraph("把卡电子化。")


def _bold(paper: Any, text: str, centred: bool = False) -> None:
    paragraph = paper.add_paragraph()
    paragraph.add_run(text).bold = True
    if centred:
        paragraph.alignment = 1


def _facts(paper: Any) -> None:
    table = _rows(paper, (("基本信息", "", "", ""), *FACTS))
    table.cell(0, 0).merge(table.cell(0, 3))


def _rows(paper: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = paper.add_table(len(rows), len(rows[0]))
    for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
        cell.text = text
    return table
