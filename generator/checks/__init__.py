"""检查：rules across values and files, as a list of functions with one signature.

A new check is a function in a module here and its name in `CHECKS`, or in `ALONE` when it looks at
one case by itself. Each yields problems; none changes anything, none stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.checks import (
    approvals,
    cases,
    kpis,
    ledger,
    names,
    notices,
    pictures,
    posts,
    results,
    settings,
    text,
    topics,
)
from generator.content import Content
from generator.firewall import Named, apply_waivers_of, consented, scan
from generator.memo import Memo, Task, fingerprint
from generator.problems import Problem

Check = Callable[[Content], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    settings.check_site,
    settings.check_vocabularies,
    settings.check_organisations,
    names.check_names,
    results.check_year,
    results.check_totals,
    results.check_entries,
    results.check_calendar,
    notices.check_notices,
    notices.check_attachments,
    cases.check_identity,
    cases.check_against_results,
    pictures.check_people,
    topics.check_topics,
    posts.check_posts,
    approvals.check_approvals,
    ledger.check_ledger,
    ledger.check_withdrawals,
)
"""rules across values and files"""

ALONE: tuple[Check, ...] = (
    cases.check_sections,
    kpis.check_kpis,
    pictures.check_files,
    pictures.check_use,
    text.check_prose,
)
"""rules that look at one case, or at one notice, by itself, and at no calendar"""


@dataclass(frozen=True, slots=True)
class Seen:
    """看过的一处：what is wrong with one case by itself."""

    problems: tuple[Problem, ...] = ()
    firewall: tuple[Problem, ...] = ()
    """what a waiver can let through"""
    named: tuple[Named, ...] = ()
    """persons named, whether they agreed or not"""


def check_content(content: Content, memo: Memo | None = None) -> list[Problem]:
    """All problems of all checks; with a `memo`, none is run again on what stands as it stood."""
    found = [problem for check in CHECKS for problem in check(content)]
    memo = memo or Memo()
    seen = memo.map("check", lambda piece: look_at(piece()), _tasks(content), guarded=True)
    seen.append(look_at(content.beside_cases(None)))
    for one in seen:
        found += one.problems
    firewall = [problem for one in seen for problem in one.firewall]
    firewall += consented(content, [named for one in seen for named in one.named])
    return [*found, *apply_waivers_of(content, firewall)]


def look_at(content: Content) -> Seen:
    """Everything that can be said of this content without looking elsewhere, or at the calendar."""
    problems = tuple(problem for check in ALONE for problem in check(content))
    return Seen(problems, *scan(content))


def _tasks(content: Content) -> list[Task[Callable[[], Content]]]:
    """One for each case, and one for each year's list and notices; cut out only when looked at."""
    contact = {"公务联系方式": fingerprint(content.site and content.site.contact)}
    pieces = [
        (case.folder, partial(content.alone, case, year))
        for year in content.years
        for case in year.cases
    ]
    pieces += [(year.folder, partial(content.beside_cases, year)) for year in content.years]
    return [Task(name, {**content.states[name], **contact}, piece) for name, piece in pieces]
