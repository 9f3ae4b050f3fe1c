"""钥匙：what looks like a key or a password, in any part of a file. None ever belongs into the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODE = r"(?=[^\s\"'<>]{0,40}[0-9])(?=[^\s\"'<>]{0,40}[a-z])"
"""letters and figures soon: no word, no number, no name of a variable"""
_IS = r"[\"'\]]?\s{0,3}(?::=|=>|[=:]|：|是|为)\s{0,3}[\"']?"
_VALUE = rf"{_IS}{_CODE}[a-z0-9_+/=!@#$%^*~.-]{{10,}}"
_END = "(?![a-z0-9])"
_HEX = rf"[^\n]{{0,20}}?(?<![0-9a-z]){_CODE}[0-9a-f]{{32}}{_END}"
_SHAPES = (
    ("私钥", "-----begin ", r"(?:[a-z0-9]+ ){0,3}private key(?: block)?-----"),
    ("云服务的钥匙", "akia", rf"(?<![a-z0-9]akia){_CODE}[0-9a-z]{{16}}{_END}"),
    ("云服务的钥匙", "asia", rf"(?<![a-z0-9]asia){_CODE}[0-9a-z]{{16}}{_END}"),
    ("云服务的钥匙", "ltai", rf"(?<![a-z0-9]ltai){_CODE}[0-9a-z]{{16,24}}{_END}"),
    ("云服务的钥匙", "akid", rf"(?<![a-z0-9]akid){_CODE}[0-9a-z]{{32}}{_END}"),
    ("AppSecret", "secret", _HEX),
    *(
        ("口令或密钥", word, _VALUE)
        for word in (
            *("password", "passwd", "passphrase", "pwd", "secret", "token"),
            *("api_key", "api-key", "apikey", "access_key", "access-key", "accesskey"),
            *("密码", "口令", "密钥"),
        )
    ),
    ("访问令牌", "bearer", rf"\s{{1,3}}{_CODE}[a-z0-9._~+/-]{{20,}}"),
    *(
        ("访问令牌", head, rf"(?<![a-z0-9]{head}){_CODE}[a-z0-9_]{{36,}}")
        for head in ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_")
    ),
    ("访问令牌", "eyj", r"(?<![a-z0-9_-]eyj)[\w-]{10,}\.eyj[\w-]{10,}\.[\w-]{10,}"),
    ("带口令的网址", "://", r"[^\s/:@\"'<>]{1,60}:[^\s/:@\"'<>]{3,60}@[\w-]"),
)
"""kind, how it begins, and how it goes on; all in small letters"""
_PATTERNS = tuple(
    (kind, start.encode(), re.compile((re.escape(start) + rest).encode()))
    for kind, start, rest in _SHAPES
)


@dataclass(frozen=True, slots=True)
class Secret:
    """像钥匙的一处, with nearly all of it covered."""

    kind: str
    masked: str


def find_secrets(part: bytes) -> Iterator[Secret]:
    """What looks like a key, in bytes that hold UTF-8 or nothing to read."""
    small = part.lower()
    for kind, start, pattern in _PATTERNS:
        if start in small:
            for found in pattern.finditer(small):
                shown = part[found.start() : found.end()].decode("utf-8", "replace")
                yield Secret(kind, f"{shown[:8]}…")
