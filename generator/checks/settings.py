"""检查设置：site, vocabularies and organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.catalogue import problem
from generator.content import Content
from generator.problems import Problem


def check_site(content: Content) -> Iterator[Problem]:
    """备案号：missing ones are reminded of, malformed ones refused; never invented."""
    site = content.site
    if site is None:
        return
    if not site.icp:
        yield problem("site.icp", site.at.whole)
    elif not re.fullmatch(r"[\u4e00-\u9fff]ICP备\d{4,12}号(-\d{1,3})?", site.icp):
        yield problem("site.icp-format", site.at.of("icp"), value=site.icp)
    if not site.mps:
        yield problem("site.mps", site.at.whole)
    known = {case.id for case in content.cases}
    for id in site.picks:
        if id not in known:
            yield problem("site.pick", site.at.of("picks"), id=id)


def check_vocabularies(content: Content) -> Iterator[Problem]:
    """词表：slugs unique; no two terms share a label in the same years."""
    for vocabulary in content.vocabularies.values():
        slugs: set[str] = set()
        labels: dict[str, str] = {}
        for term in vocabulary.terms:
            names = {label.text for label in term.labels} | set(term.aliases)
            twice = [
                name for name in sorted(names) if labels.setdefault(name, term.slug) != term.slug
            ]
            if term.slug in slugs:
                twice.append(term.slug)
            slugs.add(term.slug)
            for name in twice:
                yield problem(
                    "vocabulary.duplicate", term.at.whole, name=vocabulary.name, value=name
                )


def check_organisations(content: Content) -> Iterator[Problem]:
    """单位名录：no slug and no full name twice, no short name of two organisations."""
    seen: set[str] = set()
    short: dict[str, str] = {}
    for organisation in content.organisations:
        place = organisation.at.whole
        for name in (organisation.slug, *organisation.all_names):
            if name in seen:
                yield problem("organisation.duplicate", place, value=name)
            seen.add(name)
        for name in {organisation.short_name, *organisation.aliases} - {""}:
            if short.setdefault(name, organisation.slug) != organisation.slug:
                yield problem("organisation.duplicate", place, value=name)
