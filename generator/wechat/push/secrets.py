"""凭证：read from the environment only, and taken out of every word that is said or written."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from generator.wechat.push.errors import ConfigError

SHOWN = 4
"""last characters of an AppID that may be shown, to tell accounts apart"""
_NAMED = re.compile(r"""((?:access_token|secret)["']?\s*[=:]\s*["']?)[^\s"'&,}]+""")
"""a secret that nobody told us of, by the name before it"""


@dataclass(frozen=True, slots=True)
class Credentials:
    """一个账号的凭证. Its text says nothing."""

    account: str
    app_id: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def id_variable(self) -> str:
        """环境变量 of the AppID."""
        return variable(self.account, "APP_ID")

    @property
    def secret_variable(self) -> str:
        """环境变量 of the AppSecret."""
        return variable(self.account, "APP_SECRET")


def variable(account: str, what: str) -> str:
    """Name of an environment variable: WECHAT_MAIN_APP_ID."""
    return f"WECHAT_{account.upper().replace('-', '_')}_{what}"


def read_credentials(account: str, environment: Mapping[str, str]) -> Credentials:
    """账号 → 凭证, from two variables or the 0600 file that one names. Raises ConfigError."""
    if not account.replace("-", "").replace("_", "").isalnum() or not account.isascii():
        raise ConfigError("账号的代号只能用英文字母、数字、连字符和下划线，如 main。")
    names = [variable(account, what) for what in ("APP_ID", "APP_SECRET")]
    given = {name: environment.get(name, "").strip() for name in names}
    place = variable(account, "FILE")
    if environment.get(place):
        given |= _read_file(Path(environment[place]), place)
    app_id, secret = (given[name] for name in names)
    if lacking := [name for name in names if not given[name]]:
        raise ConfigError(
            f"没有设置 {' 和 '.join(lacking)}。请设成环境变量，或把两行写进只有本人可读的文件，"
            f"再让 {place} 指向它；不要写进项目里。"
        )
    return Credentials(account, app_id, secret)


def _read_file(path: Path, place: str) -> dict[str, str]:
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{place} 指向的文件读不出来。") from None
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        raise ConfigError(f"{place} 指向的文件别人也能读，请先运行 chmod 600。")
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


@dataclass(slots=True)
class Redactor:
    """遮盖：whatever is said passes through it. Secrets learnt later are added."""

    _hidden: dict[str, str] = field(default_factory=dict, repr=False)

    def hide(self, secret: str, shown: str = "***") -> None:
        """Take a secret out of all that follows, in the ways that an address may write it too."""
        for written in {secret, quote(secret, safe="")} - {""}:
            self._hidden[written] = shown

    def hide_all(self, credentials: Credentials) -> None:
        """Both keys of an account; of the AppID the last four characters stay."""
        self.hide(credentials.app_id, f"…{credentials.app_id[-SHOWN:]}")
        self.hide(credentials.secret)

    def clean(self, text: str) -> str:
        """The text without secrets."""
        for written in sorted(self._hidden, key=len, reverse=True):
            text = text.replace(written, self._hidden[written])
        return _NAMED.sub(r"\1***", text)
