"""编码：the bytes of Pagefind's files: CBOR behind a signature, in gzip.

Only what these files hold: whole numbers, texts and arrays. Sources: RFC 8949, and what Pagefind
1.5.2 itself writes (tests/search/pagefind_itself.py reads both).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

SIGNATURE = b"pagefind_dcd"
UNSIGNED, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
"""kinds of heads"""
_LEVEL = 5
"""of zlib: half the time of 6 for one hundredth more bytes"""
DENSE = 9
"""for the one file that every search loads"""
_GZIP = 31
"""window bits that ask zlib for gzip; its header then holds neither time nor name"""


def head(kind: int, number: int) -> bytes:
    """A kind, and a whole number from 0 to 2³²-1."""
    kind <<= 5
    if number < 24:
        return bytes((kind | number,))
    if number < 1 << 8:
        return bytes((kind | 24, number))
    if number < 1 << 16:
        return bytes((kind | 25,)) + number.to_bytes(2, "big")
    return bytes((kind | 26,)) + number.to_bytes(4, "big")


def unsigned(number: int) -> bytes:
    """A whole number from 0 to 2³²-1."""
    return head(UNSIGNED, number)


def text(value: str) -> bytes:
    """A text."""
    data = value.encode()
    return head(TEXT, len(data)) + data


def array(length: int) -> bytes:
    """The head of an array; its items follow."""
    return head(ARRAY, length)


def items(encoded: Iterable[bytes]) -> bytes:
    """An array of what is encoded already."""
    found = list(encoded)
    return array(len(found)) + b"".join(found)


def pack(content: bytes, level: int = _LEVEL) -> bytes:
    """Content → the bytes of a file."""
    squeezer = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return squeezer.compress(SIGNATURE + content) + squeezer.flush()
