"""和 Pagefind 一样：our index says of every word what Pagefind's own indexer would have said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.gate import Archive
from generator.model import Section
from generator.search import build_search_documents, groups, merging
from generator.search.text import bigrams
from tests.bench.corpus import add_to, corpus
from tests.search.pagefind_itself import NATURAL, Places, Read, read_index, run_pagefind
from tests.search.sample import build_archive_value
from tests.search.site import as_written, write_index

LONG = "质量信得过班组的一天，" * 900
"""more words than a byte counts, and than a short number says"""
ODD = """iPhone 和 MySQL、WKWebView、CRM系统、café、Ångström、Ελλάς、がんばる、한국어
95.5%，0.3‰，1,234,567 元，①②⑳，GB/T 19001—2016，A_B，100℃，~ ^ ¶ §，\u200b零宽
ＱＣ小组　全角，𠮷野家，々〇"""
PARTLY = 24
"""weight of a word of the text in Pagefind's own index; ours says 25, and all others in proportion"""


def with_odd_words(archive: Archive) -> Archive:
    """A first case that says what is cut in unusual ways."""
    year = archive.years[0]
    case = year.cases[0]
    odd = replace(
        case, title="iPhone 的 café", sections=(Section("learning", "學習 MySQL", ODD, 1),)
    )
    return replace(archive, years=(replace(year, cases=(odd, *year.cases[1:])), *archive.years[1:]))


def both(archive: Archive, folder: Path) -> tuple[Read, Read]:
    """Our index of an archive, and Pagefind's."""
    folder.joinpath("theirs").mkdir()
    documents = build_search_documents(archive, as_written)
    write_index(archive, folder / "ours")
    theirs = run_pagefind(documents, folder / "theirs")
    return read_index(folder / "ours" / "pagefind"), read_index(theirs)


def scaled(places: Places) -> Places:
    """Their weights in our units."""
    return {
        url: [(weight * NATURAL // PARTLY, position) for weight, position in spots]
        for url, spots in places.items()
    }


@pytest.mark.parametrize("most", [200, 2])
def test_every_word_stands_where_pagefind_would_have_it(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MOST", most)
    monkeypatch.setattr(merging, "MOST", 2_000)
    ours, theirs = both(with_odd_words(add_to(build_archive_value(), corpus(12))), tmp_path)
    assert ours.version == theirs.version
    assert ours.lengths == theirs.lengths
    assert ours.records == theirs.records
    assert ours.forms == {form: scaled(places) for form, places in theirs.forms.items()}
    assert {"phone", "sql", "web", "cafe"} <= set(ours.words) <= set(theirs.words)
    for word, places in theirs.words.items():
        asked = word in bigrams(word) or word in ours.words
        assert not asked or ours.words[word] == scaled(places), word
