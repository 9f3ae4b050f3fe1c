"""转向：addresses that moved, as people wrote them down."""

from __future__ import annotations

from pathlib import Path

import yaml

REDIRECTS = "site_config/redirects.yaml"


class RedirectsError(ValueError):
    """转向读不懂; the text says what, in Chinese."""


def read_redirects(root: Path) -> dict[str, str]:
    """转向：`转向: [{从: topics/old/, 到: topics/new/}]`. RedirectsError when it is something else."""
    path = root / REDIRECTS
    if not path.exists():
        return {}
    loaded = yaml.load(path.read_text(encoding="utf-8-sig"), yaml.BaseLoader)  # noqa: S506 - text only
    try:
        items = loaded["转向"] or ()
        pairs = [(str(item["从"]), str(item["到"])) for item in items]
    except (TypeError, KeyError):
        raise RedirectsError(f"{REDIRECTS} 要写成“转向:”和一条条 {{从: …, 到: …}}") from None
    if len(dict(pairs)) != len(pairs):
        raise RedirectsError(f"{REDIRECTS} 里同一个旧地址写了两次")
    return dict(pairs)
