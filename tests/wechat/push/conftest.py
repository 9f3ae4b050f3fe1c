"""推送的测试台: a folder, an account, a fake WeChat, and a clock that does not wait."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.wechat.push.client import Client, Clock
from generator.wechat.push.package import Package, read_package
from generator.wechat.push.plan import Wishes
from generator.wechat.push.push import Outcome, Push
from generator.wechat.push.resolving import Resolver
from generator.wechat.push.secrets import Redactor, read_credentials
from generator.wechat.push.state import DraftState, read_state
from generator.wechat.push.token import TokenCache
from generator.wechat.push.transport import Transport
from generator.wechat.push.uploads import Uploads
from generator.wechat.push.vault import open_vault
from tests.wechat.push.mock import APP_ID, SECRET, MockWechat, serve

TEXT = "装配一班把返修变成一次做对。"
Json = dict[str, Any]


def picture(shade: int, format: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", (800, 600), shade).save(out, format, **options)
    return out.getvalue()


def article(words: str = TEXT, title: str = "把返修变成一次做对", **more: object) -> Json:
    image = '<img alt="现场" data-w="800" src="images/one.jpg" style="width:100%">'
    content = (
        f'<section style="font-size:16px"><p style="margin:0 0 18px">{words}</p>'
        f'<section style="margin:8px 0 24px">{image}</section>'
        '<p style="margin:0 0 18px">经验可以学。</p></section>'
    )
    return {
        "article_type": "news",
        "title": title,
        "author": "上海质协",
        "digest": "一个班组怎样把返修变成一次做对，合格率升到 99.1%。",
        "content": content,
        "content_source_url": "https://share.example.org/cases/2022/zhuangpei-yiban/",
        "thumb_media_id": "local:cover-pair.jpg",
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
        "pic_crop_235_1": "0_0_0.701493_1",
        "pic_crop_1_1": "0.701493_0_1_1",
        **more,
    }


@dataclass
class Bench:
    """测试台."""

    root: Path
    mock: MockWechat
    environment: dict[str, str]
    now: float = 1_790_000_000
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.root / "dist" / "wechat" / "month" / "first"

    def write(self, *articles: Json, report: Json | None = None) -> None:
        """A folder as the build leaves it."""
        self.folder.joinpath("images").mkdir(parents=True, exist_ok=True)
        draft = {"articles": list(articles or (article(),))}
        for name, content in (
            ("draft.json", draft),
            ("report.json", report or {"state": "ready", "articles": [], "findings": []}),
        ):
            text = json.dumps(content, ensure_ascii=False)
            (self.folder / name).write_text(text, encoding="utf-8")
        (self.folder / "images" / "one.jpg").write_bytes(picture(90))
        (self.folder / "cover-pair.jpg").write_bytes(picture(30))

    def write_again(self, words: str) -> None:
        """The same article in other words."""
        self.write(article(words))

    @property
    def package(self) -> Package:
        return read_package(self.folder)

    def push(self, **wishes: bool) -> Outcome:
        """One run of the program, all objects new."""
        redactor = Redactor()
        credentials = read_credentials("main", self.environment)
        redactor.hide_all(credentials)
        vault = open_vault(credentials.app_id, self.root, self.environment)
        clock = Clock(lambda: self.now, self._sleep, lambda: 0.5)
        with vault.lock(), Transport(self.mock.address, redactor, self.log.append) as transport:
            tokens = TokenCache(vault, redactor, clock.now)
            client = Client(transport, credentials, tokens, redactor, clock)
            resolver = Resolver(client, Uploads(vault))
            package = self.package
            return Push(package, client, vault, resolver, Wishes(**wishes), self.said.append).run()

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def state(self) -> DraftState:
        """What is remembered of the draft."""
        return read_state(open_vault(APP_ID, self.root, self.environment), "month/first")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    root = tmp_path / "project"
    root.mkdir()
    environment = {
        "WECHAT_MAIN_APP_ID": APP_ID,
        "WECHAT_MAIN_APP_SECRET": SECRET,
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    mock = MockWechat(now=lambda: 0)
    with serve(mock):
        made = Bench(root, mock, environment)
        mock.now = lambda: made.now
        made.write()
        yield made
