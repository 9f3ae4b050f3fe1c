"""已在微信的图片：addresses that an earlier push has brought home, for copying."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.wechat.push.errors import ConfigError
from generator.wechat.push.secrets import read_credentials
from generator.wechat.push.state import read_state
from generator.wechat.push.uploads import Endpoint, Uploads
from generator.wechat.push.vault import Vault, open_vault

ACCOUNT = "main"
"""账号 whose pictures are known, as `anli wechat push` has it by default"""


@dataclass(frozen=True, slots=True)
class Hosted:
    """已在微信的图片 of one account; of none where no account is set up here."""

    vault: Vault | None = None
    digest: str = ""
    """指纹 of the record of uploads"""

    def address(self, data: bytes) -> str:
        """Where WeChat has the very bytes; empty where it has not."""
        if self.vault is None:
            return ""
        uploads = Uploads(self.vault)
        found = (uploads.known(endpoint, data) for endpoint in Endpoint)
        return next((one.url for one in found if one and one.url), "")

    def has_draft(self, name: str) -> bool:
        """已推送: whether a draft lies in the box of the account."""
        return self.vault is not None and bool(read_state(self.vault, name).media_id)


NOWHERE_HOSTED = Hosted()


def find_hosted(root: Path, environment: Mapping[str, str]) -> Hosted:
    """The account of this environment; a record that cannot be read counts as none."""
    try:
        vault = open_vault(read_credentials(ACCOUNT, environment).app_id, root, environment)
        table = vault.read("uploads")
    except ConfigError:
        return NOWHERE_HOSTED
    return Hosted(vault, hashlib.sha256(repr(sorted(table.items())).encode()).hexdigest())
