"""The differences between two editions of a roadmap, shown before or after an update."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.update.matching import Pair
from roadmap_tui.core.update.merge import Edition


class Diff(NamedTuple):
    """Indexes into the past's nodes (old) and the new roadmap's (new)."""

    added: tuple[int, ...]
    """New topics that were not there before."""

    removed: tuple[int, ...]
    """Old topics that are not there any more, the doubtful ones included."""

    renamed: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    """What stands in another section than before; not what only moved along with its section."""

    relinked: tuple[Pair, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the editions look the same to the user."""
        return not any(self)


def diff(edition: Edition) -> Diff:
    """Compare an edition with the one before it."""
    old, new, matching = edition.previous.nodes, edition.roadmap.nodes, edition.matching
    old_of = matching.old_of
    pairs = [pair for pair in matching.certain if pair.new and pair.old < edition.previous.current]
    kept = {pair.old for pair in pairs}
    return Diff(
        added=tuple(index for index, node in enumerate(new) if node.is_topic and index not in old_of),
        removed=tuple(i for i, node in enumerate(old[: edition.previous.current]) if node.is_topic and i not in kept),
        renamed=tuple(pair for pair in pairs if _words(old[pair.old]) != _words(new[pair.new])),
        moved=tuple(pair for pair in pairs if old_of.get(new[pair.new].parent) != old[pair.old].parent),
        relinked=tuple(pair for pair in pairs if _urls(old[pair.old]) != _urls(new[pair.new])),
    )


def path(nodes: Sequence[Node], index: int) -> list[str]:
    """Titles of the sections above a node, the outermost first and the root left out."""
    return [nodes[above].title for above in _above(nodes, index)][::-1]


def _above(nodes: Sequence[Node], index: int) -> Iterator[int]:
    while (index := nodes[index].parent) > 0:
        yield index


def _words(node: Node) -> list[str]:
    return node.title.split()


def _urls(node: Node) -> list[str]:
    return sorted(link.url for link in node.links)
