"""The outline that was parsed from a foreign list. Its nodes have no ids yet; `merge` makes an edition of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import ROOT, Level, Link, Node, NodeId, ends_of

MAX_DEPTH = 32
"""Levels below the root; what is deeper stands at the last one."""


class ImportNote(NamedTuple):
    """A part of the source that is no topic, and what was done with it."""

    line: int
    """Counted from 1; 0 when the source has no lines."""

    reason: str
    """A whole sentence, or the beginning of one that quotes the source; not cleaned."""


@dataclass(slots=True)
class OutlineItem:
    """A section or topic while it is read."""

    title: str
    parent: int
    """Index in `Outline.items`; -1 for what stands at the top."""

    line: int = 0
    is_topic: bool = False
    about: list[str] = field(default_factory=list)
    """Blocks of Markdown."""

    links: list[Link] = field(default_factory=list)
    minutes: int | None = None
    level: Level | None = None
    tags: tuple[str, ...] = ()
    ref: str | None = None
    status: Status = Status.TODO
    needs: list[int] = field(default_factory=list)
    """Indexes of prerequisites."""


@dataclass(slots=True)
class Outline:
    """A whole source."""

    title: str = ""
    """Empty when it has none."""

    items: list[OutlineItem] = field(default_factory=list)
    """Parents before children, in the order of the source."""

    about: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    language: str | None = None
    import_notes: list[ImportNote] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    """Details as sentences, shown only on request."""

    summary: str = ""
    """What became topics, a sentence; empty when there is no doubt about it."""

    renamed_refs: dict[str, str] = field(default_factory=dict)
    """Upstream ids of earlier editions to those of this one."""

    def add(self, entry: OutlineItem) -> int:
        """Put an entry at the end; its index."""
        self.items.append(entry)
        return len(self.items) - 1


class ParsedRoadmap(NamedTuple):
    """An outline as nodes whose ids and prerequisites are still to be set."""

    nodes: tuple[Node, ...]
    """The root first."""

    needs: tuple[tuple[int, ...], ...]
    """For each node the indexes of its prerequisites."""

    statuses: tuple[Status, ...]
    """For each node what the source says of it."""

    renamed_refs: Mapping[str, str] = {}
    """Upstream ids of earlier editions to those of this one."""


def parse_outline(outline: Outline, title: str) -> ParsedRoadmap:
    """Put the nodes together; sections without a topic are left out.

    Args:
        outline: What was read.
        title: What the roadmap is called.
    """
    entries = outline.items
    kept = _kept_items(entries)
    place = {index: number for number, index in enumerate(kept, 1)}
    parents, depths = _tree(entries, kept, place)
    ends = ends_of(parents)
    root = Node(ROOT, title, 0, -1, ends[0], is_topic=False, about=_text(outline.about), links=tuple(outline.links))
    nodes = [_node(entries[index], parents[n], depths[n], ends[n]) for n, index in enumerate(kept, 1)]
    needs = [tuple(place[need] for need in entries[index].needs if need in place) for index in kept]
    statuses = [entries[index].status for index in kept]
    return ParsedRoadmap((root, *nodes), ((), *needs), (Status.TODO, *statuses), outline.renamed_refs)


def dropped_sections(outline: Outline) -> Iterator[OutlineItem]:
    """The sections that `draft` leaves out."""
    kept = set(_kept_items(outline.items))
    return (entry for index, entry in enumerate(outline.items) if index not in kept)


def _kept_items(entries: Sequence[OutlineItem]) -> list[int]:
    """Topics and what stands above one."""
    is_kept = [entry.is_topic for entry in entries]
    for index in range(len(entries) - 1, -1, -1):
        if is_kept[index] and entries[index].parent >= 0:
            is_kept[entries[index].parent] = True
    return [index for index, kept in enumerate(is_kept) if kept]


def _tree(entries: Sequence[OutlineItem], kept: Sequence[int], place: dict[int, int]) -> tuple[list[int], list[int]]:
    """Parent and depth of each node, the root first; who would be too deep becomes a sibling of the one above."""
    parents, depths = [-1], [0]
    for index in kept:
        parent = place.get(entries[index].parent, 0)
        while depths[parent] >= MAX_DEPTH:
            parent = parents[parent]
        parents.append(parent)
        depths.append(depths[parent] + 1)
    return parents, depths


def _node(entry: OutlineItem, parent: int, depth: int, end: int) -> Node:
    return Node(
        id=NodeId(""),
        title=entry.title,
        depth=depth,
        parent=parent,
        end=end,
        is_topic=entry.is_topic,
        about=_text(entry.about),
        links=tuple(entry.links),
        tags=entry.tags,
        level=entry.level,
        minutes=entry.minutes,
        ref=entry.ref,
    )


def _text(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks)
