"""解码：every way in which the same words may be written, until they can be compared.

Percent signs, entities, escapes, base64, hex, quoted-printable, other character sets, full-width
and zero-width characters, tags between letters, and the bigrams of our search index.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from urllib.parse import unquote_to_bytes

DEPTH = 3
"""one coding within another, so many deep"""
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}")
_HEX = re.compile(r"[0-9A-Fa-f]{16,}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"(?:(?:=\r?\n)?=[0-9A-F]{2})+(?:=\r?\n)?")
_ESCAPE = re.compile(
    r"\\u\{([0-9A-Fa-f]{1,6})\}|\\[uU]([0-9A-Fa-f]{4,8})|\\x([0-9A-Fa-f]{2})|\\([0-9A-Fa-f]{2,6}) ?"
)
_FIRST_HIGH = re.compile(rb"(?<![\x80-\xff])[\x80-\xff]")
"""a byte before two-byte characters that would shift them all"""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
BLANKS = r"\u034f\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
"""letters and marks that nobody sees, for a class of characters"""
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\ufeff"
    rf"{BLANKS}]+"
)
"""what nobody sees and what would cut a coding in two"""
_RUN = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
    rb"{12,}"
)
"""a stretch of UTF-8 that is too long to stand among random bytes by chance"""
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")
_BYTES = re.compile(r"(?:\\x[0-9A-Fa-f]{2}){2,}")
_TAG = re.compile(r"<[^<>]*>")
_BIGRAMS = re.compile(r"\S\S(?: \S\S)+")
_NOT_WORD = re.compile(rf"[\W_{BLANKS}]+")
_TEXT_SHARE = 0.7


def bare(text: str) -> str:
    """Letters and digits only, widths and case levelled: the form in which texts are compared."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def texts_of(data: bytes) -> Iterator[str]:
    """Bytes → the texts that they may be. Valid UTF-8 without NUL is taken at its word."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if text and "\0" not in text:
        yield text
        return
    yield data.decode("utf-8", "ignore")
    yield data.decode("gb18030", "ignore")
    yield _FIRST_HIGH.sub(b"", data).decode("gb18030", "ignore")
    for offset in (0, 1):
        yield data[offset:].decode("utf-16-le", "ignore")
        yield data[offset:].decode("utf-16-be", "ignore")


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text with a text's control characters: fonts, tables, UTF-16."""
    return bool(_CONTROL.search(data))


def runs_of(data: bytes) -> str:
    """Binary → the stretches of UTF-8 within it, a line each; control bytes may be strewn in."""
    clean = _CONTROL.sub(b"", data)
    found = (
        run[0].decode("utf-8", "ignore") for each in (data, clean) for run in _RUN.finditer(each)
    )
    return "\n".join(dict.fromkeys(found))


def utf16_of(data: bytes) -> str:
    """UTF-16 → its text; empty for what is none: its NULs stand in one half of each pair."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and min(even, odd) * 8 >= max(even, odd):
        return ""
    little = data[:2] == b"\xff\xfe" or (data[:2] != b"\xfe\xff" and odd > even)
    return data.decode("utf-16-le" if little else "utf-16-be", "ignore")


def variants(text: str) -> Iterator[str]:
    """A text and everything that can be decoded from it, each once."""
    seen: set[str] = set()
    layer = [text, *_seen(text)]
    for _ in range(DEPTH):
        fresh = []
        for each in layer:
            if each not in seen:
                seen.add(each)
                yield each
                fresh += [found for step in _STEPS for found in step(each)]
        layer = fresh


def _seen(text: str) -> Iterator[str]:
    """Without what nobody sees."""
    if _UNSEEN.search(text):
        yield _UNSEEN.sub("", text)


def _entities(text: str) -> Iterator[str]:
    if "&" in text:
        yield html.unescape(text)


def _without_tags(text: str) -> Iterator[str]:
    if "<" in text:
        yield _TAG.sub("", text)


def _percent(text: str) -> Iterator[str]:
    if "%" not in text or not _PERCENT.search(text):
        return
    yield _PERCENT.sub(lambda found: unquote_to_bytes(found[0]).decode("utf-8", "ignore"), text)
    yield _PERCENT.sub(lambda found: unquote_to_bytes(found[0]).decode("gb18030", "ignore"), text)


def _quoted_printable(text: str) -> Iterator[str]:
    if "=" in text and _QUOTED.search(text):
        yield _QUOTED.sub(
            lambda found: bytes.fromhex(re.sub(r"[=\r\n]", "", found[0])).decode("utf-8", "ignore"),
            text,
        )


def _escapes(text: str) -> Iterator[str]:
    if "\\" not in text:
        return
    if _BYTES.search(text):
        yield _BYTES.sub(
            lambda found: bytes.fromhex(found[0].replace("\\x", "")).decode("utf-8", "ignore"), text
        )
    yield _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(next(group for group in found.groups() if group), 16)
    return chr(code) if code < 0x110000 else ""


def _base64(text: str) -> Iterator[str]:
    for found in _BASE64.finditer(text):
        yield from _from_base64(found[0])


@lru_cache(65536)
def _from_base64(run: str) -> tuple[str, ...]:
    """A run may begin with letters that do not belong to it: all four alignments are tried."""
    clean = run.replace("-", "+").replace("_", "/")
    texts: list[str] = []
    for offset in range(4):
        part = clean[offset:]
        padded = part[:-1] if len(part) % 4 == 1 else part + "=" * (-len(part) % 4)
        texts += _readable(base64.b64decode(padded))
    return tuple(texts)


def _hex(text: str) -> Iterator[str]:
    for found in _HEX.finditer(text):
        yield from _from_hex(found[0])


@lru_cache(65536)
def _from_hex(run: str) -> tuple[str, ...]:
    """The first digit may belong to what stands before."""
    even, odd = run[: len(run) // 2 * 2], run[1 : 1 + (len(run) - 1) // 2 * 2]
    return (*_readable(bytes.fromhex(even)), *_readable(bytes.fromhex(odd)))


def _readable(data: bytes) -> Iterator[str]:
    """Whatever of it is text; random bytes are none."""
    for text in texts_of(data):
        words = len(bare(text))
        if words >= 6 and words > len(text) * _TEXT_SHARE:
            yield text


def _merged(text: str) -> Iterator[str]:
    """“灯不 不灭 灭火” → “灯不灭火”, as the shadow pages of the search are cut."""
    if _BIGRAMS.search(text):
        yield _BIGRAMS.sub(lambda found: _merge(found[0].split(" ")), text)


def _merge(pairs: list[str]) -> str:
    merged = [pairs[0]]
    for before, pair in pairwise(pairs):
        merged.append(pair[1] if before[1] == pair[0] else " " + pair)
    return "".join(merged)


_STEPS: tuple[Callable[[str], Iterator[str]], ...] = (
    _entities,
    _without_tags,
    _percent,
    _quoted_printable,
    _escapes,
    _base64,
    _hex,
    _merged,
)


def octal(data: bytes) -> bytes:
    r"""`\345\256\211` in PDF strings → bytes."""
    return _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), data)
