"""一次运行：what every view of the desk needs to know, and the words after a step is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from flask import current_app, redirect, url_for
from werkzeug.wrappers import Response

from generator.cache import FOLDER
from generator.desk.phone import PhoneLink
from generator.output import lock

EXTENSION = "anli-desk"
DONE = {
    "imported": "已导入。",
    "nothing": "内容没有变化，什么都没有写。",
    "dropped": "文件已丢弃，什么都没有写。",
    "no-files": "没有选文件。请先选好文件，再点“读取文件”。",
    "too-many": "一次最多放 60 个文件。",
    "gone": "这批文件已经处理过，或者工作台重新启动过。需要的话请重新放一次。",
    "moved": "内容刚才有了变化，请把下面的改动再看一遍。",
    "approved": "已批准。",
    "withdrawn": "已记下撤下。",
    "waived": "已放行。",
    "built": "推文草稿已重新生成。",
    "ticked": "勾选已记下。",
    "stale-draft": "草稿刚才有了变化，没有记下勾选，请再看一遍。",
    "waive-stale": "这一处已经改动，请重新看过。",
}
"""code in the address and what it says; no other text can be put there"""


@dataclass(frozen=True)
class Desk:
    """工作台 of one run."""

    root: Path
    secret: str
    """of the forms of this run"""
    phone: PhoneLink | None = None
    _writing: Lock = field(default_factory=Lock)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """独占：one change at a time, and none while a command runs. LockedError names who does."""
        with self._writing, lock(self.root / FOLDER / "lock"):
            yield


def desk() -> Desk:
    """The desk that answers this request."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Desk)  # noqa: S101 - put there by create_app
    return found


def go(endpoint: str, done: str = "", **values: object) -> Response:
    """After a change, on to a page that can be reloaded."""
    return redirect(url_for(endpoint, **({"done": done} if done else {}), **values), code=303)  # type: ignore[arg-type]
