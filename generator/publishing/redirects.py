"""转向：addresses that moved, as people wrote them down."""

from __future__ import annotations

from pathlib import Path

from generator.gatekeeper.ledger import LedgerError, read_items

REDIRECTS = "site_config/redirects.yaml"


class RedirectsError(ValueError):
    """转向读不懂; the text says what, in Chinese."""


def read_redirects(root: Path) -> dict[str, str]:
    """转向：`转向: [{从: topics/old/, 到: topics/new/}]`. RedirectsError when it is something else."""
    try:
        pairs = [(item["从"], item["到"]) for item in read_items(root / REDIRECTS, "转向")]
    except LedgerError as error:
        raise RedirectsError(str(error)) from error
    except KeyError:
        raise RedirectsError(f"{REDIRECTS} 要写成“转向:”和一条条 {{从: …, 到: …}}") from None
    if not all(isinstance(address, str) for pair in pairs for address in pair):
        raise RedirectsError(f"{REDIRECTS} 里的地址不是文字")
    if len(dict(pairs)) != len(pairs):
        raise RedirectsError(f"{REDIRECTS} 里同一个旧地址写了两次")
    return dict(pairs)
