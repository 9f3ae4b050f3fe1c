"""真实浏览器：one year from the dropped papers to the withdrawal, as a clerk sees it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.clock import today
from tests.browser.axe import violations
from tests.conftest import MakeProject
from tests.desk import office
from tests.desk.commands import run
from tests.desk.conftest import tree
from tests.desk.serving import served
from tests.office import PAPERS, new_project
from tests.support import ROOT

pytestmark = pytest.mark.browser
ID = "SHQ-2025-0001"
SMALL = """() => [...document.querySelectorAll(
  "main a, main button, main select, main input:not([type=hidden]):not([type=radio]), header a, summary, label.choice")]
  .filter((e) => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 44)
  .map((e) => e.outerHTML)"""


@pytest.fixture
def root(project: MakeProject) -> Path:
    """The project that uses every field, with the ideas that the importer knows."""
    folder = project("full")
    ideas = "site_config/vocabulary/concept.yaml"
    shutil.copy(ROOT / ideas, folder / ideas)
    return folder


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """Address of the desk of the project."""
    with served(root) as address:
        yield address


def look_over(page: Page) -> None:
    """Nobody is shut out at either width: axe, targets for a thumb, no sideways scrolling."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == ""
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator("main .button:not(.plain)").count() <= 1, "one red button a screen"


def drop(page: Page, *papers: Path) -> None:
    """Choose files for the year and have them read."""
    page.get_by_label("哪一年的").select_option(str(office.YEAR))
    page.get_by_label("把来稿放到这里").set_input_files([str(paper) for paper in papers])
    page.get_by_role("button", name="读取文件").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_year_at_the_desk_is_a_year_of_commands(
    chromium: Browser, address: str, root: Path, tmp_path: Path, scripts: bool
) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    wrong = office.write_results(tmp_path / "名单（初稿）.xlsx", tier="典形")
    results = office.write_results(tmp_path / "名单（定稿）.xlsx")
    notice = office.write_notice(tmp_path / "公告.docx")
    case = office.write_case(tmp_path / "磨床一班.docx")
    approvals = office.write_approvals(tmp_path / "审批.xlsx")
    context = chromium.new_context(locale="zh-CN", java_script_enabled=scripts)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    check = look_over if scripts else (lambda page: None)

    page.goto(address)
    check(page)
    drop(page, wrong)
    expect(page.locator(".cells .hit").first).to_contain_text("典形")
    check(page)
    page.get_by_role("button", name="回首页，改好再放").click()
    drop(page, case, approvals, results, notice)
    for title in ("2025 年结果名单", "2025 年结果公告", "2025 年案例材料", "2025 年审批记录"):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        check(page)
        page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_role("status")).to_have_text("已导入。")
    page.get_by_role("link", name=office.GRINDERS[1]).click()
    check(page)
    page.get_by_role("button", name="看这一页的草稿").click()
    expect(page.get_by_role("complementary", name="草稿")).to_be_visible()
    page.go_back()
    page.get_by_label("批准人").fill("周某")
    page.get_by_role("button", name="批准公开").click()
    expect(page.get_by_role("status")).to_have_text("已批准。")
    page.get_by_role("link", name="撤下这个案例…").click()
    check(page)
    page.get_by_label("申报单位要求").check()
    page.get_by_label("经办人").fill("示例经办")
    page.get_by_role("button", name="撤下").click()
    expect(page.get_by_role("status")).to_have_text("已记下撤下。")
    check(page)
    for path in ("/check", "/phone", f"/years/{office.YEAR}", "/"):
        page.goto(address + path)
        check(page)
    assert faults == []
    context.close()

    year = ("--year", str(office.YEAR))
    run(copy, "import", "results", str(results), *year)
    run(copy, "import", "notice", str(notice), *year, "--kind", "results")
    run(copy, "import", "cases", str(case), *year)
    run(copy, "import", "approvals", str(approvals), *year)
    run(copy, "approve", ID, "--by", "周某")
    run(copy, "withdraw", ID, "--reason", "organisation", "--by", "示例经办", "--effective", today().isoformat())  # fmt: skip
    assert tree(root) == tree(copy)


def test_files_can_be_dragged_onto_the_page(chromium: Browser, address: str) -> None:
    page = chromium.new_page(locale="zh-CN")
    page.goto(address)
    data = page.evaluate_handle(
        """() => { const data = new DataTransfer();
        data.items.add(new File(["x"], "拖来的名单.xlsx")); return data; }"""
    )
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": data})
    expect(page.locator("[data-drop]")).to_have_class("drop over")
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": data})
    expect(page.locator("[data-chosen] li")).to_have_text("拖来的名单.xlsx")
    page.get_by_role("button", name="读取文件").click()
    expect(page.locator("main")).to_contain_text("拖来的名单.xlsx")
    page.close()


def test_the_list_of_2024_and_three_write_ups_come_and_go_as_with_commands(
    chromium: Browser, tmp_path: Path
) -> None:
    root, copy = new_project(tmp_path / "desk"), new_project(tmp_path / "commands")
    folder = PAPERS / "2024"
    book, approvals, notice = (
        folder / name for name in ("2024年度结果名单.xlsx", "审批记录.xlsx", "通知.docx")
    )
    cases = sorted(folder.glob("案例/*.docx"))[:3]
    with served(root) as address:
        page = chromium.new_page(locale="zh-CN")
        page.goto(address)
        page.get_by_label("哪一年的").select_option("2024")
        page.get_by_label("把来稿放到这里").set_input_files([book, *cases])
        page.get_by_role("button", name="读取文件").click()
        expect(page.locator(".cells .hit").first).to_contain_text("四、建设工程类（7个）")
        expect(page.locator("main")).to_contain_text("写 7 个，下面实有 6 个")
        page.get_by_role("button", name="确认导入").click()
        expect(page.locator("main")).to_contain_text("会新增 3 项")
        page.get_by_role("button", name="确认导入").click()
        page.get_by_label("哪一年的").select_option("2024")
        page.get_by_label("把来稿放到这里").set_input_files([approvals, notice])
        page.get_by_role("button", name="读取文件").click()
        for _ in range(2):
            page.get_by_role("button", name="确认导入").click()
        page.get_by_role("link", name="检查", exact=True).click()
        expect(page.locator("mark", has_text="1990000")).to_be_visible()
        page.get_by_role("link", name="首页").click()
        page.get_by_role("link", name="“蓝鲸”桥吊班").click()
        page.get_by_label("批准人").fill("周某")
        page.get_by_role("button", name="批准公开").click()
        expect(page.locator(".good")).to_have_text("可公开")
        page.get_by_role("link", name="撤下这个案例…").click()
        page.get_by_label("申报单位要求").check()
        page.get_by_label("经办人").fill("示例经办")
        page.get_by_role("button", name="撤下").click()
        expect(page.get_by_role("status")).to_have_text("已记下撤下。")
        page.close()

    year = ("--year", "2024")
    run(copy, "import", "results", str(book), *year)
    run(copy, "import", "cases", *map(str, cases), *year)
    run(copy, "import", "notice", str(notice), *year, "--kind", "results")
    run(copy, "import", "approvals", str(approvals), *year)
    blue = "SHQ-2024-0001"
    run(copy, "approve", blue, "--by", "周某")
    run(copy, "withdraw", blue, "--reason", "organisation", "--by", "示例经办", "--effective", today().isoformat())  # fmt: skip
    assert tree(root) == tree(copy)
