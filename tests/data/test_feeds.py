"""订阅、日历、站点地图：dated by the content, addressed in full, read by other people's programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.dates import Dates, case_dates, newest, page_dates
from generator.data.feeds import LONGEST, build_atom, build_items, build_json_feed
from generator.data.ics import LONGEST_LINE, build_calendar, escape, fold, has_dates
from generator.data.sitemap import build_robots, build_sitemap
from generator.gate import Archive, PublicYear
from generator.model import Clearance, Correction, Step
from tests.pages import sample

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FIRST_DAY = date(2023, 1, 10)


def dated() -> Archive:
    """The sample with a ledger day and a correction of one case."""
    archive = sample.archive()
    corrected = replace(sample.FIRST, corrections=(Correction(date(2025, 3, 1), "改正一处"),))
    older = replace(archive.years[1], cases=(sample.SECOND, corrected))
    clearances = {sample.FIRST.id: Clearance(first_published=FIRST_DAY)}
    return replace(archive, years=(archive.years[0], older), clearances=clearances)


def test_a_case_is_dated_by_the_ledger_or_its_year_and_by_its_corrections() -> None:
    archive = dated()
    by_id = {case.id: case_dates(case, archive) for case in archive.cases}
    assert by_id["SHQ-2022-0001"] == Dates(FIRST_DAY, date(2025, 3, 1))
    assert by_id["SHQ-2022-0002"] == Dates(date(2022, 12, 20), date(2022, 12, 20))
    assert newest(archive) == date(2025, 3, 1)


def test_what_changed_last_comes_first_and_notices_are_among_it() -> None:
    items = build_items(dated())
    assert items[0].url == "https://share.example.org/anli/cases/2022/case-1/"
    assert [item.dates.updated for item in items] == sorted(
        (item.dates.updated for item in items), reverse=True
    )
    assert len([item for item in items if "通知" in item.tags]) == 2


def test_atom_has_what_the_format_demands() -> None:
    root = ET.fromstring(build_atom(dated()))  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(ATOM + name)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "https://share.example.org/anli/feed.xml"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 6
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert entries[0].findtext(f"{ATOM}published") == "2023-01-10T00:00:00+08:00"
    assert entries[0].findtext(f"{ATOM}updated") == "2025-03-01T00:00:00+08:00"
    assert root.findtext(f"{ATOM}updated") == "2025-03-01T00:00:00+08:00"


def test_both_feeds_tell_the_same_and_that_sample_data_is_sample_data() -> None:
    feed = json.loads(build_json_feed(dated()))
    root = ET.fromstring(build_atom(dated()))  # noqa: S314 - our own
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [
        entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")
    ]
    assert all(item["content_text"] for item in feed["items"])
    assert "示例数据" in feed["description"]
    assert "示例数据" in (root.findtext(f"{ATOM}subtitle") or "")


def test_a_feed_is_bounded_and_an_empty_archive_has_one_too() -> None:
    archive = sample.archive()
    many = tuple(sample.notice(2022, slug=f"n{number}") for number in range(LONGEST + 9))
    assert len(build_items(replace(archive, notices=many))) == LONGEST
    bare = replace(archive, years=(), notices=())
    assert json.loads(build_json_feed(bare))["items"] == []
    root = ET.fromstring(build_atom(bare))  # noqa: S314 - our own
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+08:00"


def test_hostile_and_unprintable_text_stays_text_in_atom() -> None:
    archive = sample.archive()
    hostile = sample.notice(2022, title="</title><script>&\x00\x0b")
    root = ET.fromstring(build_atom(replace(archive, notices=(hostile,))))  # noqa: S314 - our own
    assert "</title><script>&" in {e.findtext(f"{ATOM}title") for e in root.iter(f"{ATOM}entry")}


CALENDAR = (
    Step("活动报名", "4月", date(2022, 4, 1), date(2022, 4, 30), "申报单位自愿"),
    Step("辅导培育", "5月中旬前", None, date(2022, 5, 20)),
    Step("发布通知", "4月11日", date(2022, 4, 11)),
    Step("另行通知", "另行通知"),
    Step("活动报名", "补报", date(2022, 6, 1), date(2022, 6, 2)),
)


def year_with(*steps: Step) -> PublicYear:
    year = sample.archive().years[1]
    return replace(year, results=replace(year.results, calendar=steps))


def events(content: bytes) -> list[dict[str, str]]:
    """What a calendar program reads: unfolded lines, grouped by event."""
    found: list[dict[str, str]] = []
    for line in content.replace(b"\r\n ", b"").decode().split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return found


def test_every_dated_step_is_an_all_day_event_that_ends_the_day_after() -> None:
    made = events(build_calendar(year_with(*CALENDAR), sample.SITE))
    spans = [(e["SUMMARY"], e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"]) for e in made]
    assert spans == [
        ("活动报名", "20220401", "20220501"),
        ("辅导培育（截止）", "20220520", "20220521"),
        ("发布通知", "20220411", "20220412"),
        ("活动报名", "20220601", "20220603"),
    ]
    assert (
        made[0]["DESCRIPTION"] == "4月。责任单位：申报单位自愿。以沪示协〔2022〕9号通知原件为准。"
    )


def test_a_calendar_is_the_same_each_time_and_no_two_events_are_one() -> None:
    year = year_with(*CALENDAR)
    content = build_calendar(year, sample.SITE)
    assert content == build_calendar(year, sample.SITE)
    made = events(content)
    assert len({event["UID"] for event in made}) == len(made)
    assert {event["DTSTAMP"] for event in made} == {"20221220T000000Z"}
    moved = build_calendar(year_with(*CALENDAR[1:3]), sample.SITE)
    assert {event["UID"] for event in events(moved)} < {event["UID"] for event in made}


def test_a_year_without_dates_has_no_calendar_file() -> None:
    assert not has_dates(year_with(Step("另行通知", "另行通知")))
    assert has_dates(year_with(*CALENDAR))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_folding_keeps_within_75_octets_cuts_no_character_and_loses_nothing(text: str) -> None:
    lines = fold(text).split(b"\r\n")
    assert all(len(line) <= LONGEST_LINE for line in lines)
    assert [line.decode() for line in lines]
    assert b"".join([lines[0], *(line[1:] for line in lines[1:])]).decode() == text


def test_marks_of_the_format_are_escaped_and_no_line_can_be_slipped_in() -> None:
    assert escape("a,b;c\\d\ne\r") == "a\\,b\\;c\\\\d\\ne"


def test_a_sitemap_lists_full_addresses_escapes_them_and_dates_what_has_a_date() -> None:
    dates = {"cases/2022/a&b/": Dates(FIRST_DAY, date(2025, 3, 1))}
    text = build_sitemap("https://share.example.org/anli/", ["", "cases/2022/a&b/"], dates)
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert [node.text for node in root.iter(f"{MAP}loc")] == [
        "https://share.example.org/anli/",
        "https://share.example.org/anli/cases/2022/a&b/",
    ]
    assert [node.text for node in root.iter(f"{MAP}lastmod")] == ["2025-03-01"]


def test_cases_years_and_notices_are_dated() -> None:
    addresses = set(page_dates(sample.archive()))
    assert {"cases/2022/case-1/", "years/2022/", "notices/2022/results/"} < addresses


def test_robots_are_told_where_the_sitemap_is() -> None:
    assert "Sitemap: https://a.example/b/sitemap.xml" in build_robots("https://a.example/b/")


@pytest.mark.parametrize("days", [1, 400])
def test_a_correction_before_the_publication_does_not_make_a_case_older(days: int) -> None:
    early = Correction(FIRST_DAY - timedelta(days=days), "早")
    case = replace(sample.FIRST, corrections=(early,))
    archive = replace(sample.archive(), clearances={case.id: Clearance(first_published=FIRST_DAY)})
    assert case_dates(case, archive).updated == FIRST_DAY
