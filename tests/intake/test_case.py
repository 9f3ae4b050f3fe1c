"""案例材料：nothing that the paper says is lost, and the draft is a source that the checks accept."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from generator.fields import CASE
from generator.intake.case import CaseDraft, read_case, render_case
from generator.intake.emit import in_words
from generator.model import Organisation
from generator.problems import Problem
from generator.schema import Reading, read_record
from generator.sections import split_sections
from generator.sources import SourceText, parse_document
from tests.intake import papers
from tests.intake.papers import ORGANISATION, SUMMARY, TEAM, VOCABULARIES, YEAR

ID = "SHQ-2022-0001"
LEFT_OUT = {
    "基本信息", "申报单位", "班组名称", "所在区", "所属行业", "领域", "类别", "推荐单位", "班组人数",
    "成立时间", "发表视频", "待补", "-2-", "表2主要指标改进前后对比",
    *papers.KPIS[0], ORGANISATION + TEAM,
}  # fmt: skip
"""labels of the tables that became fields, page numbers, and the line that repeats two fields"""
REWORDED = {
    "制造业（C34通用设备制造业）": ("行业: 制造业", "C34通用设备制造业"),
    "１６人": ("班组人数: 16",),
    "1,250": ("改进前: 1250",),
    "2021年全年／2022年1—5月": ("改进前统计期: 2021年全年", "改进后统计期: 2022年1—5月"),
}
NUMBERING = re.compile(r"^(?:[一二三四五六七八]、|（[一二三\d]+）|●|\d．|图\s?\d)", re.ASCII)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case."""
    return papers.write_case(tmp_path_factory.mktemp("paper") / "案例.docx")


@pytest.fixture(scope="module")
def read(paper: Path) -> tuple[CaseDraft, list[Problem]]:
    """The draft of the sample case."""
    draft, problems = read_case(paper, YEAR, VOCABULARIES)
    assert draft is not None
    return draft, problems


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\\]", "", text)


def _paragraphs(path: Path) -> list[str]:
    """Every paragraph with text: of the body, of tables and of text boxes."""
    body = docx.Document(str(path)).element.body
    texts = []
    for paragraph in body.iter(qn("w:p")):
        own = [t.text or "" for t in paragraph.iter(qn("w:t")) if _owner(t) is paragraph]
        texts.append(_squeezed("".join(own)))
    return [text for text in texts if text]


def _owner(element: object) -> object:
    parent = element.getparent()  # type: ignore[attr-defined]
    return parent if parent.tag == qn("w:p") else _owner(parent)


def test_every_paragraph_of_the_paper_is_in_the_source(
    paper: Path, read: tuple[CaseDraft, list[Problem]]
) -> None:
    source = _squeezed(render_case(read[0], ID, "典型经验")).replace("**", "")
    lost = []
    for text in _paragraphs(paper):
        meant = REWORDED.get(text, (NUMBERING.sub("", text), text))
        if text in LEFT_OUT:
            continue
        found = [_squeezed(part) in source for part in meant]
        if not (all(found) if text in REWORDED else any(found)):
            lost.append(text)
    assert lost == []


def test_the_source_reads_back_without_a_problem(read: tuple[CaseDraft, list[Problem]]) -> None:
    text = render_case(read[0], ID, "典型经验")
    document, problems = parse_document(SourceText("case.md", text))
    reading = Reading(vocabularies=VOCABULARIES, organisations=_organisations(), year=YEAR)
    assert document.front is not None
    record = read_record(document.front, CASE, reading, document.front.place)
    assert problems + reading.problems == []
    assert record is not None
    assert record.values["organisation"] == "famen"
    assert record.values["team_size"] == 16


def _organisations() -> dict[str, Organisation]:
    return {ORGANISATION: Organisation("famen", ORGANISATION)}


def test_the_head_of_the_paper_becomes_fields(read: tuple[CaseDraft, list[Problem]]) -> None:
    front = in_words(CASE, read[0].fields)
    assert front["标题"] == "把秒表装进心里——“秒表”装配２班建设经验"
    assert front["短标题"] == "把秒表装进心里"
    assert front["单位"] == front["权利人"] == ORGANISATION
    assert front["班组"] == TEAM
    assert (front["行业"], front["行业大类"]) == ("制造业", "C34 通用设备制造业")
    assert front["摘要"] == SUMMARY
    assert front["理念"] == ["关注顾客", "诚信守诺", "有效学习", "改进创新"]
    assert front["方法"] == ["FMEA", "MES", "DOE", "排列图"]
    assert "视频" not in front


def test_an_idea_that_the_vocabulary_lacks_is_named_and_not_written(paper: Path) -> None:
    concepts = VOCABULARIES["concept"]
    fewer = {**VOCABULARIES, "concept": replace(concepts, terms=concepts.terms[1:])}
    draft, problems = read_case(paper, YEAR, fewer)
    assert draft is not None
    assert draft.fields["concepts"] == ["诚信守诺", "有效学习", "改进创新"]
    assert [p.message for p in problems if p.id == "intake.concept-unknown"] == [
        "理念“关注顾客”不在词表里，没有写入。"
    ]


def test_figures_become_records_with_their_own_direction(
    read: tuple[CaseDraft, list[Problem]],
) -> None:
    front = in_words(CASE, read[0].fields)
    kpis = front["指标"]
    assert isinstance(kpis, list)
    assert [kpi["方向"] for kpi in kpis] == ["提升", "降低", "保持"]
    assert kpis[1]["改进前"] == "1250"
    assert kpis[2]["改进前统计期"] == kpis[2]["改进后统计期"] == "2021年1月—2022年5月"
    assert "主要指标" not in read[0].body


def test_sections_bear_their_canonical_titles(read: tuple[CaseDraft, list[Problem]]) -> None:
    intro, sections = split_sections(read[0].body, 1)
    assert intro == ""
    assert [section.title for section in sections] == [
        "班组概况", "顾客识别与需求", "质量承诺与诚信守诺", "有效学习", "改进创新", "建设成效",
        "可借鉴之处", "下一步打算",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "markdown",
    [
        "1. 要准；\n2. 要快；\n3. 要净。",
        "- 不合格不交；\n- 不真实不写。",
        "- 听和摸\n  - 听：敲一敲\n1. 比一比",
        "1. 先看时间。前提是有秒表。\n2. 再看手感。前提是有表。",
        "\n\n一、找原因。",
        "### 给手一个表。\n\n百分表夹在端面上。",
        "### 守住成果\n\n图2显示的不是图。",
        "> 纸不会说谎。",
        "> 框里的话：表会说话。",
        "班组16人，**不许漂**：公差 \\*3\\* \\<5 μm，a|b，\\[注\\]，1_000。",
        "\n\\# 不是标题\n",
        papers.BROKEN_LINES.replace("\n", ""),
        "**表1 顾客需求对照**\n\n| 顾客 | 要求 |\n| --- | --- |\n"
        "| 用户 | a\\|b 要准 |\n| 用户 | 要快 |",
        "\n\n![](fig-1.png)\n\n",
    ],
)
def test_the_body_is_plain_markdown(read: tuple[CaseDraft, list[Problem]], markdown: str) -> None:
    assert markdown in read[0].body


def test_pictures_come_with_their_captions_and_without_traces(
    read: tuple[CaseDraft, list[Problem]],
) -> None:
    draft, problems = read
    records = draft.fields["pictures"]
    assert isinstance(records, list)
    assert records[0]["caption"] == "不合格项排列图"
    assert records[0]["kind"] == "排列图"
    assert [file.name for file in draft.pictures] == ["fig-1.png", "fig-2.jpg"]
    with Image.open(io.BytesIO(draft.pictures[1].data)) as photo:
        assert dict(photo.getexif()) == {}
        assert "exif" not in photo.info
    assert b"ACME" not in draft.pictures[1].data
    assert [p.id for p in problems].count("intake.picture-alt") == 2


def test_a_caption_without_its_picture_stays_and_is_reported(
    read: tuple[CaseDraft, list[Problem]],
) -> None:
    draft, problems = read
    assert "\n\n图9 丢了的图\n\n" in draft.body
    assert [p.message for p in problems if p.id == "intake.caption-lonely"] == [
        "图题“图9 丢了的图”旁边没有图或表，已作为一段文字保留。"
    ]


def test_a_paper_without_a_table_of_facts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    blank = docx.Document()
    blank.add_paragraph("只有一段话。")
    blank.save(str(path))
    draft, problems = read_case(path, YEAR, VOCABULARIES)
    assert draft is None
    assert [problem.id for problem in problems] == ["intake.facts-missing"]


def test_a_file_that_is_no_paper_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    draft, problems = read_case(path, YEAR, VOCABULARIES)
    assert draft is None
    assert [problem.id for problem in problems] == ["intake.unreadable"]
