"""检查名称：nothing whose name some system keeps for itself: there the project could not be unpacked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import Content
from generator.problems import Place, Problem

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.ASCII | re.I)
"""devices of Windows, whatever follows the first dot (Naming Files, Paths, and Namespaces)"""


def check_names(content: Content) -> Iterator[Problem]:
    """代号 and file names that become folders and files, here or in the site."""
    for name, place in _names(content):
        if _RESERVED.fullmatch(name):
            yield problem("file.reserved", place, value=name)


def _names(content: Content) -> Iterator[tuple[str, Place]]:
    for case in content.cases:
        yield case.slug, Place(f"{case.folder}/case.md")
        yield from ((picture.file, picture.at.of("file")) for picture in case.pictures)
    for notice in (notice for year in content.years for notice in year.notices):
        yield notice.slug, Place(f"{notice.folder}/{notice.slug}.md")
        yield from ((item.file, item.at.of("file")) for item in notice.attachments)
    for topic in content.topics:
        yield topic.slug, Place(f"site_config/topics/{topic.slug}.yaml")
    for organisation in content.organisations:
        yield organisation.slug, organisation.at.of("slug")
    for vocabulary in content.vocabularies.values():
        yield from ((term.slug, term.at.of("slug")) for term in vocabulary.terms)
