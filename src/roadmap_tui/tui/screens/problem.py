"""Shown instead of the main screen when there is nothing to show there: what is wrong, and what to do."""

from textual.app import ComposeResult
from textual.screen import Screen

from roadmap_tui.core.text import clean_line
from roadmap_tui.tui.document import BLANK, Paragraph
from roadmap_tui.tui.glyphs import Role
from roadmap_tui.tui.widgets.document_view import DocumentView


class ProblemScreen(Screen[None]):
    """A list of sentences to read, and nothing to lose."""

    def __init__(self, message: str, quit_key: str = "q") -> None:
        """What to say.

        Args:
            message: One problem a line.
            quit_key: What leaves the app.
        """
        super().__init__()
        self._message = message
        self._quit_key = quit_key

    def compose(self) -> ComposeResult:
        """One document."""
        lines = [Paragraph([(clean_line(line), Role.TEXT)]) for line in self._message.splitlines()]
        document = DocumentView(
            [*lines, BLANK, Paragraph([(f"Nothing was written. {self._quit_key} quits.", Role.MUTED)])]
        )
        document.border_title = "This cannot be opened"
        yield document
