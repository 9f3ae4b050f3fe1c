"""访问凭证：one a time for an AppID, kept until five minutes before it expires.

By `stable_token` without force, so that other programs of the same account are not locked out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from generator.wechat.push.secrets import Redactor
from generator.wechat.push.vault import Vault

TABLE = "token"
MARGIN = 300
"""seconds before it expires in which WeChat hands out the next one"""
Fetch = Callable[[], tuple[str, int]]
"""asks WeChat: the token, and how many seconds it lives"""


@dataclass(frozen=True, slots=True)
class TokenCache:
    """访问凭证 of one account, on the disk."""

    vault: Vault
    redactor: Redactor
    now: Callable[[], float] = time.time

    def recall(self, fetch: Fetch) -> str:
        """The token, asked for only where none is good any more."""
        kept = self.vault.read(TABLE)
        token = str(kept.get("access_token", ""))
        if token and float(kept.get("good_until", 0)) > self.now():
            self.redactor.hide(token)
            return token
        token, lifetime = fetch()
        self.redactor.hide(token)
        good_until = self.now() + lifetime - MARGIN
        self.vault.write(TABLE, {"access_token": token, "good_until": good_until})
        return token

    def forget(self) -> None:
        """WeChat did not accept it."""
        self.vault.write(TABLE, {})
