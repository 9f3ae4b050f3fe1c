"""故障抽样：the campaign of tests/publishing/faults.py, a few faults of each kind."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from generator.publishing.store import Store
from tests.publishing.faults import CALLS, ERRORS, list_faults, make_scene, sample, suffer


def _can_trace() -> bool:
    if not shutil.which("strace"):
        return False
    return not subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode


@pytest.mark.skipif(not _can_trace(), reason="没有能用的 strace：sh tests/publishing/install.sh")
@pytest.mark.parametrize("withdrawn", [(), (2,)], ids=["an edit", "a withdrawal"])
def test_killed_or_failing_anywhere_a_publication_is_whole_or_not_at_all(
    tmp_path: Path, withdrawn: tuple[int, ...]
) -> None:
    scene = make_scene(tmp_path, withdrawn)
    faults = list_faults(scene, tmp_path)
    assert len(faults) > 500
    assert {fault.what for fault in faults} == {"KILL", *ERRORS}
    assert {"rename", "symlink", "fsync", "openat", "write"} <= {f.call for f in faults} <= {*CALLS}
    chosen = sample(faults, 16)
    assert len(Counter(fault.what for fault in chosen)) >= 3
    assert [found for fault in chosen if (found := suffer(scene, tmp_path, fault))] == []


@pytest.mark.skipif(not _can_trace(), reason="没有能用的 strace：sh tests/publishing/install.sh")
def test_everything_is_on_the_disk_before_the_link_is_switched(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    target = Path(shutil.copytree(scene.base, tmp_path / "www", symlinks=True))
    log = tmp_path / "order"
    command = ["strace", "-f", "-qq", "-y", "-s", "300", "-e", "trace=fsync,rename", "-o", str(log)]
    subprocess.run([*command, *scene.command, str(target)], check=True, capture_output=True)
    lines = log.read_text("utf-8").splitlines()
    switch = next(n for n, line in enumerate(lines) if '/current")' in line)
    install = next(n for n, line in enumerate(lines) if "rename(" in line and "/releases/" in line)
    synced = [line for line in lines[:install] if "fsync(" in line and "/.work-" in line]
    new = Store(target).manifest_of(Store(target).current() or "")
    for path in new.files:
        assert any(f"/site/{path}>" in line for line in synced), path
    assert any("/releases>" in line for line in lines[install:switch])
    assert any("fsync(" in line and f"{target}>" in line for line in lines[switch:])
