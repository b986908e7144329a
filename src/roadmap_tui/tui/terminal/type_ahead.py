"""Type-ahead: keys reach the field they are meant for, however fast they are typed.

Textual delivers a key to the widget that has the focus when the key arrives, so `/sql` typed at once would run the
commands on `s`, `q` and `l`. While a field is being opened, keys and pastes are therefore deferred; those that went to
another widget bubble up to the app. `CaughtUp` travels the same way behind them: when it arrives, no key is left, and
all of them go to the field in the order in which they were typed. Leaving a field works the same way: keys typed behind
the exit key come back from the field, and go to the list that has the focus then.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input


class CaughtUp(Message):
    """All keys have arrived that were typed before the focus could change."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self.screen = screen


class TypeAhead:
    """The deferred keys, by screen."""

    def __init__(self) -> None:
        self._waiting: dict[Screen[Any], tuple[Widget, list[events.Key | events.Paste]]] = {}

    def begin(self, screen: Screen[Any], field: Widget) -> None:
        """Send everything that is typed from now on to a field.

        Args:
            screen: The screen on top.
            field: Of that screen; must be shown and mounted before the app handles the next message.
        """
        _, deferred = self._waiting.get(screen, (field, []))
        self._waiting[screen] = field, deferred
        stack = screen.app.screen_stack
        below = screen.focused or (stack[-2].focused or stack[-2] if len(stack) > 1 else screen)
        # A message that a parent sends to its child does not bubble up to the parent.
        below.post_message(CaughtUp(screen).set_sender(below))

    def end(self, screen: Screen[Any], focus_target: Widget) -> None:
        """Focus another widget of the screen, and send it everything that was typed behind the exit key."""
        self.begin(screen, focus_target)
        screen.set_focus(focus_target, scroll_visible=False)

    def defer(self, screen: Screen[Any], event: events.Event) -> bool:
        """Defer what is typed or pasted while a field is being opened; False for everything else."""
        if screen not in self._waiting or not isinstance(event, events.Key | events.Paste):
            return False
        self._waiting[screen][1].append(event)
        return True

    def flush(self, screen: Screen[Any]) -> None:
        """Focus the field and deliver the deferred keys."""
        if screen not in self._waiting:
            return
        focus_target, deferred = self._waiting.pop(screen)
        screen.set_focus(focus_target, scroll_visible=False)  # first: a line may select its text on focus
        for event in sorted(deferred, key=lambda event: event.time):
            copy = events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)
            copy.time = event.time  # if deferred again, it is sorted among keys that have not arrived yet
            # Private in Textual 8.2: the app delivers keys with it, and nothing public marks an event as forwarded.
            focus_target._forward_event(copy)


@runtime_checkable
class HasTypeAhead(Protocol):
    """An app that defers keys."""

    type_ahead: TypeAhead


def type_ahead_of(screen: Screen[Any]) -> TypeAhead:
    """The type-ahead of a screen's app."""
    app = screen.app
    assert isinstance(app, HasTypeAhead)
    return app.type_ahead


class TypingLine(Input):
    """A line that is shown while the user types into it; its exit keys act before the keys typed behind them."""

    def __init__(self, placeholder: str, *, max_length: int = 0) -> None:
        """Create an empty line.

        Args:
            placeholder: What can be written.
            max_length: Characters; 0 for any number.
        """
        super().__init__(placeholder=placeholder, compact=True, max_length=max_length, select_on_focus=False)
        self.exit_keys: Mapping[str, Callable[[], None]] = {}
        """What to call for which key."""

    async def _on_key(self, event: events.Key) -> None:
        """Act on an exit key at once: a binding would act after the keys typed behind it, which the line would take."""
        if not self.display:
            event.prevent_default()  # on to the app, which knows where the key belongs
        elif event.key in self.exit_keys:
            event.stop()
            event.prevent_default()
            self.exit_keys[event.key]()

    def _on_paste(self, event: events.Paste) -> None:
        """Leave a paste behind an exit key to the app, too; lines are joined, of which Textual would take the first."""
        if not self.display:
            event.prevent_default()
        else:
            event.text = " ".join(line.strip() for line in event.text.splitlines() if line.strip())
