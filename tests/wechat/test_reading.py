"""朗读清单：nothing in a draft that is not in its case, and everything with where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.pages.index import build_index
from generator.wechat.blocks import Kind
from generator.wechat.campaigns import CampaignDraft, Edits, OtherSource
from generator.wechat.compose import Desk
from generator.wechat.compose.single import compose_single
from generator.wechat.origins import origins_of
from generator.wechat.reading import Spoken, check_origins, known_names, read_aloud
from tests.support import ROOT
from tests.wechat.conftest import jobs_in, opened

INDEX = build_index(opened(ROOT).archive)
NAMES = known_names(INDEX)
ID = "SHQ-2022-0001"
CASE = "cases/2022/jiangxin-zhuangpei-banzu/case.md"


def spoken(edits: Edits) -> tuple[Spoken, ...]:
    (campaign,) = (c for c in opened(ROOT).campaigns.campaigns if c.slug == "autumn-2022")
    desk, case = Desk(INDEX, campaign, {"a": edits}), INDEX.by_id[ID]
    origins = origins_of(CampaignDraft("a", Kind.SINGLE), (case,), desk, edits, {})
    return read_aloud(compose_single(case, desk, "a"), origins, NAMES)


def strange(lead: str, *others: OtherSource) -> list[str]:
    """Code and words of what has no origin."""
    found = check_origins(spoken(Edits(lead=lead, other_sources=others)))
    return [f"{one.code} {one.quote}" for one in found]


def test_every_draft_of_the_shipped_campaigns_says_only_what_its_sources_say(season: Path) -> None:
    jobs, problems = jobs_in(season)
    assert problems == []
    for name, job in jobs.items():
        for sheet in job.sheets:
            found = list(check_origins(read_aloud(sheet.article, sheet.origins, NAMES)))
            assert found == [], name


def test_names_and_figures_come_with_file_and_line() -> None:
    found = {one.text: one.origin for one in spoken(Edits())}
    assert found["上海示例精密机械有限公司"] == f"{CASE}:6"
    assert found["“匠芯”装配班组"].startswith(CASE)
    assert found["28个"].startswith(CASE)
    assert found["六成"].startswith(CASE)
    assert found["FMEA"].startswith(CASE)


def test_every_text_stands_in_the_list_once() -> None:
    rows = [(one.kind, one.text) for one in spoken(Edits())]
    assert len(rows) == len(set(rows)) > 40


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("一次交验合格率提高到 99.1%。", []),
        ("一次交验合格率提高到 99.2%。", ["WX601 99.2%"]),
        ("装配周期缩短 7 小时。", []),
        ("装配周期缩短 7天。", ["WX601 7天"]),
        ("返工下降 72.7%。", []),
        ("符合率从六成升到九成。", []),
        ("符合率升到八成。", ["WX601 八成"]),
        ("上海示例精密机械有限公司的做法。", []),
        ("上海示例制药有限公司的做法。", ["WX602 上海示例制药有限公司"]),
        ("华东示例研究院来学过。", ["WX602 华东示例研究院"]),
        ("班组叫“匠心”。", ["WX602 匠心"]),
        ("用 fmea 找风险。", []),
        ("用 TRIZ 找风险。", ["WX602 TRIZ"]),
        ("班长王建国说。", ["WX602 王建国"]),
    ],
)
def test_what_the_editor_adds_must_be_in_the_case(lead: str, found: list[str]) -> None:
    assert strange(lead) == found


def test_another_source_lets_a_figure_in() -> None:
    source = OtherSource("8000元", "班组书面补充，2022-10-08")
    assert strange("节约8000元。") == ["WX601 8000元"]
    assert strange("节约8000元。", source) == []
