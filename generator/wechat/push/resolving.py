"""换地址：every local name in an article replaced by WeChat's own, uploading what it lacks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from generator.wechat import limits
from generator.wechat.push.client import Client
from generator.wechat.push.package import Item, PackageError, Upload
from generator.wechat.push.uploads import Endpoint, Uploaded, Uploads
from generator.wechat.tree import read_tree

Json = dict[str, Any]


@dataclass(slots=True)
class Resolver:
    """换地址 for one account."""

    client: Client
    uploads: Uploads
    uploaded: int = 0
    """files sent in this run"""

    def resolve(self, item: Item, *, fresh_cover: bool = False) -> Json:
        """An article as WeChat takes it: every local name replaced. Raises PackageError."""
        places = {
            u.reference: self._place(u, fresh=fresh_cover and u.reference in _values(item.body))
            for u in item.uploads
        }
        content = item.content
        for reference, place in places.items():
            content = content.replace(f'src="{reference}"', f'src="{place.url}"')
        body: Json = _replaced(item.body, {r: p.media_id for r, p in places.items()})
        body["content"] = content
        left = [
            image.attributes.get("src", "")
            for image in read_tree(content).root.walk()
            if image.tag == "img" and not _is_hosted(image.attributes.get("src", ""))
        ]
        if left:
            raise PackageError(f"图片 {left[0][:60]} 没有换成微信的地址，没有推送。")
        if len(content) >= limits.CONTENT:
            raise PackageError(
                f"换成微信的图片地址后，正文 {len(content):,} 字符，上限 {limits.CONTENT - 1:,} 字符"
                f"（超 {len(content) - limits.CONTENT + 1:,}）。请按检查报告的提议分成上、下两篇。"
            )
        return body

    def _place(self, upload: Upload, *, fresh: bool) -> Uploaded:
        """Where a file is at WeChat, uploaded when it has to be."""
        data = upload.file.data
        known = None if fresh else self.uploads.known(upload.endpoint, data)
        if known:
            return known
        if upload.endpoint is Endpoint.IMAGE:
            made = Uploaded(self.client.upload_image(upload.file))
        else:
            media_id, url = self.client.add_material(upload.file)
            made = Uploaded(url, media_id)
        self.uploaded += 1
        self.uploads.keep(upload.endpoint, data, made)
        return made

    def drop_filtered(self, item: Item, addresses: list[str]) -> None:
        for upload in item.uploads:
            known = self.uploads.known(upload.endpoint, upload.file.data)
            if known and known.url in addresses:
                self.uploads.drop(upload.endpoint, upload.file.data)


def _values(body: Json) -> str:
    """All values but the text, to look a reference up in."""
    return json.dumps({k: v for k, v in body.items() if k != "content"}, ensure_ascii=False)


def _replaced(value: Any, places: dict[str, str]) -> Any:
    """A structure with references replaced wherever they stand as a whole value."""
    if isinstance(value, dict):
        return {key: _replaced(one, places) for key, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, places) for one in value]
    return places.get(value, value) if isinstance(value, str) else value


def _is_hosted(address: str) -> bool:
    return any(address.startswith(f"https://{host}/") for host in limits.IMAGE_HOSTS)
