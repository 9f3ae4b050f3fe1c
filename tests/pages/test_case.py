"""案例页：facts, sections, figures, provenance and the ways on."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Case
from generator.pages.case import CaseView, build_case
from generator.pages.entries import build_entry
from generator.pages.facts import build_facts
from generator.pages.index import build_index
from generator.pages.related import build_related
from tests.pages import sample
from tests.pages.sample import FIRST, FOURTH, SECOND, THIRD, section


def view_of(case: Case) -> CaseView:
    found = build_index(sample.archive())
    return build_case(case, found, sample.PlainProse(), sample.PlainPictures())


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
    assert [figure.src for figure in last.figures] == ["../../../cases/2022/case-1/b.png"]


def test_sections_of_one_title_get_anchors_of_their_own() -> None:
    twice = (section("", "来源"), section("", "来源"), section("", "facts"))
    case = replace(SECOND, kpis=(), sections=twice)
    assert [s.anchor for s in view_of(case).sections] == ["来源", "来源-2", "facts-2"]


def test_previous_and_next_stay_within_the_year_in_list_order() -> None:
    first, last = view_of(SECOND), view_of(FIRST)
    assert (first.previous, first.next and first.next.text) == (None, FIRST.title)
    assert (last.previous and last.previous.text, last.next) == (SECOND.title, None)


def test_provenance_names_the_announcement_with_its_number() -> None:
    view = view_of(FIRST)
    assert view.doc_number == "沪示协〔2022〕9号"
    assert view.announcement.url == "notices/2022/results/"
    assert view.address == "https://share.example.org/anli/cases/2022/case-1/"
    assert view.address in view.citation


def test_related_cases_say_why_and_the_organisation_comes_first() -> None:
    related = build_related(FIRST, sample.index())
    assert [(r.reason, r.row.id) for r in related] == [
        ("同单位", THIRD.id),
        ("同方法：FMEA、SPC", FOURTH.id),
    ]


def test_a_case_without_a_common_method_is_related_by_industry_or_domain() -> None:
    reasons = {r.row.id: r.reason for r in build_related(SECOND, sample.index())}
    assert reasons == {FOURTH.id: "同单位"}
    other = replace(FOURTH, organisation="fuwu", methods=())
    archive = sample.archive()
    newer = replace(archive.years[0], cases=(THIRD, other))
    found = build_index(replace(archive, years=(newer, archive.years[1])))
    assert {r.row.id: r.reason for r in build_related(SECOND, found)} == {other.id: "同领域"}


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
