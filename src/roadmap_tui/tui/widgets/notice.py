"""A few lines at the bottom that stay until they are over or the user has read them."""

from collections.abc import Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from roadmap_tui.presentation.glyphs import Line
from roadmap_tui.presentation.paragraphs import Paragraph, wrap
from roadmap_tui.tui.widgets.painting import SpanWidget, measure, paint

_TALL = 20
"""Rows of a screen on which there is room for more."""


class Notice(SpanWidget):
    """Shown as long as there is something to say; it never has the focus, so that no key goes there."""

    class Clicked(Message):
        """The user has read it."""

    def __init__(self) -> None:
        """Nothing to say."""
        super().__init__()
        self._body: Sequence[Paragraph] = ()
        self._foot: Sequence[Paragraph] = ()
        self._wrapped_to: tuple[Size, list[Line]] | None = None

    def show(self, body: Sequence[Paragraph], foot: Sequence[Paragraph] = ()) -> None:
        """Say something else; nothing when both are empty.

        Args:
            body: Cut where there is no room for all of it.
            foot: Never cut.
        """
        self._body, self._foot = body, foot
        self.set_class(bool(body or foot), "-shown")
        self._wrapped_to = None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there are."""
        return len(self._wrapped(width))

    def render_line(self, y: int) -> Strip:
        """One line."""
        if not self._wrapped_to or self._wrapped_to[0] != self.size:
            self._wrapped_to = (self.size, self._wrapped(self.size.width))
        lines = self._wrapped_to[1]
        return paint(self, lines[y] if y < len(lines) else [], self.size.width)

    def on_click(self, event: events.Click) -> None:
        """A click is enough to be rid of it, where that can be."""
        event.stop()
        self.post_message(self.Clicked())

    def _wrapped(self, width: int) -> list[Line]:
        foot = wrap(self._foot, width - 1, measure)
        room = (5 if self.screen.size.height >= _TALL else 4) - len(foot)
        return [*wrap(self._body, width - 1, measure)[: max(room, 1)], *foot]
