"""The history: every mark, newest first, under its day. `/` filters while typing; `u` is the usual undo."""

from typing import TYPE_CHECKING

from textual.binding import Binding

from roadmap_tui.core.actions import marks_taken_back, undo
from roadmap_tui.core.marks import Mark
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.text import truncate_with_ellipsis
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.history import HistoryRows, Row, history_line
from roadmap_tui.presentation.words import format_step
from roadmap_tui.tui.screens.filtered_list import FilteredScreen
from roadmap_tui.tui.screens.undoing import UndoingScreen
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import measure

if TYPE_CHECKING:
    from roadmap_tui.tui.desk.marking import Marking

FOLLOW_INTERVAL_S = 0.5
"""How soon it shows what another window has marked."""


class HistoryView(LineView):
    """The rows."""

    def __init__(self, glyphs: Glyphs, date_format: DateFormat) -> None:
        """No rows yet."""
        super().__init__(id="history")
        self.glyphs = glyphs
        self.date_format = date_format
        self.rows: list[Row] = []
        self.empty = ""

    def show(self, rows: list[Row], empty: str) -> None:
        """Show these rows, or a sentence when there are none."""
        self.rows, self.empty = rows, empty
        self.on_resize()

    def on_resize(self) -> None:
        """As many lines as rows."""
        self.set_line_count(max(len(self.rows), 1))

    def line(self, number: int) -> tuple[Line, str | None]:
        """A day or a mark."""
        width = self.scrollable_size.width - 1
        if not self.rows:
            return [(truncate_with_ellipsis(self.empty, width, measure, self.glyphs.ellipsis), Role.MUTED)], None
        return history_line(self.rows[number], width, self.glyphs, measure, self.date_format), None


class HistoryScreen(FilteredScreen, UndoingScreen):
    """What was marked, and the way back."""

    view: HistoryView

    BINDINGS = [
        Binding("H", "dismiss", "Close", show=False, id="screen.history"),
    ]

    def __init__(self, desk: "Marking") -> None:
        """The history of one roadmap's progress.

        Args:
            desk: Where marks are made and kept up to date.
        """
        view = HistoryView(desk.glyphs, desk.settings.date_format)
        super().__init__("History", "title, status or device", view, desk.glyphs)
        self.desk = desk
        self._shown = desk.tally.progress
        self.history = HistoryRows(self._shown, desk.days)

    def on_mount(self) -> None:
        """Show everything, and follow what is marked."""
        self._show()
        self.set_interval(FOLLOW_INTERVAL_S, self._follow)

    def on_resize(self) -> None:
        """What undo takes back is named as far as there is room."""
        self._show_hints()

    def show_filtered(self) -> None:
        """The newest that fit."""
        self._show()
        self.view.action_move_to_top()

    def say(self, sentence: str) -> None:
        """Tell the reader something, and show what it is about."""
        self.status.show_message(sentence)
        self._follow()

    def _follow(self) -> None:
        if self.desk.tally.progress is not self._shown:
            self._shown = self.desk.tally.progress
            self.history = HistoryRows(self._shown, self.desk.days)
            self._show()

    def _show(self) -> None:
        query = self.filter.value
        rows = self.history.rows(query)
        self.view.show(rows, "No mark fits; Esc drops the filter." if query.strip() else "Nothing is marked yet.")
        self.show_counts(sum(isinstance(row, Mark) for row in rows), f"{len(self.history.marks)} marks")
        self._show_hints()

    def _show_hints(self) -> None:
        """The keys, and what the next undo takes back."""
        progress, key = self.desk.tally.progress, self.desk.key("step.undo")
        step = marks_taken_back(progress, undo(progress, self.desk.now()))
        words = truncate_with_ellipsis(
            f"takes back: {format_step(step)}" if step else "", self.size.width - 24, measure, ""
        )
        self.status.hints = [
            ("Esc", "back"),
            ("/", "filter"),
            *([(key, words)] if words else []),
        ]
        self.status.refresh()
