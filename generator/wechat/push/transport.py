"""传输：one request, one answer. What went over the wire is told without query, key or token.

WeChat answers JSON under any content type, so the body is read and the header is not.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx

from generator.wechat.push.errors import (
    ConfigError,
    NoAnswerError,
    UnreachableError,
    find_rid,
)
from generator.wechat.push.secrets import Redactor

OFFICIAL = "https://api.weixin.qq.com"
TIMEOUT = httpx.Timeout(30, connect=10)
"""seconds"""
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""failures before the first byte of the request"""
_PROXY = "代理设置用不了：环境变量 HTTPS_PROXY、ALL_PROXY 只能是 http:// 开头的地址。"
_FOREIGN = f"接口地址只能是 {OFFICIAL}，或者本机的地址（测试用）。"
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class File:
    """要上传的文件."""

    name: str
    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Request:
    """一次请求: a body of JSON, or a file."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    file: File | None = None


def check_base_url(address: str) -> str:
    """The official address, or one on this machine; anything else would be given the keys.

    Raises ConfigError.
    """
    try:
        parts = urlsplit(address)
        plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
        loopback = is_loopback(parts.hostname or "") and parts.port is not None
    except ValueError:
        raise ConfigError(_FOREIGN) from None
    official = parts.scheme == "https" and parts.netloc == urlsplit(OFFICIAL).netloc
    if plain and (official or (loopback and parts.scheme in ("http", "https"))):
        return f"{parts.scheme}://{parts.netloc}"
    raise ConfigError(_FOREIGN)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by number and not by a name that may lead elsewhere."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Transport:
    """通道 to one address."""

    def __init__(self, base_url: str, redactor: Redactor, log: Log) -> None:
        """Raises ConfigError for an address that is not allowed."""
        base = check_base_url(base_url)
        for chatty in ("httpx", "httpcore"):  # they would log addresses, and with them tokens
            logging.getLogger(chatty).setLevel(logging.CRITICAL)
        proxies = not is_loopback(urlsplit(base).hostname or "")
        try:
            self._http = httpx.Client(base_url=base, timeout=TIMEOUT, trust_env=proxies)
        except (ImportError, ValueError, httpx.InvalidURL):
            raise ConfigError(_PROXY) from None
        self._redactor = redactor
        self._log = log

    def __enter__(self) -> Transport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._http.close()

    def send(self, wanted: Request) -> dict[str, Any]:
        """One POST. Raises UnreachableError before anything was sent, NoAnswerError after."""
        begun, path = time.monotonic(), wanted.path
        request = self._build(wanted)
        sent = int(request.headers.get("Content-Length", 0))
        try:
            response = self._http.send(request)
        except NOT_SENT as error:
            self._tell(path, f"没有连上 {type(error).__name__}", sent, 0, begun)
            raise UnreachableError(_UNREACHABLE) from None
        except httpx.HTTPError as error:
            self._tell(path, f"中断 {type(error).__name__}", sent, 0, begun)
            raise NoAnswerError("微信没有答完，连接断了。请过几分钟再运行。") from None
        answer = _parse(response)
        code = answer.get("errcode", 0) if answer else ""
        rid = find_rid(str(answer.get("errmsg", ""))) if answer else ""
        result = f"{response.status_code} errcode={code} rid={rid or '-'}"
        self._tell(path, result, sent, len(response.content), begun)
        if answer is None:
            raise NoAnswerError(
                f"微信的回答看不懂（HTTP {response.status_code}）。请过几分钟再运行。"
            )
        return answer

    def _build(self, wanted: Request) -> httpx.Request:
        """JSON as raw UTF-8: WeChat refuses \\uXXXX."""
        if file := wanted.file:
            part = {"media": (file.name, file.data, file.mime)}
            return self._http.build_request("POST", wanted.path, params=wanted.query, files=part)
        content = json.dumps(wanted.body or {}, ensure_ascii=False).encode()
        head = {"Content-Type": "application/json; charset=utf-8"}
        return self._http.build_request(
            "POST", wanted.path, params=wanted.query, content=content, headers=head
        )

    def _tell(self, path: str, result: str, sent: int, got: int, begun: float) -> None:
        took = round((time.monotonic() - begun) * 1000)
        line = f"POST {path} {result} 发 {sent} 字节 收 {got} 字节 {took} 毫秒"
        self._log(self._redactor.clean(line))


_UNREACHABLE = (
    "连不上微信的服务器。请检查网络和代理；公司网络要放行 api.weixin.qq.com，过几分钟再运行。"
)


def _parse(response: httpx.Response) -> dict[str, Any] | None:
    """The JSON object of a good answer; None where there is none."""
    if response.status_code != httpx.codes.OK:
        return None
    try:
        answer = json.loads(response.content.decode("utf-8"))
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
