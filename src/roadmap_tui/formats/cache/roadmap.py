"""A checked roadmap in a form that loads without pydantic and TOML, for the cache.

Short columns (ids, titles, the shape of the tree) are read at once, a column at a time. Descriptions and links are most
of the bytes: they stay compressed, in blocks of nodes, until `Node.about` or `Node.links` is read.
`formats.cache.columns` is the file around them.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, repeat
from typing import Any
from zlib import compress, decompressobj

from roadmap_tui.core.roadmap import ROOT, Level, Link, LinkKind, Node, NodeId, Origin, Roadmap, RoadmapId
from roadmap_tui.errors import RoadmapError
from roadmap_tui.formats.cache import columns
from roadmap_tui.formats.cache.columns import CacheKey, Parts, choices, is_text, require, to_json

_KIND = "roadmap 4"
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
        bytes(node.is_topic for node in nodes),
        *(part for name in _CHOSEN for part in choices([getattr(node, name) for node in nodes])),
        to_json([roadmap.id, roadmap.source, roadmap.language, dict(roadmap.renamed)]),
        array("I", accumulate(map(len, blocks))).tobytes(),
        b"".join(blocks),
    ]
    return columns.dumps(_KIND, key, parts)


def key_of(data: bytes) -> CacheKey | None:
    """The key of a file; None when this version did not write it."""
    return columns.key_of(data, _KIND)


def loads(data: bytes, read_again: Callable[[], Roadmap]) -> Roadmap | None:
    """Read a roadmap; None when it was cut short or changed, or is none.

    Args:
        data: What `dumps` gave.
        read_again: Gives the same roadmap without the cache; called when descriptions and links, which are read later,
            turn out to be at fault. May raise a `RoadmapError`.
    """
    try:
        parts = columns.loads(data, _KIND)
        return _roadmap(parts, read_again) if parts else None
    except Exception:  # whatever is wrong with a cache, there is none
        return None


def _roadmap(parts: Parts, read_again: Callable[[], Roadmap]) -> Roadmap:
    ids, titles, depths, topics = [*map(NodeId, parts.strings())], parts.strings(), parts.raw(), parts.raw()
    numbers = [*range(len(ids) + 1), -1]  # each once, for all nodes to share; the root's parent is the last one, -1
    parents, ends = _shape(depths, numbers)
    positions = dict(zip(ids, numbers, strict=False))
    require(positions, lambda _: len(positions) == len(ids) and ids[0] == ROOT)
    texts = _Texts(ids, read_again)
    columns = zip(
        *(ids, titles, depths, parents, ends, map(bool, topics), repeat(texts, len(ids)), numbers[: len(ids)]),
        parts.choices(_are_texts),  # tags
        map(_LEVELS.__getitem__, parts.choices(_LEVELS.__contains__)),
        parts.choices(_is_number_or_none),  # minutes
        parts.choices(lambda after: isinstance(after, tuple) and all(each in positions for each in after)),
        map(_ORIGINS.__getitem__, parts.choices(_ORIGINS.__contains__)),
        parts.choices(_are_texts),  # was
        parts.choices(_is_text_or_none),  # ref
        strict=True,
    )
    nodes = tuple(map(tuple.__new__, repeat(_StoredNode), columns))
    roadmap_id, source, language, renamed = parts.json()
    require((source, language), lambda given: is_text(roadmap_id) and all(map(_is_text_or_none, given)))
    require(renamed, lambda given: isinstance(given, dict) and all(new in positions for new in given.values()))
    texts.ends, texts.data = parts.numbers("I"), parts.rest()
    return Roadmap(RoadmapId(roadmap_id), nodes, positions, renamed, source, language)


def _shape(depths: bytes, numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """The parent and the end of every node; raises `ValueError` or `LookupError` where the depths are no tree.

    Args:
        depths: Of the nodes.
        numbers: What to take the indexes from.
    """
    parents, ends = [-1] * len(depths), [len(depths)] * len(depths)
    above: list[int] = []
    for number, depth in zip(numbers, depths, strict=False):
        if depth > len(above) or (number and not depth):
            raise ValueError(depth)
        while len(above) > depth:
            ends[above.pop()] = number
        if above:
            parents[number] = above[-1]
        above.append(number)
    return parents, ends


def _are_texts(value: object) -> bool:
    return isinstance(value, tuple) and all(map(is_text, value))


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_number_or_none(value: object) -> bool:
    return value is None or type(value) is int


_LEVELS: dict[str | None, Level | None] = {None: None, **{level.value: level for level in Level}}
_ORIGINS: dict[str | None, Origin | None] = {None: None, **{origin.value: origin for origin in Origin}}
_Text = tuple[str, tuple[Link, ...]]
"""The description of a node, and its links."""

_KINDS = {kind.value: kind for kind in LinkKind}


_MAX_TEXT_BYTES = 128 * 2**20
"""Of one block, decompressed: twice what a whole roadmap file may have, as JSON escapes some characters."""


class _Texts:
    """The descriptions and links of all nodes; the block that was read last stays open for the nodes beside."""

    data = memoryview(b"")
    ends: Sequence[int] = ()
    """Of the blocks."""

    def __init__(self, ids: Sequence[NodeId], read_again: Callable[[], Roadmap]) -> None:
        self._ids = ids
        self._read_again = read_again
        self._block: tuple[int, Sequence[_Text]] = -1, ()

    def about(self, index: int) -> str:
        """The description of a node."""
        return self._of(index)[0]

    def links(self, index: int) -> tuple[Link, ...]:
        """The links of a node."""
        return self._of(index)[1]

    def _of(self, index: int) -> _Text:
        number = index // _BLOCK
        if self._block[0] != number:
            try:
                block = self._decompressed(number)
            except Exception:  # whatever is wrong with a cache, there is none
                block = self._from_file(number)
            self._block = number, block
        return self._block[1][index % _BLOCK]

    def _decompressed(self, number: int) -> list[_Text]:
        start = self.ends[number - 1] if number else 0
        data = decompressobj().decompress(self.data[start : self.ends[number]], _MAX_TEXT_BYTES)
        found = [_text(about, links) for about, links in json.loads(data)]
        return require(found, lambda texts: len(texts) == len(self._ids_of(number)))

    def _from_file(self, number: int) -> list[_Text]:
        ids = self._ids_of(number)
        try:
            roadmap = self._read_again()
        except RoadmapError:
            return [("", ())] * len(ids)
        nodes = [roadmap.node(each) if each in roadmap.indexes else None for each in ids]
        return [(node.about, node.links) if node else ("", ()) for node in nodes]

    def _ids_of(self, number: int) -> Sequence[NodeId]:
        return self._ids[number * _BLOCK : (number + 1) * _BLOCK]


def _text(about: str, links: Iterable[Sequence[Any]]) -> _Text:
    return require(about, is_text), tuple([_link(*link) for link in links])


def _link(title: str, url: str, kind: str, by: str | None, free: bool | None) -> Link:
    require(
        (title, url), lambda texts: all(map(is_text, texts)) and url[:8].lower().startswith(("http://", "https://"))
    )
    return Link(
        title, url, _KINDS[kind], require(by, _is_text_or_none), require(free, (True, False, None).__contains__)
    )


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
