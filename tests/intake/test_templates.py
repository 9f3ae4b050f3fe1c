"""模板：what people fill in comes back as it was meant; prompts and examples do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn

from generator.content import read_content
from generator.intake.approvals import read_approvals
from generator.intake.results import read_results
from tests.intake.papers import ASSOCIATION, ORGANISATION, TEAM
from tests.intake.project import EVERY, run, tree

DOMAINS = ("制造类", "建造类", "“专精特新”中小企业类")


def _fill(path: Path, rows: list[dict[str, str]]) -> None:
    """Rows below the example, by the heads of the columns."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.worksheets[0]
    heads = [cell.value for cell in sheet[2]]
    for number, row in enumerate(rows, 4):
        for index, head in enumerate(heads, 1):
            sheet.cell(number, index, row.get(head))
    book.save(path)


def _rows() -> list[dict[str, str]]:
    return [
        {
            "序号": str(n + 1),
            "单位": f"上海示例第{n // 2}公司",
            "班组": f"第{n}班",
            "领域": DOMAINS[n % 3],
            "等级": "典型经验" if n % 5 == 0 else "经验",
            "类别": "技术创新型" if n % 7 == 0 else "常规",
            "推荐单位": ASSOCIATION,
            "区": "嘉定区",
            "行业": "制造业",
            "行业大类": "C34 通用设备制造业",
            "推荐全国": "是" if n % 20 == 0 else "",
            "备注": f"第{n}条",
        }
        for n in range(200)
    ]


def test_two_hundred_rows_make_the_round(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    assert run(project, "template", "results", path, "--year", 2022).exit_code == 0
    _fill(path, _rows())
    result = run(project, "import", "results", path, "--year", 2022)
    assert result.exit_code == 0
    assert "条目 200" in result.stderr
    listing, problems = read_results(path, 2022, EVERY)
    assert listing is not None
    assert problems == []
    labels = {"organisation": "单位", "team": "班组", "domain": "领域", "tier": "等级",
              "category": "类别", "recommender": "推荐单位", "district": "区", "industry": "行业",
              "industry_class": "行业大类", "nominated_national": "推荐全国", "remark": "备注"}  # fmt: skip
    came = [{labels[name]: text for name, text in e.fields.items()} for e in listing.entries]
    meant = [{k: v for k, v in row.items() if v and k != "序号"} for row in _rows()]
    assert came == meant
    before = tree(project)
    assert run(project, "import", "results", path, "--year", 2022).stdout == ""
    assert tree(project) == before


def test_a_list_template_offers_the_words_of_its_year(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    run(project, "template", "results", path, "--year", 2024)
    book = openpyxl.load_workbook(path)
    sheet: Any = book["名单"]
    assert sheet["A3"].value == "示例"
    assert sheet["D2"].comment.text == "单选。"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["D3:D1000"] == "'词表'!$A$2:$A$4"
    terms: Any = book["词表"]
    assert [terms.cell(row, 1).value for row in range(1, 5)] == [
        "领域",
        "制造类",
        "建设工程类",
        DOMAINS[2],
    ]


def test_an_approvals_template_comes_back(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "审批.xlsx"
    run(project, "template", "approvals", path, "--year", 2022)
    assert read_approvals(path, 2022) == ((), [])
    row = {"单位": "甲", "班组": "乙", "形式审查（日期）": "2022-08-01", "单位同意公开": "是",
           "同意日期": "2022-08-02", "公开范围": "官网、海报", "肖像授权": "不涉及"}  # fmt: skip
    _fill(path, [row])
    (record,), problems = read_approvals(path, 2022)
    assert problems == []
    assert record.fields == {
        "formal": {"day": "2022-08-01"},
        "consent": {"given": "是", "day": "2022-08-02", "scope": ["官网", "海报"]},
        "portrait": "不涉及",
    }


def test_an_empty_case_template_names_no_team(listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "案例.docx"
    run(listed, "template", "case", path, "--year", 2022)
    result = run(listed, "import", "cases", path, "--year", 2022)
    assert result.exit_code == 1
    assert result.stderr.count("intake.cell-missing") == 2


def test_a_case_template_comes_back_without_its_prompts(listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "案例.docx"
    run(listed, "template", "case", path, "--year", 2022)
    paper: Any = docx.Document(str(path))
    _answer(paper)
    paper.save(str(path))
    result = run(listed, "import", "cases", path, "--year", 2022)
    assert result.exit_code == 0
    (case,) = read_content(listed)[0].cases
    assert (case.title, case.summary, case.district) == ("写好的标题", "写好的摘要", "jiading")
    assert [kpi.name for kpi in case.kpis] == ["一次合格率"]
    assert [section.markdown.strip() for section in case.sections] == ["写好的一段"] * 7


def _answer(paper: Any) -> None:
    """Fill in the controls, a paragraph for each section, and one figure."""
    answers = ["写好的标题", ORGANISATION, TEAM, "嘉定区", None, None, "制造类", None, None, None, None,
               None, "写好的摘要"]  # fmt: skip
    controls = list(paper.element.body.iter(qn("w:sdt")))
    for control, answer in zip(controls, answers, strict=True):
        if answer:
            mark = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
            mark.getparent().remove(mark)
            next(control.iter(qn("w:t"))).text = answer
    for paragraph in paper.paragraphs:
        before = paragraph._p.getprevious()
        if (
            before is not None
            and paragraph.style.name == "Normal"
            and not paragraph._p.findall(qn("w:sdt"))
        ):
            paragraph.text = "写好的一段"
    figures = ("一次合格率", "%", "96.2", "99.1", "2021年", "台账")
    for cell, text in zip(paper.tables[1].rows[2].cells, figures, strict=True):
        cell.text = text


def test_a_template_never_overwrites_by_itself(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"mine")
    assert run(project, "template", "results", path).exit_code == 2
    assert path.read_bytes() == b"mine"
    assert run(project, "template", "results", tmp_path / "名单.txt").exit_code == 2
    assert run(project, "template", "results", path, "--force").exit_code == 0
