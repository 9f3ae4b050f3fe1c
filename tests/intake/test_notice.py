"""通知：an official letter becomes a source; what stands in its frame becomes fields."""

from __future__ import annotations

from pathlib import Path

import docx

from generator.fields import NOTICE
from generator.intake.emit import in_words
from generator.intake.notice import read_notice

LETTER = (
    "上海示例质量协会文件",
    "（示例文件）",
    "示例协〔2022〕30号",
    "关于发布2022年班组\n建设活动结果的通知",
    "各有关单位：",
    "遴选出32个。",
    "附件：名单",
    "上海示例质量协会",
    "2022年9月6日",
    "（此件公开发布）",
)


def test_a_letter_becomes_front_matter_and_text(tmp_path: Path) -> None:
    paper = docx.Document()
    for text in LETTER:
        paper.add_paragraph(text)
    paper.save(str(tmp_path / "通知.docx"))
    draft, problems = read_notice(tmp_path / "通知.docx", 2022, "结果公告")
    assert draft is not None
    assert problems == []
    assert in_words(NOTICE, draft.fields) == {
        "标题": "关于发布2022年班组建设活动结果的通知",
        "年度": "2022",
        "类型": "结果公告",
        "文号": "示例协〔2022〕30号",
        "发布单位": "上海示例质量协会",
        "发布日期": "2022-09-06",
    }
    assert draft.body.split("\n\n") == [
        "（示例文件）", "各有关单位：", "遴选出32个。", "附件：名单", "（此件公开发布）\n"
    ]  # fmt: skip


def test_what_a_letter_lacks_is_named(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("各有关单位：")
    paper.save(str(tmp_path / "通知.docx"))
    _, problems = read_notice(tmp_path / "通知.docx", 2022, "结果公告")
    assert [problem.message for problem in problems] == [
        "通知里找不到标题。", "通知里找不到发布日期。"
    ]  # fmt: skip
