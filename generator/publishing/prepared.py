"""备好的版本：a finished tree with its manifest, its facts and the answers for old addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.addresses import Answers, addresses_of, build_answers, render_answers
from generator.publishing.facts import Facts, dump_facts, read_facts, write_facts
from generator.publishing.manifest import EMPTY, Manifest, read_tree

SITE, SERVER, NOTE = "site", "server", "release.json"


@dataclass(frozen=True, slots=True)
class Published:
    """线上的样子：what a target serves now, and what it served ever."""

    manifest: Manifest = EMPTY
    facts: Facts | None = None
    addresses: frozenset[str] = frozenset()
    """every address ever published, site-relative"""
    withdrawn: frozenset[str] = frozenset()
    """ids withdrawn at any publication"""
    damaged: bool = False
    """what is served cannot say what it holds"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """备好的版本 in a folder of its own: site/, server/ and release.json."""

    folder: Path
    manifest: Manifest
    facts: Facts
    addresses: frozenset[str]
    """every address ever published, those of this release included"""
    answers: Answers
    withdrawn: Mapping[str, str]
    """id → site-relative address"""

    @property
    def site(self) -> Path:
        """The tree to be served."""
        return self.folder / SITE


@dataclass(frozen=True, slots=True)
class Settings:
    """发布要知道的几件事 besides the tree."""

    base_url: str
    withdrawn: Mapping[str, str]
    """id → site-relative address of what was withdrawn"""
    redirects: Mapping[str, str]
    """old → new, site-relative"""


def prepare(folder: Path, settings: Settings, before: Published) -> Prepared:
    """Finished tree in `folder`/site → prepared release. AddressError for a wrong redirect."""
    site = folder / SITE
    manifest = read_tree(site)
    facts = read_facts(site, manifest)
    write_facts(site, manifest, facts)
    mine = addresses_of(manifest)
    ever = before.addresses | mine
    answers = build_answers(
        settings.base_url, ever, mine, set(settings.withdrawn.values()), settings.redirects
    )
    (folder / SERVER).mkdir()
    for name, text in render_answers(answers).items():
        (folder / SERVER / name).write_text(text, encoding="utf-8", newline="\n")
    (folder / NOTE).write_text(dump_facts(facts), encoding="utf-8", newline="\n")
    return Prepared(folder, manifest, facts, ever, answers, settings.withdrawn)
