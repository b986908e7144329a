"""From the bytes of a file to a roadmap, or to all the problems in it."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from roadmap_tui.core.roadmap import ROOT, Link, Node, NodeId, Roadmap, RoadmapId, build_roadmap, ends_of
from roadmap_tui.errors import InvalidFileError
from roadmap_tui.formats.roadmap_toml.attribute_problems import attribute_problems
from roadmap_tui.formats.roadmap_toml.reference_problems import reference_problems
from roadmap_tui.formats.roadmap_toml.rows import Row, Validated, flatten, validate
from roadmap_tui.formats.roadmap_toml.schema import LinkTable, NodeTable, RoadmapTable
from roadmap_tui.formats.roadmap_toml.source_map import SourceMap
from roadmap_tui.formats.roadmap_toml.syntax import InvalidSyntaxError, decode, parse
from roadmap_tui.formats.roadmap_toml.tree_problems import tree_problems


def loads(data: bytes, name: str) -> Roadmap:
    """Read a roadmap file.

    Args:
        data: UTF-8, with or without a byte order mark.
        name: The file, as the user named it.

    Raises:
        InvalidFileError: There are problems. Text that is not TOML, or of a newer format, is the only one reported;
            otherwise all are, up to `MAX_MISTAKES`, in the order of their lines.
    """
    try:
        with _collector_paused():
            return _read(decode(data), name)
    except InvalidSyntaxError as error:
        raise InvalidFileError(name, (error.mistake,)) from None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector, which would scan millions of values in use again and again.

    With 100,000 topics that takes half of the time, tomllib's included.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(text: str, name: str) -> Roadmap:
    rows = flatten(parse(text))
    tables = [validate(row) for row in rows]
    source = SourceMap(text, rows)
    # Each check runs, whatever the others find.
    found = chain(attribute_problems(rows, tables), tree_problems(rows, source), reference_problems(rows))
    if mistakes := source.problems(found):
        raise InvalidFileError(name, mistakes)
    return roadmap_from(rows, tables)


def roadmap_from(rows: Sequence[Row], tables: Sequence[Validated]) -> Roadmap:
    """Build the roadmap.

    Args:
        rows: Every table of the file, the root first.
        tables: The same tables as models, all of them valid.
    """
    ends, head = ends_of([row.parent for row in rows]), tables[0]
    assert isinstance(head, RoadmapTable)
    root = Node(ROOT, head.title, 0, -1, ends[0], is_topic=False, about=head.about, links=_links(head.links))
    parts = zip(rows, tables, ends, strict=True)
    nodes = [_node(row, table, end) for row, table, end in parts if isinstance(table, NodeTable)]
    return build_roadmap(RoadmapId(head.id), [root, *nodes], source=head.source, language=head.language)


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
