"""转换：simplified → traditional characters, one for one, by the dictionaries of OpenCC (s2tw)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import opencc

from generator.stretches import HAN

OURS = {"裡": "裏", "汙": "污", "鍾": "鐘"}
"""forms that are read everywhere, in place of those that only one region writes"""
WORDS = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
"""dictionaries of words, simplified → traditional"""
VARIANTS = "TWVariantsPhrases"
"""the dictionary of words in which a traditional character keeps its form"""
Pair = tuple[str, str]
"""two characters side by side"""
_HOME = Path(opencc.__file__).parent / "clib"
_HAN = re.compile(f"[{HAN}]+")


def convert(words: Collection[str]) -> list[str]:
    """繁體 of many texts of a line each, every one by itself."""
    return _write_well("\n".join(words)).split("\n") if words else []


@cache
def singly() -> Mapping[int, str]:
    """Every Chinese character → how it is written by itself; none is missing, or a look is slow."""
    chars = _characters()
    forms = zip(chars, convert(chars), strict=True)
    return {ord(char): form for char, form in forms} | {ord("\n"): "\n"}


@cache
def odd_pairs() -> frozenset[Pair]:
    """疑难的两字：of each word that is written otherwise than character by character, two of its characters.

    What holds no such pair holds no such word, and needs no dictionary. Of the pairs with a
    character that is written otherwise, the one that most words share.
    """
    words = sorted(filter(_HAN.fullmatch, {*_words(), *_variants()}))
    forms = zip(words, convert(words), strict=True)
    odd = [pairs for word, form in forms if (pairs := _odd_pairs(word, form))]
    shared = Counter(pair for pairs in odd for pair in pairs)
    return frozenset(max(pairs, key=lambda pair: (shared[pair], pair)) for pairs in odd)


def _odd_pairs(word: str, form: str) -> set[Pair]:
    """The pairs of a word with a character that is written otherwise than by itself."""
    odd = [written != singly()[ord(char)] for char, written in zip(word, form, strict=True)]
    either = zip(pairwise(word), pairwise(odd), strict=True)
    return {pair for pair, flags in either if any(flags)}


def _words() -> Iterable[str]:
    return (word for name in WORDS for word in read_dictionary(name))


def _variants() -> Iterator[str]:
    """Words whose traditional characters, one by one, a dictionary keeps: however each was written before."""
    chars, sources = _characters(), defaultdict[str, list[str]](list)
    forms = opencc.OpenCC("s2t").convert("\n".join(chars)).split("\n")
    for char, form in zip(chars, forms, strict=True):
        sources[form].append(char)
    for word in read_dictionary(VARIANTS):
        yield from map("".join, product(*(sources[char] for char in word)))


def read_dictionary(name: str) -> list[str]:
    """词 of a dictionary of OpenCC, as its own program tells them."""
    program = shutil.which("opencc_dict", path=_HOME / "bin")
    if program is None:
        raise FileNotFoundError("找不到 opencc_dict 程序，请重新安装 opencc")
    with TemporaryDirectory() as folder:
        told = Path(folder, "words")
        source = _HOME / "share" / "opencc" / f"{name}.ocd2"
        arguments = [program, "-i", str(source), "-o", str(told), "-f", "ocd2", "-t", "text"]
        subprocess.run(arguments, check=True, capture_output=True)  # noqa: S603 - fixed program, fixed arguments
        lines = told.read_text(encoding="utf-8").splitlines()
    return [line.partition("\t")[0] for line in lines]


@cache
def _characters() -> list[str]:
    return [char for char in map(chr, range(0x3400, 0xA000)) if _HAN.match(char)]


@cache
def _converter() -> Any:
    return opencc.OpenCC("s2tw")


def _write_well(text: str) -> str:
    """繁體 by the whole dictionary, one character for one, with our forms."""
    written = str(_converter().convert(text))
    for theirs, ours in OURS.items():
        written = written.replace(theirs, ours)
    return written
