"""专题：cases that editors put together, each with a word why; and the list of all topics."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Topic
from generator.pages.index import Index
from generator.pages.parts import Link, crumbs, day_text
from generator.pages.rows import CaseRow, build_row
from generator.urls import COMPARE, TOPICS, topic_url

MOST_COMPARED = 3
"""cases that can stand side by side"""


@dataclass(frozen=True, slots=True)
class TopicCard:
    """专题 as others point at it."""

    link: Link
    """with the number of cases"""
    intro: str
    day: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """专题页."""

    crumbs: tuple[Link, ...]
    title: str
    intro: str
    day: str
    cases: tuple[tuple[CaseRow, str], ...]
    """case and why it is worth reading"""
    compare: str
    """address that shows the cases side by side; empty where that is not possible"""
    others: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """专题目录."""

    crumbs: tuple[Link, ...]
    topics: tuple[TopicCard, ...]


def build_card(topic: Topic) -> TopicCard:
    """专题 → 指路的一条."""
    link = Link(topic.title, topic_url(topic), len(topic.cases))
    return TopicCard(link, topic.intro, day_text(topic.day))


def build_topics(index: Index) -> TopicsView:
    """档案 → 专题目录, newest first."""
    return TopicsView(crumbs(), tuple(build_card(topic) for topic in index.archive.topics))


def build_topic(topic: Topic, index: Index) -> TopicView:
    """专题 → 专题页."""
    return TopicView(
        crumbs=crumbs(Link("专题", TOPICS)),
        title=topic.title,
        intro=topic.intro,
        day=day_text(topic.day),
        cases=tuple((build_row(index.by_id[c.id], index), c.reason) for c in topic.cases),
        compare=compare_address([case.id for case in topic.cases]),
        others=tuple(build_card(t) for t in index.archive.topics if t.slug != topic.slug),
    )


def compare_address(ids: list[str]) -> str:
    """对照阅读 of two or three cases; empty for another number."""
    return f"{COMPARE}?ids={','.join(ids)}" if 1 < len(ids) <= MOST_COMPARED else ""
