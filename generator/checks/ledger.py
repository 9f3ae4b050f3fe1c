"""检查台账：public ids and addresses never change."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import Content
from generator.problems import Problem
from generator.urls import case_url
from generator.values import suggestion


def check_ledger(content: Content) -> Iterator[Problem]:
    """公开过的编号和地址."""
    cases = {case.id: case for case in content.cases if case.id}
    seen: set[str] = set()
    for entry in content.ledger:
        if entry.id in seen:
            yield problem("ledger.reused", entry.at.of("id"), id=entry.id)
        seen.add(entry.id)
        case = cases.get(entry.id)
        if case and case_url(case) != entry.address:
            place, now = case.at.of("id"), case_url(case)
            yield problem("ledger.changed", place, id=entry.id, address=entry.address, now=now)


def check_withdrawals(content: Content) -> Iterator[Problem]:
    """撤下记录：only of what was public, at the address that it had."""
    addresses = {entry.id: entry.address for entry in content.ledger}
    for entry in content.withdrawals:
        listed = addresses.get(entry.id)
        if listed is None:
            hint = suggestion(entry.id, addresses)
            yield problem("withdrawn.unknown", entry.at.of("id"), id=entry.id, suggestion=hint)
        elif listed != entry.address:
            place = entry.at.of("address")
            yield problem("withdrawn.address", place, address=entry.address, listed=listed)
