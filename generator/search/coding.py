"""编码：the bytes of Pagefind's files: CBOR behind a signature, in gzip.

Only what these files hold: whole numbers, texts and arrays. Sources: RFC 8949, and what Pagefind
1.5.2 itself writes (tests/search/pagefind_itself.py reads both).
"""

from __future__ import annotations

from collections.abc import Iterable

import deflate

SIGNATURE = b"pagefind_dcd"
UNSIGNED, NEGATIVE, TEXT, ARRAY = 0, 1, 3, 4
"""kinds of heads"""
_LEVEL = 5
"""of libdeflate: a third of the time that zlib takes for more bytes. What comes out depends on its
version alone, not on the processor"""
DENSE = 12
"""the most, for the one file that every search loads"""


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
    return bytes(deflate.gzip_compress(SIGNATURE + content, level))
