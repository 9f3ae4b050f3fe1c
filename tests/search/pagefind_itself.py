"""Pagefind 自己：its own indexer over the same cases, to hold ours to it; and a reader of index files.

A shadow page holds a document's stored words, so that Pagefind, which knows no Chinese, cuts at
blanks. It has no filter and no sort.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pagefind_bin

from generator.search import Block, SearchDocument
from generator.search.text import END, NAMES_END, stored_text
from generator.urls import file_of

SIGNATURE = b"pagefind_dcd"
NATURAL = 25
"""weight of places before which none is said"""
Places = dict[str, list[tuple[int, int]]]
"""address of a page → weight and position of each place"""


def render_shadow_page(document: SearchDocument) -> str:
    """检索文档 → HTML for Pagefind.

    Every paragraph ends with a mark, or Pagefind would add a full stop and let phrases run across.
    """
    names = f" {END} ".join(map(stored_text, document.names))
    body = "".join(_render_block(*item) for item in enumerate(document.blocks))
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"></head><body>'
        '<main data-pagefind-body data-pagefind-meta="title:-">'
        f"<h1>{_stored(document.title)}</h1>"
        f'<p data-pagefind-weight="5">{escape(names)} {NAMES_END}</p>'
        f"{body}</main></body></html>"
    )


def _render_block(number: int, block: Block) -> str:
    """The id of a block without anchor begins with a blank's stand-in, `_`: no real one does."""
    anchor = block.anchor or f"_{number}"
    paragraphs = "".join(f"<p>{_stored(line)}</p>" for line in block.text.split("\n") if line)
    return f'<h2 id="{escape(anchor)}">{_stored(block.heading)}</h2>{paragraphs}'


def _stored(text: str) -> str:
    return f"{escape(stored_text(text))} {END}"


def write_shadow_pages(documents: Iterable[SearchDocument], folder: Path) -> None:
    """影子页 of all documents."""
    for document in documents:
        path = folder / file_of(document.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_shadow_page(document), encoding="utf-8", newline="\n")


def run_pagefind(documents: Iterable[SearchDocument], folder: Path) -> Path:
    """检索文档 → the folder of Pagefind's own index, below an empty one."""
    write_shadow_pages(documents, folder / "shadow")
    program = [pagefind_bin.get_executable(), "--site", "shadow", "--output-path", "pagefind"]
    subprocess.run([*program, "--silent"], cwd=folder, check=True, timeout=60)
    return folder / "pagefind"


@dataclass(frozen=True, slots=True)
class Read:
    """读出的：all that an index says, without the names of its files."""

    version: str
    lengths: dict[str, int]
    """address → words"""
    records: dict[str, dict[str, Any]]
    """address → what the browser shows"""
    words: dict[str, Places]
    forms: dict[tuple[str, str], Places]
    """word without accents and as it is written"""


def read_index(folder: Path) -> Read:
    """索引 of one language. AssertionError where its files contradict each other."""
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    [language] = entry["languages"].values()
    meta = _decode(folder / f"pagefind.{language['hash']}.pf_meta")
    version, pages, chunks, *_ = meta
    assert language["page_count"] == len(pages)
    records = {id: _record(folder / "fragment" / f"{id}.pf_fragment") for id, _ in pages}
    urls = [records[id]["url"] for id, _ in pages]
    words: dict[str, Places] = {}
    forms: dict[tuple[str, str], Places] = {}
    for first, last, id in chunks:
        [entries] = _decode(folder / "index" / f"{id}.pf_index")
        for word, cases, others in entries:
            assert word not in words
            assert first[: len(word)] <= word <= last or last == word[: len(last)], (first, word)
            words[word] = _places(cases, urls)
            forms |= {(word, form): _places(found, urls) for form, found in others}
    lengths = {url: length for url, (_, length) in zip(urls, pages, strict=True)}
    return Read(version, lengths, {r["url"]: r for r in records.values()}, words, forms)


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(_content(path))
    return record


def _places(cases: list[Any], urls: list[str]) -> Places:
    found: Places = {}
    number = 0
    for distance, spots, *_ in cases:
        number += distance
        found[urls[number]] = sorted(_spots(spots))
    return found


def _spots(spots: Iterable[int]) -> Iterator[tuple[int, int]]:
    weight, position = NATURAL, 0
    for spot in spots:
        if spot < 0:
            weight, position = -1 - spot, 0
        else:
            position += spot
            yield weight, position


def _content(path: Path) -> bytes:
    content = gzip.decompress(path.read_bytes())
    assert content.startswith(SIGNATURE), path
    return content[len(SIGNATURE) :]


def _decode(path: Path) -> Any:
    content = _content(path)
    value, end = _item(content, 0)
    assert end == len(content), path
    return value


def _item(data: bytes, at: int) -> tuple[Any, int]:
    """CBOR → a value, and where the next one begins. Source: RFC 8949."""
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    number = short
    if short >= 24:
        size = 1 << short - 24
        number = int.from_bytes(data[at : at + size], "big")
        at += size
    if kind == 0:
        return number, at
    if kind == 1:
        return -1 - number, at
    if kind == 3:
        return data[at : at + number].decode(), at + number
    assert kind == 4, kind
    values = []
    for _ in range(number):
        value, at = _item(data, at)
        values.append(value)
    return values, at
