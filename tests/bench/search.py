"""检索的成绩：quality, bytes and time for four sizes of archive. `make bench-search`.

Prints the table, keeps the figures in search.json beside this file, and puts the table into
README.md. The same content gives the same shares and bytes; times are those of the machine.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from generator import pipeline
from generator.gate import Archive
from tests.bench.corpus import add_to, corpus
from tests.bench.search_draw import Drawer
from tests.bench.search_questions import GOALS, Library, Question, read_questions, score
from tests.bench.search_site import Server, ask, first_search, serve, write_site
from tests.support import ROOT

SIZES = (0, 1000, 5000, 10_000)
"""generated cases beside the shipped ones"""
OF_EACH = 60
"""drawn questions of a kind"""
FIRST_SEARCHES = 32
SEED = 1
RESULTS = Path(__file__).with_name("search.json")
README = ROOT / "README.md"
BEGIN, END = "<!-- 检索的成绩：make bench-search 写在这里 -->\n", "<!-- 成绩完 -->\n"
KINDS = {
    "title": "题名",
    "title-part": "题名的一段",
    "organisation": "单位的一段",
    "team": "班组",
    "alias": "简称、曾用名、编号",
    "phrase": "正文短语",
    "two-words": "两个词",
    "exchanged": "两词颠倒",
    "traditional": "繁體",
    "pinyin": "全拼",
    "initials": "拼音首字母",
    "numbers": "数字",
    "mixed": "中西文夹杂",
    "full-width": "全角",
    "long": "整句粘贴",
    "word": "一个词",
}
FIRST_MEDIAN, FIRST_MAX = 300, 650
"""KB of a first search, up to 5,000 cases and some"""
LARGE = 6000
LARGE_MEDIAN, LARGE_MAX = 400, 800
"""KB of a first search beyond so many cases"""
NAMES_KB = 70
"""of the tables that load on focus, for each 1,000 cases"""
WARM = 50
"""ms of a question when everything is loaded, median"""


def measure(archive: Archive, number: int, browser: Browser) -> dict[str, Any]:
    """One archive with so many generated cases: its figures as plain values."""
    whole = add_to(archive, corpus(number, SEED)) if number else archive
    with tempfile.TemporaryDirectory(prefix="anli-bench-") as temporary:
        folder = Path(temporary) / "site"
        built = write_site(whole, folder)
        library = Library(whole, built.documents)
        questions = Drawer(library, SEED).draw(OF_EACH) if number else read_questions()
        with serve(folder) as server:
            figures = _ask_all(browser, server, library, questions)
            figures |= _first(browser, server, questions)
    return {
        "cases": len(library.ids),
        "questions": len(questions),
        "index_seconds": round(built.seconds, 1),
        "index_mb": round(built.size / 1e6, 1),
        **figures,
    }


def _ask_all(
    browser: Browser, server: Server, library: Library, questions: Sequence[Question]
) -> dict[str, Any]:
    """Asked three times: at first things load, and of the others the better one counts."""
    page = browser.new_page()
    page.goto(server.address)
    queries = [question.query for question in questions]
    found = ask(page, library.ids, queries)
    again = zip(ask(page, library.ids, queries), ask(page, library.ids, queries), strict=True)
    times = sorted(min(one.time, other.time) for one, other in again)
    page.close()
    scores = score(questions, found)
    return {
        "kinds": {kind: _plain(dataclasses.asdict(scores[kind])) for kind in scores},
        "warm_ms": round(statistics.median(times)),
        "warm_ms_p95": round(times[int(len(times) * 0.95)]),
        "unmet": [kind for kind in scores if not scores[kind].meets(GOALS[kind])],
    }


def _plain(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}


def _first(browser: Browser, server: Server, questions: Sequence[Question]) -> dict[str, Any]:
    """Names and spelling have their own bound: they load on focus, before anything is asked."""
    step = max(1, len(questions) // FIRST_SEARCHES)
    parts = [first_search(browser, server, question.query) for question in questions[::step]]
    focus = [part.pop("names") + part.pop("spelling") for part in parts]
    totals = [sum(part.values()) for part in parts]
    return {
        "first_kb": round(statistics.median(totals) / 1000),
        "first_kb_max": round(max(totals) / 1000),
        "focus_kb": round(max(focus) / 1000),
        "first_kb_parts": {
            name: round(statistics.median(part[name] for part in parts) / 1000, 1)
            for name in parts[0]
        },
    }


def unmet(results: Sequence[Mapping[str, Any]]) -> list[str]:
    """目标 that are not reached, each named."""
    names = []
    for result in results:
        large = result["cases"] > LARGE
        bounds = {
            "first_kb": LARGE_MEDIAN if large else FIRST_MEDIAN,
            "first_kb_max": LARGE_MAX if large else FIRST_MAX,
            "focus_kb": NAMES_KB * max(1, result["cases"] / 1000),
            "warm_ms": WARM,
        }
        names += [f"{result['cases']}: {kind}" for kind in result["unmet"]]
        names += [f"{result['cases']}: {key}" for key, most in bounds.items() if result[key] > most]
    return names


def render_table(results: Sequence[Mapping[str, Any]]) -> str:
    """成绩表 in Markdown: one column for each size of archive."""
    head = ["", "目标", *(f"{result['cases']:,} 个案例" for result in results)]
    rows = [head, ["---"] * 2 + ["---:"] * len(results)]
    for kind, label in KINDS.items():
        rows.append(
            [label, _goal(kind), *(_shares(result["kinds"].get(kind), kind) for result in results)]
        )
    rows += [
        ["首次检索，中位／最大", _first_goal(results), *(f"{r['first_kb']}／{r['first_kb_max']} KB" for r in results)],
        ["点进搜索框时的名称表", f"≤ {NAMES_KB} KB／千个", *(f"{r['focus_kb']} KB" for r in results)],
        ["再次检索，中位", f"≤ {WARM} ms", *(f"{r['warm_ms']} ms" for r in results)],
        ["问句数", "", *(f"{r['questions']}" for r in results)],
    ]  # fmt: skip
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _first_goal(results: Sequence[Mapping[str, Any]]) -> str:
    goal = f"≤ {FIRST_MEDIAN}／{FIRST_MAX} KB"
    large = any(result["cases"] > LARGE for result in results)
    return f"{goal}，{LARGE:,} 个以上 ≤ {LARGE_MEDIAN}／{LARGE_MAX} KB" if large else goal


def _goal(kind: str) -> str:
    goal = GOALS[kind]
    pairs = (
        ("首位", goal.first),
        ("前五", goal.five),
        ("查全", goal.recall),
        ("查准", goal.precision),
    )
    return "，".join(f"{label} ≥ {share:.0%}" for label, share in pairs if share is not None)


def _shares(figures: Mapping[str, Any] | None, kind: str) -> str:
    if not figures:
        return "—"
    keys = [
        field for field in ("first", "five", "recall", "precision") if getattr(GOALS[kind], field)
    ]
    return "／".join(f"{figures[key] * 100:g}%" for key in keys)


def write_readme(table: str) -> None:
    """Puts the table between the two marks of README.md."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def main() -> int:
    """Everything once; 1 when a goal is not reached."""
    archive = pipeline.load(ROOT).archive
    if archive is None:
        print("内容有错误，先运行 anli check")
        return 1
    chromium = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        results = [measure(archive, number, browser) for number in SIZES]
        browser.close()
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table = render_table(results)
    write_readme(table)
    left = unmet(results)
    print(table)
    print("没有达到的目标：" + "、".join(left) if left else "全部目标达到。")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
