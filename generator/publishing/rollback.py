"""退回：an earlier release is served again, in one switch; never one that holds what is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.gatekeeper import Ledger
from generator.output import lock
from generator.problems import Problem
from generator.publishing.addresses import addresses_of, build_answers
from generator.publishing.facts import held_by
from generator.publishing.manifest import find_damage
from generator.publishing.messages import problem
from generator.publishing.prepared import SITE
from generator.publishing.store import LOCK, Store, StoreError


@dataclass(frozen=True, slots=True)
class RolledBack:
    """退回的结果."""

    release: str = ""
    """empty when it was refused"""
    problems: tuple[Problem, ...] = ()


def roll_back(
    store: Store, ledger: Ledger, redirects: Mapping[str, str], release: str = ""
) -> RolledBack:
    """Serve a release again: the named one, or the one served before. StoreError: there is none."""
    if not store.releases():
        raise StoreError(f"{store.folder} 里没有发布过的版本")
    with lock(store.folder / LOCK):
        name = _choose(store, release)
        withdrawn = store.published().withdrawn | ledger.withdrawn.keys()
        if held := sorted(held_by(store.facts_of(name), withdrawn)):
            found = problem(
                "publishing.withdrawn", str(store.folder), release=name, ids="、".join(held)
            )
            return RolledBack(problems=(found,))
        site = store.release(name) / SITE
        if damaged := find_damage(site):
            raise StoreError(f"版本 {name} 已损坏（{damaged[0]}），不能退回")
        _answer(store, ledger, redirects, name)
        store.switch(name, withdrawn)
        store.note("rollback", "", tuple(sorted(withdrawn)))
    return RolledBack(name)


def _choose(store: Store, release: str) -> str:
    """The named release by the beginning of its name, else the last one served before this one."""
    served, there = store.current(), store.releases()
    if release:
        exact = [name for name in there if name == release]
        found = exact or [name for name in there if name.startswith(release)]
    else:
        order = dict.fromkeys(entry.release for entry in reversed(store.history()))
        found = [name for name in order if name in there and name != served][:1]
    if len(found) != 1:
        if release:
            raise StoreError(f"没有可以退回的版本“{release}”（现有：{'、'.join(there)}）")
        raise StoreError("没有可以退回的版本：以前没有发布过别的，有撤下案例的在撤下时已经删掉")
    return found[0]


def _answer(store: Store, ledger: Ledger, redirects: Mapping[str, str], name: str) -> None:
    """Addresses that the older release does not have answer 410, not 404."""
    mine = addresses_of(store.manifest_of(name))
    gone = set(ledger.withdrawn.values())
    ever = store.published().addresses
    valid = {old: new for old, new in redirects.items() if new in mine and old not in mine}
    store.answer(name, build_answers(ledger.base_url, ever, mine, gone, valid))
