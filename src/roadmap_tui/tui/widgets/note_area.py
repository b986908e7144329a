"""The text area in which a note is written."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from roadmap_tui.core.notes import MAX_NOTE_BYTES, clean_note, note_bytes
from roadmap_tui.tui.widgets.painting import encodable


class NoteArea(TextArea):
    """A text area that bounds and cleans its text, typed or pasted; keys that leave it take effect at once."""

    class Refused(Message):
        """The text was not changed, because the note would have been too long."""

    def __init__(self, text: str, exit_keys: Mapping[str, Callable[[], None]]) -> None:
        """An area with the cursor at the end of its text.

        Args:
            text: Clean.
            exit_keys: What to call for which key.
        """
        super().__init__(text, tab_behavior="indent", compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.move_cursor(self.document.end)
        self.is_left = False
        """Whether the area was left; keys that still arrive are meant for the next screen."""
        self._ways_out = exit_keys

    async def _on_key(self, event: events.Key) -> None:
        """Go out at once: as a binding a key takes effect after those typed behind it, which would go into the text."""
        if self.is_left:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
        elif event.key in self._ways_out:
            event.stop()
            event.prevent_default()
            self._ways_out[event.key]()

    def edit(self, edit: Edit) -> EditResult:
        """Every change of the text comes through here, except undo and redo."""
        if len(edit.text) > MAX_NOTE_BYTES:
            return self._refuse()
        tidied = replace(edit, text=clean_note(edit.text))
        if tidied.text and self._is_too_much(tidied):
            return self._refuse()
        return super().edit(tidied)

    def replace_all(self, text: str) -> None:
        """Put another text, which may be longer than one that is written here, in the place of this one.

        One edit, so that undo takes it back.
        """
        self.history.checkpoint()
        super().edit(Edit(clean_note(text), self.document.start, self.document.end, False))
        self.history.checkpoint()
        self.move_cursor(self.document.end)

    def render_line(self, y: int) -> Strip:
        """A line with nothing in it that the terminal's encoding has no character for."""
        strip = super().render_line(y)
        encoding = self.app.console.encoding
        if encoding.lower().replace("-", "") == "utf8":
            return strip
        return Strip([Segment(encodable(text, encoding), style) for text, style, _ in strip], strip.cell_length)

    def _is_too_much(self, edit: Edit) -> bool:
        """A text that is too long already, because it came from elsewhere, may still become shorter."""
        before = note_bytes(self.text)
        replaced = self.get_text_range(*sorted((edit.from_location, edit.to_location)))
        after = before - note_bytes(replaced) + note_bytes(edit.text)
        return after > max(MAX_NOTE_BYTES, before)

    def _refuse(self) -> EditResult:
        self.post_message(self.Refused())
        return EditResult(self.cursor_location, "")
