"""核对：everything about a draft that a program can see, for the editor to act on.

Errors are what WeChat refuses, removes or garbles; warnings are what a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from generator.wechat.blocks import Article, Draft
from generator.wechat.budget import Split
from generator.wechat.checks import editorial, files, headline, night, structure
from generator.wechat.checks.catalogue import MESSAGES, Finding, finding

__all__ = [
    "BY_HAND",
    "MESSAGES",
    "Circumstances",
    "Finding",
    "check_article",
    "check_draft",
    "finding",
]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """情形 in which an article is checked."""

    alone: bool = True
    """the only article of its draft"""
    push: bool = False
    """it goes over the interface: what that refuses is an error"""
    split: Split | None = None
    """the proposal for a text too long"""
    rights_ticked: bool = False
    """somebody has ticked the rights of the pictures"""
    ai: str = ""
    """what a machine made"""


BY_HAND = Circumstances()
"""pasted by an editor"""


def check_article(
    article: Article,
    fragment: str,
    pictures: Mapping[str, bytes],
    about: Circumstances = BY_HAND,
) -> list[Finding]:
    """推文 → findings, in the order in which an editor would meet them.

    `pictures` holds the file of every address in the fragment; addresses of WeChat's own hosts
    need none.
    """
    found = chain(
        headline.check_headline(article, alone=about.alone, push=about.push),
        headline.check_length(fragment, push=about.push, split=about.split),
        structure.check_structure(fragment),
        structure.check_losses(article, fragment),
        structure.check_links(article),
        files.check_files(article, fragment, pictures, push=about.push),
        night.check_contrast(fragment),
        editorial.check_words(article),
        editorial.check_duties(article, rights_ticked=about.rights_ticked, ai=about.ai),
    )
    return list(dict.fromkeys(found))


def check_draft(draft: Draft) -> list[Finding]:
    """草稿 → what is wrong with it as a whole."""
    return list(headline.check_count(len(draft.articles)))
