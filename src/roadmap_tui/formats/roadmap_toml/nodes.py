"""From valid tables to the core's roadmap."""

from collections.abc import Iterable, Sequence

from roadmap_tui.core.roadmap import ROOT, Link, Node, NodeId, Roadmap, RoadmapId, build_roadmap
from roadmap_tui.formats.roadmap_toml.rows import Row, Validated
from roadmap_tui.formats.roadmap_toml.schema import LinkTable, NodeTable, RoadmapTable


def roadmap_from(rows: Sequence[Row], tables: Sequence[Validated]) -> Roadmap:
    """Put the roadmap together.

    Args:
        rows: Every table of the file, the root first.
        tables: The same ones as the schema sees them, all of them valid.
    """
    ends, head = _ends(rows), tables[0]
    assert isinstance(head, RoadmapTable)
    root = Node(ROOT, head.title, 0, -1, ends[0], is_topic=False, about=head.about, links=_links(head.links))
    parts = zip(rows, tables, ends, strict=True)
    nodes = [_node(row, table, end) for row, table, end in parts if isinstance(table, NodeTable)]
    return build_roadmap(RoadmapId(head.id), [root, *nodes], source=head.source, language=head.language)


def _ends(rows: Sequence[Row]) -> list[int]:
    """Where each subtree ends, worked out from the back: children stand after their parents."""
    ends = list(range(1, len(rows) + 1))
    for index in range(len(rows) - 1, 0, -1):
        parent = rows[index].parent
        ends[parent] = max(ends[parent], ends[index])
    return ends


def _node(row: Row, table: NodeTable, end: int) -> Node:
    return Node(
        id=NodeId(row.id),
        title=table.title,
        depth=row.depth,
        parent=row.parent,
        end=end,
        is_topic=row.is_leaf or table.topic is True,
        about=table.about,
        links=_links(table.links),
        tags=table.tags,
        level=table.level,
        minutes=table.minutes,
        after=table.after,
        origin=table.origin,
        was=table.was,
        ref=table.ref,
    )


def _links(tables: Iterable[LinkTable]) -> tuple[Link, ...]:
    return tuple([Link(link.title, link.url, link.kind, link.by, link.free) for link in tables])
