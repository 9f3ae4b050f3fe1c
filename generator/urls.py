"""网址：every public address is made here. Paths are site-relative and end with a slash."""

from __future__ import annotations

from posixpath import join

from generator.model import Case, Notice, Topic

HOME = ""
ARCHIVE = "archive/"
YEARS = "years/"
NOTICES = "notices/"
BROWSE = "browse/"
TOPICS = "topics/"
COMPARE = "compare/"
READING = "reading/"
APPLY = "apply/"
TRADITIONAL = "traditional.json"
NOT_FOUND = "404.html"
FEED_ATOM = "feed.xml"
FEED_JSON = "feed.json"

COLLECTIONS = {
    "domain": "domains/",
    "industry": "industries/",
    "district": "districts/",
    "organisation": "organisations/",
    "recommender": "recommenders/",
    "method": "methods/",
}
"""collected pages: kind of collection → folder"""


def absolute(base_url: str, url: str) -> str:
    """完整网址 of a site-relative one."""
    return f"{base_url.rstrip('/')}/{url}"


def archive_url(place: int = 1) -> str:
    """案例档案页, or a further page of its list."""
    return ARCHIVE + (f"{place}/" if place > 1 else "")


def rows_url(number: int) -> str:
    """行文件：some rows of the archive for the browser, numbered from 0."""
    return f"search/rows/{number}.json"


def case_url(case: Case) -> str:
    """案例页."""
    return f"cases/{case.year}/{case.slug}/"


def share_picture_url(case: Case) -> str:
    """分享图 of a case."""
    return f"{case_url(case)}share.png"


def poster_url(case: Case) -> str:
    """A3 海报 of a case."""
    return f"{case_url(case)}poster.pdf"


def year_url(year: int) -> str:
    """年度页."""
    return f"{YEARS}{year}/"


def notice_url(notice: Notice) -> str:
    """通知页."""
    return f"{NOTICES}{notice.year}/{notice.slug}/"


def topic_url(topic: Topic) -> str:
    """专题页."""
    return f"{TOPICS}{topic.slug}/"


def compared_url(case: Case) -> str:
    """对照数据 of a case: what the comparison shows of it."""
    return f"{COMPARE}{case.id}.json"


def collection_url(kind: str, slug: str = "") -> str:
    """领域、行业、区、单位、推荐单位、方法页，or the overview of the kind without a slug."""
    return COLLECTIONS[kind] + (f"{slug}/" if slug else "")


def year_part_url(year: int, domain: str, part: int = 1) -> str:
    """一段名单页 of a list too long for one page; a long domain has several."""
    return f"{year_url(year)}{domain}/" + (f"{part}/" if part > 1 else "")


def results_url(year: int, suffix: str) -> str:
    """结果名单 of a year as a file: csv, xlsx or json."""
    return f"{year_url(year)}results-{year}.{suffix}"


def calendar_url(year: int) -> str:
    """日程 of a year for calendar programs."""
    return f"{year_url(year)}calendar-{year}.ics"


def package_url(year: int | None = None) -> str:
    """数据包说明 of a year, or of the whole site."""
    return (year_url(year) if year else "") + "datapackage.json"


def data_url(name: str) -> str:
    """开放数据 of the whole archive: years, cases, organisations or vocabularies."""
    return f"data/{name}.json"


def schema_url(name: str) -> str:
    """JSON Schema of an open data file."""
    return f"data/schema/{name}.schema.json"


def collection_part_url(kind: str, slug: str, year: int, place: int = 1) -> str:
    """汇集页的一年 of a collection too long for one page; a long year has several."""
    return f"{collection_url(kind, slug)}{year}/" + (f"{place}/" if place > 1 else "")


def file_of(url: str) -> str:
    """The file that answers an address: a folder address is its index.html."""
    return join(url, "index.html") if url.endswith("/") or not url else url


def base_of(url: str) -> str:
    """Relative way from a page back to the root, without a trailing slash: `.` or `../..`."""
    depth = url.count("/")
    return "/".join([".."] * depth) if depth else "."
