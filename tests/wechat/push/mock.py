"""假微信：the interface of the draft box on loopback, as far as the client uses it.

It speaks the protocol as documented: form data for files, raw UTF-8, 200 for errors, and it
rewrites markup as the real one does. A script makes single calls fail in a given way.
"""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

APP_ID = "wxCANARYappid0042"
SECRET = "CANARYsecret0123456789abcdef0123"  # noqa: S105 - the canary itself
TOKEN = "CANARYtoken_" + "x" * 500
HOST = "http://mmbiz.qpic.cn"
Json = dict[str, Any]


@dataclass(frozen=True)
class Trouble:
    """故障 of one call."""

    code: int | None = None
    errmsg: str = ""
    how: str = ""
    """cut: no answer; half: half an answer; page: HTML; empty: {}; 502; type: a wrong content type"""
    done: bool = False
    """whether the call takes effect before it fails"""


@dataclass
class MockWechat:
    """假微信."""

    now: Callable[[], float]
    port: int = 0
    calls: list[str] = field(default_factory=list)
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    drafts: dict[str, Json] = field(default_factory=dict)
    materials: set[str] = field(default_factory=set)
    bodies: list[Json] = field(default_factory=list)
    filter_images: bool = False
    tokens_given: int = 0
    token: str = TOKEN

    @property
    def address(self) -> str:
        """Base URL."""
        return f"http://127.0.0.1:{self.port}"

    def count(self, name: str) -> int:
        """Calls of an endpoint so far."""
        return sum(call.endswith(name) for call in self.calls)

    def fail(self, name: str, *troubles: Trouble) -> None:
        """Make the next calls of an endpoint fail, one each."""
        self.troubles.setdefault(name, []).extend(troubles)

    def answer(self, path: str, query: dict[str, str], head: Any, body: bytes) -> Json:
        """One good call. Raises `Refused`."""
        name = path.removeprefix("/cgi-bin/")
        if name == "stable_token":
            return self._token(_read_json(body))
        if query.get("access_token") != self.token:
            raise Refused(40001 if query.get("access_token") else 41001, "invalid credential")
        if name in ("media/uploadimg", "material/add_material"):
            return self._upload(name, head, body)
        return self._draft(name.removeprefix("draft/"), _read_json(body))

    def _token(self, body: Json) -> Json:
        if body["grant_type"] != "client_credential" or body["force_refresh"]:
            raise Refused(40002, "invalid grant_type")
        if body["appid"] != APP_ID:
            raise Refused(40013, f"invalid appid {body['appid']}")
        if body["secret"] != SECRET:
            raise Refused(40001, f"invalid credential, secret {body['secret']}")
        self.tokens_given += 1
        return {"access_token": self.token, "expires_in": 7200}

    def _upload(self, name: str, head: Any, body: bytes) -> Json:
        top = f"Content-Type: {head['Content-Type']}\r\n\r\n".encode()
        part = list(message_from_bytes(top + body).walk())[1]
        assert part.get_param("name", header="content-disposition") == "media"
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        with Image.open(io.BytesIO(data)) as image:
            kind = image.format
        number = len(self.calls)
        if name == "media/uploadimg":
            if kind not in ("JPEG", "PNG"):
                raise Refused(40005, "invalid file type")
            if len(data) >= 1_000_000:
                raise Refused(40009, "invalid image size")
            return {"url": f"{HOST}/mmbiz_jpg/{number:032d}/0?from=appmsg", "errcode": 0}
        media_id = f"material-{number}"
        self.materials.add(media_id)
        return {"media_id": media_id, "url": f"{HOST}/mmbiz_gif/{number:032d}/0?wx_fmt=gif"}

    def _draft(self, name: str, body: Json) -> Json:
        self.bodies.append(body)
        if name == "batchget":
            return self._page(body)
        if name == "add":
            articles = [self._take(article) for article in body["articles"]]
            if len(articles) > 8:
                raise Refused(45008, "article size out of limit")
            media_id = f"draft-{len(self.drafts) + 1}"
            self.drafts[media_id] = {"news_item": articles, "update_time": int(self.now())}
            return {"media_id": media_id, "item": []}
        if body["media_id"] not in self.drafts:
            raise Refused(40007, "invalid media_id")
        draft = self.drafts[body["media_id"]]
        if name == "update":
            assert isinstance(body["articles"], dict), "one object, not a list"
            draft["news_item"][body["index"]] = self._take(body["articles"])
            draft["update_time"] = int(self.now())
            return {"errcode": 0, "errmsg": "ok"}
        if name == "delete":
            del self.drafts[body["media_id"]]
            return {"errcode": 0, "errmsg": "ok"}
        assert name == "get", name
        return {"news_item": draft["news_item"]}

    def _page(self, body: Json) -> Json:
        assert body["count"] <= 20 and body["no_content"] == 1
        found = sorted(self.drafts.items(), key=lambda one: -one[1]["update_time"])
        page = found[body["offset"] : body["offset"] + body["count"]]
        items = [
            {
                "media_id": media_id,
                "content": {"news_item": [_without_text(a) for a in draft["news_item"]]},
                "update_time": draft["update_time"],
            }
            for media_id, draft in page
        ]
        return {"total_count": len(found), "item_count": len(items), "item": items}

    def _take(self, article: Json) -> Json:
        """What the box keeps of an article, markup rewritten."""
        if len(article["title"]) > 32:
            raise Refused(45003, "title size out of limit")
        if len(article["content"]) >= 20_000:
            raise Refused(45002, "content size out of limit")
        images = article.get("image_info", {}).get("image_list", [])
        if article["article_type"] == "newspic":
            needed = [image["image_media_id"] for image in images]
            assert 0 < len(needed) <= 20
        else:
            needed = [article["thumb_media_id"]]
        if not self.materials.issuperset(needed):
            raise Refused(40007, "invalid media_id")
        content = article["content"].replace(";", "; ").replace("&nbsp;", " ")
        content = re.sub(r'(<img [^>]*)src="', r'\1data-src="', content)
        if self.filter_images:
            content = re.sub(r"<img [^>]*>", "", content, count=1)
        return {**article, "content": content}


class Refused(Exception):  # noqa: N818 - what WeChat does
    """微信拒绝: an error code."""

    def __init__(self, code: int, errmsg: str) -> None:
        super().__init__(errmsg)
        self.code, self.errmsg = code, errmsg


def _read_json(body: bytes) -> Json:
    if b"\\u" in body:
        raise Refused(40033, "invalid charset. please check your request, if include \\uxxxx")
    found: Json = json.loads(body.decode("utf-8"))
    return found


def _without_text(article: Json) -> Json:
    return {key: value for key, value in article.items() if key != "content"}


def _handler(mock: MockWechat) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            mock.calls.append(parts.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            waiting = mock.troubles.get(parts.path.removeprefix("/cgi-bin/"), [])
            trouble = waiting.pop(0) if waiting else Trouble()
            answer: Json = {}
            if trouble.done or trouble == Trouble() or trouble.how == "type":
                try:
                    answer = mock.answer(parts.path, query, self.headers, body)
                except Refused as refused:
                    rid = "rid: 6541f3a2-1234abcd-0000ffff"
                    answer = {"errcode": refused.code, "errmsg": f"{refused.errmsg} {rid}"}
            if trouble.code is not None:
                answer = {"errcode": trouble.code, "errmsg": trouble.errmsg}
            self._reply(trouble.how, json.dumps(answer, ensure_ascii=False).encode())

        def _reply(self, how: str, data: bytes) -> None:
            if how == "cut":
                self.close_connection = True
                return
            if how in ("page", "502"):
                data = b"<html><body>Bad Gateway</body></html>"
            if how == "empty":
                data = b"{}"
            self.send_response(502 if how == "502" else 200)
            kind = "text/plain" if how == "type" else "application/json; encoding=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if how == "half" else data)
            self.close_connection = how == "half"

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def serve(mock: MockWechat) -> Iterator[MockWechat]:
    """The mock on a port of its own while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(mock))
    mock.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield mock
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
