"""A checked roadmap in a form that loads without pydantic and TOML, for the cache.

Short columns (ids, titles, the shape of the tree) are read at once, a column at a time. Descriptions and links are most
of the bytes: they stay compressed, in blocks of nodes, until `Node.about` or `Node.links` is read.
`formats.cache.columns` is the file around them.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, repeat
from typing import Any
from zlib import compress, decompress

from roadmap_tui.core.roadmap import Level, Link, LinkKind, Node, Origin, Roadmap, RoadmapId
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.cache.columns import CacheKey, Parts, choices, to_json

_KIND = "roadmap 3"
"""The number goes up when the format changes."""

_BLOCK = 64
"""Nodes whose descriptions and links are compressed together."""

_CHOSEN = ("tags", "level", "minutes", "after", "origin", "was", "ref")
"""Attributes with few values: each value is written once, and for each node which one it is."""


def dumps(roadmap: Roadmap, key: CacheKey) -> bytes:
    """Write a roadmap down.

    Args:
        roadmap: A checked one.
        key: What it was made from; `key_of` gives it back.

    Raises:
        UnicodeEncodeError: A text holds a lone surrogate.
    """
    nodes = roadmap.nodes
    texts = [[node.about, [list(link) for link in node.links]] for node in nodes]
    blocks = [compress(to_json(texts[begin : begin + _BLOCK]), 1) for begin in range(0, len(texts), _BLOCK)]
    parts = [
        to_json([node.id for node in nodes]),
        to_json([node.title for node in nodes]),
        bytes(node.depth for node in nodes),
        array("i", [node.parent for node in nodes]).tobytes(),
        array("I", [node.end for node in nodes]).tobytes(),
        bytes(node.is_topic for node in nodes),
        *(part for name in _CHOSEN for part in choices([getattr(node, name) for node in nodes])),
        to_json([roadmap.id, roadmap.source, roadmap.language, dict(roadmap.renamed)]),
        array("I", accumulate(map(len, blocks))).tobytes(),
        b"".join(blocks),
    ]
    return columns.dumps(_KIND, key, parts)


def key_of(data: bytes) -> CacheKey | None:
    """What a roadmap was made from; None when it is not one that this version wrote."""
    return columns.key_of(data, _KIND)


def loads(data: bytes) -> Roadmap | None:
    """Read a roadmap; None when it was cut short or changed, or is none."""
    try:
        parts = columns.loads(data, _KIND)
        return _roadmap(parts) if parts else None
    except (ValueError, TypeError, LookupError):
        return None


def _roadmap(parts: Parts) -> Roadmap:
    ids, titles = parts.json(), parts.json()
    numbers = [*range(len(ids) + 1), -1]  # each once, for all nodes to share; the root's parent is the last one, -1
    texts = _Texts()
    depths, parents, ends, topics = parts.raw(), parts.numbers("i"), parts.numbers("I"), parts.raw()
    indexes = (map(numbers.__getitem__, column) for column in (parents, ends))
    tags, level, minutes, after, origin, was, ref = (parts.choices() for _ in _CHOSEN)
    columns = zip(
        *(ids, titles, depths, *indexes, map(bool, topics), repeat(texts), numbers),
        *(tags, map(_LEVELS.get, level), minutes, after, map(_ORIGINS.get, origin), was, ref),
        strict=False,
    )
    nodes = tuple(map(tuple.__new__, repeat(_StoredNode), columns))
    roadmap_id, source, language, renamed = parts.json()
    texts.ends, texts.data = parts.numbers("I"), parts.rest()
    positions = dict(zip(ids, numbers, strict=False))
    return Roadmap(RoadmapId(roadmap_id), nodes, positions, renamed, source, language)


_LEVELS: dict[str | None, Level | None] = {level.value: level for level in Level}
_ORIGINS: dict[str | None, Origin | None] = {origin.value: origin for origin in Origin}
_KINDS = {kind.value: kind for kind in LinkKind}


class _Texts:
    """The descriptions and links of all nodes; the block that was read last stays open for the nodes beside."""

    data = memoryview(b"")
    ends: Sequence[int] = ()
    """Of the blocks."""

    _block: tuple[int, Sequence[tuple[str, list[Any]]]] = -1, ()

    def about(self, index: int) -> str:
        """The description of a node."""
        return self._of(index)[0]

    def links(self, index: int) -> tuple[Link, ...]:
        """The links of a node."""
        return tuple([Link(title, url, _KINDS[kind], *rest) for title, url, kind, *rest in self._of(index)[1]])

    def _of(self, index: int) -> tuple[str, list[Any]]:
        number = index // _BLOCK
        if self._block[0] != number:
            start = self.ends[number - 1] if number else 0
            self._block = number, json.loads(decompress(self.data[start : self.ends[number]]))
        return self._block[1][index % _BLOCK]


class _StoredNode(Node):
    """A node that has `_Texts` and its index where another has its description and its links."""

    __slots__ = ()

    @property
    def about(self) -> str:
        """Markdown."""
        texts, index = self._place
        return texts.about(index)

    @property
    def links(self) -> tuple[Link, ...]:
        """Resources to learn from."""
        texts, index = self._place
        return texts.links(index)

    @property
    def _place(self) -> tuple[_Texts, int]:
        place: tuple[_Texts, int] = tuple.__getitem__(self, _TEXTS)  # type: ignore[assignment]
        return place

    # As a tuple, too, it has the texts.

    def __iter__(self) -> Iterator[Any]:
        raw = tuple.__getitem__(self, slice(None))
        return iter((*raw[: _TEXTS.start], self.about, self.links, *raw[_TEXTS.stop :]))

    def __eq__(self, other: object) -> bool:
        return Node._make(self) == (Node._make(other) if isinstance(other, _StoredNode) else other)

    def __hash__(self) -> int:
        return hash(Node._make(self))

    _make = Node._make  # type: ignore[assignment]  # what `_replace` makes is a node like any other


_TEXTS = slice(Node._fields.index("about"), Node._fields.index("links") + 1)
