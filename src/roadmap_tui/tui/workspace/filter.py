"""The filter: the query, whether finished topics are hidden, and the nodes that are left.

A topic that is marked under a filter stays visible until the cursor
leaves it, even when it no longer fits, so that a second key press never hits another topic.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.search.completion import complete
from roadmap_tui.core.search.index import FilterResult, SearchIndex
from roadmap_tui.core.search.query import Query, parse, tokens
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.presentation.glyphs import Glyphs

SLICE = 1_000
"""Texts that are prepared at a time: 5 ms, for which a key may have to wait. 100,000 take half a second."""


class ActiveFilter:
    """The filter in force over a roadmap."""

    def __init__(self, tally: Tally) -> None:
        """Everything is shown.

        Args:
            tally: The counts, which their owner keeps up to date; `marked` says what changed.
        """
        self._tally = tally
        self._lazy_index: SearchIndex | None = None
        self._query = Query()
        self._last = Query()
        self._sticky: set[int] = set()
        self.text = ""
        """The query in force as the user typed it."""
        self.result: FilterResult | None = None
        """What is left; None when everything is shown."""
        self.is_complete = True
        """Whether that is all that fits; else the texts are still being prepared, and it has to be asked for again."""

    @property
    def is_searching(self) -> bool:
        """Whether there is a query, besides what is hidden."""
        return self._query._replace(hidden=frozenset()) != Query()

    def set_query(self, text: str, *, so_far: bool = False) -> None:
        """Show what fits a query; raises `UsageError`, and changes nothing, when it cannot be understood.

        Args:
            text: The query.
            so_far: Whether not to wait for texts that are not prepared yet, and rather to show what is found by then.
        """
        self._query = parse(text)._replace(hidden=self._query.hidden)
        self.text = text.strip()
        if self.is_searching:
            self._last = self._query
        self._find(so_far=so_far)

    def set_partial_query(self, text: str) -> None:
        """Set a query that is being typed: the beginning of a filter's name is not searched as a word."""
        self.set_query(text, so_far=True)
        if self.is_complete and self.result and not self.result.hits and complete(text, ()):
            self.set_query(text[: -len(tokens(text)[-1])], so_far=True)

    def toggle_hidden(self, status: Status) -> bool:
        """Hide the topics of a status or show them again; True when they are hidden now."""
        self._query = self._query._replace(hidden=self._query.hidden ^ {status})
        self._find()
        return status in self._query.hidden

    def roadmap_changed(self, node_map: NodeMap) -> None:
        """The tally counts another edition now; ask it again."""
        self._lazy_index = self.result = None
        sticky = node_map.all_same(self._sticky)
        self._find()
        if self.result and sticky:
            self._sticky = sticky.difference(self.result.hits)
            self._show(sorted({*self.result.hits, *sticky}))

    def clear(self) -> None:
        """Drop the query and hide nothing."""
        self._query, self.text = Query(), ""
        self._find()

    def has_row(self, index: int) -> bool:
        """Whether a node is in the tree, as a hit or above one."""
        if self.result is None:
            return True
        place = bisect_left(self.result.rows, index)
        return place < len(self.result.rows) and self.result.rows[place] == index

    def format(self, glyphs: Glyphs) -> str:
        """The filter in force: `sql level:core · done hidden`."""
        hidden = [f"{status.label} hidden" for status in Status if status in self._query.hidden]
        return glyphs.separator.join([*filter(None, [self.text]), *hidden])

    def prepare(self) -> bool:
        """Prepare some more texts for the first word; True when all are."""
        self._index().prepare(SLICE)
        return self._index().is_prepared

    def shows(self, index: int) -> bool:
        """Whether a topic fits, or nothing is filtered."""
        return self.result is None or self.result.has(index)

    def topics_marked_by(self, index: int) -> list[Node]:
        """The topics that a mark on a node marks: of a section those that fit, so that nothing unseen is marked."""
        node = self._tally.roadmap.nodes[index]
        if self.result is None or node.is_topic:
            return self._tally.roadmap.topics_marked_by(index)
        return [self._tally.roadmap.nodes[topic] for topic in self.result.topics_in(index)]

    def next_hit(self, cursor: int, direction: int) -> tuple[int, int, int] | None:
        """The hit after or before the cursor, from the last one on to the first.

        Returns:
            The node, its place among the hits from 1, and how many there are; None when there is none. Without a query
            in force the hits are those of the last one.
        """
        hits = self.result.hits if self.result and self.is_searching else self._last_hits()
        if not hits:
            return None
        after = bisect_right(hits, cursor) if direction > 0 else bisect_left(hits, cursor) - 1
        place = after % len(hits)
        return hits[place], place + 1, len(hits)

    def nearest_row(self, cursor: int) -> int:
        """The node under the cursor if it is still in the tree, else the one after it, else the last."""
        rows = self.result.rows if self.result else []
        return rows[min(bisect_left(rows, cursor), len(rows) - 1)] if rows else cursor

    def nearest_hit(self, cursor: int) -> int:
        """The node under the cursor if it fits, else the next hit; the cursor itself when there is none."""
        hits = self.result.hits if self.result else []
        return hits[bisect_left(hits, cursor) % len(hits)] if hits else cursor

    def nodes_changed(self, indexes: Iterable[int]) -> bool:
        """These nodes changed; True when other nodes are shown now."""
        indexes = set(indexes)
        if self._lazy_index:
            self._lazy_index.invalidate(indexes)
        if not self.result:
            return False
        fitting = {index for index in indexes if self._index().matches(index, self._query)}
        known = {index for index in indexes if self.result.has(index)}
        self._sticky = (self._sticky | known) - fitting if known - fitting else self._sticky - fitting
        self.result.recount(indexes)
        if fitting <= known:
            return False
        self._show(sorted({*self.result.hits, *fitting}))
        return True

    def cursor_moved(self, cursor: int) -> bool:
        """The cursor is there now; True when something that no longer fits has left the tree behind it."""
        gone = self._sticky - {cursor}
        if not gone or not self.result:
            return False
        self._sticky -= gone
        self._show([hit for hit in self.result.hits if hit not in gone])
        return True

    def _index(self) -> SearchIndex:
        """Made when the first filter is set: most users open the app to tick something."""
        if not self._lazy_index:
            self._lazy_index = SearchIndex(self._tally)
        return self._lazy_index

    def _last_hits(self) -> list[int]:
        if self._last == Query():
            return []
        return self._index().find(self._last._replace(hidden=self._query.hidden))

    def _find(self, *, so_far: bool = False) -> None:
        self._sticky = set()
        self.is_complete = not (so_far and self._query.reads_texts) or self.prepare()
        if self._query == Query():
            self.result = None
        elif self.is_complete:
            self._show(self._index().find(self._query))
        elif found := self._index().find_ready(self._query):  # else what is shown stays: nothing is known yet
            self._show(found)

    def _show(self, hits: list[int]) -> None:
        if self.result and self.result.hits == hits:
            self.result = self.result.with_query(self._query)
        else:
            self.result = FilterResult(self._tally, self._query, hits, self._index().with_ancestors(hits))
