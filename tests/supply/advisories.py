"""查漏洞：every locked package, asked of the advisory database OSV: `python -m tests.supply.advisories`.

Ends with 0 only when each package was asked after and none is in an advisory; 1 when one is; 2 when
not everything was asked, so that a run that audited nothing is a failure.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import httpx

from tests.supply.locked import FILES, Locked, read_locked

SERVICE = os.environ.get("ANLI_ADVISORIES", "https://api.osv.dev/v1/querybatch")
"""OSV's own, or a mirror of it (https://google.github.io/osv.dev/post-v1-querybatch/)"""
AT_ONCE = 500
SOUND, FOUND, NOT_ASKED = range(3)


class NotAskedError(Exception):
    """没有查成；the text says why."""


def find_advisories(packages: Sequence[Locked], service: str = SERVICE) -> dict[Locked, list[str]]:
    """Advisories by package, of all packages. NotAskedError when an answer is missing."""
    if not packages:
        raise NotAskedError("没有要查的包")
    found: dict[Locked, list[str]] = {}
    for start in range(0, len(packages), AT_ONCE):
        asked = packages[start : start + AT_ONCE]
        answers = _ask(asked, service)
        if len(answers) != len(asked):
            raise NotAskedError(f"问了 {len(asked)} 个包，只答了 {len(answers)} 个")
        for package, answer in zip(asked, answers, strict=True):
            found[package] = [advisory["id"] for advisory in answer.get("vulns", ())]
    return found


def _ask(packages: Sequence[Locked], service: str) -> list[dict[str, list[dict[str, str]]]]:
    queries = [
        {"package": {"ecosystem": "PyPI", "name": one.name}, "version": one.version}
        for one in packages
    ]
    try:
        answer = httpx.post(service, json={"queries": queries}, timeout=60)
        answer.raise_for_status()
        return list(answer.json()["results"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise NotAskedError(f"{type(error).__name__}: {error}") from error


def main() -> int:
    """All requirements files; says how many packages were audited."""
    packages = sorted({one for path in FILES for one in read_locked(path)}, key=lambda p: p.name)
    try:
        found = find_advisories(packages)
    except NotAskedError as error:
        print(f"没有查成，等于没查：{error}", file=sys.stderr)
        return NOT_ASKED
    known = {package: ids for package, ids in found.items() if ids}
    for package, ids in known.items():
        print(f"{package.name} {package.version}：{'、'.join(ids)}")
    print(f"查了 {len(found)} 个包，{len(known)} 个有已知的漏洞。")
    return FOUND if known else SOUND


if __name__ == "__main__":
    sys.exit(main())
