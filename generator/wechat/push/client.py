"""客户端：the calls of the draft box. It cannot publish, and repeats only what may be repeated."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.wechat.push.errors import (
    BUSY,
    RULES,
    TOKEN_CODES,
    TOO_FAST,
    ApiError,
    Facts,
    NoAnswerError,
    UnreachableError,
    explain,
)
from generator.wechat.push.secrets import Credentials, Redactor
from generator.wechat.push.token import TokenCache
from generator.wechat.push.transport import File, Request, Transport

Json = dict[str, Any]
PAUSES = (1, 2, 4, 8)
"""seconds before each further attempt, times a random half to one and a half"""
MINUTE = 60
"""seconds that all pauses of one call may take"""
BETWEEN_UPLOADS = 0.5
"""seconds: at most two a second"""
PAGE = 20
"""drafts in one answer of batchget, the most that it gives"""
WRONG_SECRET = 40125


@dataclass(frozen=True, slots=True)
class Clock:
    """时钟, so that tests need not wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


@dataclass(slots=True)
class Client:
    """草稿箱 of one account."""

    transport: Transport
    credentials: Credentials
    tokens: TokenCache
    redactor: Redactor
    clock: Clock = field(default_factory=Clock)
    _uploaded_at: float = 0

    def upload_image(self, file: File) -> str:
        """正文图片 → its address. Takes JPEG and PNG only."""
        answer = self._upload("/cgi-bin/media/uploadimg", {}, file)
        return _https(self._text(answer, "url"))

    def add_material(self, file: File) -> tuple[str, str]:
        """永久素材 → media_id and address."""
        answer = self._upload("/cgi-bin/material/add_material", {"type": "image"}, file)
        return self._text(answer, "media_id"), _https(str(answer.get("url", "")))

    def add_draft(self, articles: list[Json], facts: Facts) -> str:
        """新建草稿 → media_id. Never repeated once a byte was sent. Raises NoAnswerError."""
        body = {"articles": articles}
        answer = self._call(Request("/cgi-bin/draft/add", body=body), facts, repeat=False)
        return self._text(answer, "media_id")

    def update_draft(self, media_id: str, index: int, article: Json, facts: Facts) -> None:
        """改一篇: the interface takes one article, not a list."""
        body = {"media_id": media_id, "index": index, "articles": article}
        self._call(Request("/cgi-bin/draft/update", body=body), facts)

    def get_draft(self, media_id: str) -> list[Json]:
        """草稿 → its articles as they stand. Raises ApiError 40007 when it is gone."""
        request = Request("/cgi-bin/draft/get", body={"media_id": media_id})
        answer = self._call(request, self.facts())
        return _objects(answer.get("news_item"))

    def list_drafts(self) -> Iterator[Json]:
        """草稿箱 without the texts, page by page."""
        offset, total = 0, 1
        while offset < total:
            body = {"offset": offset, "count": PAGE, "no_content": 1}
            answer = self._call(Request("/cgi-bin/draft/batchget", body=body), self.facts())
            items = _objects(answer.get("item"))
            yield from items
            total = int(answer.get("total_count", 0))
            offset += len(items) or total

    def delete_draft(self, media_id: str) -> None:
        """删除草稿; only what a replacement has made superfluous."""
        request = Request("/cgi-bin/draft/delete", body={"media_id": media_id})
        self._call(request, self.facts())

    def facts(self, file: File | None = None, counts: str = "") -> Facts:
        """What a message may have to name."""
        own = self.credentials
        said = f"{file.name}（{file.mime}，{len(file.data):,} 字节）" if file else ""
        return Facts(own.id_variable, own.secret_variable, said, counts)

    def _upload(self, path: str, query: Mapping[str, str], file: File) -> Json:
        wait = self._uploaded_at + BETWEEN_UPLOADS - self.clock.now()
        if 0 < wait <= BETWEEN_UPLOADS:
            self.clock.sleep(wait)
        answer = self._call(Request(path, query, file=file), self.facts(file))
        self._uploaded_at = self.clock.now()
        return answer

    def _call(self, request: Request, facts: Facts, *, repeat: bool = True) -> Json:
        """With a token; when WeChat does not accept that, once more with a fresh one."""
        try:
            return self._with_token(request, facts, repeat=repeat)
        except ApiError as error:
            if error.code not in TOKEN_CODES:
                raise
            self.tokens.forget()
            return self._with_token(request, facts, repeat=repeat)

    def _with_token(self, request: Request, facts: Facts, *, repeat: bool) -> Json:
        token = self.tokens.recall(self._fetch_token)
        query = {"access_token": token, **request.query}
        return self._patiently(lambda: self._send(replace(request, query=query), facts), repeat)

    def _fetch_token(self) -> tuple[str, int]:
        """Raises ApiError, or UnreachableError: the call that it is for was not sent."""
        body = {
            "grant_type": "client_credential",
            "appid": self.credentials.app_id,
            "secret": self.credentials.secret,
            "force_refresh": False,
        }
        request, facts = Request("/cgi-bin/stable_token", body=body), self.facts()
        try:
            answer = self._patiently(lambda: self._send(request, facts), repeat=True)
            return self._text(answer, "access_token"), int(answer.get("expires_in", 0))
        except NoAnswerError as error:
            raise UnreachableError(str(error)) from None
        except ApiError as error:
            if error.code not in TOKEN_CODES:
                raise
            # here it means that the AppSecret is wrong
            raise self._error(WRONG_SECRET, error.errmsg, facts) from None

    def _send(self, request: Request, facts: Facts) -> Json:
        answer = self.transport.send(request)
        code = answer.get("errcode", 0)
        if code:
            number = int(code) if str(code).lstrip("-").isdigit() else 0
            raise self._error(number, str(answer.get("errmsg", "")), facts)
        return answer

    def _error(self, code: int, errmsg: str, facts: Facts) -> ApiError:
        """Cleaned before it is shortened: half a secret is not recognised."""
        errmsg = self.redactor.clean(errmsg)
        told = self.redactor.clean(explain(code, errmsg, facts))
        if code not in RULES:
            told += f"微信的原话：{errmsg[:200]}"
        return ApiError(code, errmsg, told)

    def _patiently(self, attempt: Callable[[], Json], repeat: bool) -> Json:
        """Again after what passes by itself: without a connection always, else where harmless."""
        waited = 0.0
        for pause in PAUSES:
            try:
                return attempt()
            except UnreachableError:
                pass
            except NoAnswerError:
                if not repeat:
                    raise
            except ApiError as error:
                if not repeat or error.code not in (BUSY, TOO_FAST):
                    raise
                if error.code == TOO_FAST:
                    if waited:
                        raise
                    self.clock.sleep(MINUTE)
                    return attempt()
            length = pause * (0.5 + self.clock.jitter())
            if waited + length > MINUTE:
                break
            self.clock.sleep(length)
            waited += length
        return attempt()

    def _text(self, answer: Json, name: str) -> str:
        """A value that the answer must have. Raises NoAnswerError."""
        value = answer.get(name)
        if not isinstance(value, str) or not value:
            raise NoAnswerError(f"微信的回答里没有 {name}。请过几分钟再运行。")
        return value


def _objects(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _https(address: str) -> str:
    """The interface still answers with http."""
    return address.replace("http://", "https://", 1) if address.startswith("http://") else address
