"""病态的 Markdown：refused in words, or checked and rendered in seconds, up to a million characters."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.hashing import hash_case
from generator.prose import Prose
from tests.support import copy_site, examine, peak_memory

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SECONDS, MEGABYTES = 5, 512
Shape = Callable[[int], str]


def repeat(unit: str) -> Shape:
    """One unit over and over."""
    return lambda size: unit * (size // len(unit))


def nest(opening: str, closing: str, inner: str = "文") -> Shape:
    """Opened as often as it is closed."""
    return lambda size: (
        opening * (size // len(opening + closing))
        + inner
        + closing * (size // len(opening + closing))
    )


SHAPES: dict[str, Shape] = {
    "brackets": nest("[", "]"),
    "open brackets": repeat("[a"),
    "image brackets": repeat("![[]()"),
    "link and bracket": repeat("[ (]("),
    "brackets and emphasis": repeat("[ a_"),
    "emphasis opened": repeat("*a_ "),
    "emphasis closed": repeat("a** "),
    "emphasis nested": nest("*a **a ", "b** b*"),
    "mismatched": repeat("*a_ b* c_ "),
    "backticks": lambda size: "".join(f"e{'`' * n}" for n in range(1, int((2 * size) ** 0.5))),
    "quotes": lambda size: "> " * (size // 2) + "文",
    "lists": lambda size: "".join(f"{'  ' * n}* 文\n" for n in range(int(size**0.5))),
    "list markers": repeat("- "),
    "table": lambda size: "|a" * (size // 4) + "\n" + "|-" * (size // 4) + "\n",
    "tables": repeat("|a|b|\n|-|-|\n|1|2|\n\n"),
    "wide table": lambda size: "|a|\n|-|\n" + "|" * size,
    "html opened": repeat("<a "),
    "comments": repeat("<!-- a "),
    "instructions": repeat("<?"),
    "cdata": repeat("<![CDATA["),
    "declarations": repeat("<!A "),
    "entities": repeat("&#x41;&amp;&"),
    "links": repeat("[a](b "),
    "link titles": repeat('[a](<b "c'),
    "references": lambda size: "".join(f"[{n}]: /u\n" for n in range(size // 12)) + "[0]",
    "references used": lambda size: "[a]: /u\n\n" + "[a]" * (size // 3),
    "strikes": repeat("~~a~ "),
    "blank lines": repeat("a\n\n\n"),
    "hard breaks": repeat("a\\\n"),
    "headings": repeat("#### a\n"),
    "rules": repeat("---\n"),
    "one word": repeat("质"),
    "fences": repeat("```\n"),
}


def try_body(folder: Path, body: str) -> tuple[float, float, str]:
    """Processor seconds, peak memory in MB, and what came of a case with this body."""
    root = copy_site("minimal", folder)
    [case] = root.glob("cases/*/*/case.md")
    with case.open("a", encoding="utf-8") as file:
        file.write(f"\n{body}\n")
    ledger = case.parent.parent / "approvals.yaml"
    approved = re.sub(
        r"内容指纹: .*", f"内容指纹: {hash_case(case.parent)}", ledger.read_text("utf-8")
    )
    ledger.write_text(approved, "utf-8")
    begun = time.process_time()
    found = examine(root)
    refused = sorted(
        {problem.id for problem in found.problems if problem.place.file.endswith("case.md")}
    )
    for public in found.archive.cases if found.archive else ():
        for section in public.sections:
            Prose().section(section.markdown, {}, section.title)
    memory = peak_memory()
    return time.process_time() - begun, memory, " ".join(refused)


@pytest.mark.parametrize("name", SHAPES)
def test_it_ends_in_seconds(name: str, tmp_path: Path) -> None:
    bodies = [(tmp_path / str(size), SHAPES[name](size)) for size in SIZES]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.starmap_async(try_body, bodies).get(timeout=20 * SECONDS)
    for size, (seconds, memory, _) in zip(SIZES, found, strict=True):
        assert seconds < SECONDS, f"{size} characters took {seconds:.1f} s"
        assert memory < MEGABYTES, f"{size} characters took {memory:.0f} MB"
    assert not found[0][2] or "prose" in found[0][2], (
        "a thousand characters are rendered, or refused"
    )
    assert found[-1][2], "nobody writes a million characters: something must be said of it"
