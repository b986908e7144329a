"""A checked roadmap in a form that loads without pydantic and TOML: what the cache keeps.

Short columns (ids, titles, the shape of the tree) are read at once, a column at a time; descriptions and links, most of
the bytes, stay as they are until somebody looks at the node. The file around them is for `formats.cache.columns`.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from roadmap_tui.core.roadmap import Level, Link, LinkKind, Node, Origin, Roadmap, RoadmapId
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.cache.columns import CacheKey, Parts, choices, to_json

_KIND = "roadmap 2"
"""The number goes up when what is written here means something else."""

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
    texts = [to_json([node.about, [list(link) for link in node.links]]) for node in nodes]
    parts = [
        to_json([node.id for node in nodes]),
        to_json([node.title for node in nodes]),
        bytes(node.depth for node in nodes),
        array("i", [node.parent for node in nodes]).tobytes(),
        array("I", [node.end for node in nodes]).tobytes(),
        bytes(node.is_topic for node in nodes),
        *(part for name in _CHOSEN for part in choices([getattr(node, name) for node in nodes])),
        to_json([roadmap.id, roadmap.source, roadmap.language, dict(roadmap.renamed)]),
        array("I", _ends(map(len, texts))).tobytes(),
        b"".join(texts),
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


def _ends(sizes: Iterable[int]) -> Iterator[int]:
    end = 0
    for size in sizes:
        end += size
        yield end
