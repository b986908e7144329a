"""The help: every command with the keys that are bound to it right now."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.presentation.commands import command_rows
from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.presentation.paragraphs import Paragraph, heading
from roadmap_tui.tui.screens.dialog import Dialog
from roadmap_tui.tui.widgets.document_view import DocumentView

_KEY_WIDTH = 16


class HelpScreen(Dialog[None]):
    """The keys; any of the usual ones closes it, and a click on one presses it."""

    BINDINGS = [
        Binding("escape", "dismiss", "Close", show=False),
        # What opens it and what leaves the app close it, by whatever keys the user gave them.
        Binding("question_mark,f1", "dismiss", "Close", id="app.help", show=False),
        Binding("q", "dismiss", "Close", id="app.quit", show=False),
        Binding("ctrl+q", "app.quit", "Quit", show=False),
        Binding("ctrl+z", "app.suspend_process", "Suspend", show=False),
    ]

    def __init__(self, live_keys: Mapping[str, Sequence[str]]) -> None:
        """The help for the keys that are bound now.

        Args:
            live_keys: The keys by command id.
        """
        super().__init__()
        self._live_keys = live_keys

    def compose(self) -> ComposeResult:
        """One document."""
        document = DocumentView(self._paragraphs()[1:])
        document.border_title = "Keys"
        document.border_subtitle = "Esc closes"
        yield document

    def press(self, key: str) -> None:
        """On the screen below, which is the one that it is a key of."""
        self.dismiss()
        super().press(key)

    def _paragraphs(self) -> list[Paragraph]:
        found: list[Paragraph] = []
        group = ""
        for row_group, keys, title in command_rows(self._live_keys):
            if row_group != group:
                group = row_group
                found += heading(group)
            prefix: Line = [(f"  {keys:<{_KEY_WIDTH}}", Role.ACCENT)]
            found.append(Paragraph([(title, Role.TEXT)], first=prefix, rest=[(" " * (_KEY_WIDTH + 2), Role.TEXT)]))
        return found
