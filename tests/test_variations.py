"""同样的内容，到哪里都生成同样的字节：folder, person, language, clock, cores and order do not matter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.support import ROOT

DAY = 86_400
"""seconds"""


@dataclass(frozen=True, slots=True)
class Variation:
    """变化: how one run differs from another."""

    name: str
    folder: str = "project"
    environment: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    cores: int = 0
    """0: all"""
    backwards: bool = False
    """files are created last first, long ago"""
    prefix: tuple[str, ...] = ()
    """of the Python command"""


LATER = str(int(time.time()) + 400 * DAY)
VARIATIONS = (
    Variation("folder", folder="深 一层/另一处"),
    Variation("person", environment={"HOME": "/nowhere", "USER": "li", "LOGNAME": "li"}),
    Variation("umask", umask=0o077),
    Variation("east", environment={"TZ": "Pacific/Kiritimati"}),
    Variation("west", environment={"TZ": "Pacific/Pago_Pago"}),
    Variation("plain", environment={"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}),
    Variation("chinese", environment={"LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK"}),
    Variation("turkish", environment={"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}),
    Variation("hashes", environment={"PYTHONHASHSEED": "4242"}),
    Variation("one core", cores=1),
    Variation("order", backwards=True),
    Variation("a year on", environment={"SOURCE_DATE_EPOCH": LATER}),
    Variation("optimised", prefix=("-OO",)),
)


def build(project: Path, variation: Variation) -> str:
    """The site of a project, built under a variation: every file with mode and bytes."""
    cores = sorted(os.sched_getaffinity(0))[: variation.cores or None]
    done = subprocess.run(
        [sys.executable, *variation.prefix, "-m", "generator", "--root", str(project), "build"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variation.environment},
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
        umask=variation.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    site = project / "site"
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return "\n".join(
        f"{path.relative_to(site)} {path.stat().st_mode:o} {path.read_bytes().hex()}"
        for path in files
    )


def place(project: Path, target: Path, *, backwards: bool) -> Path:
    """A copy of a project, its files created in order, or last first and long ago."""
    files = sorted(path for path in project.rglob("*") if path.is_file())
    for number, path in enumerate(reversed(files) if backwards else files):
        copy = target / path.relative_to(project)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if backwards:
            os.utime(copy, (DAY * number, DAY * number))
    return target


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    """The first site, once it is there."""
    return {}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="只有 Linux 能指定处理器")
@pytest.mark.parametrize("variation", VARIATIONS, ids=lambda variation: variation.name)
def test_one_hash_whatever_is_different(
    variation: Variation, project: MakeProject, built: dict[str, str], tmp_path: Path
) -> None:
    source = project("minimal")
    if not built:
        built["site"] = build(place(source, tmp_path / "first", backwards=False), Variation("none"))
    other = place(source, tmp_path / variation.folder, backwards=variation.backwards)
    assert build(other, variation) == built["site"]
