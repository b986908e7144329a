"""Search: the search line, the filter in force and the walk through its hits."""

from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

from roadmap_tui.core.marks import Status
from roadmap_tui.core.update.node_map import NodeMap
from roadmap_tui.errors import UsageError
from roadmap_tui.tui.terminal.type_ahead import type_ahead_of
from roadmap_tui.tui.widgets.bars import StatusBar, TitleBar
from roadmap_tui.tui.widgets.panes import Panes
from roadmap_tui.tui.widgets.search_bar import SearchBar
from roadmap_tui.tui.widgets.topic_tree import TopicTree
from roadmap_tui.tui.workspace.workspace import Workspace

_KEY_PAUSE_S = 0.001
"""A pause for the keys between two slices of texts that are prepared."""

_PAINT_PAUSE_S = 0.05
"""A pause after a letter, so that its hits are painted first."""

SEARCH_HINT = "Enter keeps, Esc shows all, Down and Up walk the hits"
FILTER_HINT = "level: tag: status: has: minutes<60 origin: -word; Tab completes"


class SearchController:
    """The filter of the workspace, on the screen."""

    def __init__(
        self,
        screen: Screen[None],
        workspace: Workspace,
        search_bar: SearchBar,
        title_bar: TitleBar,
        topic_tree: TopicTree,
        panes: Panes,
        status: StatusBar,
    ) -> None:
        """Search for nothing yet.

        Args:
            screen: The main screen.
            workspace: The open roadmap.
            search_bar: The line that a query is typed in.
            title_bar: The counts of the topics that the filter leaves.
            topic_tree: The tree that is filtered.
            panes: The tree and the details.
            status: The status bar.
        """
        self._screen = screen
        self._workspace = workspace
        self._filter = workspace.filter
        self._search_bar = search_bar
        self._title_bar = title_bar
        self._topic_tree = topic_tree
        self._panes = panes
        self._status = status
        self._hint = ""
        self._start = 0
        """The cursor when the search line was opened: the next hit from there is shown while typing."""

        self._preparation: Timer | None = None

    # The search line

    async def open(self, hint: str, *, is_adding: bool) -> None:
        """Open the search line.

        Args:
            hint: The sentence to show while the user types.
            is_adding: Whether to type on behind the query in force; else it is replaced.
        """
        line = self._search_bar.input
        type_ahead_of(self._screen).begin(self._screen, line)
        await self._search_bar.build()
        self._screen.watch(line, "value", self._set_partial_query, init=False)
        line.exit_keys = {"enter": self._keep, "escape": self._drop}
        self._hint, self._start = hint, self._topic_tree.cursor
        self._status.show_message(hint)
        self._panes.read(False)
        self._search_bar.open(self._filter.text, is_adding=is_adding)
        self._screen.call_after_refresh(self._prepare)

    def _set_partial_query(self, text: str) -> None:
        """Show the matches of a query that is being typed; the line calls this itself: a message would cost a frame."""
        if self._search_bar.is_typing and self._set_query(text, self._start):
            self._status.show_message(self._hint)
        if not self._filter.is_complete:
            self._prepare_in(_PAINT_PAUSE_S)

    def _set_query(self, text: str, start: int | None = None) -> bool:
        """Show the matches of a query; False, with a message that says why, when it cannot be understood.

        Args:
            text: The query.
            start: While it is typed, the cursor at the beginning of the search; else the cursor stays on its hit.
        """
        try:
            (self._filter.set_query if start is None else self._filter.set_partial_query)(text)
        except UsageError as error:
            self._status.show_message(str(error))
            return False
        self.show_filtered(self._filter.nearest_hit(self._topic_tree.cursor if start is None else start))
        self._status.show_message("")
        return True

    def _keep(self) -> None:
        """Go on with the matches; a query that cannot be understood is still to be put right."""
        if self._set_query(self._search_bar.input.value):
            self._close()

    def _drop(self) -> None:
        """Show everything again, with the cursor on the hit."""
        self._set_query("")
        self._close()

    def _close(self) -> None:
        type_ahead_of(self._screen).end(self._screen, self._topic_tree)
        self._show_filter()
        self._panes.read(False)

    def _prepare(self) -> None:
        """Prepare texts slice by slice; a query that was typed before all were ready is asked again then."""
        if not self._filter.prepare():
            self._prepare_in(_KEY_PAUSE_S)
        elif not self._filter.is_complete:
            self._set_partial_query(self._search_bar.input.value)

    def _prepare_in(self, seconds: float) -> None:
        if self._preparation:
            self._preparation.stop()
        self._preparation = self._screen.set_timer(seconds, self._prepare)

    # Hits

    def walk(self, direction: int, no_hit: Callable[[], str]) -> None:
        """Go to the next hit, or to the one before.

        Args:
            direction: 1 or -1.
            no_hit: Gives the sentence to show when there is none.
        """
        found = self._filter.next_hit(self._topic_tree.cursor, direction)
        if found is None:
            self._status.show_message(no_hit())
            return
        index, place, count = found
        self._topic_tree.go_to(index)
        self._status.show_message(f"Hit {place} of {count}")

    def restart_from_cursor(self) -> None:
        """Let the search that is being typed begin at the cursor."""
        self._start = self._topic_tree.cursor

    # The filter

    async def toggle_hidden(self, status: Status) -> None:
        """Hide the topics of a status, or show them again."""
        await self._search_bar.build()
        is_hidden = self._filter.toggle_hidden(status)
        self.show_filtered(self._filter.nearest_row(self._topic_tree.cursor))
        self._show_filter()
        self._status.show_message(f"What is {status.label} is {'hidden' if is_hidden else 'shown again'}.")

    def clear(self) -> None:
        """Show everything again; what is hidden by status stays hidden."""
        self._set_query("")
        self._show_filter()

    def reveal(self, index: int) -> None:
        """Go to a node, and clear the filter if that hides it."""
        if not self._filter.has_row(index):
            self._filter.clear()
            self.show_filtered(index)
            self._search_bar.close("")
            self._status.show_message("The filter is off now: it hid this topic.")
        self._topic_tree.go_to(index)
        self._panes.read(False)

    def cursor_moved(self, index: int) -> None:
        """Let nodes that no longer match leave the tree behind the cursor."""
        if self._filter.cursor_moved(index):
            self.show_filtered(index, keeps_folds=True)

    def edition_changed(self, node_map: NodeMap) -> None:
        """Go on in another edition of the roadmap."""
        self._start = node_map.nearest(self._start)
        self._topic_tree.roadmap_changed(node_map, self._filter.result)
        self._search_bar.roadmap_changed(self._workspace.roadmap)
        self._show_counts()

    def show_filtered(self, cursor: int, *, keeps_folds: bool = False) -> None:
        """Draw the nodes that the filter leaves, with the cursor on one; `TopicTree.show_result` explains the folds."""
        self._show_counts()
        if self._filter.result or self._topic_tree.result:
            self._topic_tree.show_result(self._filter.result, cursor, keeps_folds=keeps_folds)

    def use_glyphs(self) -> None:
        """Draw the filter with the workspace's glyphs."""
        line = self._search_bar.filter_line
        line.words = self._filter.format(self._workspace.glyphs)
        line.use_glyphs(self._workspace.glyphs)

    def _show_filter(self) -> None:
        self._search_bar.close(self._filter.format(self._workspace.glyphs))

    def _show_counts(self) -> None:
        result = self._filter.result
        self._title_bar.show_result(result)
        hits = len(result.hits) if result else self._workspace.tally.overall.total
        self._search_bar.count(hits if self._filter.is_complete else None)
