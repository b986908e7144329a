"""A line to write in whose ways out take effect before the keys that were typed behind them."""

from collections.abc import Callable, Mapping

from textual import events
from textual.widgets import Input


class TypingLine(Input):
    """Shown while something is written; see `screens.typing` for what is typed around that."""

    def __init__(self, placeholder: str, *, max_length: int = 0) -> None:
        """An empty line.

        Args:
            placeholder: What can be written.
            max_length: Characters; 0 for any number.
        """
        super().__init__(placeholder=placeholder, compact=True, max_length=max_length, select_on_focus=False)
        self.exit_keys: Mapping[str, Callable[[], None]] = {}
        """What to call for which key."""

    async def _on_key(self, event: events.Key) -> None:
        """Go out at once: as a binding a key takes effect after those typed behind it, which would go into the line."""
        if not self.display:
            event.prevent_default()  # on to the app, which knows who is to have it
        elif event.key in self.exit_keys:
            event.stop()
            event.prevent_default()
            self.exit_keys[event.key]()

    def _on_paste(self, event: events.Paste) -> None:
        """What is pasted behind a way out is not for this line either."""
        if not self.display:
            event.prevent_default()
