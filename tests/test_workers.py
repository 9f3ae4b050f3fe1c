"""分工：whatever a child does, nobody waits for ever, and what it was at is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MakeProject
from tests.support import ROOT

HOSTILE = {
    "works": "all(__import__('itertools').repeat(1))",
    "waits": "__import__('time').sleep(600)",
    "eats": "bytearray(3 * workers.MEMORY)",
    "is killed": "__import__('os').kill(__import__('os').getpid(), 9)",
    "crashes": "__import__('os').abort()",
}
"""what a step does that never ends well; no handler of Python's gets a word in"""
SAID = {
    "works": "1 秒处理器时间里没有做完",
    "waits": "3 秒里没有做完",
    "eats": "内存超过",
    "is killed": "子进程被系统结束了，多半是内存不够",
    "crashes": "子进程自己中止了",
}
LIMITS = "from generator import workers; workers.SECONDS, workers.WAIT = 1, {wait}\n"
PATIENT, IMPATIENT = 300, 3
"""seconds on the clock: one of the processor's may take long where others work as well"""


def run_code(
    code: str, *arguments: str | Path, wait: int = PATIENT
) -> subprocess.CompletedProcess[str]:
    """In a process of its own: beside the threads of a test runner nobody forks."""
    return subprocess.run(
        [sys.executable, "-c", LIMITS.format(wait=wait) + code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )


def spread(do: str, call: str) -> str:
    return (
        f"def do(n):\n    return {do}\n"
        f"try: print(workers.spread(do, {call}))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )


@pytest.mark.parametrize("count", [1, 23, 24, 1000])
@pytest.mark.parametrize("workers", [0, 1, 2, 5])
def test_results_come_in_order_however_many_work(count: int, workers: int) -> None:
    done = run_code(spread("n * n", f"range({count}), {workers}, guarded=True"))
    assert (done.stdout.strip(), done.stderr) == (str([n * n for n in range(count)]), "")


def lives_of(do: str) -> list[int]:
    """How many of two hundred things each child does, in portions of twelve."""
    done = run_code(
        "import os; workers.OWN = 30_000_000; kept = []\n"
        f"found = workers.spread(lambda n: (n, os.getpid(), {do}), range(200), 2)\n"
        "assert [n for n, *_ in found] == [*range(200)]\n"
        "lives = [pid for _, pid, _ in found]\n"
        "print(*(lives.count(pid) for pid in set(lives)))"
    )
    return [int(number) for number in done.stdout.split()]


def test_a_child_that_has_much_of_its_own_makes_room_for_another() -> None:
    lives = lives_of("kept.append(b'x' * 1_000_000)")
    assert len(lives) >= 5
    assert max(lives) <= 36, "it ends at the end of a portion"


def test_a_child_that_has_little_of_its_own_goes_on() -> None:
    assert len(lives_of("len(b'x' * 10_000_000)")) == 2


def test_what_goes_wrong_late_in_many_lives_is_still_told() -> None:
    done = run_code("workers.OWN = 0\n" + spread("n == 93 and 1 // 0", "range(100), 2"))
    assert done.stdout.startswith("ZeroDivisionError")
    done = run_code(
        "workers.OWN = 0\n" + spread(f"n == 93 and ({HOSTILE['crashes']})", "range(100), 2")
    )
    assert done.stdout.startswith("LimitError 93 没有做完：")


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("count", [3, 40], ids=["few", "many"])
def test_what_never_ends_well_is_named_and_the_others_are_done(kind: str, count: int) -> None:
    do = f"({HOSTILE[kind]}) if n == 1 else __import__('os').write(1, b'done %d\\n' % n)"
    call = f"range({count}), 2, 'item {{}}'.format, guarded=True"
    done = run_code(spread(do, call), wait=IMPATIENT if kind == "waits" else PATIENT)
    said = done.stdout.splitlines()
    assert {f"done {n}" for n in range(count) if n != 1} < set(said)
    assert said[-1].startswith("LimitError item 1 没有做完：")
    assert SAID[kind] in said[-1]
    assert "；" not in said[-1], "nothing else is blamed"


def test_everything_that_breaks_the_limits_is_named_at_once() -> None:
    done = run_code(spread(f"n in (5, 6, 30) and ({HOSTILE['crashes']})", "range(40), 2"))
    for name in (5, 6, 30):
        assert f"{name} 没有做完：子进程自己中止了" in done.stdout


@pytest.mark.parametrize("status", [0, 1, 3])
def test_whoever_leaves_in_the_middle_is_named_whatever_it_says(status: int) -> None:
    leave = f"n == 57 and __import__('os')._exit({status})"
    assert run_code(spread(leave, "range(100), 2")).stdout.startswith("LimitError 57 没有做完：")


def test_an_error_in_a_child_is_the_error_itself_the_first_of_several() -> None:
    done = run_code(spread("(n == 27 and 1 // 0, n == 60 and {}[n])", "range(100), 3"))
    assert done.stdout.startswith("ZeroDivisionError")


def test_an_error_that_cannot_be_told_is_told_in_words() -> None:
    odd = "type('Odd', (Exception,), {})"
    done = run_code(spread(f"(_ for _ in ()).throw({odd}('x'))", "range(100), 3"))
    assert done.stdout.strip() == "RuntimeError Odd: x"


def test_the_end_of_the_children_is_not_told_to_anybody() -> None:
    done = run_code(
        "import os, signal; from generator import cli\n"
        "signal.signal(signal.SIGTERM, cli._end)\n"
        "before = os.listdir('/proc/self/fd')\n"
        "for _ in range(20): workers.spread(str, range(100), 4)\n"
        "assert os.listdir('/proc/self/fd') == before"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_whoever_stops_listening_leaves_no_child_behind() -> None:
    done = run_code(
        "import os, time\n"
        "def do(n): return time.sleep(60 * (n > 20)) or os.getpid()\n"
        "with workers.stream(do, range(100), 2) as made: print(next(made))"
    )
    assert not Path("/proc", done.stdout.strip()).exists(), done.stderr


def test_an_interruption_leaves_no_child_behind() -> None:
    done = run_code(
        "import os, signal\n"
        "signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.5)\n"
        "workers.SECONDS = 100\n"
        "def wait(n): signal.pause()\n"
        "try: workers.spread(wait, range(100), 4)\n"
        "except KeyboardInterrupt: pass\n"
        "try: os.wait()\n"
        "except ChildProcessError: print('nobody left')"
    )
    assert done.stdout.strip() == "nobody left"


CASE = "cases/2022/zhuangpei-yiban"
PLANTS = {
    "reading": ("generator.content", "_read_case"),
    "checking": ("generator.checks", "look_at"),
    "drawing": ("generator.casework", "build_gallery"),
    "writing": ("generator.casework", "build_case_page"),
}
"""steps that what people sent goes through"""


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("kind", ["works", "eats"])
def test_a_case_that_breaks_the_limits_is_exit_code_4_with_its_name_and_the_site_stays(
    project: MakeProject, plant: str, kind: str
) -> None:
    root = project("minimal")
    site = root / "site"
    (site / "assets").mkdir(parents=True)
    (site / "assets" / "anli.css").write_text("/* 旧 */", encoding="utf-8")
    module, function = PLANTS[plant]
    done = run_code(
        f"import {module} as module\n"
        f"def hostile(*_, **__): return {HOSTILE[kind]}\n"
        f"module.{function} = hostile\n"
        "import sys; from generator.cli import main\n"
        "main(['--root', sys.argv[1], 'build', '--no-search', '--no-posters'])",
        root,
    )
    assert done.returncode == 4, done.stderr
    assert f"{CASE} 没有做完：{SAID[kind]}" in done.stderr
    assert "网站没有改动" in done.stderr
    assert [path.name for path in site.rglob("*")] == ["assets", "anli.css"]


ASIDE = """import os, time
here = os.getpid()
def what():
    {what}
try:
    with workers.aside('丁', what, {cores}) as result:
        {meanwhile}
        print(result())
except BaseException as error: print(type(error).__name__, error)
"""


@pytest.mark.parametrize(
    ("what", "cores", "said"),
    [
        ("return os.getpid() != here, '甲'", 2, "(True, '甲')"),
        ("time.sleep(0.5); return os.getpid() == here", 1, "True"),
        ("raise ValueError('乙')", 2, "ValueError 乙"),
        ("raise ValueError('乙')", 1, "ValueError 乙"),
        ("sum(range(8 * 10**7)); return '没有限时'", 2, "没有限时"),
    ],
    ids=["elsewhere", "here", "an error elsewhere", "an error here", "as long as it takes"],
)
def test_what_goes_on_aside_is_waited_for(what: str, cores: int, said: str) -> None:
    done = run_code(ASIDE.format(what=what, cores=cores, meanwhile="pass"))
    assert (done.stdout.strip(), done.stderr) == (said, "")


def test_nobody_is_left_aside_when_something_else_goes_wrong(tmp_path: Path) -> None:
    what = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    done = run_code(
        ASIDE.format(what=what, cores=2, meanwhile="time.sleep(1); raise KeyError('丙')")
    )
    assert done.stdout.strip() == "KeyError '丙'"
    assert not Path("/proc", (tmp_path / "pid").read_text("utf-8")).exists()


def test_those_whom_it_sets_to_work_go_with_it(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    done = run_code(
        "import os\n"
        "def work(_):\n"
        f"    with open({str(pids)!r}, 'a') as file: file.write(f'{{os.getpid()}}\\n')\n"
        "    time.sleep(60)\n"
        + ASIDE.format(
            what="workers.spread(work, range(8), 2, few=2)",
            cores=2,
            meanwhile="time.sleep(1); raise KeyError('丙')",
        )
    )
    assert done.stdout.strip() == "KeyError '丙'"
    left = pids.read_text("utf-8").split()
    assert len(left) == 2
    assert not any(Path("/proc", pid).exists() and is_alive(pid) for pid in left)


def is_alive(pid: str) -> bool:
    """Ended ones stay in the table until init has heard of them."""
    return " Z " not in Path("/proc", pid, "stat").read_text("utf-8")
