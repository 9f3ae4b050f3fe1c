"""故障表里的内容：look-alikes, pipes and devices, other days, and no network. See docs/faults.md."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from generator import pipeline
from generator.gatekeeper import LedgerError, read_ledger
from generator.memo import Memo
from tests.bench.corpus import corpus
from tests.bench.tree import write_tree
from tests.conftest import MakeProject
from tests.engine.walk import Frames, tree
from tests.publishing.world import DAY, make_project
from tests.support import ROOT, change, examine

APPROVALS = "cases/2022/approvals.yaml"
INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\u034f\u180e\u2062\u2063\ufe0f"
SPACES = "\u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u3000"
WORDS = ("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "y", "1", "ok", "已批准", "同意")
ALIKE = (
    "昰",
    "是的",
    "是。",
    "是！",
    "“是”",
    "[是]",
    "{是: }",
    "- 是",
    "是 否",
    "是/否",
    "Ⓨ",
    "√",
    "✓",
)


def look_alikes(word: str, odd: str = INVISIBLE + SPACES) -> Iterator[str]:
    """Texts that a person takes for the word and that are not it."""
    for char in odd:
        for at in range(len(word) + 1):
            yield word[:at] + char + word[at:]
            yield word[:at] + char * 2 + word[at:]


def test_only_the_exact_word_under_the_exact_name_is_a_consent(tmp_path: Path) -> None:
    """By the second gate, for each of five hundred forms; the first is tried with some below.

    Blanks around a value are no part of it, whatever their width.
    """
    path = make_project(tmp_path, (1,)) / APPROVALS
    sound = path.read_text("utf-8")
    assert len(read_ledger(tmp_path, DAY).approved) == 1
    values = [*look_alikes("是", INVISIBLE), *ALIKE, *(word for word in WORDS if word != "true")]
    written = [sound.replace("同意: 是", f"同意: {value}") for value in values]
    for key in ("公开同意", "同意", "范围", "批准人", "批准日期", "内容指纹"):
        written += [sound.replace(f"{key}: ", f"{form}: ") for form in look_alikes(key)]
        written.append(sound.replace(f"{key}: ", f"{key}： "))
    assert len(set(written) - {sound}) >= 500
    for text in written:
        path.write_text(text, "utf-8")
        try:
            approved = read_ledger(tmp_path, DAY).approved
        except LedgerError:
            continue  # an unreadable ledger stops the publication
        assert not approved, text


@pytest.mark.parametrize("value", ["是\u200b", "是\u2060", "是。", "true", "昰", "[是]"])
def test_what_only_looks_like_a_consent_is_none(minimal: Path, value: str) -> None:
    assert examine(minimal).public
    change(minimal, APPROVALS, "同意: 是", f"同意: {value}")
    assert examine(minimal).public == []


@pytest.mark.parametrize("name", ["case.md", "fig-1.png", "extra.png"])
def test_a_pipe_among_the_content_is_refused_and_nobody_waits_for_it(full: Path, name: str) -> None:
    path = full / "cases" / "2022" / "zhuangpei-yiban" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    found: list[list[str]] = []
    reading = Thread(target=lambda: found.append(examine(full).public), daemon=True)
    reading.start()
    reading.join(20)
    assert found and ("SHQ-2022-0001" not in found[0] or name == "extra.png")


DAYS = (date(2028, 2, 29), date(2037, 12, 31), date(2038, 1, 20), date(2100, 3, 1))


def test_another_day_changes_no_byte(tmp_path: Path) -> None:
    """Leap days, new years and the end of 32-bit time; nothing in this content waits for a day."""
    root = write_tree(tmp_path / "project", corpus(2))
    frames = Frames(tmp_path / "frames")

    def made_on(day: date) -> dict[str, tuple[int, bytes]]:
        site = tmp_path / "site"
        shutil.rmtree(site, ignore_errors=True)
        loaded = pipeline.build(
            root, site, frames.render, memo=Memo(), day=day, search=False, posters=False
        )
        assert loaded.archive is not None
        return tree(site)

    first = made_on(date(2027, 1, 5))
    for day in DAYS:
        assert made_on(day) == first, day


@pytest.mark.skipif(
    not shutil.which("strace"), reason="没有 strace：sh tests/publishing/install.sh"
)
def test_a_build_asks_nobody_on_the_network(project: MakeProject, tmp_path: Path) -> None:
    log = tmp_path / "log"
    trace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,bind", "-o", str(log)]
    build = [sys.executable, "-m", "generator", "--root", str(project("minimal")), "build"]
    run = subprocess.run([*trace, *build], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    calls = log.read_text("utf-8", "replace").splitlines()
    assert [call for call in calls if "AF_INET" in call] == []
