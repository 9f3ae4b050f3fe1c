"""外部链接：each address outside the site that its pages lead to, asked for once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from generator.gatekeeper.markup import read_markup

SECONDS = 10.0
"""for an answer; who is slower is as good as away for a reader"""
HOPS = 5
AT_ONCE = 8
FINE = "好的"


@dataclass(frozen=True, slots=True)
class Outcome:
    """一个地址问下来的结果."""

    address: str
    said: str
    pages: tuple[str, ...]
    """pages of the site that lead there"""

    @property
    def fine(self) -> bool:
        """Whether a reader gets there as the link says."""
        return self.said == FINE


def read_outward(site: Path) -> dict[str, tuple[str, ...]]:
    """成品 → addresses outside it, without anchors, and the pages that lead to each."""
    pages = {
        path.relative_to(site).as_posix(): read_markup(path.read_text("utf-8", "replace"))
        for path in sorted(site.rglob("*.html"))
    }
    own = {urlsplit(page.canonical).netloc for page in pages.values()}
    found: dict[str, dict[str, None]] = {}
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link.strip())
            if parts.scheme in ("http", "https") and parts.netloc not in own:
                address = parts._replace(fragment="").geturl()
                found.setdefault(address, {})[name] = None
    return {address: tuple(names) for address, names in sorted(found.items())}


def ask_all(addresses: Mapping[str, Sequence[str]], seconds: float = SECONDS) -> list[Outcome]:
    """Each address once, several at a time. No answer is an answer too: nothing is raised."""
    with (
        httpx.Client(
            timeout=seconds,
            follow_redirects=True,
            max_redirects=HOPS,
            headers={"User-Agent": "anli-links"},
            trust_env=False,
        ) as client,
        ThreadPoolExecutor(AT_ONCE) as readers,
    ):
        said = readers.map(lambda address: _ask(client, address), addresses)
        rows = zip(addresses.items(), said, strict=True)
        return [Outcome(address, words, tuple(pages)) for (address, pages), words in rows]


def _ask(client: httpx.Client, address: str) -> str:
    try:
        with client.stream("GET", address) as answer:
            code, moved = answer.status_code, answer.history[:1]
    except httpx.TooManyRedirects:
        return f"转了 {HOPS} 次还没有到"
    except httpx.TimeoutException:
        return "没有按时回答"
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        return "网址写得不对"
    except httpx.HTTPError as error:
        tls = "certificate" in str(error).lower() or "ssl" in str(error).lower()
        return "证书有问题" if tls else "连不上"
    if code in (404, 410):
        return f"没有这一页（{code}）"
    if code >= 400:
        return f"不让程序看（{code}），请点开看一看"
    if moved and moved[0].status_code in (301, 308):
        return f"搬到了 {answer.url}"
    return FINE


def render_outward(outcomes: Sequence[Outcome], day: date) -> str:
    """结果 → a report with its day, those in trouble only."""
    wrong = [one for one in outcomes if not one.fine]
    lines = [f"# 外部链接 {day}", "", f"问了 {len(outcomes)} 个地址，{len(wrong)} 个要看一看。"]
    for one in wrong:
        lines += ["", f"- {one.address}", f"  {one.said}", f"  在 {'、'.join(one.pages[:5])}"]
        if len(one.pages) > 5:
            lines[-1] += f" 等 {len(one.pages)} 页"
    return "\n".join(lines) + "\n"
