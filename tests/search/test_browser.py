"""检索页：what a reader does on the archive page, in a real browser under a strict policy."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.axe import violations
from tests.search.conftest import THEME, Reader
from tests.search.sample import CASES
from tests.search.test_text import WORDS

pytestmark = pytest.mark.browser

ALL = [case.short_title or case.title for case in CASES]
DATA_OF_SEARCH = "**/search/*.json"


def test_javascript_cuts_every_text_of_the_fixture_as_python_does(reader: Reader) -> None:
    page = reader.open()
    cut = page.evaluate(
        """async (texts) => {
          const { terms, compact } = await import("../assets/search/text.js");
          return texts.map((text) => ({ terms: terms(text), compact: compact(text) }));
        }""",
        [item["text"] for item in WORDS],
    )
    assert cut == [{key: item[key] for key in ("terms", "compact")} for item in WORDS]


def test_javascript_rebuilds_the_readable_text(reader: Reader) -> None:
    page = reader.open()
    read = page.evaluate(
        """async (items) => {
          const { normalise } = await import("../assets/search/text.js");
          const { decode } = await import("../assets/search/decode.js");
          return items.map(({ text, stored }) => [decode(stored).text.trim(), normalise(text)]);
        }""",
        [item for item in WORDS if "," not in item["text"]],
    )
    assert [decoded for decoded, _ in read] == [text for _, text in read]


def test_nothing_is_loaded_before_the_search_is_used(reader: Reader) -> None:
    page = reader.open()
    assert reader.search_requests == []
    with page.expect_request(lambda request: "pagefind.js" in request.url):
        page.focus("#q")
    assert not any("pagefind-worker" in url for url in reader.requests)


def test_everything_that_the_page_imports_is_announced_in_its_head(reader: Reader) -> None:
    """So that a slow line is not waited for once for each level of imports."""
    page = reader.open()
    announced = page.locator("link[rel=modulepreload]").evaluate_all(
        "all => all.map((l) => l.href)"
    )
    root = reader.address.replace("archive/", "assets/")
    assert {link.removeprefix(root) for link in announced} == imported("archive.js", set())


def imported(name: str, seen: set[str]) -> set[str]:
    """A module and all that it imports before it can run."""
    if name not in seen:
        seen.add(name)
        text = (THEME / "assets" / name).read_text(encoding="utf-8")
        for target in re.findall(r'^import [^;]*?"(\.{1,2}/[^"]+)";', text, re.M):
            imported(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)), seen)
    return seen


def test_the_text_is_searched_beside_the_page(reader: Reader) -> None:
    page = reader.open("?q=铜棒")
    assert [worker.url.rpartition("/")[2] for worker in page.workers] == ["worker.js"]
    assert reader.titles("正文命中") == ["把五微米装进心里"]


def test_without_a_worker_the_text_is_searched_in_the_page(reader: Reader) -> None:
    reader.page.add_init_script("delete window.Worker")
    page = reader.open("?q=铜棒")
    assert page.workers == []
    assert reader.titles("正文命中") == ["把五微米装进心里"]


def test_where_the_worker_does_not_load_the_text_is_searched_in_the_page(reader: Reader) -> None:
    reader.page.route("**/search/worker.js", lambda route: route.abort())
    reader.open("?q=铜棒")
    assert reader.titles("正文命中") == ["把五微米装进心里"]


def test_a_two_character_word_of_the_body_finds_its_case(reader: Reader) -> None:
    reader.open()
    reader.find("铜棒")
    assert reader.titles("正文命中") == ["把五微米装进心里"]
    assert reader.marks(".hit") == ["铜棒"]
    assert "用铜棒轻敲导轨" in reader.page.inner_text(".hit")


def test_an_excerpt_leads_to_the_section_where_the_word_stands(reader: Reader) -> None:
    page = reader.open("?q=铜棒")
    expect(page.locator(".hit a")).to_have_attribute("href", "../cases/2024/case-1/#team-profile")
    expect(page.locator(".hit a")).to_have_text("班组概况")


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("95.5%", ["把五微米装进心里"]),
        ("９５．５％", ["把五微米装进心里"]),
        ("95", ["把五微米装进心里"]),
        ("c919", ["把五微米装进心里"]),
        ("5.5 mw", ["把五微米装进心里"]),
        ("0.5‰", ["让每一袋药都准"]),
        ("gb/t 19001", ["看得见的温度"]),
        ("GB/T19001", ["看得见的温度"]),
        ("pdca 循环", ["让每一袋药都准"]),
        ("PDCA循环", ["让每一袋药都准"]),
        ("焊接 护栏", ["夜里的灯"]),
        ("炉", ["看得见的温度"]),
    ],
)
def test_figures_and_mixed_words_find_their_case(
    reader: Reader, query: str, titles: list[str]
) -> None:
    reader.open(f"?q={quote(query)}")
    assert reader.titles("正文命中") == titles


def test_a_phrase_is_found_only_where_it_stands_in_a_row(reader: Reader) -> None:
    reader.open("?q=质量信得过")
    assert reader.titles("正文命中") == ["磨出来的信得过"]
    assert reader.marks(".hit") == ["质量信得过"]


def test_of_those_that_hold_every_part_the_one_with_the_whole_sentence_comes_first(
    reader: Reader,
) -> None:
    reader.open("?q=新来的人看一眼就懂，当天就改")
    assert reader.titles("正文命中") == ["看得见的温度", "一站一停一问候"]


def test_a_word_that_runs_across_punctuation_is_not_a_hit(reader: Reader) -> None:
    reader.open("?q=责不是")
    assert reader.titles("正文命中") == []


def test_exchanged_words_are_found_as_partial_hits(reader: Reader) -> None:
    reader.open("?q=导轨轻敲铜棒")
    assert reader.titles("部分命中") == ["把五微米装进心里"]
    assert "没有案例含有全部的词" in reader.page.inner_text("[data-found]")


def test_a_part_of_an_organisations_name_finds_its_cases(reader: Reader) -> None:
    reader.open("?q=精密机械")
    assert reader.titles("名称命中") == ["把五微米装进心里", "磨出来的信得过", "看得见的温度"]
    assert set(reader.marks(".case-row-who")) == {"精密机械"}


def test_a_former_name_finds_the_case_and_is_shown(reader: Reader) -> None:
    reader.open("?q=汽车运输")
    assert reader.titles("名称命中") == ["一站一停一问候", "夜里的灯"]
    assert "又名：上海样例汽车运输公司" in reader.page.inner_text(".hit >> nth=0")


def test_a_word_of_the_full_title_is_shown_where_the_row_has_only_the_short_one(
    reader: Reader,
) -> None:
    reader.open("?q=班的做法")
    assert reader.titles("名称命中") == ["看得见的温度"]
    assert reader.page.inner_text(".hit") == "标题：看得见的温度：热处理班的做法"


def test_the_number_of_a_case_finds_it(reader: Reader) -> None:
    reader.open("?q=shq-2023-0005")
    assert reader.titles("名称命中") == ["夜里的灯"]
    assert reader.page.inner_text(".hit") == "编号：SHQ-2023-0005"


def test_marks_leave_the_row_as_it_is(reader: Reader) -> None:
    page = reader.open("?q=精密机械")
    plain = page.inner_html("[data-all] .case-row >> nth=0")
    marked = page.inner_html("[data-found] .case-row >> nth=0")
    assert marked.replace("<mark>", "").replace("</mark>", "") == plain


def test_a_team_without_a_case_leads_to_its_organisation(reader: Reader) -> None:
    page = reader.open("?q=细纱")
    item = page.locator(".archive-names li", has_text="细纱甲班")
    expect(item.locator("a")).to_have_attribute("href", "../organisations/fangzhi/")
    expect(item).to_contain_text("2024 年名单")


def test_a_title_comes_before_other_names_and_names_before_text(reader: Reader) -> None:
    reader.open("?q=信得过")
    assert reader.titles("名称命中") == ["磨出来的信得过"]
    assert reader.marks(".case-row-title") == ["信得过"]
    assert reader.titles("正文命中") == []


def test_words_may_lie_partly_in_names_and_partly_in_the_text(reader: Reader) -> None:
    reader.open("?q=场站班 护栏")
    assert reader.titles("正文命中") == ["夜里的灯"]
    assert reader.marks(".case-row-who") == ["场站班"]
    assert reader.marks(".hit") == ["护栏"]


def test_filters_join_within_and_narrow_across(reader: Reader) -> None:
    reader.open()
    reader.choose("domain", "manufacturing")
    reader.choose("domain", "market-service")
    assert len(reader.titles()) == 5
    reader.choose("year", "2024")
    assert reader.titles() == ["把五微米装进心里", "一站一停一问候"]
    assert reader.status == "找到 2 个案例"
    assert reader.page.url.endswith("?year=2024&domain=manufacturing&domain=market-service")


def test_counts_beside_options_follow_the_other_choices(reader: Reader) -> None:
    reader.open("?year=2024")
    assert [reader.count("domain", slug) for slug in ("manufacturing", "nonprofit-service")] == [
        "1",
        "1",
    ]
    assert reader.count("year", "2023") == "3"
    reader.choose("district", "hongkou")
    assert reader.count("domain", "manufacturing") == "0"
    assert reader.page.locator("input[value=manufacturing]").is_disabled()


def test_filters_and_counts_apply_to_what_a_query_found(reader: Reader) -> None:
    reader.open("?q=焊接")
    assert len(reader.titles("正文命中")) == 2
    assert reader.count("domain", "market-service") == "1"
    reader.choose("domain", "market-service")
    assert reader.titles("正文命中") == ["夜里的灯"]


def test_back_undoes_one_choice_and_then_the_query(reader: Reader) -> None:
    page = reader.open()
    reader.find("焊接")
    reader.choose("domain", "market-service")
    page.go_back()
    expect(page.locator("[data-found] .case-row")).to_have_count(2)
    assert not page.locator("input[value=market-service]").is_checked()
    page.go_back()
    expect(page.locator("[data-all] .case-row:visible")).to_have_count(len(ALL))
    assert page.input_value("#q") == ""


def test_chips_remove_one_condition_or_all(reader: Reader) -> None:
    page = reader.open("?year=2024&domain=manufacturing&domain=market-service")
    page.get_by_role("button", name="去掉条件 领域：市场服务类").click()
    reader.settle()
    assert reader.titles() == ["把五微米装进心里"]
    page.get_by_role("button", name="全部去掉").click()
    reader.settle()
    assert reader.titles() == ALL
    assert page.url == reader.address


def test_the_list_can_be_ordered_by_organisation(reader: Reader) -> None:
    page = reader.open("?year=2024")
    page.select_option("#sort", "organisation")
    reader.settle()
    assert "sort=organisation" in page.url
    assert reader.titles() == ["一站一停一问候", "把五微米装进心里", "让每一袋药都准"]


def test_an_order_by_year_is_not_taken_over_into_a_query(reader: Reader) -> None:
    page = reader.open("?year=2024")
    reader.find("焊接")
    assert page.input_value("#sort") == "relevance"
    assert "sort" not in page.url


def test_no_result_says_so_and_offers_near_names(reader: Reader) -> None:
    reader.open("?q=五微米宇宙飞船")
    assert reader.status.startswith("没有找到")
    assert "把五微米装进心里" in reader.titles("是不是想找")


def test_beside_partial_hits_a_slip_of_the_pen_is_mended(reader: Reader) -> None:
    reader.open("?q=精密机戒有限公司")
    assert reader.titles("部分命中") != []
    near = reader.page.locator(".archive-group", has_text="是不是想找")
    expect(near.locator("a", has_text="上海样例精密机械有限公司")).to_have_count(1)


def test_hits_in_part_are_left_out_beside_a_name(reader: Reader) -> None:
    reader.open("?q=细纱甲班")
    assert reader.status == "“细纱甲班”没有案例，找到 1 个单位和班组"
    assert reader.titles("部分命中") == []


def test_what_answers_in_part_is_marked_in_names_too(reader: Reader) -> None:
    reader.open("?q=磨工班在线焊接")
    assert "磨工班" in reader.marks(".archive-group:has(h2:text('部分命中')) .case-row-who")


def test_no_result_with_filters_offers_to_loosen_them(reader: Reader) -> None:
    page = reader.open("?q=铜棒&year=2023")
    assert reader.status == "没有找到“铜棒”"
    page.get_by_role("button", name="不限年度，有 1 个").click()
    reader.settle()
    assert reader.titles("正文命中") == ["把五微米装进心里"]


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>",
        '"><script>alert(1)</script>',
        "javascript:alert(1)",
        "质量" * 250,
        "．。，！？%％…",
        "…。，",
        '""""',
        "\\ ( [ * +",
        "__proto__",
        "𠀀",
        "𬭚䶮㛃",
        "(?:a+)+$ .* [\\]",
        "\u202e\u202dبحث عن شركة\u200f",
        "😀👨\u200d👩\u200d👧🇨🇳",
        "'; DROP TABLE cases; --",
        "%00%0d%0a{{7*7}}${7*7}",
        "a" * 500,
        "，。" * 250,
        "1" * 500,
    ],
)
def test_odd_queries_do_no_harm(reader: Reader, query: str) -> None:
    page = reader.open()
    page.set_viewport_size({"width": 390, "height": 844})
    with page.expect_navigation():
        page.evaluate("q => { location.search = '?q=' + encodeURIComponent(q); }", query)
    reader.settle()
    assert "找到" in reader.status
    assert len(reader.status) < 80
    assert page.locator("main img, [data-found] script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.faults == []


def test_mere_punctuation_is_answered_with_everything(reader: Reader) -> None:
    reader.open(f"?q={quote('……')}")
    assert reader.status.startswith("没有可以检索的字")
    assert reader.titles() == ALL


def test_text_of_authors_stays_text_in_an_excerpt(reader: Reader) -> None:
    reader.open("?q=是口号")
    assert "<b>不</b>是口号" in reader.page.inner_text(".hit")


def test_unknown_values_in_an_old_address_are_dropped_from_it(reader: Reader) -> None:
    page = reader.open("?year=1999&domain=x&domain=manufacturing&sort=y")
    assert len(reader.titles()) == 3
    assert page.url == reader.address + "?domain=manufacturing"
    assert page.locator("[data-chips] li").all_text_contents() == ["领域：制造类×"]


def test_without_wasm_names_still_answer_and_the_page_says_so(reader: Reader) -> None:
    reader.open("?no-wasm=1&q=精密机械")
    assert len(reader.titles("名称命中")) == 3
    assert "不能检索正文" in reader.page.inner_text("[data-found]")
    assert not any("pagefind" in url for url in reader.requests)


def test_an_index_that_does_not_load_leaves_the_names(reader: Reader) -> None:
    reader.page.route("**/pagefind/**", lambda route: route.abort())
    reader.open("?q=精密机械")
    assert len(reader.titles("名称命中")) == 3
    assert "正文检索没有载入" in reader.page.inner_text("[data-found]")


def test_tables_that_do_not_load_leave_all_cases_and_can_be_tried_again(reader: Reader) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    reader.page.route(DATA_OF_SEARCH, refuse)
    reader.open("?q=铜棒")
    assert "没有载入" in reader.status
    assert reader.titles() == ALL
    reader.page.unroute(DATA_OF_SEARCH, refuse)
    reader.find("护栏")
    assert reader.titles("正文命中") == ["夜里的灯"]


def test_an_old_browser_finds_by_name_and_says_so(reader: Reader) -> None:
    page = reader.page
    page.route("**/assets/archive.js", lambda route: route.abort())
    page.goto(reader.address + "?q=精密机械+磨工")
    expect(page.locator("[data-found] a")).to_have_text(["磨出来的信得过"])
    assert page.get_attribute("[data-found] a", "href") == "../cases/2023/case-4/"
    assert reader.status == "名称里找到 1 个案例"
    assert page.locator("[data-all]").is_hidden()
    note = page.locator(".archive-plain")
    expect(note).to_contain_text("这个浏览器较旧，只能按标题、单位和班组的名称找。")
    assert note.locator("a").first.get_attribute("href") == "../organisations/"
    page.goto(reader.address + "?q=宇宙飞船")
    expect(page.locator("[data-status]")).to_have_text("名称里没有找到，下面是全部案例")
    assert reader.titles() == ALL


def test_the_old_browsers_script_stands_back_for_the_new_one(reader: Reader) -> None:
    reader.open("?q=铜棒")
    assert reader.page.locator(".archive-plain").count() == 0


def test_without_javascript_a_query_leads_to_the_lists(
    chromium: Browser, small_address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(small_address + "?q=铜棒")
    expect(page.locator(".archive-plain")).to_contain_text("搜索和筛选要用 JavaScript")
    links = page.locator(".archive-plain a").evaluate_all("all => all.map((a) => a.pathname)")
    assert {"/organisations/", "/years/", "/domains/"} <= set(links)
    context.close()


def test_without_javascript_every_case_and_collected_page_is_a_link(
    chromium: Browser, small_address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(small_address)
    assert page.locator(".case-row-title a").all_inner_texts() == ALL
    links = page.locator("aside a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert {"../years/2024/", "../domains/manufacturing/", "../methods/5s/"} <= set(links)
    context.close()


@pytest.mark.parametrize(
    "query", ["", "?q=焊接&domain=market-service&domain=manufacturing", "?q=xx"]
)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_the_page_has_no_violation_of_accessibility(
    chromium: Browser, small_address: str, query: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    reader = Reader(context.new_page(), small_address)
    reader.open(query)
    reader.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert violations(reader.page) == ""
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
