"""撰稿：four kinds of articles, every word from the case, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.pages.index import Index, build_index
from generator.wechat import words
from generator.wechat.blocks import (
    Article,
    CaseCard,
    DataCard,
    EditorNote,
    Heading,
    Item,
    Kind,
    Label,
    Lead,
    Paragraph,
    Picture,
    QrCode,
    Quote,
    Signature,
    Table,
    Video,
)
from generator.wechat.campaigns import Campaign, CampaignDraft, Edits
from generator.wechat.choosing import Chosen
from generator.wechat.compose import Desk
from generator.wechat.compose.desk import fitting
from generator.wechat.compose.series import compose_series
from generator.wechat.compose.single import Frame, compose_single
from generator.wechat.compose.yearly import compose_yearly
from tests.support import ROOT
from tests.wechat.conftest import jobs_in, opened

BY_ID = "SHQ-2022-0001"


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(opened(ROOT).archive)


def desk(index: Index, **edits: Edits) -> Desk:
    drafts = tuple(
        CampaignDraft(f"issue-{n}", Kind.SERIES, number=n, cases=(f"SHQ-2022-{n:04}",))
        for n in (3, 1, 2)
    )
    campaign = Campaign("one", "讲堂", "典型经验", "red", "示例质协", drafts, total=3, editor="甲")
    return Desk(index, campaign, {name.replace("_", "-"): value for name, value in edits.items()})


def single(index: Index, edits: Edits | None = None, id: str = BY_ID) -> Article:
    at = desk(index, a=edits) if edits else desk(index)
    return compose_single(index.by_id[id], at, "a")


def kinds(article: Article) -> list[type]:
    return [type(block) for block in article.blocks]


def test_a_single_case_is_told_in_the_order_of_a_good_post(index: Index) -> None:
    edits = Edits(editor_note="按语。", quote="表针不停，手就不停。", quote_by="“匠芯”装配班组")
    found = kinds(single(index, edits))
    assert found[:4] == [Label, EditorNote, Lead, DataCard]
    assert found[-3:] == [Quote, Signature, QrCode]


def test_the_headings_of_the_case_are_the_headings_of_the_post(index: Index) -> None:
    article = single(index)
    heads = [words.plain(b.text) for b in article.blocks if isinstance(b, Heading) and b.level == 2]
    assert heads == [section.title for section in index.by_id[BY_ID].sections]


def test_the_data_card_has_the_lead_figure_first_and_computes_the_change(index: Index) -> None:
    (card,) = (block for block in single(index).blocks if isinstance(block, DataCard))
    first = card.figures[0]
    assert (first.value, first.unit, first.label) == ("99.1", "%", "一次交验合格率")
    assert first.basis == "2022年1—5月，+2.9 个百分点\n2021年全年 96.2%"
    assert len(card.figures) == 3


def test_the_table_of_results_has_every_figure_before_and_after(index: Index) -> None:
    table = next(b for b in single(index).blocks if isinstance(b, Table) and b.caption)
    rows = [[words.plain(cell.text) for cell in row] for row in table.rows]
    assert rows[0] == ["指标", "改进前", "改进后", "变化"]
    assert rows[1] == ["一次交验合格率", "96.2%", "99.1%", "+2.9 个百分点"]
    assert rows[2] == ["丝杠预紧返工（台次/月）", "5.5", "1.5", "−72.7%"]
    assert len(rows) == 5


def charts(article: Article) -> list[Picture]:
    return [picture for picture in words.pictures(article) if picture.chart]


def test_a_chart_follows_the_table_and_says_in_words_what_it_shows(index: Index) -> None:
    article = single(index, id="SHQ-2022-0006")
    (chart,) = charts(article)
    blocks = list(article.blocks)
    assert isinstance(blocks[blocks.index(chart) - 1], Table)
    assert [one.name for one in chart.chart][:2] == ["信号设备故障", "道岔转换不良"]
    assert "2021年月均 9.5 件/月，2022年1—6月月均 4.0 件/月，降低 57.9%" in chart.alt
    assert chart.caption == "灰色为改进前，彩色为改进后"


def test_what_did_not_change_is_not_drawn(index: Index) -> None:
    article = single(index, id="SHQ-2022-0002")
    (chart,) = charts(article)
    assert "说明书错漏装" in {kpi.name for kpi in index.by_id["SHQ-2022-0002"].kpis}
    assert "说明书错漏装" not in {one.name for one in chart.chart}


def test_a_case_with_a_bar_chart_among_its_results_is_not_given_another(index: Index) -> None:
    assert charts(single(index)) == []


def test_the_editors_order_of_pictures_leaves_the_chart_where_it_is(index: Index) -> None:
    article = single(index, Edits(pictures=("fig-3.png",)), id="SHQ-2022-0006")
    assert [bool(picture.chart) for picture in words.pictures(article)] == [False, True]


def test_what_others_can_take_over_is_three_numbered_practices(index: Index) -> None:
    blocks = list(single(index).blocks)
    start = next(
        n for n, b in enumerate(blocks) if isinstance(b, Heading) and "可借鉴" in b.text[0].text
    )
    items = [b for b in blocks[start:] if isinstance(b, Item)]
    assert [i.marker for i in items if i.marker] == ["1.", "2.", "3."]
    assert words.plain(items[1].text).startswith("前提：服务部愿意")


def test_a_post_signs_with_its_source_its_editor_and_the_reviews(index: Index) -> None:
    signature = next(b for b in single(index).blocks if isinstance(b, Signature))
    labels = dict(signature.lines)
    assert labels["责编"] == "甲"
    assert labels["案例提供"] == "上海示例精密机械有限公司 “匠芯”装配班组"
    assert "虚构" in labels["说明"]
    assert "审核" not in labels


def test_the_code_and_the_link_below_lead_to_the_case(index: Index) -> None:
    article = single(index)
    code = article.blocks[-1]
    assert isinstance(code, QrCode)
    assert code.address == article.source_url
    assert article.source_url == "https://share.example.org/cases/2022/jiangxin-zhuangpei-banzu/"


def test_a_video_is_a_marked_place_and_stands_on_the_checklist(season: Path) -> None:
    job = jobs_in(season)[0]["quality-month-2022/issue-1"]
    assert any(isinstance(block, Video) for block in job.draft.articles[0].blocks)
    assert any("插入视频" in item for item in job.draft.checklist)


def test_edits_stand_instead_of_what_the_case_says(index: Index) -> None:
    edits = Edits(title="甲", digest="乙", lead="丙", cover_title="丁", cover_line="戊")
    article = single(index, edits)
    lead = next(b for b in article.blocks if isinstance(b, Lead))
    assert (article.title, article.digest, words.plain(lead.text)) == ("甲", "乙", "丙")
    assert (article.cover_title, article.cover_line) == ("丁", "戊")


def test_pictures_come_in_the_editors_order_and_the_rest_stays_away(index: Index) -> None:
    edits = Edits(pictures=("fig-3.png", "fig-1.png"))
    article = single(index, edits)
    files = [p.source.rsplit("/", 1)[-1] for p in words.pictures(article)]
    assert files == ["fig-3.png", "fig-1.png"]


def test_the_source_of_a_drawing_is_not_called_its_photographer(index: Index) -> None:
    picture = next(b for b in single(index).blocks if isinstance(b, Picture))
    assert (picture.credit, picture.caption.endswith("图源：上海示例精密机械有限公司")) == (
        "",
        True,
    )


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        (("字" * 33, "字" * 32, "字"), "字" * 32),
        (("字" * 65, "字" * 33), "字" * 33),
        (("字" * 30 + "👷", "字"), "字" * 30 + "👷"),
        (("字" * 31 + "👷", "字"), "字"),
        (("", "字"), "字"),
    ],
)
def test_a_title_is_the_first_that_fits_and_is_never_cut(
    candidates: tuple[str, ...], chosen: str
) -> None:
    assert fitting(candidates) == chosen


def test_a_long_title_gives_way_to_the_short_one_with_its_team(index: Index) -> None:
    case = replace(index.by_id[BY_ID], title="字" * 40)
    title = compose_single(case, desk(index), "a").title
    assert title == "把五微米装进心里｜上海示例精密机械“匠芯”装配班组"


def test_an_issue_has_the_number_that_the_editors_gave_and_its_neighbours(index: Index) -> None:
    at = desk(index)
    issues = {one.slug: index.by_id[one.cases[0]] for one in at.campaign.drafts}
    second = at.campaign.series[1]
    article = compose_series(Chosen(second, (issues["issue-2"],)), at, issues)
    label = article.blocks[0]
    assert isinstance(label, Label)
    assert label.aside == "第 2 期／共 3 期"
    said = [words.plain(b.text) for b in article.blocks if isinstance(b, Paragraph)]
    assert said[-2:] == [
        "上一期：第 1 期　把五微米装进心里",
        "下一期：第 3 期　让颜色说真话",
    ]


def test_the_first_issue_has_none_before_it(index: Index) -> None:
    at = desk(index)
    issues = {one.slug: index.by_id[one.cases[0]] for one in at.campaign.drafts}
    article = compose_series(Chosen(at.campaign.series[0], (issues["issue-1"],)), at, issues)
    said = "".join(words.plain(b.text) for b in article.blocks if isinstance(b, Paragraph))
    assert "上一期" not in said and "下一期：第 2 期" in said


def test_yearly_results_keep_the_order_and_the_numbers_of_the_document(index: Index) -> None:
    year = index.years[2022]
    article = compose_yearly(CampaignDraft("y", Kind.YEARLY, year=2022), year, desk(index))
    items = [block for block in article.blocks if isinstance(block, Item)]
    assert [item.marker for item in items] == [f"{n}." for n in range(1, 33)]
    teams = [entry.team for entry in year.results.entries]
    assert all(team in words.plain(i.text) for team, i in zip(teams, items, strict=True))
    lead = next(b for b in article.blocks if isinstance(b, Lead))
    assert "示例协〔2022〕30号" in words.plain(lead.text)
    assert article.cases == ()


def test_of_a_long_list_only_the_typical_stand_in_the_post_and_it_says_so(index: Index) -> None:
    year = index.years[2022]
    many = replace(year, results=replace(year.results, entries=year.results.entries * 2))
    article = compose_yearly(CampaignDraft("y", Kind.YEARLY, year=2022), many, desk(index))
    assert sum(isinstance(block, Item) for block in article.blocks) == 24
    said = [words.plain(b.text) for b in article.blocks if isinstance(b, Paragraph)]
    assert said[0] == "名单共 64 条，这里列典型经验；完整名单见阅读原文。"


def test_a_digest_has_a_card_for_each_case_with_a_whole_sentence(season: Path) -> None:
    (article,) = jobs_in(season)[0]["quality-month-2022/round-up"].draft.articles
    cards = [block for block in article.blocks if isinstance(block, CaseCard)]
    assert len(cards) == len(article.cases) == 5
    assert all(card.result.endswith("。") and card.figure for card in cards)
    assert article.source_url.endswith("/years/2022/")


def test_a_digest_of_several_articles_leaves_every_digest_empty(season: Path) -> None:
    articles = jobs_in(season)[0]["autumn-2022/manufacturing"].draft.articles
    assert [a.slug.partition("--")[0] for a in articles] == ["manufacturing"] * 2
    assert [a.digest for a in articles] == ["", ""]


def test_a_case_too_long_can_be_told_in_two_parts(index: Index) -> None:
    frame = Frame(sections=("班组概况", "建设成效"))
    article = compose_single(index.by_id[BY_ID], desk(index), "a", frame)
    heads = [words.plain(b.text) for b in article.blocks if isinstance(b, Heading) and b.level == 2]
    assert heads == ["班组概况", "建设成效"]


def test_all_four_kinds_stand_in_both_themes(season: Path) -> None:
    jobs = jobs_in(season)[0].values()
    shown = {(job.draft.articles[0].kind, job.draft.theme) for job in jobs}
    assert shown == {(kind, theme) for kind in Kind for theme in ("red", "ink")}
