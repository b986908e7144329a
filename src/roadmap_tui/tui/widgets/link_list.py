"""The links of one topic as a list with a cursor: box, kind, title, and the whole address below."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from roadmap_tui.core.links import TopicLink
from roadmap_tui.tui.details import link_paragraphs
from roadmap_tui.tui.document import Paragraph, wrap
from roadmap_tui.tui.glyphs import Anchor, Glyphs, Line, Role
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import ROLE_CLASSES, measure

_GUTTER = 2
"""Cells at the left: the cursor's bar and a blank."""


class _Row(NamedTuple):
    """A line of the list."""

    link: int
    """Index of the link it belongs to; -1 for none."""

    line: Line


class LinkList(LineView):
    """Links to choose from."""

    COMPONENT_CLASSES = ROLE_CLASSES | {"row--cursor"}

    class Opened(Message):
        """A click on an address."""

    class Ticked(Message):
        """A click on a box."""

    def __init__(self, glyphs: Glyphs) -> None:
        """No links yet."""
        super().__init__(id="links")
        self.glyphs = glyphs
        self.links: Sequence[TopicLink] = ()
        self.empty = ""
        self.cursor = 0
        self._rows: list[_Row] = []

    @property
    def chosen(self) -> TopicLink | None:
        """The link under the cursor."""
        return self.links[self.cursor] if self.links else None

    def show(self, links: Sequence[TopicLink], empty: str) -> None:
        """Show these links, or a sentence when there are none; the cursor stays where it is as far as it can."""
        self.links, self.empty = links, empty
        self.cursor = max(0, min(self.cursor, len(links) - 1))
        self.on_resize()

    def go_to(self, index: int) -> None:
        """Put the cursor on a link, and as much of it on the screen as fits."""
        self.cursor = max(0, min(index, len(self.links) - 1))
        lines = [number for number, row in enumerate(self._rows) if row.link == self.cursor]
        for number in (lines[-1:] + lines[:1]) if lines else []:
            self.show_line(number)
        self.refresh()

    def line(self, number: int) -> tuple[Line, str | None]:
        """A line of a link behind its gutter."""
        row = self._rows[number]
        is_cursor = row.link == self.cursor
        gutter: Line = [(self.glyphs.cursor if is_cursor else " ", Role.ACCENT), (" ", Role.TEXT)]
        return [*gutter, *row.line], "row--cursor" if is_cursor else None

    def on_resize(self) -> None:
        """Wrap to the width there is."""
        width = self.scrollable_size.width - _GUTTER - 1
        if self.links:
            numbered = enumerate(link_paragraphs(each, self.glyphs) for each in self.links)
            self._rows = [_Row(number, line) for number, parts in numbered for line in wrap(parts, width, measure)]
        else:
            self._rows = [_Row(-1, line) for line in wrap([Paragraph([(self.empty, Role.MUTED)])], width, measure)]
        self.set_line_count(len(self._rows))
        self.go_to(self.cursor)

    def action_move(self, rows: int) -> None:
        """Move by links."""
        self.go_to(self.cursor + rows)

    def action_move_page(self, pages: float) -> None:
        """Move by a part of what is on the screen; a link takes two lines at least."""
        self.action_move(int(pages * self.scrollable_size.height / 2) or int(pages / abs(pages)))

    def action_move_to_top(self) -> None:
        """Go to the first link."""
        self.go_to(0)

    def action_move_to_bottom(self) -> None:
        """Go to the last link."""
        self.go_to(len(self.links) - 1)

    def on_click(self, event: events.Click) -> None:
        """Choose a link; on its box tick it, on its address open it."""
        offset = event.get_content_offset(self)
        number = self.scroll_offset.y + offset.y if offset and event.button == 1 else len(self._rows)
        if not (offset and number < len(self._rows) and self._rows[number].link >= 0):
            return
        is_first = number == 0 or self._rows[number - 1].link != self._rows[number].link
        self.go_to(self._rows[number].link)
        if is_first and 0 <= offset.x - _GUTTER < measure(self._rows[number].line[0][0]):
            self.post_message(self.Ticked())
        elif any(isinstance(role, Anchor) for _, role in self._rows[number].line):
            self.post_message(self.Opened())
