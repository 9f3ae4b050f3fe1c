"""案例页：facts, sections, figures, provenance and the ways on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from generator.drawing.qr import make_qr
from generator.gate import Archive
from generator.model import Case, Clearance, Correction, Count
from generator.pages.case import CaseView, Share, address_of, build_case
from generator.pages.entries import build_entry
from generator.pages.facts import build_facts
from generator.pages.index import build_index
from generator.pages.parts import Handouts
from generator.pages.related import build_related
from tests.pages import sample
from tests.pages.sample import FIRST, FOURTH, SECOND, THIRD, section


def view_of(case: Case, archive: Archive | None = None) -> CaseView:
    found = build_index(archive or sample.archive())
    share = Share(address_of(case, sample.SITE), make_qr(address_of(case, sample.SITE)), Handouts())
    return build_case(case, found, sample.PlainProse(), sample.PlainPictures(), share)


def test_a_case_carries_the_labels_of_its_year() -> None:
    assert view_of(SECOND).domain.text == "建造类"
    assert view_of(FOURTH).domain.text == "建设工程类"


def test_an_organisation_appears_under_its_name_of_that_year_and_links_to_its_page() -> None:
    organisation = view_of(FIRST).organisation
    assert organisation.text == "上海示例精密机械厂"
    assert organisation.url == "organisations/jingmi/"


def test_the_facts_follow_the_field_table_and_leave_out_what_is_empty() -> None:
    facts = {
        fact.label: [v.text for v in fact.values] for fact in build_facts(FIRST, sample.index())
    }
    assert facts["方法"] == ["FMEA", "SPC"]
    assert facts["班组人数"] == ["12 人"]
    assert "成立时间" not in facts
    assert list(facts)[:3] == ["年度", "单位", "班组"]


def test_a_national_result_is_shown_with_its_source_and_the_nomination_apart() -> None:
    national = build_facts(FIRST, sample.index())[-1]
    assert [(v.text, v.url) for v in national.values] == [
        ("推荐申报全国", None),
        ("全国典型经验", "https://n.cn/1"),
    ]


def test_figures_stand_under_results_even_when_the_author_wrote_no_such_section() -> None:
    sections = view_of(FIRST).sections
    assert [s.title for s in sections] == ["班组概况", "建设成效", "可借鉴之处", "图片"]
    assert [k.change for k in sections[1].kpis] == ["+2.9 个百分点"]


def test_a_picture_that_no_section_names_is_shown_at_the_end_with_an_address_that_works() -> None:
    last = view_of(FIRST).sections[-1]
    assert 'src="../../../cases/2022/case-1/b.png"' in last.body
    assert "a.png" not in last.body


def test_sections_of_one_title_get_anchors_of_their_own() -> None:
    twice = (section("", "来源"), section("", "来源"), section("", "facts"))
    case = replace(SECOND, kpis=(), sections=twice)
    assert [s.anchor for s in view_of(case).sections] == ["来源", "来源-2", "facts-2"]


def test_previous_and_next_stay_within_the_year_in_list_order() -> None:
    first, last = view_of(SECOND), view_of(FIRST)
    assert (first.previous, first.next and first.next.text) == (None, FIRST.title)
    assert (last.previous and last.previous.text, last.next) == (SECOND.title, None)


def test_the_origin_names_the_announcement_with_its_number() -> None:
    [step] = [step for step in view_of(FIRST).origin if step.title == "公布"]
    assert step.text == "上海示例质量协会发布沪示协〔2022〕9号："
    assert step.link and step.link.url == "notices/2022/results/"
    assert step.day == "2022年12月20日"


def test_the_origin_shows_the_days_of_the_reviews_and_leaves_out_what_is_not_on_record() -> None:
    assert [s.title for s in view_of(FIRST).origin] == ["自愿申报", "推荐", "公布"]
    cleared = Clearance(
        formal=date(2022, 6, 25),
        guidance=date(2022, 8, 16),
        consent=date(2022, 8, 25),
        scope=("website", "poster"),
        first_published=date(2022, 12, 21),
    )
    archive = replace(sample.archive(), clearances={FIRST.id: cleared})
    steps = {step.title: (step.day, step.text) for step in view_of(FIRST, archive).origin}
    assert "专家评审" not in steps
    assert steps["指导单位审定"] == ("2022年8月16日", "审定为典型经验。")
    assert steps["单位书面同意"][1] == "申报单位同意公开，范围：官网、海报。"
    assert list(steps)[-1] == "上线"


def test_the_citation_follows_the_standard_and_leaves_the_day_of_reading_open() -> None:
    view = view_of(FIRST)
    assert view.citation.head == (
        "上海示例精密机械厂“匠芯”装配班组. 用失效清单把装配做稳[EB/OL]. (2022-12-20)"
    )
    assert view.citation.tail == ". https://share.example.org/anli/cases/2022/case-1/"


def test_a_corrected_case_is_cited_with_the_day_of_its_last_correction() -> None:
    days = (date(2023, 3, 1), date(2023, 5, 2), date(2023, 4, 1))
    case = replace(FIRST, corrections=tuple(Correction(day, "改正单位名称。") for day in days))
    assert view_of(case).citation.head.endswith("(2023-05-02)")


def test_names_in_latin_letters_are_cited_with_a_space_between_them() -> None:
    case = replace(FIRST, organisation_name="Example Co., Ltd.", team="Wafer Test Team")
    assert view_of(case).citation.head.startswith("Example Co., Ltd. Wafer Test Team. ")


def test_the_tier_is_explained_by_the_official_counts_or_without_them() -> None:
    assert (
        view_of(FIRST).tier_meaning == "2022 年 4 个经验中，经专家评审、指导单位审定的 2 个之一。"
    )
    assert view_of(THIRD).tier_meaning == "2024 年经专家评审、指导单位审定。"
    only = (Count("typical", 2),)
    year = sample.public_year(2022, (FIRST,), (sample.entry(FIRST),), tier_counts=only)
    alone = replace(sample.archive(), years=(year,))
    assert view_of(FIRST, alone).tier_meaning == "2022 年经专家评审、指导单位审定。"


def test_lessons_with_labels_are_a_guide_and_others_prose() -> None:
    labelled = section("lessons", "可借鉴之处", "先说一句。\n\n1. 做法一。前提是有表。")
    shown = view_of(replace(FIRST, sections=(labelled,), kpis=(), pictures=())).sections[0]
    assert shown.body == "<p>先说一句。</p>"
    [practice] = shown.practices
    assert (practice.title, practice.parts) == ("做法一", (("前提", "<p>有表。</p>"),))
    assert view_of(FIRST).sections[2].practices == ()


def test_related_cases_say_why_and_the_organisation_comes_first() -> None:
    related = build_related(FIRST, sample.index())
    assert [(r.reasons, r.row.id) for r in related] == [
        (("同单位", "同方法：FMEA", "同行业"), THIRD.id),
        (("同方法：FMEA、SPC", "同行业"), FOURTH.id),
    ]


def test_a_case_without_a_common_method_is_related_by_industry_or_domain() -> None:
    reasons = {r.row.id: r.reasons for r in build_related(SECOND, sample.index())}
    assert reasons == {FOURTH.id: ("同单位",)}
    other = replace(FOURTH, organisation="fuwu", methods=())
    archive = sample.archive()
    newer = replace(archive.years[0], cases=(THIRD, other))
    found = build_index(replace(archive, years=(newer, archive.years[1])))
    assert {r.row.id: r.reasons for r in build_related(SECOND, found)} == {other.id: ("同领域",)}


def test_a_case_is_never_related_to_itself_nor_twice_to_another() -> None:
    for case in sample.archive().cases:
        ids = [r.row.id for r in build_related(case, sample.index())]
        assert case.id not in ids
        assert len(ids) == len(set(ids))


def test_a_national_result_without_a_source_is_not_shown() -> None:
    bare = sample.entry(FIRST, national_result="全国典型经验")
    year = sample.public_year(2022, (FIRST,), (bare,))
    found = build_index(replace(sample.archive(), years=(year,)))
    assert "全国" not in {fact.label for fact in build_facts(FIRST, found)}
    assert build_entry(found.listed[FIRST.id], found).national is None


def test_of_two_cases_the_one_with_more_methods_in_common_comes_first() -> None:
    one = sample.case(3, organisation="fuwu", methods=("fmea",))
    both = sample.case(4, organisation="jianshe", methods=("spc", "fmea"))
    cases = (FIRST, one, both)
    year = sample.public_year(2022, cases, tuple(sample.entry(case) for case in cases))
    found = build_index(replace(sample.archive(), years=(year,)))
    assert [r.row.id for r in build_related(FIRST, found)] == [both.id, one.id]


def test_related_cases_hold_at_most_two_of_the_same_organisation() -> None:
    cases = (FIRST, *(sample.case(number, team=f"{number}班") for number in range(3, 9)))
    year = sample.public_year(2022, cases, tuple(sample.entry(case) for case in cases))
    found = build_index(replace(sample.archive(), years=(year,)))
    assert [r.row.id for r in build_related(FIRST, found)] == [cases[1].id, cases[2].id]


def test_ten_thousand_cases_look_at_their_neighbours_only() -> None:
    """The work for one case does not depend on how many there are."""
    looked: list[int] = []

    class Counted(tuple[Any, ...]):
        def __getitem__(self, key: Any) -> Any:
            found = super().__getitem__(key)
            looked.append(len(found) if isinstance(key, slice) else 1)
            return found

    cases = tuple(sample.case(number, methods=("fmea",)) for number in range(1, 5001))
    year = sample.public_year(2022, cases, ())
    found = build_index(replace(sample.archive(), years=(year,)))
    counted = replace(found, cases={key: Counted(value) for key, value in found.cases.items()})
    build_related(cases[2500], counted)
    assert 0 < sum(looked) < 200
