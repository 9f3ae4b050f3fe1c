"""审查成品网站：`make audit`. Prints a table, writes build/audit/report.json, exits 1 below the goals.

HTML is checked file by file with html-validate; Lighthouse (mobile) looks at five kinds of pages
behind nginx with the shipped configuration, gzip and headers included.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def measure(address: str, page: str) -> dict[str, int]:
    """Lighthouse's scores of one page, 0 to 100: those of the run with the median performance."""
    runs = sorted((run(address, page) for _ in range(RUNS)), key=lambda found: found["performance"])
    return runs[RUNS // 2]


def run(address: str, page: str) -> dict[str, int]:
    """One run."""
    report = OUT / "lighthouse.json"
    command = [str(BIN / "lighthouse"), address + page, "--quiet", "--output=json"]
    subprocess.run(
        [
            *command,
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={FLAGS}",
        ],
        check=True,
    )
    result: dict[str, Any] = json.loads(report.read_text("utf-8"))
    for audit in result["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit.get("details"):
            print(f"    {audit['id']}: {audit.get('displayValue', '')}")
    return {name: round(result["categories"][name]["score"] * 100) for name in CATEGORIES}


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
    (OUT / "report.json").write_text(
        json.dumps({"html": errors, "lighthouse": scores}, ensure_ascii=False, indent=2), "utf-8"
    )
    missed = [n for n, found in scores.items() if any(found[k] < GOALS[k] for k in GOALS)]
    return 1 if errors or missed else 0


if __name__ == "__main__":
    sys.exit(main())
