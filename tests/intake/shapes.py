"""材料的形状：ways in which people put words into a Word file, each with awkward words of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.intake.papers import ASSOCIATION, ORGANISATION, TEAM, picture

Words = Callable[[], str]
Shape = Callable[[Any, Words], None]


def plain(paper: Any, words: Words) -> None:
    paper.add_paragraph(words())


def mixed(paper: Any, words: Words) -> None:
    paragraph = paper.add_paragraph(words())
    paragraph.add_run(words()).bold = True
    paragraph.add_run(" ").bold = True
    paragraph.add_run(words()).italic = True


def breaks(paper: Any, words: Words) -> None:
    paragraph = paper.add_paragraph(words())
    for _ in range(2):
        paragraph.add_run().add_break()
        paragraph.add_run(words() + "\t" + words())


def headings(paper: Any, words: Words) -> None:
    for level in (1, 2, 3, 5, 9):
        paper.add_heading(words(), level)
        paper.add_paragraph(words())


def bold_line(paper: Any, words: Words) -> None:
    paper.add_paragraph().add_run(words()[:20]).bold = True


def bullets(paper: Any, words: Words) -> None:
    for style in ("List Bullet", "List Bullet 2", "List Number", "List Number 3"):
        paper.add_paragraph(words(), style=style)


def typed_list(paper: Any, words: Words) -> None:
    for number in (1, 2, 3):
        paper.add_paragraph(f"（{number}）{words()}")


def quotes(paper: Any, words: Words) -> None:
    paper.add_paragraph(words(), style="Intense Quote")
    paper.add_paragraph(words(), style="Caption")


def table(paper: Any, words: Words) -> None:
    grid = paper.add_table(3, 3)
    for cell in grid._cells:
        cell.text = words()
    for cell, other in ((grid.cell(0, 0), grid.cell(0, 1)), (grid.cell(1, 2), grid.cell(2, 2))):
        cell.merge(other)
    grid.cell(1, 1).add_paragraph(words())


def nested_table(paper: Any, words: Words) -> None:
    outer = paper.add_table(1, 2)
    outer.cell(0, 0).text = words()
    inner = outer.cell(0, 1).add_table(1, 2)
    for cell in inner._cells:
        cell.text = words()


def _insert(paper: Any, xml: str) -> None:
    paper.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_box(paper: Any, words: Words) -> None:
    own, boxed = _escaped(words()), _escaped(words())
    box = f"<w:txbxContent><w:p><w:r><w:t>{boxed}</w:t></w:r></w:p></w:txbxContent>"
    shape = f'<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>'
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {space}><mc:Choice Requires='x'>{shape}</mc:Choice>"
        f"<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    )
    _insert(paper, f"<w:p {nsdecls('w')}><w:r><w:t>{own}</w:t>{both}</w:r></w:p>")


def wrapped(paper: Any, words: Words) -> None:
    runs = [f"<w:r><w:t>{_escaped(words())}</w:t></w:r>" for _ in range(5)]
    _insert(
        paper,
        f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent><w:p>{runs[0]}"
        f"<w:hyperlink>{runs[1]}</w:hyperlink><w:smartTag>{runs[2]}</w:smartTag>"
        f"<w:fldSimple>{runs[3]}</w:fldSimple><w:sdt><w:sdtPr/><w:sdtContent>{runs[4]}"
        "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
    )


def formula(paper: Any, words: Words) -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    _insert(
        paper,
        f"<w:p {nsdecls('w')} {space}><m:oMath><m:r><m:t>{_escaped(words())}</m:t></m:r></m:oMath></w:p>",
    )


def pictures(paper: Any, words: Words) -> None:
    paper.add_picture(picture())
    paper.add_paragraph(f"图1 {words()}", style="Caption")
    paper.add_picture(picture("JPEG", exif=True))
    cell = paper.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].add_run().add_picture(picture())


def broken_picture(paper: Any, words: Words) -> None:
    paper.add_picture(picture())
    paper.inline_shapes[-1]._inline.docPr.set("descr", words())
    relation = paper.inline_shapes[-1]._inline.graphic.graphicData.pic.blipFill.blip.embed
    paper.part.related_parts[relation]._blob = b"\x01\0\0\0 an old metafile"
    paper.add_paragraph(f"图2 {words()}", style="Caption")


def odd_kpis(paper: Any, words: Words) -> None:
    paper.add_paragraph("表2 主要指标改进前后对比", style="Caption")
    grid = paper.add_table(2, 4)
    for cell, text in zip(grid._cells, ("指标", "改进前", "改进后", "备考"), strict=False):
        cell.text = text
    for cell in grid._cells[4:]:
        cell.text = words()


SHAPES: tuple[Shape, ...] = (
    plain, mixed, breaks, headings, bold_line, bullets, typed_list, quotes, table, nested_table,
    text_box, wrapped, formula, pictures, broken_picture, odd_kpis,
)  # fmt: skip

AWKWARD = (
    "*星* **双星** _线_ __双线__", "# 井", "1. 一点", "1) 一括", "- 减号", "+ 加号", "> 大于",
    "<b>尖</b> &amp; &lt;", "[链](http://a.b) ![图](x)", "`码` ```", "~~删~~ ~", "a|b|c", "\\ 反 \\*",
    "| 竖 |", "---", "===", "***", "https://example.org/a_b?c=d&e=f", "１２３ＡＢ", "①②③ 5㎡ C₂",
    "第 2 页 共 5 页吗", "表1 不是表题", "图3 不是图题", "“引”‘号’……——", "😀𠮷㐀", "键: 值 # 注",
    "摘要写得好", "A*B*C 与 snake_case_name", "50%～60%", "$x$ :smile: ==亮==", ":--|--:", "    四格",
)  # fmt: skip


def word_source() -> Words:
    """Awkward words, each with a number that no other has."""
    numbers = count(1)

    def words() -> str:
        number = next(numbers)
        return f"{AWKWARD[number % len(AWKWARD)]} 字{number}号"

    return words


def write_paper(path: Path, head: list[Shape], body: list[Shape]) -> Path:
    """A paper with facts, title and summary; shapes before and after its first section."""
    words = word_source()
    paper: Any = docx.Document()
    paper.add_paragraph("做法与成效", style="Title")
    facts = paper.add_table(4, 5)
    rows = (
        ("申报单位", ORGANISATION, "班组名称", TEAM, words()),
        ("所在区", "嘉定区", words(), words(), ""),
        ("推荐单位", ASSOCIATION, "班组人数", f"16人，{words()}", ""),
        ("领域", words(), "", words(), ""),
    )
    for cell, text in zip(facts._cells, [text for row in rows for text in row], strict=True):
        cell.text = text
    for shape in head:
        shape(paper, words)
    paper.add_heading("摘要", 1)
    paper.add_paragraph(words())
    paper.add_heading("一、班组概况", 1)
    for shape in body:
        shape(paper, words)
    section = paper.sections[0]
    section.header.paragraphs[0].text = words()
    section.footer.paragraphs[0].text = "- 3 -"
    paper.save(str(path))
    return path


def paragraphs_of(path: Path) -> list[str]:
    """Every paragraph with letters: body, tables, boxes, formulas and running heads."""
    document: Any = docx.Document(str(path))
    roots = [document.element.body, document.sections[0].header._element]
    letters = (qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
    found: dict[Any, list[str]] = {}
    for root in roots:
        for letter in root.iter(*letters):
            if "Fallback" not in {a.tag.rsplit("}", 1)[-1] for a in letter.iterancestors()}:
                owner = next(letter.iterancestors(qn("w:p")))
                found.setdefault(owner, []).append(letter.text or "")
    described = [str(d.get("descr") or "") for d in document.element.body.iter(qn("wp:docPr"))]
    return ["".join(parts) for parts in found.values()] + described
