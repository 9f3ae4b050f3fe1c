"""检查专题：no case twice, and no end before the beginning."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import Content
from generator.problems import Problem


def check_topics(content: Content) -> Iterator[Problem]:
    """专题里的编号和日期. Whether a case is public is for the gate to say."""
    for topic in content.topics:
        seen: set[str] = set()
        for case in topic.cases:
            if case.id in seen:
                yield problem("topic.twice", case.at.of("id"), title=topic.title, id=case.id)
            seen.add(case.id)
        if topic.day and topic.until and topic.until < topic.day:
            yield problem("topic.until", topic.at.of("until"), title=topic.title)
