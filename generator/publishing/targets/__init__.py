"""目标：a folder, a zip, a server over ssh, an object store: one way of naming each."""

from __future__ import annotations

import re
from pathlib import Path

from generator.output import is_source
from generator.publishing.publish import Target
from generator.publishing.store import Store, StoreError

_ELSEWHERE = re.compile(r"[^/\\]+@[^/\\]+:|[^/\\:]{2,}:")
"""what somebody means that is no folder here; a single letter is a disk of Windows"""


def open_target(name: str, root: Path) -> Target:
    """`DIR`, `FILE.zip`, `ssh://[user@]host[:port]/DIR` or `s3://bucket/prefix` → target.

    StoreError for a name that is none of them. Paths are relative to where the command runs.
    """
    if name.startswith("ssh://"):
        from generator.publishing.targets.ssh import open_ssh  # noqa: PLC0415 - only when asked for

        return open_ssh(name)
    if name.startswith("s3://"):
        from generator.publishing.targets.objects import open_bucket  # noqa: PLC0415

        return open_bucket(name)
    if _ELSEWHERE.match(name):
        raise StoreError(
            f"{name} 不能用；可以是文件夹、文件.zip、ssh://主机/文件夹 或 s3://桶/前缀"
        )
    path = Path(name).resolve()
    if is_source(path, root.resolve()):
        raise StoreError(f"{path} 在稿件和设置的文件夹里；请换到项目之外")
    if path.suffix == ".zip":
        from generator.publishing.targets.zipped import Zipped  # noqa: PLC0415

        return Zipped(path)
    return Store(path)
