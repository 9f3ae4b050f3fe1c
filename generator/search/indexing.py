"""索引：the cases of an archive → the files below pagefind/, each group and the whole as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from generator.gate import Archive
from generator.memo import Memo, Task, fingerprint
from generator.model import Case
from generator.output import Writer
from generator.search.coding import pack
from generator.search.documents import SearchDocument
from generator.search.merging import build_chunks, build_meta
from generator.search.pagefind import ENTRY, SearchIndexError, engine_version, read_engine
from generator.search.shards import LANGUAGE, Group, Shard, beginnings, build_groups, build_shard
from generator.search.tables import dump
from generator.stock import Product, Stock
from generator.urls import case_url

FOLDER = "pagefind"
STEP = "检索"
_DIGITS = 7
"""hexadecimal digits of the name of a chunk, at least, and of the catalogue"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """编进索引的：what other steps need to know of it."""

    ids: Mapping[str, str]
    """id of a case → id of its record"""
    lengths: tuple[int, ...]
    """words of each record"""
    han: str
    """characters that occur"""


@dataclass(frozen=True)
class Indexing:
    """编索引：an archive, and how its cases become documents."""

    archive: Archive
    document: Callable[[Case], SearchDocument]
    digest: Callable[[Case], str]
    """of all that `document` looks at"""
    memo: Memo

    @cached_property
    def groups(self) -> list[Group]:
        """份, each indexed by itself."""
        return build_groups(self.archive.cases)

    @cached_property
    def shards(self) -> list[Shard]:
        """分册 of the groups: remembered ones, and what is new over all cores. Only when needed."""
        tasks = [Task(f"{g.name}/", self._parts(g), g) for g in self.groups]
        return self.memo.map("index", self._shard, tasks)

    def deliver(self, writer: Writer, stock: Stock) -> list[Indexed]:
        """The files, into the tree; what is in them, group by group."""
        if not self.groups:
            return []
        _verify(self.archive.cases)
        [entry] = stock.deliver(STEP, [_engine()], writer, self.memo, several=False)
        records = [self._records(number) for number in range(len(self.groups))]
        indexed: list[Indexed] = stock.deliver(STEP, records, writer, self.memo, several=False)
        index = self._index(indexed, entry)
        stock.deliver(STEP, [index], writer, self.memo, several=False)
        return indexed

    def _parts(self, group: Group) -> dict[str, str]:
        return {"案例": fingerprint([(case.id, self.digest(case)) for case in group.cases])}

    def _shard(self, group: Group) -> Shard:
        return build_shard(group.name, map(self.document, group.cases))

    def _records(self, number: int) -> Product:
        """片段 of one group."""
        group = self.groups[number]

        def make(writer: Writer) -> Indexed:
            shard = self.shards[number]
            for record in shard.records:
                writer.write(f"{FOLDER}/fragment/{record.id}.pf_fragment", record.data, "search")
            ids = (record.id for record in shard.records)
            of_cases = dict(zip((case.id for case in group.cases), ids, strict=True))
            return Indexed(of_cases, tuple(r.length for r in shard.records), shard.han)

        return Product(f"search/{group.name}", self._parts(group), make)

    def _index(self, indexed: Sequence[Indexed], entry: Mapping[str, object]) -> Product:
        """词块 and 目录 of all groups together."""
        pages = [
            pair for each in indexed for pair in zip(each.ids.values(), each.lengths, strict=True)
        ]

        def make(writer: Writer) -> None:
            chunks = build_chunks(self.shards, self.memo.workers)
            starts = beginnings([chunk.digest for chunk in chunks], _DIGITS)
            named = [
                (f"{LANGUAGE}_{start}", chunk) for start, chunk in zip(starts, chunks, strict=True)
            ]
            for id, chunk in named:
                writer.write(f"{FOLDER}/index/{id}.pf_index", chunk.data, "search")
            meta = build_meta(str(entry["version"]), pages, named)
            id = f"{LANGUAGE}_{sha256(meta).hexdigest()[:_DIGITS]}"
            writer.write(f"{FOLDER}/pagefind.{id}.pf_meta", pack(meta), "search")
            languages = {LANGUAGE: {"hash": id, "wasm": None, "page_count": len(pages)}}
            writer.write(f"{FOLDER}/{ENTRY}", dump({**entry, "languages": languages}), "search")

        parts = {
            "案例": fingerprint([self._parts(group) for group in self.groups]),
            "Pagefind": engine_version(),
        }
        return Product("search/index", parts, make)


def _engine() -> Product:
    def make(writer: Writer) -> Mapping[str, object]:
        engine = read_engine()
        for name, content in engine.files.items():
            writer.write(f"{FOLDER}/{name}", content, "search")
        return engine.entry

    return Product("search/engine", {"Pagefind": engine_version()}, make)


def _verify(cases: Sequence[Case]) -> None:
    """Two cases of one address would be one to the reader."""
    if (found := len({case_url(case) for case in cases})) != len(cases):
        raise SearchIndexError(f"应有 {len(cases)} 个案例进入索引，实际是 {found} 个")
