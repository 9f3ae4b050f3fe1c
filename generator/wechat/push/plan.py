"""推送计划：what a push will do, from the folder and from what is remembered; no connection."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.wechat.push.package import Package, Upload
from generator.wechat.push.state import DraftState
from generator.wechat.push.uploads import Uploads


class Action(Enum):
    """要做的; the value is what people are told."""

    NOTHING = "无变化，不用推送"
    LOOK = "上次新建的结果不明：先到草稿箱里找"
    CHECK = "上次推送后没有核对完：读回核对"
    ADD = "新建草稿"
    UPDATE = "更新草稿"
    REPLACE = "另建一篇，成功后删去旧的"
    RECOUNT = "篇数变了，不能更新；加 --replace 另建一篇"


@dataclass(frozen=True, slots=True)
class Wishes:
    """要求 of who pushes."""

    replace: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """推送计划, made without any connection."""

    action: Action
    changed: tuple[int, ...]
    """index of the articles to send, from 0"""
    uploads: tuple[tuple[Upload, bool], ...]
    """each with whether WeChat has it already"""


def plan_push(package: Package, state: DraftState, uploads: Uploads | None, wishes: Wishes) -> Plan:
    """What a push would do. `uploads` is None where the account is not known."""
    action = _action(package, state, wishes)
    whole = action is not Action.UPDATE or state.updating
    changed = tuple(
        number
        for number, item in enumerate(package.items)
        if whole or item.fingerprint != state.sent[number]
    )
    needed = [] if action in (Action.NOTHING, Action.CHECK) else changed
    found = {
        (upload.endpoint, upload.file.data): upload
        for number in needed
        for upload in package.items[number].uploads
    }
    listed = tuple(
        (u, bool(uploads and uploads.known(u.endpoint, u.file.data))) for u in found.values()
    )
    return Plan(action, changed, listed)


def _action(package: Package, state: DraftState, wishes: Wishes) -> Action:
    if state.pending:
        return Action.LOOK
    if not state.media_id:
        return Action.ADD
    if wishes.replace:
        return Action.REPLACE
    if len(package.items) != len(state.sent):
        return Action.RECOUNT
    if package.sent == state.sent and not state.updating:
        return Action.NOTHING if state.read and not state.obsolete else Action.CHECK
    return Action.UPDATE
