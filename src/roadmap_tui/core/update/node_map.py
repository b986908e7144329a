"""Map the nodes of an edition to those of the next one, so that cursor and folds stay where they are."""

from collections.abc import Iterable

from roadmap_tui.core.roadmap import Roadmap


class NodeMap:
    """Two editions of one roadmap, node by node; indexes are those in `Roadmap.nodes`."""

    def __init__(self, old: Roadmap, new: Roadmap) -> None:
        """Nothing is compared before it is asked for.

        Args:
            old: The edition that indexes come from.
            new: The one they go to.
        """
        self.old = old
        self.new = new

    def same(self, index: int) -> int | None:
        """The same node by its id, by its new one, or by a former one that it has again; None when it is gone."""
        node = self.old.nodes[index]
        names = (node.id, self.new.renamed.get(node.id, node.id), *node.was)
        return next((self.new.indexes[name] for name in names if name in self.new.indexes), None)

    def all_same(self, indexes: Iterable[int]) -> set[int]:
        """The same nodes, without those that are gone."""
        return {found for index in indexes if (found := self.same(index)) is not None}

    def nearest(self, index: int) -> int:
        """The same node; when it is gone, the next one beside it, else the one before, else what they stood in."""
        while index:
            for place in (index, *self._neighbour(index)):
                if found := self.same(place):
                    return found
            index = self.old.nodes[index].parent
        return 1

    def count_added(self) -> int:
        """The number of topics that only the new edition has."""
        return NodeMap(self.new, self.old).count_removed()

    def count_removed(self) -> int:
        """The number of topics that only the old edition had."""
        return sum(node.is_topic and self.same(index) is None for index, node in enumerate(self.old.nodes))

    def _neighbour(self, index: int) -> Iterable[int]:
        """The nodes of the same parent, those after it first, then those before it, the closest first."""
        siblings = list(self.old.children(self.old.nodes[index].parent))
        place = siblings.index(index)
        return (*siblings[place + 1 :], *reversed(siblings[:place]))
