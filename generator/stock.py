"""存货：what the site already holds, taken over into the next one where nothing it shows has changed.

A product is some files that are made together. What they depend on is named part by part, as in
`generator.memo`; as long as every part is the same, and the files lie there as they were left,
they go into the new tree as they are instead of being made. Without a record everything is made.
"""

from __future__ import annotations

import marshal
import os
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from stat import S_IFDIR, S_ISDIR
from typing import Any, NamedTuple

from generator.cache import read_checked, write_checked
from generator.folders import Folder, find_steady, find_turned, find_whole, folder_of, read_folders
from generator.memo import CODE, Memo, code, fingerprint, why
from generator.output import FOLDER_MODE, State, Writer, look_at, state_in, walk
from generator.switching import Kept
from generator.workers import FEW, aside, spread

A_LOT = 100_000
"""files; to remember so many, a process beside this one would make a copy of all that is known of them"""
_PLAIN = 2
"""the last way of `marshal` in which equal values are equal bytes"""


@dataclass(frozen=True, slots=True)
class Product:
    """成品：files made together, and the value that later steps need to know of them."""

    name: str
    parts: Mapping[str, str]
    """what it depends on, in words → a fingerprint of that"""
    make: Callable[[Writer], Any]
    """writes the files"""


class _Kept(NamedTuple):
    parts: Mapping[str, str]
    value: Any
    files: Mapping[str, State | None]


class _Left(NamedTuple):
    """留下的：everything in the site folder that is somebody's product."""

    code: str = ""
    """of the program that left it"""
    products: Mapping[str, _Kept] = {}
    run: str = ""
    """of which run: what another left is no longer there"""
    folders: Mapping[str, Folder] = {}


class _Seen(NamedTuple):
    """看到的 of a whole site."""

    touched: Collection[str]
    """files that do not lie there as they were left"""
    steady: Collection[str]
    """folders that do"""


class Delivered(NamedTuple):
    """送出的 by one stock, for another that knows the same site."""

    products: Mapping[str, _Kept]
    taken: Sequence[str]
    """names of those that are taken over"""


class TouchedError(OSError):
    """有人改动了网站 while the next one was being made; the text names the file."""


@dataclass(slots=True)
class Stock:
    """存货 of one site folder; `record` None: nothing is known and nothing kept."""

    site: Path | None = None
    record: Path | None = None
    _before: _Left = field(default_factory=_Left)
    _now: dict[str, _Kept] = field(default_factory=dict)
    _taken: list[str] = field(default_factory=list)
    """names of products that are taken over"""
    _seen: _Seen | None = None
    """what is known of everything; else each product is looked at when its turn comes"""
    _whole: dict[str, Folder] = field(default_factory=dict)
    """folders that are taken over as they are"""

    @classmethod
    def open(cls, site: Path, folder: Path) -> Stock:
        """The stock of a site, with its record in a folder of the cache."""
        record = _record(site, folder)
        return cls(site, record, _recall(record))

    @contextmanager
    def looked_over(self, workers: int) -> Iterator[None]:
        """Everything that was left there is looked at, beside what is done meanwhile."""
        with aside("查看原来的网站", self._look, workers) as look:
            yield
            self._seen = look()

    def deliver(  # noqa: PLR0913 -- what is wanted, where it goes, and how it is made
        self,
        step: str,
        products: Sequence[Product],
        writer: Writer,
        memo: Memo,
        *,
        several: bool,
        few: int = FEW,
        guarded: bool = False,
        worth: int = 1,
        common: Callable[[], object] = lambda: None,
    ) -> list[Any]:
        """The value of each product, its files in the tree. `several`: over all cores, unless they are few.

        `guarded`: what people sent goes into them, so there are limits however few they are.
        `worth`: of how many things each consists.
        `common`: what is made once for all that are missing, before the work is divided.
        """
        values: dict[str, Any] = {}
        missing = []
        same = self._before.code == code()
        for product in products:
            kept = self._before.products.get(product.name)
            if kept and same and kept.parts == product.parts and self._has(kept):
                writer.claim_as(kept.files, product.name)
                self._taken.append(product.name)
                self._now[product.name] = kept
                values[product.name] = kept.value
            else:
                memo.tell(step, self._why(kept, product), [product.name])
                missing.append(product)
        if missing:
            common()
        made = spread(
            lambda product: _make(product, writer),
            missing,
            memo.workers if several else 0,
            lambda product: product.name,
            few=few,
            guarded=guarded,
            worth=worth,
        )
        for product, (value, files) in zip(missing, made, strict=True):
            writer.claim_as(files, product.name)
            self._now[product.name] = _Kept(product.parts, value, files)
            values[product.name] = value
        return [values[product.name] for product in products]

    def _why(self, kept: _Kept | None, product: Product) -> str:
        before = {**kept.parts, CODE: self._before.code} if kept else None
        return why(before, {**product.parts, CODE: code()})

    def apart(self) -> Stock:
        """A stock of the same site that notes by itself what it delivers."""
        return replace(self, _now={}, _taken=[])

    @property
    def delivered(self) -> Delivered:
        """What was delivered so far."""
        return Delivered(self._now, self._taken)

    def join(self, other: Delivered, writer: Writer) -> None:
        """What was delivered apart, into the same tree, is delivered here."""
        for name, kept in other.products.items():
            writer.claim_as(kept.files, name)
        self._now |= other.products
        self._taken += other.taken

    def _has(self, kept: _Kept) -> bool:
        """Whether every file of a product is what was left there, and lies where it was left."""
        seen = self._seen.touched if self._seen else _find_touched(str(self.site), [kept])
        return kept.files.keys().isdisjoint(seen)

    def _look(self) -> _Seen:
        site, before = str(self.site), self._before
        touched = _find_touched(site, before.products.values())
        return _Seen(touched, find_steady(site, before.folders))

    def read(self, path: str, writer: Writer) -> str:
        """The text of a file of the new site, wherever it lies meanwhile."""
        new = writer.folder / path
        kept = writer.has(path) and not new.exists()
        return ((self.site or Path()) / path if kept else new).read_text(encoding="utf-8")

    def gather(self, writer: Writer) -> Kept:
        """What is taken over, for the switch to move: whole folders, and single files of others.

        TouchedError when somebody changed the site meanwhile.
        """
        files = {path: s for name in self._taken for path, s in self._now[name].files.items()}
        new = writer.paths - files.keys()
        site, before = str(self.site), self._before.folders
        steady = (self._seen or self._look()).steady
        whole = find_whole(before, steady, files, new)
        self._whole = {path: before[path] for path in whole}
        single = [path for path in files if folder_of(path) not in whole]
        for path in single:
            if look_at(f"{site}/{path}") != files[path]:
                raise TouchedError(f"生成的时候有人改动了网站里的 {path}，请再运行一次")
        turned = find_turned(site, before, steady, single, new)
        paths = sorted(path for path in whole if folder_of(path) not in whole)
        paths += (path for path in single if folder_of(path) not in turned)
        for path in (*paths, *(f"{folder}/" for folder in turned)):
            writer.room_for(path)
        return Kept(paths, turned)

    def turn(self) -> None:
        """The site was furnished where it lies: what it held before and does not hold now goes."""
        now = {path for kept in self._now.values() for path in kept.files}
        before = {path for kept in self._before.products.values() for path in kept.files}
        for path in before - now:
            (self.site or Path()).joinpath(path).unlink(missing_ok=True)
        self._before, self._now, self._taken = _Left(code(), self._now), {}, []

    @contextmanager
    def saved(self, writer: Writer, workers: int) -> Iterator[None]:
        """Remember what there is now, once it lies where it belongs: what is given brings it there.

        The products are written down beside that. Before it is over, or if it comes to nothing, they
        are those of files that nobody finds as they are described.
        """
        if self.record is None:
            yield
            return
        left = _Left(code(), self._now, os.urandom(8).hex())
        beside = workers if len(writer.paths) < A_LOT else 0
        with aside("记下网站", partial(_remember, self.record, left), beside) as remembered:
            yield
            files = writer.files
            folders = read_folders(str(self.site), files, self._whole)
            _remember(_folders(self.record), (left.run, folders))
            modes = {path: one.state and one.state[-1] for path, one in folders.items()}
            write_checked(_look(self.record), _digest({**files, **modes}))
            remembered()


def _find_touched(site: str, products: Iterable[_Kept]) -> set[str]:
    """Files that are not what was left there, or not where it was left.

    A folder is ours as we make them: no link to elsewhere, and not closed to us.
    """
    ours: dict[str, bool] = {}

    def is_ours(folder: str) -> bool:
        if folder not in ours:
            found = look_at(f"{site}/{folder}")
            plain = found is not None and found[-1] == S_IFDIR | FOLDER_MODE
            ours[folder] = plain and (not folder or is_ours(folder_of(folder)))
        return ours[folder]

    return {
        path
        for kept in products
        for path, state in kept.files.items()
        if look_at(f"{site}/{path}") != state or not is_ours(folder_of(path))
    }


def is_untouched(site: Path, folder: Path) -> bool:
    """Whether a site is what was left there, and nothing else; its record in a folder of the cache."""
    start = len(f"{site}/")
    found = {
        full[start:].replace(os.sep, "/"): s.st_mode if S_ISDIR(s.st_mode) else state_in(s)
        for full, s in walk(site)
    }
    return bool(found) and read_checked(_look(_record(site, folder))) == _digest(found)


def _digest(looks: Mapping[str, State | int | None]) -> bytes:
    """Of a whole tree: the state of each file, the mode of each folder."""
    return sha256(marshal.dumps(sorted(looks.items()), _PLAIN)).hexdigest().encode()


def _record(site: Path, folder: Path) -> Path:
    return folder / f"stock-{fingerprint(str(site.resolve()))[:16]}"


def _look(record: Path) -> Path:
    return record.with_suffix(".look")


def _folders(record: Path) -> Path:
    return record.with_suffix(".folders")


def _remember(place: Path, value: object) -> None:
    write_checked(place, pickle.dumps(value, 5))


def _recall(record: Path) -> _Left:
    found = _read(record)
    if not isinstance(found, _Left) or not isinstance(found.code, str):  # laid out differently
        return _Left()
    match _read(_folders(record)):
        case (found.run, folders):
            return found._replace(folders=folders)
    return found


def _read(place: Path) -> Any:
    """None where nothing is, or what another version cannot read."""
    data = read_checked(place)
    with suppress(Exception):
        return pickle.loads(data) if data is not None else None  # noqa: S301 - our own, with checksum
    return None


def _make(product: Product, writer: Writer) -> tuple[Any, dict[str, State | None]]:
    mine = writer.apart()
    return product.make(mine), mine.files
