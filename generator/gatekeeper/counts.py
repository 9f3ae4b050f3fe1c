"""数目：cases, lists and the index of the finished tree against the ledgers."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from generator.gatekeeper.ledger import Ledger
from generator.gatekeeper.messages import problem
from generator.problems import Problem

_CASE_PAGE = re.compile(r"(cases/\d{4}/[^/]+/)index\.html")
_LOC = re.compile(r"<loc>([^<]+)</loc>")
ENTRY = "pagefind/pagefind-entry.json"


def check_counts(site: Path, files: Set[str], ledger: Ledger) -> Iterator[Problem]:
    """Everything that can be counted, counted."""
    try:
        yield from _check(site, files, ledger)
    except (ValueError, KeyError, TypeError, OSError, EOFError, zlib.error) as error:
        yield problem(
            "gatekeeper.unreadable", "data", reason=f"数据读不懂（{type(error).__name__}）"
        )


def _check(site: Path, files: Set[str], ledger: Ledger) -> Iterator[Problem]:
    shown = {str(case["id"]) for case in _load(site, "data/cases.json").get("cases", ())}
    for id in sorted(shown - ledger.approved.keys()):
        yield problem("gatekeeper.case", "data/cases.json", id=id)
    for id in sorted((ledger.published.keys() & ledger.approved.keys()) - shown):
        yield problem("gatekeeper.missing", "data/cases.json", id=id)
    addresses = {ledger.published.get(id, "") for id in shown} - {""}
    yield from _check_pages(files, ledger, addresses)
    yield from _check_index(site, files, len(shown))
    for year in _load(site, "data/years.json").get("years", ()):
        expected = ledger.entries.get(int(year["year"]))
        if expected is None or int(year["total"]) < expected:
            what = f"{year['year']} 年名单的条数"
            yield _count("data/years.json", what, year["total"], expected or "没有公布")
    for path in sorted(files):
        if path == "sitemap.xml":
            yield from _check_sitemap(site / path, files, addresses, ledger.base_url)


def _check_pages(files: Set[str], ledger: Ledger, public: set[str]) -> Iterator[Problem]:
    """A case page stands where the ledger says, for public cases and tombstones only."""
    pages = {found[1] for path in files if (found := _CASE_PAGE.fullmatch(path))}
    expected = public | set(ledger.withdrawn.values())
    for page in sorted(pages ^ expected):
        what = f"案例网页 {page}"
        yield _count(page + "index.html", what, int(page in pages), int(page in expected))


def _check_index(site: Path, files: Set[str], cases: int) -> Iterator[Problem]:
    """One entry of the index for each case, and its fragments of these cases only."""
    if ENTRY not in files:
        return
    languages = _load(site, ENTRY).get("languages", {})
    pages = sum(item["page_count"] for item in languages.values())
    fragments = [path for path in files if path.endswith(".pf_fragment")]
    if {pages, len(fragments)} != {cases}:
        yield _count(ENTRY, "检索里的案例", f"{pages} 页、{len(fragments)} 个片段", cases)
    for path in sorted(fragments):
        content = gzip.decompress((site / path).read_bytes()).removeprefix(b"pagefind_dcd")
        address = str(json.loads(content)["url"]).lstrip("/")
        if address + "index.html" not in files:
            yield problem("gatekeeper.link", path, target=address)


def _check_sitemap(path: Path, files: Set[str], public: set[str], base: str) -> Iterator[Problem]:
    """Every address has a page, and every public case an address."""
    listed = _LOC.findall(path.read_text(encoding="utf-8", errors="replace"))
    if missing := public - {address.removeprefix(base) for address in listed}:
        yield _count("sitemap.xml", "网站地图里的案例", len(public - missing), len(public))
    for address in listed:
        inner = address.removeprefix(base)
        if inner + "index.html" not in files and inner not in files:
            yield problem("gatekeeper.link", "sitemap.xml", target=address)


def _count(path: str, what: str, found: object, expected: object) -> Problem:
    return problem("gatekeeper.count", path, what=what, found=found, expected=expected)


def _load(site: Path, path: str) -> dict[str, Any]:
    file = site / path
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return loaded
