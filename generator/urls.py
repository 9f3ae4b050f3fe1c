"""网址：every public address is made here. Paths are site-relative and end with a slash."""

from __future__ import annotations

from posixpath import join

from generator.model import Case, Notice

HOME = ""
ARCHIVE = "archive/"
YEARS = "years/"
NOTICES = "notices/"
BROWSE = "browse/"
NOT_FOUND = "404.html"

COLLECTIONS = {
    "domain": "domains/",
    "industry": "industries/",
    "district": "districts/",
    "organisation": "organisations/",
    "recommender": "recommenders/",
    "method": "methods/",
}
"""collected pages: kind of collection → folder"""


def case_url(case: Case) -> str:
    """案例页."""
    return f"cases/{case.year}/{case.slug}/"


def year_url(year: int) -> str:
    """年度页."""
    return f"{YEARS}{year}/"


def notice_url(notice: Notice) -> str:
    """通知页."""
    return f"{NOTICES}{notice.year}/{notice.slug}/"


def collection_url(kind: str, slug: str = "") -> str:
    """领域、行业、区、单位、推荐单位、方法页，or the overview of the kind without a slug."""
    return COLLECTIONS[kind] + (f"{slug}/" if slug else "")


def year_part_url(year: int, domain: str) -> str:
    """一段名单页 of a list too long for one page."""
    return f"{year_url(year)}{domain}/"


def collection_part_url(kind: str, slug: str, year: int) -> str:
    """汇集页的一年 of a collection too long for one page."""
    return f"{collection_url(kind, slug)}{year}/"


def file_of(url: str) -> str:
    """The file that answers an address: a folder address is its index.html."""
    return join(url, "index.html") if url.endswith("/") or not url else url


def base_of(url: str) -> str:
    """Relative way from a page back to the root, without a trailing slash: `.` or `../..`."""
    depth = url.count("/")
    return "/".join([".."] * depth) if depth else "."
