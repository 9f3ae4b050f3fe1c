"""动图：a GIF without comments and application data; its frames stay as they are.

GIF89a, appendix A: blocks one after the other, each as long as its sub-blocks say.
"""

from __future__ import annotations

from collections.abc import Iterator

LOOP = b"NETSCAPE2.0"
"""the one application block that says something about the picture: how often it plays"""
HEAD = 13
TRAILER, EXTENSION, FRAME = 0x3B, 0x21, 0x2C
CONTROL, APPLICATION = 0xF9, 0xFF


class TruncatedGifError(Exception):
    """文件不完整."""


def clean_gif(data: bytes) -> bytes:
    """动图 → 只留画面：what is not needed to show it is left out. Raises TruncatedGifError."""
    try:
        return b"".join(_kept(data))
    except IndexError:
        raise TruncatedGifError from None


def _kept(data: bytes) -> Iterator[bytes]:
    at = HEAD + _table(data[10])
    yield data[:at]
    while data[at] != TRAILER:
        end = _end(data, at)
        if data[at] == FRAME or _shows(data, at):
            yield data[at:end]
        at = end
    yield bytes([TRAILER])


def _shows(data: bytes, at: int) -> bool:
    """Whether an extension says how a frame, or all of them, are played."""
    label = data[at + 1]
    return label == CONTROL or (label == APPLICATION and data[at + 3 : at + 14] == LOOP)


def _end(data: bytes, at: int) -> int:
    """Where the block at `at` ends. IndexError when the file ends before."""
    if data[at] == FRAME:
        at += 10 + _table(data[at + 9]) + 1
    elif data[at] == EXTENSION:
        at += 2
    else:
        raise IndexError
    while data[at]:
        at += data[at] + 1
    return at + 1


def _table(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
