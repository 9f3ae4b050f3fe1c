"""读者：many of them poll pages and what these pages name while releases are switched.

`python -m tests.publishing.readers` is the whole of it: 1,000 publications under 64 readers
(`make faults`); the tests run a sample. Readers are a process of their own:
`… readers read ADDRESS NUMBER` polls until its input ends, and prints what was seen.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import re
import struct
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import urlsplit

from generator.publishing.publish import State
from tests.audit.nginx import nginx
from tests.publishing.world import address_of, make_project, make_tree, put
from tests.support import ROOT

PUBLICATIONS, READERS = 1000, 64
NUMBERS = (1, 2)
ENTRY = "pagefind/pagefind-entry.json"
PAUSE, GAP = 0.02, 0.25
"""seconds between the pages of one reader, and between two publications: one release back is kept"""
_VERSION = re.compile(r"第(\d+)版")
_PICTURE = re.compile(r'src="(?:[^"]*/)?([^"/]+\.png)"')


@dataclass(slots=True)
class Seen:
    """看到的 by all readers."""

    answers: int = 0
    versions: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    late: int = 0
    """pictures and fragments asked for two releases after their page: these may be gone"""


# ---- releases ----


def write_release(tree: Path, number: int) -> None:
    """Version `number` of a small site: pages, a picture each, and an index with its fragments."""
    for old in (*tree.rglob("*.png"), *tree.rglob("*.pf_fragment")):
        old.unlink()
    mark = f"<p>第{number}版"
    for case in NUMBERS:
        picture = _picture(number * 10 + case)
        name = f"a-{_short(picture)}.png"
        page = tree / address_of(case) / "index.html"
        (page.parent / name).write_bytes(picture)
        text = re.sub(r"<p>第.*?</p>", "", page.read_text("utf-8"))
        image = f'{mark}<img src="{name}" alt=""></p></body>'
        page.write_text(text.replace("</body>", image), "utf-8")
    home = tree / "index.html"
    text = re.sub(r"<p>第.*?</p>", "", home.read_text("utf-8"))
    home.write_text(text.replace("</body>", f"{mark}</p></body>"), "utf-8")
    _write_index(tree, number)


def _write_index(tree: Path, number: int) -> None:
    folder = tree / "pagefind" / "fragment"
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for case in NUMBERS:
        words = json.dumps({"url": f"/{address_of(case)}", "content": f"第{number}版"})
        data = gzip.compress(b"pagefind_dcd" + words.encode(), mtime=0)
        names.append(f"zh_{_short(data)}.pf_fragment")
        (folder / names[-1]).write_bytes(data)
    language = {"page_count": len(NUMBERS), "version": f"第{number}版", "fragments": names}
    (tree / ENTRY).write_text(json.dumps({"languages": {"zh": language}}), "utf-8")


def _picture(shade: int) -> bytes:
    """A picture of one pixel; no two numbers give the same bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0" + shade.to_bytes(3, "big")))
    return b"\x89PNG\r\n\x1a\n" + head + pixel + chunk(b"IEND", b"")


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


# ---- readers ----


def read(address: str, number: int) -> Seen:
    """So many readers until the input ends."""
    seen, stop = Seen(), Event()
    threads = [
        Thread(target=_poll, args=(address, turn, seen, stop), daemon=True)
        for turn in range(number)
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join(30)
    return seen


def _poll(address: str, turn: int, seen: Seen, stop: Event) -> None:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    steps = [_look_at_home, _look_at_case, _look_at_index]
    while not stop.is_set():
        turn += 1
        try:
            seen.wrong += steps[turn % 3](connection, turn, seen)
        except (OSError, http.client.HTTPException, ValueError) as error:
            seen.wrong.append(repr(error))
            connection.close()
        time.sleep(PAUSE)


def _get(connection: http.client.HTTPConnection, path: str, seen: Seen) -> tuple[int, bytes]:
    connection.request("GET", f"/{path}")
    answer = connection.getresponse()
    seen.answers += 1
    return answer.status, answer.read()


def _look_at_home(connection: http.client.HTTPConnection, _: int, seen: Seen) -> Iterator[str]:
    yield from _page(connection, "", seen)[1]


def _look_at_case(connection: http.client.HTTPConnection, turn: int, seen: Seen) -> Iterator[str]:
    folder = address_of(NUMBERS[turn // 3 % 2])
    text, wrong = _page(connection, folder, seen)
    yield from wrong
    for name in _PICTURE.findall(text):
        status, data = _get(connection, folder + name, seen)
        if status == 404 and _is_late(connection, text, seen):
            seen.late += 1
        elif status != 200 or _short(data) not in name:
            yield f"{folder}{name} 是 {status}，网页是第{_version(text)}版"


def _look_at_index(connection: http.client.HTTPConnection, _: int, seen: Seen) -> Iterator[str]:
    status, data = _get(connection, ENTRY, seen)
    if status != 200:
        yield f"{ENTRY} 是 {status}"
        return
    language = json.loads(data)["languages"]["zh"]
    for name in language["fragments"]:
        status, data = _get(connection, f"pagefind/fragment/{name}", seen)
        if status == 404 and _is_late(connection, language["version"], seen):
            seen.late += 1
        elif status != 200 or language["version"] not in _words(data):
            yield f"{name} 是 {status}，索引是{language['version']}"


def _is_late(connection: http.client.HTTPConnection, text: str, seen: Seen) -> bool:
    """Whether two releases have come since this text."""
    now = _page(connection, "", seen)[0]
    return int(_version(now)) >= int(_version(text)) + 2


def _words(data: bytes) -> str:
    return str(json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))["content"])


def _page(connection: http.client.HTTPConnection, path: str, seen: Seen) -> tuple[str, list[str]]:
    """Text of a page, and what is wrong with it: it must be whole, and of one version."""
    status, data = _get(connection, path, seen)
    text = data.decode("utf-8", "replace")
    versions = {int(found) for found in _VERSION.findall(text)}
    seen.versions |= versions
    whole = status == 200 and text.endswith("</html>\n") and len(versions) == 1
    return text, [] if whole else [f"/{path} 是 {status}，版本 {sorted(versions)}"]


def _version(text: str) -> str:
    found = _VERSION.search(text)
    return found[1] if found else "0"


# ---- both together ----


Serve = Callable[[Path], AbstractContextManager[str]]


def publish_under_readers(folder: Path, serve: Serve, publications: int, readers: int) -> Seen:
    """So many publications while so many readers poll; what they saw."""
    root, tree = make_project(folder / "project", NUMBERS), make_tree(folder / "tree", NUMBERS)
    target = folder / "www"
    write_release(tree, 0)
    put(root, tree, target)
    command = [sys.executable, "-m", "tests.publishing.readers", "read"]
    with serve(target) as address:
        polling = subprocess.Popen(
            [*command, address, str(readers)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        states = Counter[State]()
        for number in range(1, publications + 1):
            write_release(tree, number)
            states[put(root, tree, target).state] += 1
            time.sleep(GAP)
        said = json.loads(polling.communicate("", timeout=120)[0])
    if states != {State.PUBLISHED: publications}:
        said["wrong"].append(f"发布的结局：{states}")
    return Seen(said["answers"], set(said["versions"]), said["wrong"], said["late"])


def main() -> int:
    """Readers, or the whole of it."""
    if sys.argv[1:2] == ["read"]:
        seen = read(sys.argv[2], int(sys.argv[3]))
        print(json.dumps(asdict(seen) | {"versions": sorted(seen.versions)}))  # noqa: T201
        return 0
    publications = int(sys.argv[1]) if len(sys.argv) > 1 else PUBLICATIONS
    with TemporaryDirectory() as work:
        begun = time.monotonic()
        seen = publish_under_readers(Path(work), nginx, publications, READERS)
        seconds = time.monotonic() - begun
    for wrong in seen.wrong[:50]:
        print(wrong)  # noqa: T201
    print(  # noqa: T201
        f"{READERS} 个读者，{publications} 次发布，{seconds:.0f} 秒："
        f"{seen.answers} 个应答，见到 {len(seen.versions)} 个版本，"
        f"晚了两版的 {seen.late} 个，{len(seen.wrong)} 处不对"
    )
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
