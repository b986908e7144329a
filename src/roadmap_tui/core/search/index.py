"""Filter a roadmap by a query, fast enough for every key press on a hundred thousand topics."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from roadmap_tui.core.counts import Summary, Tally
from roadmap_tui.core.links import topic_links
from roadmap_tui.core.marks import Field
from roadmap_tui.core.search.query import Query, searchable


class SearchIndex:
    """Looks queries up in a roadmap. Texts are prepared once, when the first word is looked for."""

    def __init__(self, tally: Tally) -> None:
        """Nothing is prepared yet.

        Args:
            tally: The counts, which their owner keeps up to date; `forget` says what changed.
        """
        self._tally = tally
        self._nodes = list(tally.roadmap.nodes)
        """With the user's own links."""
        self._parents = [node.parent for node in self._nodes]
        """Side by side, because asking 10,000 nodes that lie far apart takes longer than finding them."""
        self._notes = _notes(tally)
        self._texts: list[str] = []
        """Those that are prepared, by index."""
        self._last: tuple[Query, list[int]] | None = None
        positions = map(tally.roadmap.indexes.get, tally.progress.topics_with_links)
        self._add_own_links(index for index in positions if index is not None)

    def find(self, query: Query) -> list[int]:
        """Indexes of the topics and sections that fit, in file order; the root never does."""
        if query.reads_texts:
            self.prepare()
        found = self._narrow(self._candidates(query), query)
        self._last = (query, found)
        return found

    def find_ready(self, query: Query) -> list[int]:
        """The same among the nodes whose texts are prepared."""
        return self._narrow(range(1, len(self._texts)), query)

    def matches(self, index: int, query: Query) -> bool:
        """Whether one node fits."""
        if query.reads_texts:
            self.prepare()
        return bool(index and self._narrow([index], query))

    def invalidate(self, indexes: Iterable[int]) -> None:
        """Statuses, notes or own links of these nodes changed."""
        self._last = None
        for index in indexes:
            before = self._nodes[index], self._notes.get(index, "")
            self._add_own_links([index])
            self._notes[index] = self._tally.progress.note(self._nodes[index].id)
            if index < len(self._texts) and before != (self._nodes[index], self._notes[index]):
                self._texts[index] = searchable(self._nodes[index], self._notes[index])

    def _add_own_links(self, indexes: Iterable[int]) -> None:
        for index in indexes:
            node = self._tally.roadmap.nodes[index]
            links = tuple(each.link for each in topic_links(self._tally.progress, node))
            self._nodes[index] = node if links == node.links else node._replace(links=links)

    def _candidates(self, query: Query) -> Sequence[int]:
        """While the user types on, only what fitted so far can fit."""
        if self._last and query.narrows(self._last[0]):
            return self._last[1]
        return range(1, len(self._nodes))

    def _narrow(self, found: Sequence[int], query: Query) -> list[int]:
        nodes, statuses, notes, texts = self._nodes, self._tally.statuses, self._notes, self._texts
        for word in sorted(query.words, key=len, reverse=True):
            found = [index for index in found if word in texts[index]]
        for word in query.excluded_words:
            found = [index for index in found if word not in texts[index]]
        for test in (each.test for each in query.filters):
            found = [index for index in found if test(nodes[index], statuses[index], notes.get(index, ""))]
        hidden, finds_sections = query.hidden, query.finds_sections
        if finds_sections and not hidden:
            return list(found)
        return [
            index for index in found if (statuses[index] not in hidden if nodes[index].is_topic else finds_sections)
        ]

    def with_ancestors(self, hits: Sequence[int]) -> list[int]:
        """Hits and all above them but the root, in file order; level by level, because most hits share a section."""
        above = {0}
        parents = {self._parents[hit] for hit in hits} - above
        while parents:
            above |= parents
            parents = {self._parents[index] for index in parents} - above
        return sorted([*sorted(above.difference({0}, hits)), *hits])  # two runs, which sorting merges at once

    @property
    def is_prepared(self) -> bool:
        """Whether all texts are."""
        return len(self._texts) == len(self._nodes)

    def prepare(self, count: int | None = None) -> None:
        """Bring texts into the form that is compared, in file order.

        Args:
            count: How many of those that are left; None for all of them.
        """
        begin = len(self._texts)
        left = self._nodes[begin : None if count is None else begin + count]
        self._texts += [searchable(node, self._notes.get(index, "")) for index, node in enumerate(left, begin)]


class FilterResult:
    """The nodes that match a query: hits, the sections above them, and counts of the topics among them."""

    def __init__(self, tally: Tally, query: Query, hits: list[int], rows: list[int]) -> None:
        """What is left.

        Args:
            tally: The statuses, which their owner keeps up to date; `recount` says what changed.
            query: What was looked for.
            hits: Indexes in file order.
            rows: Indexes of everything that stays in the tree, in file order: hits and what is above them.
        """
        self._tally = tally
        self.query = query
        self.hits = hits
        self.rows = rows
        self._summaries: dict[int, Summary] = {}

    def with_query(self, query: Query) -> "FilterResult":
        """The same, which another query leaves as well: while a word is typed, most of its letters change nothing."""
        same = FilterResult(self._tally, query, self.hits, self.rows)
        same._summaries = self._summaries
        return same

    def has(self, index: int) -> bool:
        """Whether a node is a hit."""
        place = bisect_left(self.hits, index)
        return place < len(self.hits) and self.hits[place] == index

    def topics_in(self, index: int) -> list[int]:
        """The topics among the hits in the subtree at `index`, itself included."""
        return [hit for hit in self._hits_in(index) if self._tally.roadmap.nodes[hit].is_topic]

    def summary(self, index: int) -> Summary:
        """The counts of these topics; counted when they are asked for, because few rows are on the screen."""
        if index not in self._summaries:
            self._summaries[index] = self._tally.summary_of(self._hits_in(index))
        return self._summaries[index]

    def recount(self, indexes: Iterable[int]) -> None:
        """The counts of these nodes changed."""
        for index in indexes:
            self._summaries.pop(index, None)

    def _hits_in(self, index: int) -> list[int]:
        start = bisect_left(self.hits, index)
        return self.hits[start : bisect_left(self.hits, self._tally.roadmap.nodes[index].end, lo=start)]


def _notes(tally: Tally) -> dict[int, str]:
    """The notes there are, by index."""
    progress, roadmap = tally.progress, tally.roadmap
    places = map(roadmap.indexes.get, progress.topics_with(Field.NOTE))
    found = {place: progress.note(roadmap.nodes[place].id) for place in places if place is not None}
    return {place: note for place, note in found.items() if note}
