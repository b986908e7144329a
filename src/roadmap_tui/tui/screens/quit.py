"""Asks whether to leave, when marks are not on disk or the settings want the question."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import BLANK, Paragraph
from roadmap_tui.tui.screens.dialog import Dialog
from roadmap_tui.tui.widgets.document_view import DocumentView
from roadmap_tui.tui.workspace.saver import SaveState


class QuitScreen(Dialog[bool]):
    """Gives True when the user wants to leave all the same."""

    BINDINGS = [
        Binding("y", "dismiss(True)", "Quit", show=False),
        Binding("n,escape,q", "dismiss(False)", "Stay", show=False),
    ]

    def __init__(self, state: SaveState) -> None:
        """What would be lost.

        Args:
            state: What is not on disk.
        """
        super().__init__()
        self._state = state

    def compose(self) -> ComposeResult:
        """One document."""
        why = self._state.error or "The disk is slow to answer."
        document = DocumentView(
            [
                Paragraph([(screen_line(why), Role.TEXT)]),
                BLANK,
                Paragraph([("n", Role.ACCENT), (" stay; saving is tried again and again", Role.TEXT)]),
                Paragraph([("y", Role.ACCENT), (" quit and lose what is not saved", Role.TEXT)]),
            ]
        )
        document.border_title = f"Not saved: {plural(self._state.waiting, 'mark')}"
        yield document


class ConfirmQuitScreen(QuitScreen):
    """The same question when there is nothing to lose."""

    BINDINGS = [Binding("enter", "dismiss(True)", "Quit", show=False)]

    def __init__(self) -> None:
        """Nothing is waiting to be saved."""
        super().__init__(SaveState(0))

    def compose(self) -> ComposeResult:
        """One document."""
        document = DocumentView(
            [
                Paragraph([("y", Role.ACCENT), (" quit", Role.TEXT)]),
                Paragraph([("n", Role.ACCENT), (" stay", Role.TEXT)]),
            ]
        )
        document.border_title = "Do you want to quit?"
        yield document
