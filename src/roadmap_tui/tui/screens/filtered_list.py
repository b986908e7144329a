"""Screens with a list that `/` filters while the user types."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.tui.screens.workspace_screen import UndoScreen
from roadmap_tui.tui.terminal.type_ahead import TypingLine, type_ahead_of
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.workspace.workspace import Workspace


class FilteredScreen(UndoScreen):
    """Caption, filter, list, hints. A subclass gives the list, and says what the filter leaves."""

    BINDINGS = [
        Binding("escape", "back", "Drop the filter, close", show=False),
        Binding("q", "dismiss", "Close", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]

    def __init__(self, workspace: Workspace, heading: str, placeholder: str, view: LineView) -> None:
        """A screen without a filter in force.

        Args:
            workspace: The open roadmap.
            heading: What is listed.
            placeholder: What the filter looks at.
            view: The list.
        """
        super().__init__(workspace)
        self.title_bar = Caption(heading, workspace.glyphs)
        self.filter = TypingLine(placeholder)
        self.filter.exit_keys = {"enter": self._end_typing, "escape": self.action_back}
        self.view = view
        self.status = StatusBar([], workspace.glyphs)

    def compose(self) -> ComposeResult:
        """Caption, filter, list, hints."""
        yield self.title_bar
        yield self.filter
        yield self.view
        yield self.status

    def on_mount(self) -> None:
        """Begin in the list."""
        self.view.focus()

    def show_filtered(self) -> None:
        """Show what the filter leaves; a subclass does."""

    def show_counts(self, count: int, total: str) -> None:
        """Say above the list what it is filtered by, and how much is left.

        Args:
            count: What the filter leaves.
            total: What there is without it, in words: `3 marks`.
        """
        query = self.filter.value
        self.title_bar.about = f"/{query}" if query else ""
        self.title_bar.words = f"{count} of {total}" if query.strip() else total
        self.title_bar.refresh()

    def action_filter(self) -> None:
        """Type a filter."""
        self.filter.display = True
        type_ahead_of(self).begin(self, self.filter)

    def action_back(self) -> None:
        """Drop the filter; without one, close."""
        if self.filter.value or self.filter.display:
            self.filter.value = ""
            self._end_typing()
        else:
            self.dismiss()

    def on_input_changed(self) -> None:
        """Filter while typing."""
        self.status.show_message("")
        self.show_filtered()

    def _end_typing(self) -> None:
        """Keep the filter, go to the list."""
        self.filter.display = False
        type_ahead_of(self).end(self, self.view)
