"""The files of the cache: eight digits of a CRC-32, a line of JSON, and parts whose sizes are in this line.

The checksum is over everything behind it. Nothing is executed, and nothing is believed that was written by another
version or on another kind of machine, cut short or changed. What a reader finds at fault it raises as any exception:
`storage` takes each of them for a file that is not there.
"""

import json
import sys
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from zlib import crc32

from roadmap_tui import __version__

_T = TypeVar("_T")

_CRC_BYTES = 9
"""Eight digits and a newline."""

_MADE_BY = f"{__version__} {sys.byteorder} {array('I').itemsize} {array('Q').itemsize}"
"""Another program, version or machine reads nothing of ours."""

CacheKey = Mapping[str, Any]
"""What something was made from: JSON, in words of the caller's."""


def dumps(kind: str, key: CacheKey, parts: Sequence[bytes]) -> bytes:
    """Write something down.

    Args:
        kind: What it is, and the version of its parts.
        key: What it was made from; `key_of` gives it back.
        parts: In the order in which they are read.
    """
    head = {"kind": kind, "made": _MADE_BY, "key": dict(key), "parts": list(map(len, parts))}
    return _signed(head, b"".join(parts))


def with_key(data: bytes, key: CacheKey) -> bytes:
    """The same parts, known to be made from something else; what nobody can read stays as it is."""
    head = _head(data)
    return _signed({**head, "key": dict(key)}, data[data.index(b"\n", _CRC_BYTES) + 1 :]) if head else data


def key_of(data: bytes, kind: str) -> CacheKey | None:
    """The key of a file; None when it is of another kind or this version did not write it."""
    head = _head(data)
    return head["key"] if head and head.get("kind") == kind and isinstance(head.get("key"), dict) else None


def loads(data: bytes, kind: str) -> "Parts | None":
    """The parts; None when they were cut short or changed, or are of another kind."""
    try:
        if int(data[: _CRC_BYTES - 1], 16) != crc32(memoryview(data)[_CRC_BYTES:]):
            return None
    except ValueError:
        return None
    head = _head(data)
    if not head or head.get("kind") != kind:
        return None
    return Parts(data, data.index(b"\n", _CRC_BYTES) + 1, head["parts"])


class Parts:
    """The parts behind the head, one after the other."""

    def __init__(self, data: bytes, start: int, sizes: Iterable[int]) -> None:
        """Nothing is read yet.

        Args:
            data: The file.
            start: Where the first part begins.
            sizes: Of all parts, in bytes.
        """
        self._data = data
        self._place = start
        self._sizes = iter(sizes)

    def raw(self) -> bytes:
        """The next one as it is."""
        start, self._place = self._place, self._place + next(self._sizes)
        return require(self._data[start : self._place], lambda part: start + len(part) == self._place)

    def rest(self) -> memoryview:
        """All that follows, without a copy."""
        return memoryview(self._data)[self._place :]

    def json(self) -> Any:
        """The next one as JSON."""
        return json.loads(self.raw().decode())

    def numbers(self, code: str) -> "array[int]":
        """The next one as whole numbers of a type that `array` knows."""
        numbers = array(code)
        numbers.frombytes(self.raw())
        return numbers

    def strings(self) -> list[str]:
        """The next one as a list of texts."""
        return require(self.json(), lambda texts: isinstance(texts, list) and all(map(is_text, texts)))

    def choices(self, is_valid: Callable[[Any], bool]) -> Iterator[Any]:
        """The next two as what `choices` was given, with tuples for lists.

        Args:
            is_valid: Whether a value may stand there.
        """
        values = [tuple(value) if isinstance(value, list) else value for value in self.json()]
        require(values, lambda _: all(map(is_valid, values)))
        numbers = self.numbers("I")
        return map(values.__getitem__, numbers)


def require(value: _T, is_valid: Callable[[_T], bool]) -> _T:
    """A value, if it is what can stand there; raises `ValueError` when it is not."""
    if not is_valid(value):
        raise ValueError(value)
    return value


def is_text(value: object) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def choices(values: Sequence[Hashable]) -> tuple[bytes, bytes]:
    """Two parts: each value once, and for each place which one stands there."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return to_json(list(numbers)), array("I", map(numbers.__getitem__, values)).tobytes()


def to_json(value: object) -> bytes:
    """A part, or the head."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _signed(head: Mapping[str, object], parts: bytes) -> bytes:
    body = b"%s\n%s" % (to_json(head), parts)
    return b"%08x\n%s" % (crc32(body), body)


def _head(data: bytes) -> dict[str, Any] | None:
    try:
        head = json.loads(data[_CRC_BYTES : data.index(b"\n", _CRC_BYTES)])
    except (ValueError, RecursionError):
        return None
    return head if isinstance(head, dict) and head.get("made") == _MADE_BY else None
