"""输出：files into one tree, each written once and with the same mode; and one run at a time."""

from __future__ import annotations

import os
import platform
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from stat import S_IMODE
from typing import TextIO

from generator.cache import Buffer
from generator.clock import SHANGHAI

FILE_MODE, FOLDER_MODE = 0o644, 0o755
WRITTEN = ("cases", "site_config", "theme", "generator")
"""folders of a project that people write: nothing is ever put out there"""


class TwoWritersError(Exception):
    """Two makers want the same path: a bug of ours, never silently decided."""


State = tuple[int, int, int, int]
"""size in bytes, time of the last change in ns, number of the file, mode"""


def look_at(path: str) -> State | None:
    """The state of a file; None where there is none."""
    try:
        return state_in(os.lstat(path))
    except OSError:
        return None


def walk(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file and folder below a path, and itself, in a fixed order; links are not followed."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return
    yield str(path), state
    if path.is_dir() and not path.is_symlink():
        yield from _inside(str(path))


def _inside(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        found: Iterable[os.DirEntry[str]] = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        # an entry on Windows does not know the number of its file
        state = os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)
        yield entry.path, state
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(entry.path)


def state_in(found: os.stat_result) -> State:
    """The state, from what the system tells."""
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_mode


class Writer:
    """写入器 into one tree; a path can be written once, and bears the same mode whatever the umask."""

    def __init__(self, folder: Path, *, served: bool = False) -> None:
        self.folder = folder
        self.served = served
        """somebody reads meanwhile: a file is there whole, as it was or as it is"""
        self._top = str(folder)
        self._makers: dict[str, str] = {}
        self._states: dict[str, State] = {}
        self._folders: set[str] = set()

    def apart(self) -> Writer:
        """A writer into the same tree that notes by itself what it writes."""
        other = Writer(self.folder, served=self.served)
        other._folders = self._folders  # whoever makes one, it is there
        return other

    @property
    def files(self) -> dict[str, State | None]:
        """What was written, in order, and how it was left."""
        return {
            path: self._states.get(path) or look_at(f"{self._top}/{path}") for path in self._makers
        }

    @property
    def paths(self) -> KeysView[str]:
        """The files of the tree, in order, without a look at them."""
        return self._makers.keys()

    def claim(self, paths: Iterable[str], maker: str) -> None:
        """Note what somebody else wrote. TwoWritersError names both makers."""
        for path in paths:
            if path in self._makers:
                raise TwoWritersError(f"{path}: {self._makers[path]} and {maker}")
            self._makers[path] = maker

    def has(self, path: str) -> bool:
        """Whether a file is known to belong to the tree."""
        return path in self._makers

    def claim_as(self, states: Mapping[str, State | None], maker: str) -> None:
        """The same of files whose states are known."""
        self.claim(states, maker)
        self._states.update((path, state) for path, state in states.items() if state)

    def room_for(self, path: str) -> str:
        """Where a file or folder by its site-relative path belongs; what it lies in is there."""
        self._make_folder(path.rpartition("/")[0])
        return f"{self._top}/{path}"

    def write(self, path: str, data: bytes | str | Sequence[Buffer], maker: str) -> None:
        """Write one file, whole or in pieces, by its site-relative path.

        TwoWritersError names both makers.
        """
        pieces = _pieces(data)
        self.claim((path,), maker)
        target = self.room_for(path)
        place = f"{target}~" if self.served else target
        with open(place, "wb", buffering=0, opener=_open) as file:
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[file.write(rest) :]
            found = os.fstat(file.fileno())
        if S_IMODE(found.st_mode) != FILE_MODE:
            os.chmod(place, FILE_MODE)  # noqa: PTH101 -- a Path costs more than the call
            found = os.lstat(place)
        if self.served:
            os.replace(place, target)  # noqa: PTH105
        self._states[path] = state_in(found)

    def adopt(self, folder: str, maker: str) -> None:
        """Take on the files that another program wrote below a site-relative folder."""
        top = self.folder / folder
        if top.is_dir():
            level_modes(top)
            files = sorted(path for path in top.rglob("*") if path.is_file())
            self.claim((path.relative_to(self.folder).as_posix() for path in files), maker)

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
            path = f"{self._top}/{folder}"
            with suppress(FileExistsError):
                os.mkdir(path)  # noqa: PTH102 -- thousands of them, and a Path costs more than the call
        else:
            path = self._top
            self.folder.mkdir(parents=True, exist_ok=True)
        os.chmod(path, FOLDER_MODE)  # noqa: PTH101
        self._folders.add(folder)


def _pieces(data: bytes | str | Sequence[Buffer]) -> Sequence[Buffer]:
    if isinstance(data, str):
        return [data.encode()]
    return [data] if isinstance(data, bytes) else data


def _open(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


def is_source(path: Path, root: Path) -> bool:
    """Whether a path lies in a folder that people write, or is one."""
    return any(path.is_relative_to(root / name) for name in WRITTEN)


def replace_text(path: Path, text: str) -> None:
    """Write a source file whole or not at all, UTF-8 with LF."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(FILE_MODE)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def append_text(path: Path, head: str, text: str) -> None:
    """Add records to the one list of a ledger; `head` begins a ledger that is not there yet."""
    before = path.read_text(encoding="utf-8") if path.exists() else head
    before = re.sub(r":[ \t]*\[\s*\]\s*\Z", ":\n", before)
    replace_text(path, before.rstrip("\n") + "\n" + text)


def level_modes(folder: Path) -> None:
    """Same modes whatever the umask: a page that the server may not read is no page."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)


class LockedError(Exception):
    """另一次运行正在进行; the text names its holder."""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """独占锁 of the operating system: it frees itself when its holder dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        if not _take(file.fileno()):
            raise LockedError(_holder(file))
        file.truncate(0)
        file.write(holder_of_lock())
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def holder_of_lock() -> str:
    """Who this is, for those who are told to wait."""
    begun = datetime.now(SHANGHAI).isoformat(" ", "seconds")
    return f"进程 {os.getpid()}，主机 {platform.node()}，始于 {begun}"


def _holder(file: TextIO) -> str:
    """Who holds the lock: it writes its name a moment after taking it, so ask again."""
    for _ in range(20):
        file.seek(0)
        if name := file.read().strip():
            return name
        time.sleep(0.05)
    return "？"


def _take(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
