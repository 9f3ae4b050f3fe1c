"""接口的内容：draft.json, the very body of `draft/add`, with local names where WeChat gives its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.wechat.covers import CROP_SQUARE, CROP_WIDE
from generator.wechat.report import Examined

LOCAL = "local:"
"""head of a value that an upload will replace"""


def build_payload(articles: Iterable[Examined]) -> dict[str, Any]:
    """Articles → body of `draft/add`."""
    return {"articles": [_article(one) for one in articles]}


def _article(one: Examined) -> dict[str, Any]:
    article = one.article
    return {
        "article_type": "news",
        "title": article.title,
        "author": article.author,
        "digest": article.digest,
        "content": one.fragment,
        "content_source_url": article.source_url,
        "thumb_media_id": f"{LOCAL}{one.cover}" if one.cover else "",
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
        "pic_crop_235_1": CROP_WIDE,
        "pic_crop_1_1": CROP_SQUARE,
    }


def render_payload(payload: dict[str, Any]) -> str:
    """As it is sent: raw UTF-8, no \\uXXXX (errcode 40033)."""
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"
