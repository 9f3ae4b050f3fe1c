"""生成的快慢：anli beside Hugo + Pagefind and stock mkdocs-material, on the same cases in one run.

`make bench CASES=1000 RUNS=5`. Every figure is a whole process: wall clock, peak memory of the
process and its children, bytes written. The code is copied beside the cases, so that an edit of the
code while it runs changes nothing. Posters are left out: no peer draws any. A table goes to stdout,
the figures of every run to build/bench/builds-N.json.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pagefind_bin

from generator import pipeline
from tests.bench.corpus import corpus
from tests.bench.measure import measure
from tests.bench.peers import write_hugo, write_material, write_shadow_pages
from tests.bench.tree import write_tree
from tests.engine.steps import Project, edit_title, label, results, template
from tests.support import ROOT

MATERIAL_UP_TO = 1_000
"""cases; beyond it stock mkdocs-material takes minutes"""
Prepare = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Task:
    """一项：a command, what happens before it, and the folder that it writes."""

    name: str
    command: Sequence[str | Path]
    prepare: Prepare
    output: Path

    @property
    def searches(self) -> bool:
        """Whether an index is made."""
        return "（做检索" in self.name or self.name == "Pagefind"


class Anli:
    """Our build of a project that carries its own copy of the code."""

    def __init__(self, folder: Path, cases: int) -> None:
        self.root = write_tree(folder, corpus(cases), picture_every=20)
        shutil.copytree(ROOT / "generator", folder / "generator")
        self.site = folder / "site"
        self.project = Project(folder, folder / "theme" / "pages", seed=1)

    def command(self, *options: str) -> list[str | Path]:
        run = f"import os; os.chdir({str(self.root)!r}); from generator.cli import main; main()"
        return [sys.executable, "-c", run, "build", "--no-posters", *options]

    def forget(self) -> None:
        """Neither a site nor a memory is left."""
        for path in (self.site, self.root / ".cache"):
            shutil.rmtree(path, ignore_errors=True)

    def tasks(self) -> list[Task]:
        """Each kind of build, with and without search; the order matters, for each warms the next."""
        edits: dict[str, Prepare] = {
            "没有改动": lambda: None,
            "改一个案例": partial(edit_title, self.project),
            "改一年的名单": partial(results, self.project),
            "改一个模板": partial(template, self.project),
            "改一个叫法": partial(label, self.project),
        }
        found = []
        for search, options in (("不做检索", ("--no-search",)), ("做检索", ())):
            command = self.command(*options)
            found.append(Task(f"anli 全新（{search}）", command, self.forget, self.site))
            found += [
                Task(f"anli {name}（{search}）", command, prepare, self.site)
                for name, prepare in edits.items()
            ]
        return found


def peer_tasks(folder: Path, anli: Anli, cases: int) -> list[Task]:
    """The others, over the same cases; our site must be there, to lend its frame."""
    archive = pipeline.load(anli.root).archive
    assert archive is not None
    frame = anli.site / "cases" / str(archive.cases[0].year) / archive.cases[0].slug / "index.html"
    hugo, shadow, material = folder / "hugo", folder / "shadow", folder / "material"
    write_hugo(hugo, archive, frame)
    write_shadow_pages(shadow, archive)
    public, index = hugo / "public", folder / "index"
    binaries = Path(sys.executable).parent
    pagefind: list[str | Path] = [pagefind_bin.get_executable(), "--site", shadow]
    found = [
        Task("Hugo", [binaries / "hugo", "--quiet", "-s", hugo], partial(_drop, public), public),
        Task("Pagefind", [*pagefind, "--output-path", index], partial(_drop, index), index),
    ]
    if cases <= MATERIAL_UP_TO:
        write_material(material, archive)
        mkdocs: list[str | Path] = [binaries / "mkdocs", "build", "-q", "-f"]
        site = material / "site"
        found.append(
            Task(
                "mkdocs-material（不做检索）",
                [*mkdocs, material / "mkdocs.yml"],
                partial(_drop, site),
                site,
            )
        )
    return found


def _drop(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)


def run_all(tasks: Sequence[Task], runs: int) -> dict[str, list[dict[str, object]]]:
    """Each task once a round, so that what the machine does meanwhile touches all alike."""
    figures: dict[str, list[dict[str, object]]] = {task.name: [] for task in tasks}
    for number in range(runs):
        for task in tasks:
            task.prepare()
            run = measure(task.command)
            if run.exit_code:
                raise SystemExit(f"{task.name}：{run.said}")
            figures[task.name].append({**asdict(run), "said": "", "bytes": _size(task.output)})
            print(f"第 {number + 1} 轮 {task.name} {run.wall:.2f} 秒", file=sys.stderr)
    return figures


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def table(figures: dict[str, list[dict[str, object]]]) -> str:
    """Medians as Markdown; ratios to Hugo, and to Hugo and Pagefind together."""

    def middle(name: str, what: str) -> float:
        return statistics.median(float(str(each[what])) for each in figures[name])

    plain = middle("Hugo", "wall")
    both = plain + (middle("Pagefind", "wall") if "Pagefind" in figures else 0)
    lines = ["| | 秒 | 比 Hugo（＋Pagefind） | 内存 MB | 输出 MB |", "|---|---:|---:|---:|---:|"]
    for name in figures:
        wall = middle(name, "wall")
        ratio = wall / (both if "（做检索" in name else plain)
        size = middle(name, "bytes") / 1e6
        lines.append(
            f"| {name} | {wall:.2f} | {ratio:.2f} | {middle(name, 'memory'):.0f} | {size:.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-search", action="store_true", help="minutes instead of an hour")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anli-bench-") as name:
        folder = Path(name)
        anli = Anli(folder / "anli", chosen.cases)
        first = measure(anli.command("--no-search"))
        if first.exit_code:
            raise SystemExit(first.said)
        tasks = [*anli.tasks(), *peer_tasks(folder, anli, chosen.cases)]
        if chosen.without_search:
            tasks = [task for task in tasks if not task.searches]
        figures = run_all(tasks, chosen.runs)
    out = ROOT / "build" / "bench" / f"builds-{chosen.cases}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    print(f"{chosen.cases} 个案例，{chosen.runs} 轮取中，{os.cpu_count()} 个处理器\n")
    print(table(figures))


if __name__ == "__main__":
    main()
