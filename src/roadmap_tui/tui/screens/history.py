"""The history: every mark, newest first, under its day. `/` filters while typing; `u` is the usual undo."""

from textual.binding import Binding

from roadmap_tui.core.actions import marks_taken_back, undo
from roadmap_tui.core.marks import Mark
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.text import truncate_with_ellipsis
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.rows import HistoryRow, HistoryRows, history_line
from roadmap_tui.presentation.words import format_step
from roadmap_tui.tui.screens.filtered_list import FilteredScreen
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import measure
from roadmap_tui.tui.workspace.workspace import Change, Workspace


class HistoryView(LineView):
    """The rows."""

    def __init__(self, glyphs: Glyphs, date_format: DateFormat) -> None:
        """No rows yet."""
        super().__init__(id="history")
        self.glyphs = glyphs
        self.date_format = date_format
        self.rows: list[HistoryRow] = []
        self.empty = ""

    def show(self, rows: list[HistoryRow], empty: str) -> None:
        """Show these rows, or a sentence when there are none."""
        self.rows, self.empty = rows, empty
        self.on_resize()

    def on_resize(self) -> None:
        """As many lines as rows."""
        self.set_line_count(max(len(self.rows), 1))

    def line(self, number: int) -> tuple[Line, str | None]:
        """A day or a mark."""
        look = self.look(self.scrollable_size.width - 1)
        if not self.rows:
            return [(look.cut(self.empty, look.width), Role.MUTED)], None
        return history_line(self.rows[number], look), None


class HistoryScreen(FilteredScreen):
    """All marks, and undo."""

    view: HistoryView

    BINDINGS = [
        Binding("H", "dismiss", "Close", show=False, id="screen.history"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        """The history of one roadmap's progress.

        Args:
            workspace: The open roadmap.
        """
        view = HistoryView(workspace.glyphs, workspace.settings.date_format)
        super().__init__(workspace, "History", "title, status or device", view)
        self.history = HistoryRows(workspace.tally.progress, workspace.days)

    def on_mount(self) -> None:
        """Show everything."""
        self._show()

    def on_resize(self) -> None:
        """Name the step that undo would take back, cut to the new width."""
        self._show_hints()

    def show_filtered(self) -> None:
        """The newest that fit."""
        self._show()
        self.view.action_move_to_top()

    def draw_change(self, change: Change) -> None:  # noqa: ARG002  # any mark changes the rows
        """Show the marks as they are now."""
        self.history = HistoryRows(self.workspace.tally.progress, self.workspace.days)
        self._show()

    def _show(self) -> None:
        query = self.filter.value
        rows = self.history.rows(query)
        self.view.show(rows, "No mark fits; Esc drops the filter." if query.strip() else "Nothing is marked yet.")
        self.show_counts(sum(isinstance(row, Mark) for row in rows), f"{len(self.history.marks)} marks")
        self._show_hints()

    def _show_hints(self) -> None:
        """The keys, and what the next undo takes back."""
        progress, key = self.workspace.tally.progress, self.workspace.key("step.undo")
        step = marks_taken_back(progress, undo(progress, self.workspace.now()))
        words = truncate_with_ellipsis(
            f"takes back: {format_step(step)}" if step else "", self.size.width - 24, measure, ""
        )
        self.status.hints = [
            ("Esc", "back"),
            ("/", "filter"),
            *([(key, words)] if words else []),
        ]
        self.status.refresh()
