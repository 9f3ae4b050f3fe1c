"""检索小表：the JSON that the archive page loads beside the index. Columns, not objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from generator.gate import Archive
from generator.memo import Memo
from generator.model import Case
from generator.pages import ROWS_A_FILE, ArchiveView
from generator.search.documents import case_names
from generator.search.groups import beginnings
from generator.search.spelling import han_in, pinyin, simplified
from generator.urls import collection_url


def dump(value: Any) -> str:
    """Compact JSON, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def cases_json(archive: Archive, view: ArchiveView) -> str:
    """案例表：filter values; a case is its number in the order of the archive page.

    Labels are not repeated: the page holds them already, for readers without script. `rows` says
    how many cases a file of rows holds.
    """
    columns = [
        {
            "name": facet.name,
            "values": [option.value for option in facet.options],
            "of": _numbers(archive.cases, facet.name, facet.options),
        }
        for facet in view.facets
    ]
    return dump({"total": len(archive.cases), "rows": ROWS_A_FILE, "facets": columns})


def _numbers(cases: Iterable[Case], name: str, options: Sequence[Any]) -> list[list[int]]:
    """Of each case, the numbers of the options that it stands under."""
    numbers = {option.value: number for number, option in enumerate(options)}
    values = map(attrgetter(name), cases)
    several = (value if isinstance(value, tuple) else (value,) for value in values)
    return [sorted({numbers[v] for v in map(str, mine) if v in numbers}) for mine in several]


def fragments_json(ids: Sequence[str]) -> str:
    """片段表：beginnings of the ids of the cases' fragments, in the order of the cases.

    As much of each id, without its `zh_`, as tells it from all others: half the size.
    """
    return dump(" ".join(beginnings([fragment.rpartition("_")[2] for fragment in ids], 1)))


def build_names(archive: Archive) -> dict[str, list[Any]]:
    """名称表：what cases, organisations and teams are called, those without a case page too."""
    slugs = sorted(archive.organisations)
    place = {slug: number for number, slug in enumerate(slugs)}
    return {
        "organisations": [_organisation(slug, archive) for slug in slugs],
        "cases": [_case(case, place, archive) for case in archive.cases],
        "teams": _teams(archive, place),
    }


def spelling_json(han: Iterable[str], names: Mapping[str, list[Any]], memo: Memo) -> str:
    """写法表：traditional characters and pinyin, of characters in the index and of names."""
    named = list(_texts(list(names.values())))
    used = han_in(chain(han, named))
    return dump({"simplified": simplified(used), "pinyin": pinyin(named, memo)})


def _texts(value: Any) -> Iterator[str]:
    """Every text within lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _organisation(slug: str, archive: Archive) -> list[Any]:
    """[网址, 现名, 其他名称…]"""
    organisation = archive.organisations[slug]
    others = (*organisation.all_names[1:], organisation.short_name, *organisation.aliases)
    named = dict.fromkeys(name for name in others if name and name != organisation.name)
    return [collection_url("organisation", slug), organisation.name, *named]


def _case(case: Case, place: dict[str, int], archive: Archive) -> list[Any]:
    """[单位号, 年/代号, 班组, [列表里的标题, 全称], 其他名称…].

    The organisation's names stand in its line, the address without what all addresses share.
    """
    organisation = archive.organisations[case.organisation]
    titles = list(dict.fromkeys((case.short_title or case.title, case.title)))
    known = {case.team, *titles, *_organisation(case.organisation, archive)[1:]}
    more = [name for name in case_names(case, organisation) if name not in known]
    return [place[case.organisation], f"{case.year}/{case.slug}", case.team, titles, *more]


def _teams(archive: Archive, place: dict[str, int]) -> list[Any]:
    """[单位号, 班组, 年度…] of listed teams that have no case page, newest year first."""
    written = {(case.organisation, case.team) for case in archive.cases}
    years: dict[tuple[str, str], list[int]] = {}
    for year in archive.years:
        for entry in year.results.entries:
            if entry.key not in written:
                years.setdefault(entry.key, []).append(year.year)
    return [[place[slug], team, *found] for (slug, team), found in years.items()]
