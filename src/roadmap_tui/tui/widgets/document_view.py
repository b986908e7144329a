"""A scrolling document: paragraphs wrapped to the width there is."""

from collections.abc import Sequence
from itertools import zip_longest

from textual import events
from textual.geometry import Size

from roadmap_tui.presentation.glyphs import Anchor, Line
from roadmap_tui.presentation.paragraphs import Paragraph, wrap
from roadmap_tui.tui.widgets.line_view import LineView
from roadmap_tui.tui.widgets.painting import measure


class DocumentView(LineView):
    """Text to read, with the same moving keys as the tree."""

    def __init__(self, paragraphs: Sequence[Paragraph] = (), *, id: str | None = None) -> None:  # noqa: A002
        """A document.

        Args:
            paragraphs: What stands in it.
            id: The widget's id.
        """
        super().__init__(id=id)
        self.paragraphs = paragraphs
        self.lines: list[Line] = []

    def set_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show another text at the same place. Only lines that differ are drawn: half of what a cursor move cost."""
        before, self.paragraphs = self.lines, paragraphs
        self.lines = self._wrapped(self.scrollable_size.width)
        self.set_line_count(len(self.lines), _differing(before, self.lines))

    def line(self, number: int) -> tuple[Line, str | None]:
        """A line of the text."""
        return self.lines[number], None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the text takes, where the height is left to it."""
        return len(self._wrapped(width - self.scrollbar_size_vertical))

    def on_resize(self) -> None:
        """Wrap to the width there is."""
        self.lines = self._wrapped(self.scrollable_size.width)
        self.set_line_count(len(self.lines))

    def on_click(self, event: events.Click) -> None:
        """Open the link that was clicked."""
        offset = event.get_content_offset(self)
        number = self.scroll_offset.y + offset.y if offset and event.button == 1 else len(self.lines)
        if offset and number < len(self.lines) and (url := _url_at(self.lines[number], offset.x)):
            self.app.open_url(url)

    def _wrapped(self, width: int) -> list[Line]:
        """The text, with a cell of air at the right."""
        return wrap(self.paragraphs, width - 1, measure)


def _differing(these: list[Line], those: list[Line]) -> list[int]:
    return [number for number, (this, that) in enumerate(zip_longest(these, those)) if this != that]


def _url_at(line: Line, cell: int) -> str:
    """The address of the link at a cell of a line; empty for most."""
    end = 0
    for text, role in line:
        end += measure(text)
        if cell < end:
            return role.url if isinstance(role, Anchor) else ""
    return ""
