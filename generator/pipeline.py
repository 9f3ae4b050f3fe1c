"""流程：the story of a build on one page.

sources → values → checks → gate → archive → pages, pictures, posters, data, search → one switch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.cache import FOLDER
from generator.checks import check_content
from generator.clock import today
from generator.content import Content, read_content
from generator.framing import RenderChrome, frame_product
from generator.gate import Archive, admit
from generator.memo import Memo, cores, give_back, undisturbed
from generator.model import Case
from generator.output import Writer, lock
from generator.problems import Level, Problem, in_order
from generator.release import (
    as_release,
    check_promises,
    find_faulty_drafts,
    is_within,
    stops,
)
from generator.stock import Stock
from generator.survey import Survey
from generator.switching import recover, staging, switch


@dataclass(frozen=True, slots=True)
class Loaded:
    """读到的一切：content, what of it is public, and every problem in order."""

    content: Content
    archive: Archive | None
    """None when errors stand in the way"""
    problems: list[Problem]
    faulty: frozenset[str] = frozenset()
    """folders of drafts with errors: held back, in nobody's way"""

    @property
    def sound(self) -> Content:
        """The content without its faulty drafts."""
        return self.content.without(self.faulty)

    @property
    def blocked(self) -> bool:
        """Whether errors outside the drafts stand in the way of everything."""
        return any(stops(problem, self.faulty) for problem in self.problems)

    def has_errors_about(self, case: Case) -> bool:
        """Whether errors stand in the way of this case."""
        mine = {case.folder, case.folder.rsplit("/", 1)[0]}
        return self.blocked or any(
            p.level is Level.ERROR and is_within(p, mine & self.faulty) for p in self.problems
        )


@dataclass(frozen=True, slots=True)
class Built:
    """生成的结果：what is public, and every problem in order. What only the gate asks for is let go."""

    archive: Archive | None
    """None when errors stood in the way; the old site is then as it was"""
    problems: list[Problem]
    lines: Mapping[str, list[str]]
    """lines of every source, for the excerpts of messages"""
    faulty: frozenset[str] = frozenset()
    """folders of drafts with errors: held back"""


@undisturbed()
def load(
    root: Path,
    *,
    release: bool = False,
    day: date | None = None,
    memo: Memo | None = None,
    seen: Survey | None = None,
) -> Loaded:
    """Read, check and gate everything below the project folder, as of `day` or today."""
    memo = memo or Memo()
    day = day or today()
    content, problems = read_content(root, memo, seen)
    give_back()
    problems += check_content(content, memo)
    faulty = find_faulty_drafts(content, problems)
    if content.site is None or any(stops(problem, faulty) for problem in problems):
        return Loaded(content, None, in_order(problems), faulty)
    archive, held = admit(content.without(faulty), content.site, day)
    problems += [*held, *check_promises(content, archive, day)]
    if release:
        problems = as_release(problems)
    ready = None if any(stops(problem, faulty) for problem in problems) else archive
    return Loaded(content, ready, in_order(problems), faulty)


@undisturbed()
def build(  # noqa: PLR0913 -- what is built, where; and what to leave out
    root: Path,
    site_dir: Path,
    render_chrome: RenderChrome,
    *,
    release: bool = False,
    search: bool = True,
    posters: bool = True,
    lasting: bool = True,
    memo: Memo | None = None,
    day: date | None = None,
    seen: Survey | None = None,
) -> Built:
    """Build the site; with errors, or when anything fails, the old one stays as it was.

    `lasting`: the site stays where it is made, and the next build begins with what it holds.
    """
    memo = memo or Memo(root / FOLDER, cores())
    with lock(root / FOLDER / "lock"):
        recover(site_dir)
        stock = Stock.open(site_dir, memo.folder) if lasting and memo.folder else Stock()
        with stock.looked_over(memo.workers):
            built = _load(root, release=release, day=day, memo=memo, seen=seen)
        if built.archive is None:
            return built
        from generator.furnishing import furnish  # noqa: PLC0415 - only a build pays for it

        with staging(site_dir) as folder:
            writer = Writer(folder)
            frame = frame_product(root, built.archive.site, render_chrome)
            [chrome] = stock.deliver("外框", [frame], writer, memo, several=False)
            found = furnish(
                built.archive,
                chrome,
                root,
                writer,
                search=search,
                posters=posters,
                memo=memo,
                stock=stock,
            )
            with stock.saved(writer, memo.workers):
                switch(folder, site_dir, stock.gather(writer))
    return replace(built, problems=in_order([*built.problems, *found]))


def _load(root: Path, **how: Any) -> Built:
    """Approvals, registers and whatever is not public take a third of the memory."""
    loaded = load(root, **how)
    return Built(loaded.archive, loaded.problems, loaded.content.lines, loaded.faulty)
