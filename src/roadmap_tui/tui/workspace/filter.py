"""What the reader has asked to see: the query, what is hidden, and what that leaves of the roadmap.

Pure: the main screen asks, and shows what comes out. What is marked under a filter stays in sight until the cursor
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
from roadmap_tui.presentation.words import STATUS_WORDS

SLICE = 1_000
"""Texts that are prepared at a time: 5 ms, for which a key may have to wait. 100,000 take half a second."""


class Filtering:
    """The filter in force over a roadmap."""

    def __init__(self, tally: Tally) -> None:
        """Everything is shown.

        Args:
            tally: The counts, which their owner keeps up to date; `marked` says what changed.
        """
        self._tally = tally
        self._made_finder: SearchIndex | None = None
        self._query = Query()
        self._last = Query()
        self._left_over: set[int] = set()
        self.text = ""
        """The query in force as the reader typed it."""
        self.shown: FilterResult | None = None
        """What is left; None when everything is shown."""
        self.is_whole = True
        """Whether that is all that fits; else the texts are still being prepared, and it has to be asked for again."""

    @property
    def is_searching(self) -> bool:
        """Whether there is a query, besides what is hidden."""
        return self._query._replace(hidden=frozenset()) != Query()

    def ask(self, text: str, *, so_far: bool = False) -> None:
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

    def ask_so_far(self, text: str) -> None:
        """The same while the reader types: the beginning of a filter's name is not taken for a word nobody wrote."""
        self.ask(text, so_far=True)
        if self.is_whole and self.shown and not self.shown.hits and complete(text, ()):
            self.ask(text[: -len(tokens(text)[-1])], so_far=True)

    def hide(self, status: Status) -> bool:
        """Hide the topics of a status or show them again; True when they are hidden now."""
        self._query = self._query._replace(hidden=self._query.hidden ^ {status})
        self._find()
        return status in self._query.hidden

    def roadmap_changed(self, editions: NodeMap) -> None:
        """The tally counts another edition now; ask it again."""
        self._made_finder = self.shown = None
        left_over = editions.all_same(self._left_over)
        self._find()
        if self.shown and left_over:
            self._left_over = left_over.difference(self.shown.hits)
            self._show(sorted({*self.shown.hits, *left_over}))

    def show_all(self) -> None:
        """Drop the query and hide nothing."""
        self._query, self.text = Query(), ""
        self._find()

    def has_row(self, index: int) -> bool:
        """Whether a node is in the tree, as a hit or above one."""
        if self.shown is None:
            return True
        place = bisect_left(self.shown.rows, index)
        return place < len(self.shown.rows) and self.shown.rows[place] == index

    def words(self, glyphs: Glyphs) -> str:
        """The filter in force: `sql level:core · done hidden`."""
        hidden = [f"{STATUS_WORDS[status]} hidden" for status in Status if status in self._query.hidden]
        return glyphs.separator.join([*filter(None, [self.text]), *hidden])

    def prepare(self) -> bool:
        """Prepare some more texts for the first word; True when all are."""
        self._finder().prepare(SLICE)
        return self._finder().is_prepared

    def shows(self, index: int) -> bool:
        """Whether a topic fits, or nothing is filtered."""
        return self.shown is None or self.shown.has(index)

    def marked_with(self, index: int) -> list[Node]:
        """The topics that a mark on a node marks: of a section those that fit, so that nothing unseen is marked."""
        node = self._tally.roadmap.nodes[index]
        if self.shown is None or node.is_topic:
            return self._tally.roadmap.topics_marked_by(index)
        return [self._tally.roadmap.nodes[topic] for topic in self.shown.topics_in(index)]

    def next_hit(self, cursor: int, direction: int) -> tuple[int, int, int] | None:
        """The hit after or before the cursor, from the last one on to the first.

        Returns:
            The node, its place among the hits from 1, and how many there are; None when there is none. Without a query
            in force the hits are those of the last one.
        """
        hits = self.shown.hits if self.shown and self.is_searching else self._last_hits()
        if not hits:
            return None
        after = bisect_right(hits, cursor) if direction > 0 else bisect_left(hits, cursor) - 1
        place = after % len(hits)
        return hits[place], place + 1, len(hits)

    def nearest_row(self, cursor: int) -> int:
        """The node under the cursor if it is still in the tree, else the one after it, else the last."""
        rows = self.shown.rows if self.shown else []
        return rows[min(bisect_left(rows, cursor), len(rows) - 1)] if rows else cursor

    def nearest_hit(self, cursor: int) -> int:
        """The node under the cursor if it fits, else the next hit; the cursor itself when there is none."""
        hits = self.shown.hits if self.shown else []
        return hits[bisect_left(hits, cursor) % len(hits)] if hits else cursor

    def marked(self, indexes: Iterable[int]) -> bool:
        """These nodes changed; True when other nodes are shown now."""
        indexes = set(indexes)
        if self._made_finder:
            self._made_finder.invalidate(indexes)
        if not self.shown:
            return False
        fitting = {index for index in indexes if self._finder().matches(index, self._query)}
        known = {index for index in indexes if self.shown.has(index)}
        self._left_over = (self._left_over | known) - fitting if known - fitting else self._left_over - fitting
        self.shown.recount(indexes)
        if fitting <= known:
            return False
        self._show(sorted({*self.shown.hits, *fitting}))
        return True

    def leave(self, cursor: int) -> bool:
        """The cursor is there now; True when something that no longer fits has left the tree behind it."""
        gone = self._left_over - {cursor}
        if not gone or not self.shown:
            return False
        self._left_over -= gone
        self._show([hit for hit in self.shown.hits if hit not in gone])
        return True

    def _finder(self) -> SearchIndex:
        """Made when the first filter is set: most readers open the app to tick something."""
        if not self._made_finder:
            self._made_finder = SearchIndex(self._tally)
        return self._made_finder

    def _last_hits(self) -> list[int]:
        if self._last == Query():
            return []
        return self._finder().find(self._last._replace(hidden=self._query.hidden))

    def _find(self, *, so_far: bool = False) -> None:
        self._left_over = set()
        self.is_whole = not (so_far and self._query.reads_texts) or self.prepare()
        if self._query == Query():
            self.shown = None
        elif self.is_whole:
            self._show(self._finder().find(self._query))
        elif found := self._finder().find_ready(self._query):  # else what is shown stays: nothing is known yet
            self._show(found)

    def _show(self, hits: list[int]) -> None:
        if self.shown and self.shown.hits == hits:
            self.shown = self.shown.with_query(self._query)
        else:
            self.shown = FilterResult(self._tally, self._query, hits, self._finder().with_ancestors(hits))
