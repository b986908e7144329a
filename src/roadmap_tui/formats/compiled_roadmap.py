"""A checked roadmap in a form that loads without pydantic and TOML: what the cache keeps.

The eight digits of a CRC-32 over everything behind them, a line of JSON, then the parts that this line measures. Short
columns (ids, titles, the shape of the tree) are read at once, a column at a time; descriptions and links, most of the
bytes, stay as they are until somebody looks at the node. Nothing is executed and nothing is believed that was written
by another version, cut short or changed.
"""

import json
import sys
from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple
from zlib import crc32

from roadmap_tui import __version__
from roadmap_tui.core.roadmap import Level, Link, LinkKind, Node, Origin, Roadmap, RoadmapId

FORMAT = 1
"""Goes up when what is written here means something else."""

_CRC_BYTES = 9
"""Eight digits and a newline."""

_MADE_BY = f"{FORMAT} {__version__} {sys.byteorder} {array('I').itemsize}"
"""Another program, version or machine reads nothing of ours."""

Key = Mapping[str, str | int]
"""What the roadmap was made from, in words of the caller's."""

_CHOSEN = ("tags", "level", "minutes", "after", "origin", "was", "ref")
"""Attributes with few values: each value is written once, and for each node which one it is."""


def dumps(roadmap: Roadmap, key: Key) -> bytes:
    """Write a roadmap down.

    Args:
        roadmap: A checked one.
        key: What it was made from; `key_of` gives it back.

    Raises:
        UnicodeEncodeError: A text holds a lone surrogate.
    """
    nodes = roadmap.nodes
    texts = [_json([node.about, [list(link) for link in node.links]]) for node in nodes]
    parts = [
        _json([node.id for node in nodes]),
        _json([node.title for node in nodes]),
        bytes(node.depth for node in nodes),
        array("i", [node.parent for node in nodes]).tobytes(),
        array("I", [node.end for node in nodes]).tobytes(),
        bytes(node.is_topic for node in nodes),
        *(part for name in _CHOSEN for part in _choices([getattr(node, name) for node in nodes])),
        _json([roadmap.id, roadmap.source, roadmap.language, dict(roadmap.renamed)]),
        array("I", _ends(map(len, texts))).tobytes(),
        b"".join(texts),
    ]
    return _signed({"made": _MADE_BY, "key": dict(key), "parts": list(map(len, parts))}, b"".join(parts))


def with_key(data: bytes, key: Key) -> bytes:
    """The same roadmap, known to be made from something else, too; what is no roadmap stays none."""
    head = _head(data)
    return _signed({**head, "key": dict(key)}, data[data.index(b"\n", _CRC_BYTES) + 1 :]) if head else data


def _signed(head: Mapping[str, object], parts: bytes) -> bytes:
    body = b"%s\n%s" % (_json(head), parts)
    return b"%08x\n%s" % (crc32(body), body)


def key_of(data: bytes) -> Key | None:
    """What a roadmap was made from; None when it is not one that this version wrote."""
    head = _head(data)
    return head["key"] if head and isinstance(head.get("key"), dict) else None


def loads(data: bytes) -> Roadmap | None:
    """Read a roadmap; None when it was cut short or changed, or is none."""
    try:
        if int(data[: _CRC_BYTES - 1], 16) != crc32(memoryview(data)[_CRC_BYTES:]):
            return None
        head = _head(data)
        return _roadmap(_Parts(data, data.index(b"\n", _CRC_BYTES) + 1, head["parts"])) if head else None
    except (ValueError, TypeError, LookupError):
        return None


def _head(data: bytes) -> dict[str, Any] | None:
    try:
        head = json.loads(data[_CRC_BYTES : data.index(b"\n", _CRC_BYTES)])
    except ValueError:
        return None
    return head if isinstance(head, dict) and head.get("made") == _MADE_BY else None


class _Parts:
    """The parts behind the head, one after the other."""

    def __init__(self, data: bytes, start: int, sizes: Iterable[int]) -> None:
        self._data = data
        self._place = start
        self._sizes = iter(sizes)

    def raw(self) -> bytes:
        """The next one as it is."""
        start, self._place = self._place, self._place + next(self._sizes)
        return self._data[start : self._place]

    def rest(self) -> memoryview:
        """All that follows, without a copy."""
        return memoryview(self._data)[self._place :]

    def json(self) -> Any:
        """The next one as JSON."""
        return json.loads(self.raw().decode())

    def numbers(self, code: str) -> "array[int]":
        """The next one as whole numbers."""
        numbers = array(code)
        numbers.frombytes(self.raw())
        return numbers

    def choices(self) -> Iterator[Any]:
        """The next two as what `_choices` was given, with tuples for lists."""
        values = [tuple(value) if isinstance(value, list) else value for value in self.json()]
        return map(values.__getitem__, self.numbers("I"))


def _roadmap(parts: _Parts) -> Roadmap:
    ids, titles = parts.json(), parts.json()
    places = range(len(ids))
    texts = _Texts()
    depths, parents, ends, topics = parts.raw(), parts.numbers("i"), parts.numbers("I"), parts.raw()
    tags, level, minutes, after, origin, was, ref = (parts.choices() for _ in _CHOSEN)
    columns = zip(
        *(ids, titles, depths, parents, ends, map(bool, topics), repeat(texts), places),
        *(tags, map(_LEVELS.get, level), minutes, after, map(_ORIGINS.get, origin), was, ref),
        strict=False,
    )
    nodes = tuple(map(tuple.__new__, repeat(_StoredNode), columns))
    roadmap_id, source, language, renamed = parts.json()
    texts.ends, texts.data = parts.numbers("I"), parts.rest()
    positions = dict(zip(ids, places, strict=True))
    return Roadmap(RoadmapId(roadmap_id), nodes, positions, renamed, source, language)


_LEVELS: dict[str | None, Level | None] = {level.value: level for level in Level}
_ORIGINS: dict[str | None, Origin | None] = {origin.value: origin for origin in Origin}
_KINDS = {kind.value: kind for kind in LinkKind}


class _Text(NamedTuple):
    about: str
    links: tuple[Link, ...]


class _Texts:
    """The descriptions and links of all nodes, as they were written."""

    data = memoryview(b"")
    ends: Sequence[int] = ()
    _last: tuple[int, _Text] | None = None

    def of(self, index: int) -> _Text:
        """Those of one node; the last one is kept, because who asks for the one asks for the other."""
        if self._last is None or self._last[0] != index:
            start = self.ends[index - 1] if index else 0
            about, links = json.loads(self.data[start : self.ends[index]].tobytes().decode())
            self._last = index, _Text(about, tuple([_link(*link) for link in links]))
        return self._last[1]


def _link(title: str, url: str, kind: str, by: str | None, free: bool | None) -> Link:
    return Link(title, url, _KINDS[kind], by, free)


class _StoredNode(Node):
    """A node with the places of its texts where another has the texts."""

    __slots__ = ()

    @property
    def about(self) -> str:
        """Markdown."""
        return self._text.about

    @property
    def links(self) -> tuple[Link, ...]:
        """Resources to learn from."""
        return self._text.links

    @property
    def _text(self) -> _Text:
        texts: Any = tuple.__getitem__(self, _TEXTS.start)
        found: _Text = texts.of(tuple.__getitem__(self, _TEXTS.start + 1))
        return found

    # Whoever takes it for the tuple that it is gets the texts as well.

    def __iter__(self) -> Iterator[Any]:
        raw = tuple.__getitem__(self, slice(None))
        return iter((*raw[: _TEXTS.start], *self._text, *raw[_TEXTS.stop :]))

    def __eq__(self, other: object) -> bool:
        return Node._make(self) == (Node._make(other) if isinstance(other, _StoredNode) else other)

    def __hash__(self) -> int:
        return hash(Node._make(self))

    _make = Node._make  # type: ignore[assignment]  # what `_replace` makes is a node like any other


_TEXTS = slice(Node._fields.index("about"), Node._fields.index("links") + 1)


def _choices(values: Sequence[Hashable]) -> tuple[bytes, bytes]:
    """Each value once, and for each place which one stands there."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return _json(list(numbers)), array("I", map(numbers.__getitem__, values)).tobytes()


def _ends(sizes: Iterable[int]) -> Iterator[int]:
    end = 0
    for size in sizes:
        end += size
        yield end


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
