"""Finding: the search line, the filter in force and the walk through the hits."""

from textual.timer import Timer

from roadmap_tui.core.marks import Status
from roadmap_tui.errors import UsageError
from roadmap_tui.presentation.words import STATUS_WORDS
from roadmap_tui.tui.desk.base import Desk
from roadmap_tui.tui.terminal.type_ahead import type_ahead_of
from roadmap_tui.tui.widgets.search_bar import SearchBar

_BREATH_S = 0.001
"""For the keys, between two slices of texts that are prepared."""

_PAUSE_S = 0.05
"""After a letter, so that what it finds is painted first."""


class Finding(Desk):
    """The keys that search and filter."""

    _search_hint = ""
    _searched_from = 0
    """Where the cursor was when the search line was opened: the next hit from there is shown while typing."""
    _preparing: Timer | None = None

    async def action_search(self) -> None:
        """Open the search line; what is typed takes the place of the query in force."""
        await self._open_search("Enter keeps, Esc shows all, Down and Up walk the hits", is_adding=False)

    async def action_filter(self) -> None:
        """Open the search line to type on, and say what can be asked for."""
        await self._open_search("level: tag: status: has: minutes<60 origin: -word; Tab completes", is_adding=True)

    def action_next_hit(self, direction: int) -> None:
        """Go to the next topic or section that was searched for, or to the one before."""
        found = self.filtering.next_hit(self.topic_tree.cursor, direction)
        if found is None:
            self.status.show_message(f"There is no hit; {self.key('find.search')} searches.")
            return
        index, place, count = found
        self.topic_tree.go_to(index)
        self.status.show_message(f"Hit {place} of {count}")

    async def action_hide(self, status: str) -> None:
        """Hide what has a status, or show it again."""
        await self.search_bar.build()
        is_hidden = self.filtering.toggle_hidden(Status(status))
        self.show_filtered(self.filtering.nearest_row(self.topic_tree.cursor))
        self.search_bar.close(self.filtering.format(self.workspace.glyphs))
        self.status.show_message(
            f"What is {STATUS_WORDS[Status(status)]} is {'hidden' if is_hidden else 'shown again'}."
        )

    def _ask_so_far(self, text: str) -> None:
        """Show what fits, as far as it can be understood; told by the line itself, as a message would cost a frame."""
        if self.search_bar.is_typing and self._ask(text, self._searched_from):
            self.status.show_message(self._search_hint)
        if not self.filtering.is_complete:
            self._prepare_in(_PAUSE_S)

    def on_search_bar_walked(self, message: SearchBar.Walked) -> None:
        """Another hit, while the search line stays open."""
        self.action_next_hit(message.direction)
        self._searched_from = self.topic_tree.cursor

    async def on_search_bar_clicked(self) -> None:
        """A click on the filter is the filter key."""
        await self.action_filter()

    def _keep(self) -> None:
        """Go on with what was found; what cannot be understood is still to be put right."""
        if self._ask(self.search_bar.input.value):
            self._close_search()

    def _drop(self) -> None:
        """Bring everything back, with the cursor on the hit."""
        self._ask("")
        self._close_search()

    def reveal(self, index: int) -> None:
        """Go to a node, and take the filter off if that hides it."""
        if not self.filtering.has_row(index):
            self.filtering.clear()
            self.show_filtered(index)
            self.search_bar.close("")
            self.status.show_message("The filter is off now: it hid this topic.")
        self.topic_tree.go_to(index)
        self.panes.read(False)

    async def _open_search(self, hint: str, *, is_adding: bool) -> None:
        type_ahead_of(self).begin(self, self.search_bar.input)
        await self.search_bar.build()
        self.watch(self.search_bar.input, "value", self._ask_so_far, init=False)
        self.search_bar.input.exit_keys = {"enter": self._keep, "escape": self._drop}
        self._search_hint, self._searched_from = hint, self.topic_tree.cursor
        self.status.show_message(hint)
        self.panes.read(False)
        self.search_bar.open(self.filtering.text, is_adding=is_adding)
        self.call_after_refresh(self._prepare)

    def _prepare(self) -> None:
        """Prepare texts slice by slice; what was typed before all were ready is asked again then."""
        if not self.filtering.prepare():
            self._prepare_in(_BREATH_S)
        elif not self.filtering.is_complete:
            self._ask_so_far(self.search_bar.input.value)

    def _prepare_in(self, seconds: float) -> None:
        if self._preparing:
            self._preparing.stop()
        self._preparing = self.set_timer(seconds, self._prepare)

    def _close_search(self) -> None:
        type_ahead_of(self).end(self, self.topic_tree)
        self.search_bar.close(self.filtering.format(self.workspace.glyphs))
        self.panes.read(False)

    def _ask(self, text: str, start: int | None = None) -> bool:
        """Show what fits a query; False when it cannot be understood, and then it is said why.

        Args:
            text: The query.
            start: While it is typed, where the search began; else the cursor stays on its hit.
        """
        try:
            (self.filtering.set_query if start is None else self.filtering.set_partial_query)(text)
        except UsageError as error:
            self.status.show_message(str(error))
            return False
        self.show_filtered(self.filtering.nearest_hit(self.topic_tree.cursor if start is None else start))
        self.status.show_message("")
        return True
