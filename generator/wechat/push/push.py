"""推送：validate, upload, add or update, read back. A draft is never added twice.

State is written before every step that cannot be taken back, so that a run that dies at any point
is understood by the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from generator.wechat.push.client import Client
from generator.wechat.push.errors import (
    BUSY,
    INVALID_MEDIA,
    ApiError,
    Exit,
    NoAnswerError,
    PushError,
    UnknownOutcomeError,
    UnreachableError,
)
from generator.wechat.push.package import Item, Package, PackageError
from generator.wechat.push.plan import Action, Wishes, plan_push
from generator.wechat.push.readback import compare, filtered
from generator.wechat.push.resolving import Resolver
from generator.wechat.push.state import (
    DraftState,
    Pending,
    hash_read,
    known_drafts,
    read_state,
    write_state,
)
from generator.wechat.push.vault import Vault

Json = dict[str, Any]
SKEW = 300
"""seconds that the clocks of this machine and of WeChat may differ"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """推送结果."""

    action: Action
    media_id: str
    uploaded: int
    faults: tuple[str, ...] = ()
    """what the draft box shows otherwise than it was sent"""


@dataclass(slots=True)
class Push:
    """一次推送 of one draft to one account."""

    package: Package
    client: Client
    vault: Vault
    resolver: Resolver
    wishes: Wishes
    say: Callable[[str], None]

    def run(self) -> Outcome:
        """The whole of it. Raises PushError, whose `exit` says how the command ends."""
        if self.package.errors:
            raise PackageError("检查没有通过，没有推送。")
        state = self._settled(read_state(self.vault, self.package.name))
        action = plan_push(self.package, state, self.resolver.uploads, self.wishes).action
        match action:
            case Action.NOTHING:
                return Outcome(action, state.media_id, 0)
            case Action.RECOUNT:
                raise PushError(
                    f"草稿箱里是 {len(state.sent)} 篇，现在是 {len(self.package.items)} 篇："
                    "微信不能改篇数。确要另建一篇并删去旧的，加 --replace 运行。",
                    Exit.CHANGED,
                )
            case Action.CHECK:
                return self._finish(action, state)
            case Action.ADD:
                return self._finish(action, self._add(state))
            case Action.UPDATE:
                self._compare_with_box(state)
                return self._finish(action, self._update(state))
            case _:
                gone = not self._compare_with_box(state)
                old = "" if gone else state.media_id
                return self._finish(action, self._add(replace(state, obsolete=old)))

    def _settled(self, state: DraftState) -> DraftState:
        """After an addition of which nobody knows: found in the box, or not there.

        Raises UnknownOutcomeError when several drafts could be it.
        """
        if not (pending := state.pending):
            return state
        ours = known_drafts(self.vault)
        found = [
            str(item.get("media_id", ""))
            for item in self.client.list_drafts()
            if _is_it(item, pending) and item.get("media_id") not in ours
        ]
        if len(found) > 1:
            raise UnknownOutcomeError(
                f"草稿箱里有 {len(found)} 篇同名的草稿“{pending.titles[0]}”，"
                "不知道哪一篇是上次推送的。请到后台删去多余的，只留一篇，再运行。"
            )
        if found:
            self.say("在草稿箱里找到了上次推送的草稿。")
            state = replace(state, media_id=found[0], sent=pending.sent, read="", pending=None)
        else:
            self.say("草稿箱里没有上次推送的草稿，可以新建。")
            state = replace(state, pending=None)
        self._keep(state)
        return state

    def _compare_with_box(self, state: DraftState) -> bool:
        """Whether the draft is still there; what a person changed in it is not overwritten."""
        try:
            there = self.client.get_draft(state.media_id)
        except ApiError as error:
            if error.code == INVALID_MEDIA and self.wishes.replace:
                return False
            raise
        known = state.read and not state.updating
        if known and hash_read(there) != state.read and not self.wishes.overwrite:
            raise PushError(
                "草稿箱里的这篇在上次推送以后被人改过。请先把要留下的改动抄进编辑稿；"
                "确要用这里的内容盖掉，加 --overwrite 运行。",
                Exit.CHANGED,
            )
        return True

    def _add(self, state: DraftState) -> DraftState:
        """新建, with the state of not knowing written first."""
        items = self.package.items
        for fresh in (False, True):
            bodies = [self.resolver.resolve(item, fresh_cover=fresh) for item in items]
            since = int(self.client.clock.now())
            pending = Pending(
                tuple(item.title for item in items),
                tuple(item.source_url for item in items),
                self.package.sent,
                since,
            )
            self._keep(replace(state, pending=pending))
            try:
                media_id = self.client.add_draft(bodies, self.client.facts(counts=_counts(items)))
            except NoAnswerError:
                raise UnknownOutcomeError(
                    "新建草稿的请求送出去了，没有等到回答：草稿可能已经建好。请到公众号草稿箱看一眼；"
                    "再运行一次，会先在草稿箱里找，找到就接着用，不会建第二篇。"
                ) from None
            except UnreachableError:
                self._keep(state)
                raise
            except ApiError as error:
                if error.code != BUSY:
                    self._keep(state)
                if error.code != INVALID_MEDIA or fresh:
                    raise
            else:
                made = replace(
                    state, media_id=media_id, sent=self.package.sent, read="", updating=False
                )
                self._keep(made)
                return made
        raise AssertionError  # the second round returns or raises

    def _update(self, state: DraftState) -> DraftState:
        """Only what changed, one article a call."""
        plan = plan_push(self.package, state, self.resolver.uploads, self.wishes)
        bodies = {n: self.resolver.resolve(self.package.items[n]) for n in plan.changed}
        self._keep(replace(state, updating=True))
        for number, body in bodies.items():
            item = self.package.items[number]
            facts = self.client.facts(counts=item.counts)
            try:
                self.client.update_draft(state.media_id, number, body, facts)
            except ApiError as error:
                if error.code != INVALID_MEDIA:
                    raise
                self.client.get_draft(state.media_id)  # raises when it is the draft that is gone
                body = self.resolver.resolve(item, fresh_cover=True)  # noqa: PLW2901 - the same, mended
                self.client.update_draft(state.media_id, number, body, facts)
        made = replace(state, sent=self.package.sent, read="", updating=False)
        self._keep(made)
        return made

    def _finish(self, action: Action, state: DraftState) -> Outcome:
        """读回核对; then the draft that was replaced may go."""
        there = self.client.get_draft(state.media_id)
        bodies = [self.resolver.resolve(item) for item in self.package.items]
        faults = tuple(compare(bodies, there))
        for item, sent, read in zip(self.package.items, bodies, there, strict=False):
            self.resolver.drop_filtered(item, filtered(sent, read))
        state = replace(state, read=hash_read(there))
        self._keep(state)
        if state.obsolete and not faults:
            try:
                self.client.delete_draft(state.obsolete)
            except ApiError as error:
                if error.code != INVALID_MEDIA:
                    raise
            self._keep(replace(state, obsolete=""))
        return Outcome(action, state.media_id, self.resolver.uploaded, faults)

    def _keep(self, state: DraftState) -> None:
        write_state(self.vault, self.package.name, state)


def _is_it(item: Json, pending: Pending) -> bool:
    """Whether a draft of the box has the titles and addresses of what was sent, since it was."""
    articles = item.get("content", {}).get("news_item", [])
    titles = tuple(str(one.get("title", "")) for one in articles)
    urls = [str(one.get("content_source_url", "")) for one in articles]
    recent = int(item.get("update_time", 0)) >= pending.since - SKEW
    same = all(not url or url == ours for url, ours in zip(urls, pending.source_urls, strict=False))
    return recent and titles == pending.titles and same


def _counts(items: tuple[Item, ...]) -> str:
    each = "；".join(item.counts for item in items)
    return each if len(items) == 1 else f"{len(items)} 篇：{each}"
