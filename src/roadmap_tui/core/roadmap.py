"""A roadmap: sections, topics and links.

Read once and never changed. The nodes of a roadmap are one flat tuple in file order, each knowing where its
subtree ends; folding, counting and walking are then index arithmetic at any size. `formats` serializes it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, NewType

NodeId = NewType("NodeId", str)
"""A node's dotted path, such as `databases.nosql.redis`; the root's is empty."""

RoadmapId = NewType("RoadmapId", str)
"""What a roadmap calls itself; progress is kept under it."""

ROOT = NodeId("")


class Level(StrEnum):
    """The importance of a topic."""

    CORE = "core"
    MORE = "more"
    OPTIONAL = "optional"


class Origin(StrEnum):
    """Whether a node stands in the source of the roadmap or was added to it."""

    POST = "post"
    ADDED = "added"


class LinkKind(StrEnum):
    """The kind of resource that a link leads to."""

    ARTICLE = "article"
    BOOK = "book"
    COURSE = "course"
    DOCS = "docs"
    PAPER = "paper"
    PROJECT = "project"
    TALK = "talk"
    TOOL = "tool"
    VIDEO = "video"
    OTHER = "other"


class Link(NamedTuple):
    """A resource to learn from."""

    title: str
    url: str
    """http or https, at most 2,048 characters; still a stranger's text."""

    kind: LinkKind = LinkKind.OTHER
    by: str | None = None
    """Authors, as the resource names them."""

    free: bool | None = None
    """Whether it costs nothing; None when unknown."""


class Node(NamedTuple):
    """A section or a topic; every text in it comes from a stranger and is not cleaned."""

    id: NodeId
    title: str
    depth: int
    """0 for the root, 1 for the top-level sections."""

    parent: int
    """Index of the parent in `Roadmap.nodes`; the root's is -1."""

    end: int
    """Index just past the last node of its subtree: `nodes[index + 1 : end]` are its descendants."""

    is_topic: bool
    """Whether it has a box of its own to tick."""

    about: str = ""
    """Markdown."""

    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    level: Level | None = None
    minutes: int | None = None
    """Rough effort; None when unknown."""

    after: tuple[NodeId, ...] = ()
    """Prerequisites."""

    origin: Origin | None = None
    was: tuple[NodeId, ...] = ()
    """Ids this node had before; progress made under them counts for it."""

    ref: str | None = None
    """The upstream id of an imported node."""


class Roadmap(NamedTuple):
    """The sections and topics, in their author's order."""

    id: RoadmapId
    nodes: tuple[Node, ...]
    """The root first, then every section and topic in file order, parents before children."""

    indexes: Mapping[NodeId, int]
    """Where in `nodes` an id stands."""

    renamed: Mapping[NodeId, NodeId]
    """Former ids to the present ones."""

    source: str | None = None
    language: str | None = None

    @property
    def title(self) -> str:
        """The title of the roadmap."""
        return self.nodes[0].title

    def node(self, node_id: NodeId) -> Node:
        """The node of that id; raises `KeyError` when there is none."""
        return self.nodes[self.indexes[node_id]]

    def topics(self, index: int = 0) -> Iterator[Node]:
        """Every topic in the subtree at `index`, itself included."""
        return (node for node in self.nodes[index : self.nodes[index].end] if node.is_topic)

    def children(self, index: int) -> Iterator[int]:
        """Indexes of the nodes directly below a node, in file order."""
        child, end = index + 1, self.nodes[index].end
        while child < end:
            yield child
            child = self.nodes[child].end

    def sections(self) -> list[tuple[int, Node]]:
        """Every node below the root that has children, with its index, in file order."""
        return [(index, node) for index, node in enumerate(self.nodes) if index and node.end > index + 1]

    def topics_marked_by(self, index: int) -> list[Node]:
        """The topics that a mark on this node marks: a topic itself alone, a plain section all of its topics."""
        node = self.nodes[index]
        return [node] if node.is_topic else list(self.topics(index))

    def ancestors(self, index: int) -> Iterator[int]:
        """Indexes from the node's parent up to the root, the root included."""
        while (index := self.nodes[index].parent) >= 0:
            yield index

    def path(self, index: int) -> list[str]:
        """Titles of the sections above a node, the outermost first and the root left out."""
        return [self.nodes[above].title for above in self.ancestors(index) if above][::-1]


def ends_of(parents: Sequence[int]) -> list[int]:
    """The `Node.end` of every node, from the indexes of the parents; the root first, parents before their children."""
    ends = list(range(1, len(parents) + 1))
    for index in range(len(parents) - 1, 0, -1):
        parent = parents[index]
        ends[parent] = max(ends[parent], ends[index])
    return ends


def build_roadmap(
    roadmap_id: RoadmapId, nodes: Iterable[Node], *, source: str | None = None, language: str | None = None
) -> Roadmap:
    """Put nodes together, with the indexes that make looking them up cheap.

    Args:
        roadmap_id: What the roadmap calls itself.
        nodes: The root first, then the others in file order, with `parent` and `end` set.
        source: Where the curriculum comes from.
        language: The language it is written in, as a BCP 47 tag.
    """
    rows = tuple(nodes)
    return Roadmap(
        id=roadmap_id,
        nodes=rows,
        indexes={node.id: index for index, node in enumerate(rows)},
        renamed={old: node.id for node in rows for old in node.was},
        source=source,
        language=language,
    )
