"""检索的文件：what the search of an archive reads, written without the rest of a site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.gate import Archive
from generator.memo import Memo, fingerprint
from generator.model import Section
from generator.output import Writer
from generator.pages import Index, build_archive, build_index, build_row_file, in_row_files
from generator.pages.environment import build_environment
from generator.search import Indexed, Indexing, build_document, build_tables
from generator.stock import Stock

PlainText = Callable[[Section], str]


def as_written(section: Section) -> str:
    """The text of a section, marks and all."""
    return section.markdown


def build_indexing(
    archive: Archive, plain_text: PlainText = as_written, memo: Memo | None = None
) -> Indexing:
    """编索引 of an archive, every case known by all that it is."""

    return Indexing(
        archive,
        document=lambda case: build_document(case, archive, plain_text),
        digest=lambda case: fingerprint(case, archive.organisations[case.organisation]),
        memo=memo or Memo(),
    )


def write_index(
    archive: Archive, folder: Path, plain_text: PlainText = as_written
) -> list[Indexed]:
    """索引 below `folder`."""
    return deliver(build_indexing(archive, plain_text), Writer(folder), Stock())


def deliver(indexing: Indexing, writer: Writer, stock: Stock) -> list[Indexed]:
    """The whole index, into the tree."""
    indexed = indexing.deliver_records(writer, stock)
    indexing.deliver_words(indexed, writer, stock)
    return indexed


def row_files(index: Index) -> dict[str, str]:
    """Every file of rows, by path."""
    environment = build_environment()
    return {
        path: build_row_file(cases, index, environment) for path, cases in in_row_files(index.all)
    }


def write_search(
    archive: Archive, folder: Path, plain_text: PlainText = as_written
) -> dict[str, str]:
    """Index, tables and rows below `folder`; returns tables and rows by path."""
    indexed = write_index(archive, folder, plain_text)
    index = build_index(archive)
    tables = build_tables(archive, build_archive(index), indexed, Memo())
    written = {**dict(tables), **row_files(index)}
    writer = Writer(folder)
    for path, content in written.items():
        writer.write(path, content, "search")
    return written
