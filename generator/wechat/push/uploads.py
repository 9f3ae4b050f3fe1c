"""上传记录：what was uploaded once is not uploaded again. Kept after every single upload."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from generator.wechat.push.vault import Vault

TABLE = "uploads"


class Endpoint(Enum):
    """接口 that a file goes to; each gives its own kind of address."""

    IMAGE = "uploadimg"
    """正文图片：an address only"""
    MATERIAL = "add_material"
    """永久素材：a media_id and an address"""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """传好的文件."""

    url: str
    media_id: str = ""


@dataclass(frozen=True, slots=True)
class Uploads:
    """上传记录 of one account."""

    vault: Vault

    def known(self, endpoint: Endpoint, data: bytes) -> Uploaded | None:
        """Where the very bytes are already; None where they are not."""
        found = self.vault.read(TABLE).get(_key(endpoint, data))
        return Uploaded(found["url"], found["media_id"]) if found else None

    def keep(self, endpoint: Endpoint, data: bytes, made: Uploaded) -> None:
        """Note an upload."""
        table = self.vault.read(TABLE)
        table[_key(endpoint, data)] = {"url": made.url, "media_id": made.media_id}
        self.vault.write(TABLE, table)

    def drop(self, endpoint: Endpoint, data: bytes) -> None:
        """WeChat has it no more."""
        table = self.vault.read(TABLE)
        if table.pop(_key(endpoint, data), None):
            self.vault.write(TABLE, table)


def _key(endpoint: Endpoint, data: bytes) -> str:
    return f"{endpoint.value}:{hashlib.sha256(data).hexdigest()}"
