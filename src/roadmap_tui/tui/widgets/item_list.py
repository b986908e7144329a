"""A list of items of one or more lines, with a cursor and the same moving keys as the tree."""

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from roadmap_tui.presentation.glyphs import Glyphs, Line, Look, Role
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import ROLE_CLASSES

GUTTER = 2
"""Cells at the left, for the cursor's bar."""


class ItemList(LineView):
    """Items; only those on the screen are drawn."""

    COMPONENT_CLASSES = ROLE_CLASSES | {"row--cursor"}

    class Moved(Message):
        """The cursor is on another item."""

    class Picked(Message):
        """An item was clicked twice."""

    def __init__(self, glyphs: Glyphs, draw: Callable[[int, Look], Sequence[Line]]) -> None:
        """No items yet.

        Args:
            glyphs: The characters to draw with.
            draw: The lines of an item, by its number and how lines are drawn.
        """
        super().__init__()
        self.glyphs = glyphs
        self.cursor = 0
        self._draw = draw
        self._rows: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._empty = ""

    def show(self, heights: Sequence[int], empty: str, cursor: int = 0) -> None:
        """Show these items, or a sentence when there are none.

        Args:
            heights: How many lines each of them has.
            empty: The sentence.
            cursor: The item to be on.
        """
        self._empty = empty
        self._rows = [(item, part) for item, height in enumerate(heights) for part in range(height)]
        self._starts = [row for row, (_, part) in enumerate(self._rows) if part == 0]
        self.cursor = max(0, min(cursor, len(self._starts) - 1))
        self._lay_out()

    def on_resize(self) -> None:
        """The scroll bar and the cursor's place depend on the height."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.set_line_count(max(len(self._rows), 1))
        self._show_cursor()

    @property
    def item_width(self) -> int:
        """Cells that there are for a line of an item."""
        return self.scrollable_size.width - GUTTER - 1

    def item_at(self, y: int) -> tuple[int, int] | None:
        """The item on a line of the widget, and which of its lines that is; None below the last one."""
        row = self.scroll_offset.y + y
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def line(self, number: int) -> tuple[Line, str | None]:
        """A line of an item behind its gutter."""
        look = self.look(self.item_width)
        if not self._rows:
            return [(f" {look.cut(self._empty, look.width)}", Role.MUTED)], None
        item, part = self._rows[number]
        is_cursor = item == self.cursor
        gutter: Line = [(f"{self.glyphs.cursor if is_cursor else ' '} ", Role.ACCENT)]
        return [*gutter, *self._draw(item, look)[part]], "row--cursor" if is_cursor else None

    def go_to(self, item: int) -> None:
        """Put the cursor on an item, or on the last one before the end."""
        item = max(0, min(item, len(self._starts) - 1))
        if item != self.cursor:
            self.cursor = item
            self._show_cursor()
            self.refresh()
            self.post_message(self.Moved())

    def _show_cursor(self) -> None:
        if self._starts:
            end = self._starts[self.cursor + 1] if self.cursor + 1 < len(self._starts) else len(self._rows)
            self.show_line(end - 1)
            self.show_line(self._starts[self.cursor])

    def action_move(self, rows: int) -> None:
        """Move by items."""
        self.go_to(self.cursor + rows)

    def action_move_page(self, pages: float) -> None:
        """Move by a part of the height."""
        if self._starts:
            items = self.scrollable_size.height * len(self._starts) // len(self._rows)
            self.go_to(self.cursor + (int(pages * items) or (1 if pages > 0 else -1)))

    def action_move_to_top(self) -> None:
        """Go to the first item."""
        self.go_to(0)

    def action_move_to_bottom(self) -> None:
        """Go to the last item."""
        self.go_to(len(self._starts) - 1)

    def on_click(self, event: events.Click) -> None:
        """Go to an item; twice picks it."""
        if event.button == 1 and (found := self.item_at(event.y)):
            self.go_to(found[0])
            if event.chain == 2:
                self.post_message(self.Picked())
