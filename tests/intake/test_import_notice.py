"""anli import notice：the notice, and what it knows, into the head of the year's results."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from generator.content import read_content
from tests.intake.papers import write_results
from tests.intake.project import run, tree
from tests.support import ROOT

TITLE = "关于发布2022年上海市“质量信得过班组”建设活动结果的通知"
BODY = (
    "遴选出“质量信得过班组”建设经验４个，其中典型经验1个；从典型经验中择优推荐全国1个。",
    "按领域分：制造类3个、建造类1个。",
    "按类别分：技术创新型1个，其余3个为常规类。",
)
SCHEDULE = """2022年活动安排
依据：沪质协〔2022〕9号，2022-04-11

序号 | 步骤 | 时间 | 责任单位
1 | 报名 | 4月 | 申报单位
2 | 推荐 | 6月中旬前 | 推荐单位
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """An announcement of results."""
    paper: Any = docx.Document()
    for line in ("示例质量协会文件", "示例协〔2022〕30号", TITLE, "各有关单位：", *BODY):
        paper.add_paragraph(line)
    paper.add_paragraph("示例质量协会")
    paper.add_paragraph("2022年9月6日")
    paper.save(str(tmp_path / "通知.docx"))
    return tmp_path / "通知.docx"


def _import(root: Path, path: Path, *more: object) -> Any:
    kind = () if "--kind" in more else ("--kind", "results")
    return run(root, "import", "notice", path, "--year", 2022, *kind, *more)


def _numbers(root: Path) -> dict[str, object]:
    results = read_content(root)[0].years[0].results
    assert results is not None
    return {
        "day": str(results.announced_on),
        "slug": results.announcement,
        "nominated": results.nominated,
        "tiers": [(count.term, count.number) for count in results.tier_counts],
        "domains": [(count.term, count.number) for count in results.domain_counts],
        "categories": [(count.term, count.number) for count in results.category_counts],
    }


EXPECTED = {
    "day": "2022-09-06",
    "slug": "results",
    "nominated": 1,
    "tiers": [("experience", 4), ("typical", 1)],
    "domains": [("manufacturing", 3), ("construction", 1)],
    "categories": [("general", 3), ("tech-innovation", 1)],
}


def test_the_announcement_fills_the_head_of_the_results(listed: Path, notice: Path) -> None:
    result = _import(listed, notice)
    assert result.exit_code == 0
    assert _numbers(listed) == EXPECTED
    assert "公告写总数 4，results.yaml 里写 5" in result.stderr


def test_the_list_finds_an_announcement_that_came_first(
    project: Path, notice: Path, tmp_path: Path
) -> None:
    assert _import(project, notice).exit_code == 0
    path = write_results(tmp_path / "名单.xlsx")
    assert run(project, "import", "results", path, "--year", 2022).exit_code == 0
    assert _numbers(project) == EXPECTED


def test_what_staff_wrote_in_the_head_stays(listed: Path, notice: Path) -> None:
    file = listed / "cases/2022/results.yaml"
    text = file.read_text(encoding="utf-8").replace("名单:\n", "公布日期: 2022-09-09\n名单:\n")
    file.write_text(text, encoding="utf-8")
    result = _import(listed, notice)
    assert _numbers(listed)["day"] == "2022-09-09"
    assert "公告写公布日期 2022-09-06，results.yaml 里写 2022-09-09" in result.stderr


def test_a_second_import_changes_nothing_and_update_keeps_attachments(
    listed: Path, notice: Path
) -> None:
    _import(listed, notice)
    before = tree(listed)
    assert "没有变化" in _import(listed, notice).stderr
    assert tree(listed) == before
    file = listed / "cases/2022/notices/results.md"
    text = file.read_text(encoding="utf-8").replace("4个", "5个").replace("４个", "5个")
    text = text.replace("\n---\n", "\n附件:\n  - 文件: list.pdf\n    标题: 名单\n---\n", 1)
    file.write_text(text, encoding="utf-8")
    assert "intake.notice-exists" in _import(listed, notice).stderr
    assert file.read_text(encoding="utf-8") == text
    assert _import(listed, notice, "--update").exit_code == 0
    written = file.read_text(encoding="utf-8")
    assert ("４个" in written, "list.pdf" in written) == (True, True)


def test_an_activity_notice_gives_the_calendar(listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "活动通知.txt"
    path.write_bytes(SCHEDULE.encode("gb18030"))
    result = _import(listed, path, "--kind", "activity")
    assert result.exit_code == 0
    results = read_content(listed)[0].years[0].results
    assert results is not None
    steps = [(s.name, s.when, str(s.start), str(s.end), s.by) for s in results.calendar]
    assert steps == [
        ("报名", "4月", "2022-04-01", "2022-04-30", "申报单位"),
        ("推荐", "6月中旬前", "None", "2022-06-20", "推荐单位"),
    ]
    assert "通知里找不到发布单位" in result.stderr


def test_a_notice_without_issuer_is_taken_for_one_of_our_own(listed: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests/sites/minimal/site_config/site.yaml", listed / "site_config")
    path = tmp_path / "活动通知.txt"
    path.write_text(SCHEDULE, encoding="utf-8")
    result = _import(listed, path, "--kind", "activity")
    assert result.exit_code == 0
    assert "活动通知.txt 提醒 intake.notice-issuer" in result.stderr
    content, _ = read_content(listed)
    assert content.site is not None
    assert [notice.issuer for notice in content.years[0].notices] == [content.site.publisher]
