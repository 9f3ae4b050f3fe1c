"""发布的消息：why a release is not published, although the content is sound."""

from __future__ import annotations

from generator.catalogue import Message
from generator.problems import Level, Place, Problem

E = Level.ERROR

MESSAGES: dict[str, Message] = {
    "publishing.redirect": Message(E, "转向写得不对：{reason}。", "改正这一条再发布。"),
    "publishing.behind": Message(
        E,
        "台账比线上的旧：线上已撤下 {ids}，这里却没有撤下记录。",
        "多半是恢复了旧备份；先把 site_config/withdrawn.yaml 恢复到最新，再发布。",
    ),
    "publishing.loss": Message(
        E, "{loss}，要再确认一次。", "看过 --dry-run 列出的改动，没有错就加上 --yes。"
    ),
    "publishing.withdrawn": Message(
        E, "版本 {release} 里有已经撤下的案例 {ids}，不能退回去。", "选更新的版本，或重新发布。"
    ),
}


def problem(id: str, file: str, /, **args: object) -> Problem:
    """A problem of a publication; KeyError for an id or a name that the table lacks."""
    message = MESSAGES[id]
    text, hint = message.text.format(**args), message.hint.format(**args)
    return Problem(id, message.level, Place(file), text, hint)
