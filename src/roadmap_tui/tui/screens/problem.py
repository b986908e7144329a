"""Replaces the main screen when no roadmap can be shown: the problem, and what to do."""

from textual.app import ComposeResult
from textual.screen import Screen

from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import UNICODE, Glyphs, Role
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.document_view import DocumentView

_ADVICE = "Nothing was written. `roadmap-tui roadmaps` lists the others, and `roadmap-tui open ID` opens one of them."


class ProblemScreen(Screen[None]):
    """A list of sentences to read, and nothing to lose."""

    def __init__(self, message: str, quit_key: str = "q", glyphs: Glyphs = UNICODE) -> None:
        """What to say.

        Args:
            message: One problem a line.
            quit_key: What leaves the app.
            glyphs: The characters to draw with.
        """
        super().__init__()
        self._glyphs = glyphs
        self._message = message
        self._quit_key = quit_key

    def compose(self) -> ComposeResult:
        """The problem, what to do, and the key that leaves, for the mouse as well."""
        lines = [Paragraph([(screen_line(line), Role.TEXT)]) for line in self._message.splitlines()]
        document = DocumentView([*lines, BLANK, Paragraph([(_ADVICE, Role.MUTED)])])
        document.border_title = "This cannot be opened"
        yield document
        yield StatusBar([(self._quit_key, "quit")], self._glyphs)
