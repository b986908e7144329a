"""The line above a screen of its own: what is shown, of what, and how much of it."""

from roadmap_tui.core.text import clean_line
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.tui.widgets.bars import Bar


class Caption(Bar):
    """A heading; its owner refreshes it after setting the rest."""

    def __init__(self, heading: str, glyphs: Glyphs, *, about: str = "", words: str = "") -> None:
        """A caption.

        Args:
            heading: What is shown.
            glyphs: The characters to draw with.
            about: Of what, beside the heading; any text.
            words: How much of it, at the right.
        """
        super().__init__()
        self.heading = heading
        self.glyphs = glyphs
        self.about = about
        self.words = words

    def left(self, width: int) -> Line:
        """The heading and what it is about."""
        about = f"  {clean_line(self.about)}" if self.about else ""
        return [
            (self.heading, Role.STRONG),
            (self.look(width).cut(about, width - len(self.heading) - 1), Role.MUTED),
        ]

    def right(self) -> Line:
        """How much."""
        return [(self.words, Role.MUTED)]
