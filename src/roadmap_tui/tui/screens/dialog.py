"""The base of the small windows over a screen; their keys and their closing work with the mouse, too."""

from typing import TypeVar

from textual import events
from textual.screen import ModalScreen

from roadmap_tui.formats.keymap import key_name
from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.tui.widgets.document_view import DocumentView

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """One document, some of whose lines begin with a key. Esc has to leave it."""

    def on_click(self, event: events.Click) -> None:
        """Press the key of the line that was clicked; outside of the document and on its border, Esc."""
        document = self.query_one(DocumentView)
        offset = event.get_content_offset(document)
        if not document.region.shrink(document.styles.border.spacing).contains_point(event.screen_offset):
            self._simulate("escape")
        elif offset and (key := key_at(document.lines, document.scroll_offset.y + offset.y)):
            self.press(key)

    def press(self, key: str) -> None:
        """Do what a key of the document does."""
        self._simulate(key)

    def _simulate(self, key: str) -> None:
        # A key that comes from this screen would not bubble up to it.
        self.app.call_later(self.app.simulate_key, key)


def key_at(lines: list[Line], number: int) -> str | None:
    """The key that a line, or the one that it continues, begins with; of several the first."""
    for line in reversed(lines[: number + 1]):
        text, role = line[0] if line else ("", Role.TEXT)
        if role is Role.ACCENT:
            return key_name(text.split()[0])
        if text.strip() or not text:
            return None
    return None
