"""包：the results of many things in one file, each as bytes that can be taken out by themselves.

What stands apart in a pickle is much, and seldom looked at: it stays in the file, mapped, until
somebody does.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from generator.cache import Buffer, map_checked, write_checked

_HEAD = struct.Struct("<8sQ")
"""the mark of this order of things, and the length of all that does not stand apart"""
_MARK = b"anlipak2"


class Dumped(NamedTuple):
    """值的字节, and those of it that stand apart, in order."""

    whole: bytes
    apart: Sequence[Buffer] = ()

    def value(self) -> Any:
        """The value again; what stands apart is looked at where it lies."""
        return pickle.loads(self.whole, buffers=self.apart)  # noqa: S301 - our own, with checksum


Pack = Mapping[str, tuple[Mapping[str, str], Dumped]]
"""包: of each thing what its result depended on, and the result"""


def read_pack(path: Path) -> Pack:
    """What a file holds; nothing where there is none, a damaged one, or one of another program."""
    found = map_checked(path)
    if found is None or bytes(found[: len(_MARK)]) != _MARK:
        return {}
    _, length = _HEAD.unpack_from(found)
    index = pickle.loads(found[_HEAD.size : _HEAD.size + length])  # noqa: S301 - as above
    apart = _cut(found[_HEAD.size + length :], index)
    return {name: (parts, Dumped(whole, next(apart))) for name, (parts, whole, _) in index.items()}


def write_pack(path: Path, pack: Pack) -> Pack:
    """The same pack; what stands apart is let go, and looked at in the file from now on."""
    index = {
        name: (parts, dumped.whole, tuple(map(len, dumped.apart)))
        for name, (parts, dumped) in pack.items()
    }
    head = pickle.dumps(index, 5)
    bulk = [part for _, dumped in pack.values() for part in dumped.apart]
    written = write_checked(path, _HEAD.pack(_MARK, len(head)), head, *bulk, mapped=bool(bulk))
    if written is None:
        return pack
    apart = _cut(written[_HEAD.size + len(head) :], index)
    return {
        name: (parts, Dumped(dumped.whole, next(apart))) for name, (parts, dumped) in pack.items()
    }


def _cut(bulk: Buffer, index: Mapping[str, Any]) -> Iterator[list[Buffer]]:
    """Of each thing what stands apart."""
    at = 0
    for _, _, sizes in index.values():
        ends = list(accumulate(sizes, initial=at))
        yield [bulk[start:end] for start, end in pairwise(ends)]
        at = ends[-1]


def dump(value: object) -> Dumped:
    """值 → 字节. Bytes stand apart, and come back as they lie."""
    written, apart = io.BytesIO(), list[pickle.PickleBuffer]()
    parted = pickle.PickleBuffer(value) if isinstance(value, bytes) else value
    _Pickler(written, 5, buffer_callback=apart.append).dump(parted)
    return Dumped(written.getvalue(), [bytes(part) for part in apart])


class _Pickler(pickle.Pickler):
    """Frozen values as calls of their classes: what dataclasses do by themselves takes three times as long."""

    def reducer_override(self, value: Any) -> Any:
        """The class and the values of its fields, in order."""
        kind: Any = type(value)
        values_of = _values_of(kind)
        return (kind, values_of(value)) if values_of else NotImplemented


@cache
def _values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    settings = getattr(kind, "__dataclass_params__", None)
    if settings is None or not settings.frozen:
        return None
    names = tuple(kind.__dataclass_fields__)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)
