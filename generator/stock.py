"""存货：what the site already holds, taken over into the next one where nothing it shows has changed.

A product is some files that are made together. What they depend on is named part by part, as in
`generator.memo`; as long as every part is the same, and the files lie there as they were left,
they are linked into the new tree instead of being made. Without a record everything is made.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from generator.cache import read_checked, write_checked
from generator.memo import CODE, Memo, Redone, code, fingerprint, why
from generator.output import State, Writer, look_at
from generator.workers import spread


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


@dataclass(slots=True)
class Stock:
    """存货 of one site folder; `record` None: nothing is known and nothing kept."""

    site: Path | None = None
    record: Path | None = None
    _before: Mapping[str, _Kept] = field(default_factory=dict)
    _now: dict[str, _Kept] = field(default_factory=dict)

    @classmethod
    def open(cls, site: Path, folder: Path) -> Stock:
        """The stock of a site, with its record in a folder of the cache."""
        record = folder / f"stock-{fingerprint(str(site.resolve()))[:16]}"
        return cls(site, record, _recall(record))

    def deliver(  # noqa: PLR0913 -- what is wanted, where it goes, and how it is made
        self,
        step: str,
        products: Sequence[Product],
        writer: Writer,
        memo: Memo,
        *,
        several: bool,
        guarded: bool = False,
    ) -> list[Any]:
        """The value of each product, its files in the tree. `several`: over all cores.

        `guarded`: what people sent goes into them, so there are limits however few they are.
        """
        values: dict[str, Any] = {}
        missing = []
        for product in products:
            parts = {**product.parts, CODE: code()}
            kept = self._before.get(product.name)
            if (
                kept
                and self.site
                and kept.parts == parts
                and self._take(kept, writer, product.name)
            ):
                self._now[product.name] = kept
                values[product.name] = kept.value
            else:
                memo.redone.append(
                    Redone(step, product.name, why(kept.parts if kept else None, parts))
                )
                missing.append(product)
        made = spread(
            lambda product: _make(product, writer),
            missing,
            memo.workers if several else 0,
            lambda product: product.name,
            guarded=guarded,
        )
        for product, (value, files) in zip(missing, made, strict=True):
            writer.claim(files, product.name)
            self._now[product.name] = _Kept({**product.parts, CODE: code()}, value, files)
            values[product.name] = value
        return [values[product.name] for product in products]

    def _take(self, kept: _Kept, writer: Writer, maker: str) -> bool:
        """Link the files of a product, unless one of them is not what was left there."""
        site = str(self.site)
        if any(look_at(f"{site}/{path}") != state for path, state in kept.files.items()):
            return False
        if self.site == writer.folder:
            writer.claim(kept.files, maker)
            return True
        for path in kept.files:
            link(f"{site}/{path}", writer.place(path, maker))
        return True

    def turn(self) -> None:
        """The site was furnished where it lies: what it held before and does not hold now goes."""
        now = {path for kept in self._now.values() for path in kept.files}
        for path in {path for kept in self._before.values() for path in kept.files} - now:
            (self.site or Path()).joinpath(path).unlink(missing_ok=True)
        self._before, self._now = self._now, {}

    def save(self) -> None:
        """Remember what there is now, once it lies where it belongs."""
        if self.record:
            write_checked(self.record, pickle.dumps(self._now, 5))


def _recall(record: Path) -> Mapping[str, _Kept]:
    data = read_checked(record)
    try:
        return pickle.loads(data) if data is not None else {}  # noqa: S301 - our own, with checksum
    except Exception:
        return {}


def link(source: str, target: str) -> None:
    """The same file under a second name; a copy where the file system has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _make(product: Product, writer: Writer) -> tuple[Any, dict[str, State | None]]:
    mine = writer.apart()
    return product.make(mine), mine.files
