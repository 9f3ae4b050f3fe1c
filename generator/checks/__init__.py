"""检查：rules across values and files, as a list of functions with one signature.

A new check is a function here below and its name in `CHECKS`. Each yields problems; none changes
anything, none stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks import (
    approvals,
    cases,
    kpis,
    ledger,
    notices,
    pictures,
    results,
    settings,
    text,
    topics,
)
from generator.content import Content
from generator.firewall import check_firewall
from generator.problems import Problem

Check = Callable[[Content], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    settings.check_site,
    settings.check_vocabularies,
    settings.check_organisations,
    results.check_year,
    results.check_totals,
    results.check_entries,
    results.check_calendar,
    notices.check_notices,
    notices.check_attachments,
    cases.check_identity,
    cases.check_against_results,
    cases.check_sections,
    kpis.check_kpis,
    pictures.check_files,
    pictures.check_use,
    pictures.check_people,
    text.check_prose,
    topics.check_topics,
    approvals.check_approvals,
    ledger.check_ledger,
    check_firewall,
    ledger.check_withdrawals,
)


def check_content(content: Content) -> list[Problem]:
    """All problems of all checks."""
    return [problem for check in CHECKS for problem in check(content)]
