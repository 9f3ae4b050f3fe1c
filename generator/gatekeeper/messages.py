"""守门的消息：what the finished tree must not hold. Texts of cases that are held back never show."""

from __future__ import annotations

from generator.catalogue import Message
from generator.problems import Level, Place, Problem

E = Level.ERROR
REPORT = "这是程序的缺陷或有人动过成品，请不要发布，把这条消息告诉维护者。"

MESSAGES: dict[str, Message] = {
    "gatekeeper.withheld": Message(
        E, "{where}里有没有批准公开的内容（{source}，{count} 处）。", REPORT
    ),
    "gatekeeper.personal": Message(
        E,
        "{where}里像是有{kind}（{masked}）。",
        "改掉原稿里的这一处；确要公开的，先用 anli waive 放行。",
    ),
    "gatekeeper.secret": Message(
        E,
        "{where}里像是有{kind}（{masked}）。",
        "从原稿里删去；真是钥匙的，已经算泄露，马上作废、换新的。",
    ),
    "gatekeeper.unknown-file": Message(E, "不认识的文件：{reason}。", REPORT),
    "gatekeeper.orphan": Message(
        E, "没有任何网页引用这个文件。", "删去，或者在网页里引用它；没人引用的文件不该公开。"
    ),
    "gatekeeper.active": Message(E, "网页里有会运行或会外联的内容：{what}。", REPORT),
    "gatekeeper.link": Message(
        E, "链接“{target}”没有着落。", "改正原稿里的链接；原稿没错的话，请告诉维护者。"
    ),
    "gatekeeper.anchor": Message(
        E, "链接“{target}”里的锚点不存在。", "改正原稿里的链接；原稿没错的话，请告诉维护者。"
    ),
    "gatekeeper.canonical": Message(E, "网页说自己的地址是“{target}”，其实不是。", REPORT),
    "gatekeeper.metadata": Message(E, "图片里带着{what}。", REPORT),
    "gatekeeper.count": Message(
        E, "{what}对不上：成品里 {found}，台账是 {expected}。", "运行 anli check，核对台账。"
    ),
    "gatekeeper.case": Message(E, "成品里有台账上没有批准公开的案例 {id}。", REPORT),
    "gatekeeper.missing": Message(
        E,
        "台账上公开的案例 {id} 不在成品里。",
        "运行 anli check 看原因；确要撤下用 anli withdraw。",
    ),
    "gatekeeper.manifest": Message(E, "与清单不符。", "成品在生成之后被改过，请重新发布。"),
    "gatekeeper.unreadable": Message(E, "查不进去：{reason}。", REPORT),
}


def problem(id: str, file: str, /, **args: object) -> Problem:
    """A problem of the finished tree; KeyError for an id or a name that the table lacks."""
    message = MESSAGES[id]
    text, hint = message.text.format(**args), message.hint.format(**args)
    return Problem(id, message.level, Place(file), text, hint)
