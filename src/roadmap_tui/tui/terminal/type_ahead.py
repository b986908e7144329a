"""Screens with a place to write, where what is typed goes where it is meant to go, however fast it comes.

Textual hands a key to whoever has the focus when it arrives, and a key that waits there does what it does there:
whoever types `/sql` at once would skip a section. So while a place to write is being opened, keys and pastes are held
back, and those that went another way come back up to the app. When a message that went the same way has arrived there,
too, none is left, and all of them are handed on in the order in which they were typed. The way out is the same: what
was typed behind it comes back from the field, and is for the list that has the focus then.
"""

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget


class TypingScreen(Screen[None]):
    """A screen that can hold keys back; `RoadmapApp` asks it to."""

    class CaughtUp(Message):
        """Every key is here that was typed before the one who is to have it could take it."""

        def __init__(self, screen: "TypingScreen") -> None:
            super().__init__()
            self.screen = screen

    _focus_target: Widget | None = None
    _deferred: list[events.Key | events.Paste] | None = None
    """What is held back; None when nothing has to be."""

    def begin_typing(self, field: Widget) -> None:
        """Let a field have everything that is typed from now on.

        Args:
            field: Of this screen; it is to be shown and mounted before the app can handle the next message.
        """
        self._defer_until_focused(field)

    def end_typing(self, heir: Widget) -> None:
        """Let another widget of this screen have the focus, and everything that was typed behind the way out."""
        self._defer_until_focused(heir)
        self.set_focus(heir, scroll_visible=False)

    def _defer_until_focused(self, heir: Widget) -> None:
        self._focus_target, self._deferred = heir, self._deferred or []
        stack = self.app.screen_stack
        below = self.focused or (stack[-2].focused or stack[-2] if len(stack) > 1 else self)
        # What a parent sends to its child would not come back up to it.
        below.post_message(self.CaughtUp(self).set_sender(below))

    def defer(self, event: events.Event) -> bool:
        """Hold back what is typed or pasted while a field is being opened; False for everything else."""
        if self._deferred is None or not isinstance(event, events.Key | events.Paste):
            return False
        self._deferred.append(event)
        return True

    def flush(self) -> None:
        """Hand on what was held back, and let the reader write on."""
        ahead, self._deferred = self._deferred or [], None
        if self._focus_target is None:
            return
        self.set_focus(
            self._focus_target, scroll_visible=False
        )  # first, because a line may select its text when it gets it
        for event in sorted(ahead, key=lambda event: event.time):
            copy = events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)
            copy.time = event.time  # should they be held back again, they are in order with those not here yet
            self._focus_target._forward_event(copy)  # as the app itself hands them on
