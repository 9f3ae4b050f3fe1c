"""审查成品网站：`make audit`. Puts its table into README.md and exits 1 below the goals.

HTML is checked file by file with html-validate; Lighthouse (mobile) looks at five kinds of pages
behind nginx with the shipped configuration, gzip and headers included.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.audit.nginx import nginx
from tests.support import ROOT

HERE = ROOT / "tests" / "audit"
BIN = HERE / "node_modules" / ".bin"
OUT = ROOT / "build" / "audit"
SITE = OUT / "site"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = {
    "首页": "/",
    "案例档案": "/archive/",
    "案例": "/cases/2022/jiangxin-zhuangpei-banzu/",
    "年度": "/years/2022/",
    "搜索": "/archive/?q=%E5%90%88%E6%A0%BC%E7%8E%87",
}
RUNS = 3
"""of each page; the median counts, as Lighthouse itself advises"""
README = ROOT / "README.md"
BEGIN, END = "<!-- 页面的成绩：make audit 写在这里 -->\n", "<!-- 页面成绩完 -->\n"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def build() -> None:
    """A fresh site, as an operator would make it."""
    shutil.rmtree(SITE, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "generator", "build", "--site-dir", str(SITE)]
    subprocess.run(command, cwd=ROOT, check=True)


def validate() -> int:
    """Errors that html-validate finds in all pages; the first of them are printed."""
    report = OUT / "html.json"
    command = [str(BIN / "html-validate"), "--config", str(HERE / "htmlvalidate.json")]
    pages = map(str, sorted(SITE.rglob("*.html")))
    subprocess.run([*command, "--formatter", f"json={report}", *pages], check=False)
    results = json.loads(report.read_text("utf-8"))
    found = [(page["filePath"], m) for page in results for m in page["messages"]]
    for path, message in found[:20]:
        where = f"{Path(path).relative_to(SITE)}:{message['line']}:{message['column']}"
        print(f"{where} {message['ruleId']}: {message['message']}")
    return len(found)


ATTEMPTS = 3


def measure(address: str, page: str) -> dict[str, int]:
    """Lighthouse's scores of one page, 0 to 100: those of the run with the median performance."""
    runs = sorted((run(address, page) for _ in range(RUNS)), key=lambda found: found["performance"])
    return runs[RUNS // 2]


def run(address: str, page: str) -> dict[str, int]:
    """One run."""
    report = OUT / "lighthouse.json"
    command = [str(BIN / "lighthouse"), address + page, "--quiet", "--output=json"]
    command += [
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={FLAGS}",
    ]
    # now and then Chromium records nothing (NO_NAVSTART): that is no score, so it is asked again
    done = any(subprocess.run(command, check=False).returncode == 0 for _ in range(ATTEMPTS))
    if not done:
        raise SystemExit(f"Lighthouse 三次都没有量成：{page or '首页'}")
    result: dict[str, Any] = json.loads(report.read_text("utf-8"))
    for audit in result["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit.get("details"):
            print(f"    {audit['id']}: {audit.get('displayValue', '')}")
    return {name: round(result["categories"][name]["score"] * 100) for name in CATEGORIES}


def html_size(page: str) -> float:
    """kB of a page's HTML, gzipped as the server does."""
    file = SITE / unquote(page.partition("?")[0]).strip("/") / "index.html"
    return len(gzip.compress(file.read_bytes(), 6)) / 1000


def table(scores: Mapping[str, Mapping[str, int]], errors: int) -> str:
    """成绩 as Markdown."""
    lines = [
        "| | 性能 | 无障碍 | 最佳实践 | SEO | HTML（gzip） |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, found in scores.items():
        cells = " | ".join(str(found[key]) for key in CATEGORIES)
        lines.append(f"| {name} | {cells} | {html_size(PAGES[name]):.1f} kB |")
    return "\n".join([*lines, "", f"html-validate：{errors} 处错误。", "", ""])


def put_into_readme(shown: str) -> None:
    """Between the two marks."""
    before, rest = README.read_text("utf-8").split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{shown}{END}{rest.split(END)[1]}", "utf-8")


def main() -> int:
    """0 when every goal is met."""
    build()
    errors = validate()
    print(f"html-validate：{errors} 处错误")
    scores = {}
    with nginx(SITE) as address:
        for name, page in PAGES.items():
            scores[name] = measure(address, page)
            print(name, *(f"{key} {value}" for key, value in scores[name].items()))
    put_into_readme(table(scores, errors))
    missed = [n for n, found in scores.items() if any(found[k] < GOALS[k] for k in GOALS)]
    return 1 if errors or missed else 0


if __name__ == "__main__":
    sys.exit(main())
