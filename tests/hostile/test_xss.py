"""存心捣乱的文字：shown as it was written, never run; the same harness finds hundreds without protection.

A sample here; `make hostile` takes all of them and prints the figures.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.hostile.browser import Seen, look, squeeze
from tests.hostile.site import Attack, attack, switch_off_protection
from tests.hostile.vectors import TOTAL, vectors

COUNT = int(os.environ.get("ANLI_VECTORS", "160"))
ALL = dict(enumerate(vectors()))
STEP = TOTAL // COUNT
SOME = {number: ALL[number] for number in range(0, STEP * COUNT, STEP)}


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Attack:
    return attack(tmp_path_factory.mktemp("hostile"), SOME, patch)


def pages(site: Path) -> list[str]:
    """Every page, of which each case page counts by itself."""
    found = (path.relative_to(site).parent.as_posix() for path in site.rglob("index.html"))
    return sorted("" if path == "." else f"{path}/" for path in found)


def shown(attacked: Attack, seen: Seen) -> int:
    """How many vectors nothing refused, and whose page shows them as they were written."""
    return sum(
        number not in attacked.refused and squeeze(SOME[number]) in seen.texts[address]
        for address, numbers in attacked.cases.items()
        for number in numbers
    )


@pytest.mark.parametrize("policy", [False, True], ids=["without-policy", "with-policy"])
def test_nothing_runs_and_nothing_is_asked_of_others(
    attacked: Attack, chromium: Browser, policy: bool
) -> None:
    seen = look(chromium, attacked.site, pages(attacked.site), policy=policy)
    assert (seen.hits, seen.live, seen.elsewhere) == ([], [], [])
    count = shown(attacked, seen)
    print(  # noqa: T201 -- the figures of `make hostile`
        f"{len(SOME)} 个攻击串，{count} 个照原样显示，{len(attacked.refused)} 个被拒绝；运行 0，外发 0"
    )
    assert count >= 0.6 * len(SOME)


def test_without_protection_the_same_harness_finds_hundreds(
    tmp_path: Path, chromium: Browser
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        switch_off_protection(patch)
        bare = attack(tmp_path, SOME, patch)
    seen = look(chromium, bare.site, bare.cases, policy=False)
    ran = {number for number in seen.hits if number >= 0}
    print(f"不设防：{len(ran)} 个运行了，{len(seen.live)} 处能运行，{len(seen.elsewhere)} 次外发")  # noqa: T201 -- the figures of `make hostile`
    assert len(ran) + len(seen.live) > len(SOME) / 4
    assert seen.elsewhere
