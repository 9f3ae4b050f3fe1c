"""一次发布：lock → build → prepare → look at it → say what changes → switch → verify → record."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from generator.gatekeeper import find_withheld, inspect, read_ledger
from generator.problems import Problem, has_errors
from generator.publishing.addresses import LATE, AddressError
from generator.publishing.changes import Changes, compare, find_losses
from generator.publishing.facts import held_by
from generator.publishing.messages import problem
from generator.publishing.prepared import SITE, Prepared, Published, Settings, prepare
from generator.publishing.redirects import REDIRECTS, read_redirects
from generator.publishing.verify import Verdict, verify_address

Build = Callable[[Path], tuple[bool, tuple[Problem, ...]]]
"""fills an empty place with the site; whether it did, and every problem on the way"""
ATTEMPTS = 5
"""times, a second apart, that a server gets to show the new release"""


class UnfinishedError(OSError):
    """切换之后没有做完: the new release is public already; the text says what went wrong."""


class Target(Protocol):
    """目标：where a site goes."""

    @property
    def name(self) -> str:
        """What people call it."""

    def workspace(self) -> AbstractContextManager[Path]:
        """独占 the target, with an empty folder to prepare a release in."""

    def published(self) -> Published:
        """What is there now, and what was there ever."""

    def put(self, prepared: Prepared, changes: Changes) -> None:
        """Make it public: the switch is the last step. OSError leaves the old site as it was.

        UnfinishedError where it does not.
        """

    def settle(self, changes: Changes, prepared: Prepared) -> None:
        """Write the record and tidy up."""

    def take_back(self, withdrawn: Collection[str]) -> bool:
        """Serve what was served before; False when that cannot be."""


class State(StrEnum):
    """结局."""

    CONTENT = "content"
    """problems in the content; nothing published"""
    REFUSED = "refused"
    PLANNED = "planned"
    """dry run"""
    SAME = "same"
    """nothing to change"""
    PUBLISHED = "published"
    TAKEN_BACK = "taken-back"
    """published, verification failed, the old site is back"""
    UNSETTLED = "unsettled"
    """served and found wrong, and there is nothing to go back to: no release before, or the same"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """一次发布的结果."""

    state: State
    problems: tuple[Problem, ...] = ()
    changes: Changes | None = None
    losses: tuple[str, ...] = ()
    release: str = ""
    verdict: Verdict | None = None
    gone: tuple[str, ...] = ()
    """files that nobody may get any more"""


@dataclass(frozen=True, slots=True)
class Wishes:
    """怎样发布."""

    dry_run: bool = False
    yes: bool = False
    """agrees to deletions"""
    url: str = ""
    """address at which the target can be verified"""
    after_switch: Callable[[], None] | None = None
    """such as the reload of a server"""


def publish(root: Path, target: Target, build: Build, day: date, wishes: Wishes) -> Outcome:
    """Build the project and make it public on the target.

    OSError: nothing was changed. UnfinishedError: it is public, the next run does the rest.
    """
    with target.workspace() as folder:
        done, problems = build(folder / SITE)
        if not done:
            return Outcome(State.CONTENT, problems)
        before = target.published()
        outcome, prepared = _prepare(root, folder, before, day)
        if prepared is None:
            return outcome
        changes = compare(before.manifest, prepared.manifest)
        losses = find_losses(
            changes, before.facts.counts if before.facts else {}, prepared.facts.counts
        )
        if before.damaged:
            losses = (*losses, "线上的版本读不出有些什么，比不出会少掉什么")
        outcome = Outcome(State.PLANNED, problems, changes, losses, prepared.manifest.release)
        if wishes.dry_run:
            return outcome
        if losses and not wishes.yes:
            found = (problem("publishing.loss", target.name, loss=loss) for loss in losses)
            return replace(outcome, state=State.REFUSED, problems=tuple(found))
        try:
            target.put(prepared, changes)
            gone = _must_be_gone(changes, before, prepared)
            return _verify(target, prepared, replace(outcome, gone=gone), wishes)
        except OSError as error:
            if changes and _serves(target, prepared):
                raise UnfinishedError(str(error)) from error
            raise


def _prepare(
    root: Path, folder: Path, before: Published, day: date
) -> tuple[Outcome, Prepared | None]:
    """The prepared release, or why there is none."""
    ledger = read_ledger(root, day)
    if behind := before.withdrawn - ledger.withdrawn.keys():
        found = problem(
            "publishing.behind", "site_config/withdrawn.yaml", ids="、".join(sorted(behind))
        )
        return Outcome(State.REFUSED, (found,)), None
    settings = Settings(ledger.base_url, ledger.withdrawn, read_redirects(root))
    try:
        prepared = prepare(folder, settings, before)
    except AddressError as error:
        found = problem("publishing.redirect", REDIRECTS, reason=error)
        return Outcome(State.REFUSED, (found,)), None
    looked = inspect(prepared.site, ledger, find_withheld(root, ledger))
    if has_errors(looked.problems):
        return Outcome(State.REFUSED, looked.problems), None
    return Outcome(State.PLANNED), prepared


def _must_be_gone(changes: Changes, before: Published, prepared: Prepared) -> tuple[str, ...]:
    """Removed files, but for those that the release before keeps for late readers, if it stays."""
    if held_by(before.facts, prepared.withdrawn):
        return changes.removed
    return tuple(path for path in changes.removed if not LATE.search(path))


def _serves(target: Target, prepared: Prepared) -> bool:
    """Whether the release is public, as far as the target can still be read."""
    try:
        return target.published().manifest.digest == prepared.manifest.digest
    except OSError:
        return False


def _verify(target: Target, prepared: Prepared, outcome: Outcome, wishes: Wishes) -> Outcome:
    """After the switch: look at it from outside, and go back if it is not what was meant."""
    changes = outcome.changes
    assert changes is not None  # noqa: S101 - made above
    if wishes.after_switch:
        wishes.after_switch()
    verdict = None
    if wishes.url:
        verdict = verify_address(
            wishes.url,
            prepared.manifest,
            [*changes.added, *changes.changed],
            outcome.gone,
            attempts=ATTEMPTS,
        )
        if not verdict.good:
            back = bool(changes) and target.take_back(prepared.withdrawn)
            if back and wishes.after_switch:
                wishes.after_switch()
            state = State.TAKEN_BACK if back else State.UNSETTLED
            return replace(outcome, state=state, verdict=verdict)
    target.settle(changes, prepared)
    state = State.PUBLISHED if changes else State.SAME
    return replace(outcome, state=state, verdict=verdict)
