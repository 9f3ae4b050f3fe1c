"""索引：the cases of an archive → the files below pagefind/, each group and the whole as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.gate import Archive
from generator.memo import Memo, Task, fingerprint
from generator.model import Case
from generator.output import Writer
from generator.search.coding import DENSE, pack
from generator.search.documents import SearchDocument
from generator.search.groups import Group, beginnings, build_groups
from generator.search.pagefind import (
    ENTRY,
    LANGUAGE,
    SearchIndexError,
    build_meta,
    engine_version,
    read_engine,
)
from generator.search.tables import dump
from generator.stock import Product, Stock
from generator.urls import case_url

if TYPE_CHECKING:
    from generator.search.mending import Merged
    from generator.search.merging import Chunks
    from generator.search.shards import Shard, Shown

FOLDER = "pagefind"
STEP = "检索"
MOST_CHANGED = 8
"""groups; where more changed, as with a label, so did the places of too many words to look for them"""
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


@dataclass(frozen=True, slots=True)
class Listed:
    """列出的词块: its file and its words from first to last."""

    id: str
    first: str
    last: str
    digest: str


@dataclass(frozen=True)
class Indexing:
    """编索引：an archive, and how its cases become documents."""

    archive: Archive
    document: Callable[[Case], SearchDocument]
    digest: Callable[[Case], str]
    """of all that `document` looks at"""
    memo: Memo
    _made: dict[int, Shard] = field(default_factory=dict)
    """shards that were made in this process, by number of the group"""

    @cached_property
    def groups(self) -> list[Group]:
        """份, each indexed by itself."""
        return build_groups(self.archive.cases)

    @cached_property
    def parts(self) -> list[dict[str, str]]:
        """What the index of each group depends on."""
        return [
            {"案例": fingerprint([(case.id, self.digest(case)) for case in group.cases])}
            for group in self.groups
        ]

    @cached_property
    def shards(self) -> list[Shard]:
        """分册 of the groups; what nobody remembers is made over all cores. Only when needed."""

        def build(number: int) -> Shard:
            return self._made.get(number) or self._build(number)[1]

        return self.memo.map("index", build, [*map(self._task, range(len(self.groups)))], few=2)

    def _task(self, number: int) -> Task[int]:
        return Task(f"{self.groups[number].name}/", self.parts[number], number)

    def _build(self, number: int) -> tuple[Shown, Shard]:
        from generator.search.shards import build_shard  # noqa: PLC0415 - with numpy, which only an index needs

        group = self.groups[number]
        return build_shard(group.name, map(self.document, group.cases))

    @cached_property
    def chunks(self) -> Chunks:
        """词块 of all shards; where few words were touched, the others without content. Only when needed."""
        from generator.search.mending import Merged, mend  # noqa: PLC0415

        before, states = self._before, self._states
        chunks = (mend(before, states, self.shards) if before else None) or self._whole
        self.memo.keep("chunks", self._all, Merged(states, tuple(chunks.listed)))
        return chunks

    @cached_property
    def _before(self) -> Merged | None:
        """What was merged the last time."""
        last = self.memo.last("chunks", self._all)
        return last[1] if last else None

    @property
    def _all(self) -> Task[None]:
        return Task("all/", self._parts_of_all(), None)

    @cached_property
    def _states(self) -> dict[str, str]:
        """Group → fingerprint of its cases."""
        return {g.name: p["案例"] for g, p in zip(self.groups, self.parts, strict=True)}

    @cached_property
    def _is_edit(self) -> bool:
        """Whether so few groups changed since the last merging that it is worth asking which words did."""
        before = self._before.states if self._before else {}
        changed = [name for name, state in self._states.items() if before.get(name) != state]
        return len(changed) <= MOST_CHANGED

    @cached_property
    def _whole(self) -> Chunks:
        """词块 with all that is in them."""
        from generator.search.merging import build_chunks  # noqa: PLC0415

        return build_chunks(self.shards)

    def _content(self, digest: str) -> bytes:
        """Of a chunk; where it is as it was, but its file is gone, all are merged."""
        made = self.chunks.contents.get(digest)
        return self._whole.contents[digest] if made is None else made

    def deliver_records(self, writer: Writer, stock: Stock) -> list[Indexed]:
        """片段, into the tree; what is in them, group by group."""
        _verify(self.archive.cases)
        records = [self._records(number) for number in range(len(self.groups))]
        return stock.deliver(STEP, records, writer, self.memo, several=True)

    def deliver_words(self, indexed: Sequence[Indexed], writer: Writer, stock: Stock) -> None:
        """词块 and 目录, into the tree."""
        if not self.groups:
            return
        deliver = partial(stock.deliver, STEP, writer=writer, memo=self.memo)
        [engine] = deliver([_engine()], several=False)
        [listed] = deliver([self._list()], several=False)
        deliver([*map(self._chunk, listed)], several=True, common=lambda: self.chunks)
        deliver([self._catalogue(indexed, listed, engine)], several=False)

    def _records(self, number: int) -> Product:
        """片段 of one group. Its shard is made with them, and remembered until all are merged."""
        group = self.groups[number]

        def make(writer: Writer) -> Indexed:
            task = self._task(number)
            shown, shard = self._build(number)
            if self._is_edit and (last := self.memo.last("index", task)):
                shard = shard.compared(last[1], last[0]["案例"])
            self._made[number] = shard
            self.memo.keep("index", task, shard)
            for record in shown.records:
                writer.write(f"{FOLDER}/fragment/{record.id}.pf_fragment", record.data, "search")
            ids = (record.id for record in shown.records)
            of_cases = dict(zip((case.id for case in group.cases), ids, strict=True))
            return Indexed(of_cases, tuple(r.length for r in shown.records), shown.han)

        return Product(f"search/{group.name}", self.parts[number], make)

    def _list(self) -> Product:
        """哪些词块: which there are, before any is written."""

        def make(_: Writer) -> list[Listed]:
            listed = self.chunks.listed
            starts = beginnings([chunk.digest for chunk in listed], _DIGITS)
            return [
                Listed(f"{LANGUAGE}_{start}", chunk.first, chunk.last, chunk.digest)
                for start, chunk in zip(starts, listed, strict=True)
            ]

        return Product("search/words", self._parts_of_all(), make)

    def _chunk(self, listed: Listed) -> Product:
        """One chunk; as long as it holds the same, its file is taken over."""

        def make(writer: Writer) -> None:
            content = pack(self._content(listed.digest))
            writer.write(f"{FOLDER}/index/{listed.id}.pf_index", content, "search")

        parts = {"词位": fingerprint(listed)}
        return Product(f"search/words/{listed.first}", parts, make)

    def _catalogue(
        self, indexed: Sequence[Indexed], listed: Sequence[Listed], engine: Mapping[str, object]
    ) -> Product:
        """目录, and the file in which Pagefind looks first."""

        def make(writer: Writer) -> None:
            pages = [
                page
                for each in indexed
                for page in zip(each.ids.values(), each.lengths, strict=True)
            ]
            files = [(each.first, each.last, each.id) for each in listed]
            meta = build_meta(str(engine["version"]), pages, files)
            id = f"{LANGUAGE}_{sha256(meta).hexdigest()[:_DIGITS]}"
            writer.write(f"{FOLDER}/pagefind.{id}.pf_meta", pack(meta, DENSE), "search")
            languages = {LANGUAGE: {"hash": id, "wasm": None, "page_count": len(pages)}}
            writer.write(f"{FOLDER}/{ENTRY}", dump({**engine, "languages": languages}), "search")

        return Product("search/catalogue", self._parts_of_all(), make)

    def _parts_of_all(self) -> dict[str, str]:
        return {"案例": fingerprint(self.parts), "Pagefind": engine_version()}


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
