"""The roadmaps of the library, a line for each."""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.reactive import var

from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.rows import library_line
from roadmap_tui.storage.library import LibraryFile
from roadmap_tui.storage.opening import LibraryEntry
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import ROLE_CLASSES, measure

_GUTTER = 3
"""Cells at the left: the cursor's bar, the sign of the roadmap that is open, and a blank."""

_MAX_ID = 20
"""Cells of the column with the ids."""


class LibraryView(LineView):
    """A line for each roadmap; the cursor is on one of them."""

    COMPONENT_CLASSES = ROLE_CLASSES | {"row--cursor"}

    cursor: var[int] = var(0, init=False)

    class Clicked(Message):
        """A roadmap was clicked; the cursor is there."""

    def __init__(self, files: Sequence[LibraryFile], current: int, glyphs: Glyphs) -> None:
        """Nothing is read yet.

        Args:
            files: The roadmaps, at least one.
            current: The one that is open.
            glyphs: The characters to draw with.
        """
        super().__init__(id="library")
        self.glyphs = glyphs
        self._list(files, current)
        self.set_reactive(LibraryView.cursor, current)

    def _list(self, files: Sequence[LibraryFile], current: int) -> None:
        self.files = files
        self.entries: list[LibraryEntry | None] = [None] * len(files)
        self.current = current
        self._id_width = min(_MAX_ID, max(measure(screen_line(file.id)) for file in files))

    def list_again(self, files: Sequence[LibraryFile], current: int, cursor: int) -> None:
        """Show other roadmaps, of which nothing is read yet, with the cursor on that one."""
        self._list(files, current)
        self.set_line_count(len(files))
        self.cursor = cursor
        self.refresh()

    def put(self, number: int, entry: LibraryEntry) -> None:
        """A roadmap was read."""
        self.entries[number] = entry
        self.refresh_line(number)

    def on_resize(self) -> None:
        """As many lines as roadmaps."""
        self.set_line_count(len(self.files))
        self.show_line(self.cursor)

    def line(self, number: int) -> tuple[Line, str | None]:
        """A roadmap."""
        is_cursor = number == self.cursor
        gutter: Line = [
            (self.glyphs.cursor if is_cursor else " ", Role.ACCENT),
            (f"{self.glyphs.selected} " if number == self.current else "  ", Role.ACCENT),
        ]
        look = self.look(self.scrollable_size.width - _GUTTER - 1)
        row = library_line(self.files[number], self.entries[number], look, self._id_width)
        return [*gutter, *row], "row--cursor" if is_cursor else None

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two lines that a move touches."""
        self.show_line(new)
        self.refresh_line(old)
        self.refresh_line(new)

    def action_move(self, rows: int) -> None:
        """Move by lines, and stop at the ends."""
        self.cursor = max(0, min(self.cursor + rows, len(self.files) - 1))

    def action_move_page(self, pages: float) -> None:
        """Move by a part of the height."""
        self.action_move(int(pages * self.scrollable_size.height) or int(pages / abs(pages)))

    def action_move_to_top(self) -> None:
        """Go to the first."""
        self.cursor = 0

    def action_move_to_bottom(self) -> None:
        """Go to the last."""
        self.cursor = len(self.files) - 1

    def on_click(self, event: events.Click) -> None:
        """Choose a line."""
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset and event.button == 1 else -1
        if 0 <= row < len(self.files):
            self.cursor = row
            self.post_message(self.Clicked())
