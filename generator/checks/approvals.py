"""检查审批记录：one for a case, for a case that is there, in the order of the procedure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.catalogue import problem
from generator.content import Content
from generator.model import Approval
from generator.problems import Problem
from generator.values import suggestion


def check_approvals(content: Content) -> Iterator[Problem]:
    """每年的审批记录."""
    for year in content.years:
        ids = {case.id: case for case in year.cases if case.id}
        seen: dict[str, Approval] = {}
        for approval in year.approvals:
            if approval.case in seen:
                place, first = approval.at.of("case"), seen[approval.case].at.of("case").line
                yield problem("approval.twice", place, case=approval.case, first=first)
            seen.setdefault(approval.case, approval)
            if approval.case and approval.case not in ids:
                place, hint = approval.at.of("case"), suggestion(approval.case, ids)
                yield problem("approval.orphan", place, case=approval.case, suggestion=hint)
            yield from _check_order(approval)


def _check_order(approval: Approval) -> Iterator[Problem]:
    steps = [
        (label, review)
        for label, review in (
            ("形式审查", approval.formal),
            ("专家评审", approval.expert),
            ("指导单位审定", approval.guidance),
        )
        if review and review.day
    ]
    for (earlier, first), (later, second) in pairwise(steps):
        if first.day and second.day and second.day < first.day:
            yield problem("approval.order", second.at.of("day"), earlier=earlier, later=later)
