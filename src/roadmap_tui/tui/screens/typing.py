"""Screens with a place to write, where nothing that is typed ahead of it is lost.

Textual hands a key to whoever has the focus when it arrives, and a key that waits there does what it does there:
whoever types `/sql` at once would skip a section. So while a place to write is being opened, keys and pastes are held
back, and those that went another way come back up to the app. When a message that went the same way has arrived there,
too, none is left, and all of them are handed on in the order in which they were typed.
"""

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget


class TypingScreen(Screen[None]):
    """A screen that can hold keys back; `RoadmapApp` asks it to."""

    class CaughtUp(Message):
        """Every key is here that was typed before the field could take it."""

        def __init__(self, screen: "TypingScreen") -> None:
            super().__init__()
            self.screen = screen

    _field: Widget | None = None
    _ahead: list[events.Key | events.Paste] | None = None
    """What is held back; None when nothing has to be."""

    def begin_typing(self, field: Widget) -> None:
        """Let a field have everything that is typed from now on.

        Args:
            field: Of this screen; it is to be shown and mounted before the app can handle the next message.
        """
        self._field, self._ahead = field, []
        stack = self.app.screen_stack
        below = self.focused or (stack[-2].focused or stack[-2] if len(stack) > 1 else self)
        # What a parent sends to its child would not come back up to it.
        below.post_message(self.CaughtUp(self).set_sender(below))

    def hold(self, event: events.Event) -> bool:
        """Hold back what is typed or pasted while a field is being opened; False for everything else."""
        if self._ahead is None or not isinstance(event, events.Key | events.Paste):
            return False
        self._ahead.append(event)
        return True

    def caught_up(self) -> None:
        """Hand on what was held back, and let the reader write on."""
        ahead, self._ahead = self._ahead or [], None
        if self._field is None:
            return
        for event in sorted(ahead, key=lambda event: event.time):
            copy = events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)
            self._field._forward_event(copy)  # as the app itself hands them on
        self.set_focus(self._field, scroll_visible=False)
