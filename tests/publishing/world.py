"""小世界：a project of ledgers and a finished tree that fits them, made without a build.

Run as a program it publishes once, for the tests that kill it: `python -m tests.publishing.world
PROJECT TREE TARGET [HOLD]`.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from generator.gatekeeper.ledger import hash_folder
from generator.output import LockedError
from generator.problems import Problem
from generator.publishing.publish import Outcome, UnfinishedError, Wishes, publish
from generator.publishing.store import Store

DAY = date(2026, 1, 5)
BASE = "https://share.example.org/anli/"
UNFINISHED = "已经改动，没有做完："
BODY = "装配班组把五微米的误差装进心里，一次交验合格率逐月上升。"


def id_of(number: int) -> str:
    """编号 of the case of that number."""
    return f"SHQ-2022-{number:04}"


def address_of(number: int) -> str:
    """地址 of the case of that number."""
    return f"cases/2022/ban-{number}/"


def make_project(root: Path, numbers: Sequence[int], withdrawn: Sequence[int] = ()) -> Path:
    """Ledgers of a project with these public cases; those `withdrawn` were public once."""
    settings = root / "site_config"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "site.yaml").write_text(
        f"站名: 示例\n网址: {BASE}\n联系方式:\n  邮箱: share@example.org\n", encoding="utf-8"
    )
    approvals = []
    for number in {*numbers, *withdrawn}:
        folder = root / address_of(number).rstrip("/")
        folder.mkdir(parents=True, exist_ok=True)
        text = f"---\n编号: {id_of(number)}\n---\n## 做法\n{BODY}\n"
        (folder / "case.md").write_text(text, encoding="utf-8")
        approvals.append(
            f"  - 编号: {id_of(number)}\n    内容指纹: {hash_folder(folder)}\n    批准人: 某\n"
            "    批准日期: 2022-09-01\n    公开同意: {同意: 是, 范围: [官网]}\n"
        )
    (root / "cases/2022/approvals.yaml").write_text("审批:\n" + "".join(approvals), "utf-8")
    ledger = "".join(
        f"  - {{编号: {id_of(n)}, 地址: {address_of(n)}, 首次公开: 2022-09-01}}\n"
        for n in sorted({*numbers, *withdrawn})
    )
    (settings / "published.yaml").write_text("公开:\n" + ledger, encoding="utf-8")
    (settings / "announced.yaml").write_text(
        "名单:\n  - {年度: 2022, 公布日期: 2022-09-01, 条目: 1}\n", encoding="utf-8"
    )
    gone = "".join(
        f"  - {{编号: {id_of(n)}, 地址: {address_of(n)}, 生效日期: 2025-01-01}}\n"
        for n in withdrawn
    )
    (settings / "withdrawn.yaml").write_text(f"撤下:{gone and chr(10)}{gone or ' []'}", "utf-8")
    return root


def page(title: str, body: str) -> str:
    """A web page."""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><h1>{title}</h1>{body}</body></html>\n"
    )


def make_tree(
    folder: Path, numbers: Sequence[int], withdrawn: Sequence[int] = (), body: str = BODY
) -> Path:
    """A finished tree with a page for each case, and what a gate wants to see."""
    links = "".join(
        f'<p><a href="{address_of(n)}">{id_of(n)}</a></p>' for n in [*numbers, *withdrawn]
    )
    cases = [{"id": id_of(n), "url": BASE + address_of(n)} for n in numbers]
    files = {
        "index.html": page(
            "示例",
            links + '<p><a href="data/cases.json">数据</a> <a href="data/years.json">年度</a></p>',
        ),
        "404.html": page("没有这一页", "<p>请从首页找。</p>"),
        "robots.txt": f"User-agent: *\nSitemap: {BASE}sitemap.xml\n",
        "sitemap.xml": "<urlset>"
        + "".join(f"<url><loc>{BASE}{page}</loc></url>" for page in ["", *map(address_of, numbers)])
        + "</urlset>\n",
        "assets/anli.css": "body{color:#222}\n",
        "data/cases.json": json.dumps(
            {
                "$schema": BASE + "data/schema/cases.schema.json",
                "updated": "2022-09-01",
                "cases": cases,
            }
        ),
        "data/years.json": json.dumps({"years": [{"year": 2022, "total": 1}]}),
    }
    for number in numbers:
        files[address_of(number) + "index.html"] = page(id_of(number), f"<p>{body}</p>")
    for number in withdrawn:
        files[address_of(number) + "index.html"] = page("已撤下", f"<p>{id_of(number)}</p>")
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def put(
    root: Path,
    tree: Path,
    target: Path,
    wishes: Wishes | None = None,
    hold: Path | None = None,
) -> Outcome:
    """Publish a tree that is finished already; the build lasts as long as `hold` is there."""

    def build(site: Path) -> tuple[bool, tuple[Problem, ...]]:
        while hold and hold.exists():
            time.sleep(0.02)
        shutil.copytree(tree, site)
        return True, ()

    return publish(root, Store(target), build, DAY, wishes or Wishes(yes=True))


def main() -> int:
    """One publication, with the exit codes of the command line."""
    root, tree, target, *hold = map(Path, sys.argv[1:])
    try:
        outcome = put(root, tree, target, hold=hold[0] if hold else None)
    except LockedError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 5
    except UnfinishedError as error:
        print(UNFINISHED, error, file=sys.stderr)  # noqa: T201
        return 4
    except (OSError, ImportError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 4
    with suppress(OSError):  # a terminal that takes no words changes nothing
        print(outcome.state.value, outcome.release, flush=True)  # noqa: T201
    return 0 if outcome.state.value in ("published", "same") else 3


if __name__ == "__main__":
    sys.exit(main())
