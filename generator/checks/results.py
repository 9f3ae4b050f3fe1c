"""检查年度结果：what the announcement says must add up with the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import chain

from generator.catalogue import problem
from generator.content import Content, YearFolder
from generator.model import Count, Entry, YearResult
from generator.problems import Place, Problem
from generator.values import suggestion


def _results(content: Content) -> Iterator[tuple[YearFolder, YearResult]]:
    return ((year, year.results) for year in content.years if year.results)


def check_year(content: Content) -> Iterator[Problem]:
    """年度与公告：the folder, the year and the announcement belong together."""
    for year in content.years:
        if year.results is None:
            file = f"cases/{year.year}/results.yaml"
            if not (content.root / file).exists():
                yield problem("results.missing", Place(file), year=year.year)
            continue
        yield from _check_announcement(year, year.results)


def _check_announcement(year: YearFolder, results: YearResult) -> Iterator[Problem]:
    at = results.at
    if results.year and results.year != year.year:
        yield problem("results.year", at.of("year"), value=results.year, folder=year.year)
    if not results.announcement:
        return
    slugs = [notice.slug for notice in year.notices]
    if results.announcement not in slugs:
        hint = suggestion(results.announcement, slugs)
        place = at.of("announcement")
        yield problem("results.notice", place, slug=results.announcement, suggestion=hint)
        return
    notice = next(n for n in year.notices if n.slug == results.announcement)
    if notice.kind and notice.kind != "results":
        yield problem("results.notice-kind", at.of("announcement"), slug=notice.slug)
    if results.announced_on and notice.issued_on and results.announced_on < notice.issued_on:
        yield problem(
            "results.announced-before-notice",
            at.of("announced_on"),
            value=results.announced_on,
            other=notice.issued_on,
        )


def check_totals(content: Content) -> Iterator[Problem]:
    """合计：total, and the counts by tier, domain and category, against the entries."""
    for _, results in _results(content):
        for label, counts in (("领域", results.domain_counts), ("类别", results.category_counts)):
            yield from _check_sum(results, label, counts)
        if not results.complete:
            continue
        counted = len(results.entries)
        if results.total and results.total != counted:
            place = results.at.of("total")
            yield problem("results.total", place, value=results.total, counted=counted)
        yield from _check_nominated(results)
        tiers = Counter(entry.tier for entry in results.entries)
        tiers["experience"] = counted  # 典型经验 is a part of 经验
        yield from _check_counts(content, "tier", "等级", results.tier_counts, tiers)
        for name, label in (("domain", "领域"), ("category", "类别")):
            said: tuple[Count, ...] = getattr(results, f"{name}_counts")
            found = Counter(getattr(entry, name) for entry in results.entries)
            yield from _check_counts(content, name, label, said, found)


def _check_nominated(results: YearResult) -> Iterator[Problem]:
    counted = sum(entry.nominated_national for entry in results.entries)
    if results.nominated is not None and results.nominated != counted:
        place, said = results.at.of("nominated"), results.nominated
        yield problem(
            "results.count", place, label="统计", term="推荐全国", value=said, counted=counted
        )


def _check_counts(
    content: Content, vocabulary: str, label: str, counts: tuple[Count, ...], found: Counter[str]
) -> Iterator[Problem]:
    for count in counts:
        if count.number != found[count.term]:
            yield problem(
                "results.count",
                count.at.of("number"),
                label=label,
                term=content.vocabularies[vocabulary].term(count.term).label,
                value=count.number,
                counted=found[count.term],
            )


def _check_sum(results: YearResult, label: str, counts: tuple[Count, ...]) -> Iterator[Problem]:
    total = sum(count.number for count in counts)
    if counts and results.total and total != results.total:
        place = results.at.of("total")
        yield problem("results.sum", place, label=label, counted=total, value=results.total)


def check_entries(content: Content) -> Iterator[Problem]:
    """名单条目：unique, nominations from the right tier, national results with a source."""
    for _, results in _results(content):
        seen: dict[str, dict[str, Entry]] = {}
        for entry in results.entries:
            of_organisation = seen.setdefault(entry.organisation, {})
            yield from _check_twice(entry, of_organisation)
            of_organisation.setdefault(entry.team, entry)
            if entry.nominated_national and entry.tier != "typical":
                yield problem(
                    "results.nominated", entry.at.of("nominated_national"), team=entry.team
                )
            if entry.national_result and not entry.national_source:
                yield problem("results.national-source", entry.at.of("national_result"))
        yield from _check_quota(results)


def _check_twice(entry: Entry, seen: Mapping[str, Entry]) -> Iterator[Problem]:
    """`seen`: entries of the same organisation by team."""
    if entry.team in seen:
        yield problem(
            "results.twice",
            entry.at.of("team"),
            organisation=entry.organisation_name,
            team=entry.team,
            first=seen[entry.team].at.of("team").line,
        )
        return
    for other in seen.values():
        if _nearly_same(other.team, entry.team):
            first = other.at.of("team").line
            place = entry.at.of("team")
            yield problem("results.alike", place, team=entry.team, other=other.team, first=first)


def _nearly_same(one: str, two: str) -> bool:
    """Nearly the same name, but not two numbered teams such as 一班 and 二班."""
    differing = {
        char
        for tag, a, b, c, d in SequenceMatcher(None, one, two).get_opcodes()
        if tag != "equal"
        for char in one[a:b] + two[c:d]
    }
    numbers = set("0123456789０１２３４５６７８９一二三四五六七八九十甲乙丙丁①②③④⑤⑥⑦⑧⑨ABCDEFG")
    return SequenceMatcher(None, one, two).ratio() > 0.8 and not differing <= numbers


def _check_quota(results: YearResult) -> Iterator[Problem]:
    """每单位不超过 2 个，可增报 1 个专项."""
    by_organisation: dict[str, list[Entry]] = {}
    for entry in results.entries:
        by_organisation.setdefault(entry.organisation, []).append(entry)
    for entries in by_organisation.values():
        general = [entry for entry in entries if entry.category == "general"]
        if len(general) > 2 or len(entries) > 3:
            last = entries[-1]
            name = last.organisation_name
            place = last.at.of("organisation")
            yield problem("results.quota", place, organisation=name, count=len(entries))


def check_calendar(content: Content) -> Iterator[Problem]:
    """日程 of results and notices：no step ends before it begins."""
    calendars = [results.calendar for _, results in _results(content)]
    calendars += [notice.calendar for year in content.years for notice in year.notices]
    for step in chain.from_iterable(calendars):
        if step.start and step.end and step.end < step.start:
            yield problem("step.order", step.at.of("end"), name=step.name)
