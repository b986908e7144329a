"""A scrolling view of lines that are rendered only when they are on the screen."""

from collections.abc import Sequence

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from roadmap_tui.presentation.commands import Scope
from roadmap_tui.presentation.glyphs import Glyphs, Line
from roadmap_tui.tui.bindings import bindings
from roadmap_tui.tui.widgets.painting import SpanWidget, paint

_AHEAD = 3
"""How many lines are shown beyond the one that was out of sight."""


class _PlainScrollBar(ScrollBarRender):
    """A scroll bar that ends at whole cells."""

    VERTICAL_BARS = [" "] * 8


class LineView(SpanWidget, ScrollView, can_focus=True, inherit_bindings=False):
    """The base of both panes. A subclass says how many lines there are and what stands on each."""

    BINDINGS = bindings(Scope.PANE)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """A view without lines.

        Args:
            id: The widget's id.
        """
        super().__init__(id=id)
        # The scroll bar has its column from the first layout on, so that nothing moves when it is needed.
        self.set_reactive(Widget.show_vertical_scrollbar, True)

    def on_mount(self) -> None:
        """The scroll bar is drawn like the rest."""
        self._choose_scroll_bar()

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """The scroll bar follows."""
        super().use_glyphs(glyphs)
        self._choose_scroll_bar()

    def _choose_scroll_bar(self) -> None:
        """Draw the scroll bar without the block glyphs where only ASCII can be shown."""
        renderer = _PlainScrollBar if self.app.has_class("-ascii") else ScrollBarRender
        self.vertical_scrollbar.renderer = renderer  # type: ignore[misc]  # as its docstring says to
        self.vertical_scrollbar.refresh()

    def line(self, number: int) -> tuple[Line, str | None]:
        """A line, and the component class of its row if it has one.

        Args:
            number: From 0, less than the number of lines.
        """
        raise NotImplementedError

    def set_line_count(self, count: int, changed: Sequence[int] | None = None) -> None:
        """Say how many lines there are now, without a new layout of the screen.

        Setting `virtual_size` would ask for one, which costs a frame; with the scroll bar always in its place nothing
        else on the screen can change.

        Args:
            count: From 0.
            changed: The lines to draw again; None for all of them.
        """
        self.set_reactive(Widget.virtual_size, Size(self.scrollable_size.width, count))
        # Where everything fits there is no bar, however much it is, and nothing to draw again.
        self.vertical_scrollbar.window_virtual_size = max(count, self.scrollable_size.height)
        self.scroll_to(y=min(self.scroll_offset.y, self.max_scroll_y), animate=False)
        if changed is None:
            self.refresh()
        elif changed:  # `refresh` takes no region for all of it
            top, width = self.scroll_offset.y, self.size.width
            self.refresh(*(Region(0, number - top, width, 1) for number in changed))

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        number = y + self.scroll_offset.y
        if number >= self.virtual_size.height:
            return Strip.blank(self.scrollable_size.width, self.visual_style.rich_style)
        line, row_class = self.line(number)
        return paint(self, line, self.scrollable_size.width, row_class)

    def show_line(self, number: int) -> None:
        """Scroll to have a line on the screen, once there is a screen, and a little further than it takes.

        The next keys then find their lines there: drawing all lines costs several times what drawing two does.
        """
        top, height = self.scroll_offset.y, self.scrollable_size.height
        ahead = min(_AHEAD, height // 4)
        if not height:
            return
        if number < top:
            self.scroll_to(y=number - ahead, animate=False)
        elif number >= top + height:
            self.scroll_to(y=number - height + 1 + ahead, animate=False)

    # The moving keys scroll, where a subclass has nothing better to move.

    def action_move(self, rows: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def action_move_page(self, pages: float) -> None:
        """Scroll by a part of the height."""
        self.action_move(int(pages * self.scrollable_size.height))

    def action_move_to_top(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_move_to_bottom(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)
