"""The line that says what to learn next, and why."""

from textual.timer import Timer

from roadmap_tui.core.suggestions import Suggestion, next_up, waiting
from roadmap_tui.core.summary import Tally
from roadmap_tui.core.text import clean_line, shorten
from roadmap_tui.tui.commands import COMMANDS, key_label
from roadmap_tui.tui.glyphs import Glyphs, Line, Role
from roadmap_tui.tui.presentation import suggestion_words
from roadmap_tui.tui.widgets.one_line import OneLine
from roadmap_tui.tui.widgets.painting import measure

_LARGE = 5_000
"""Nodes from which on looking takes longer than nobody notices; it then waits for a pause."""

_PAUSE_S = 0.4

NOTHING_LEFT = "Nothing is left to learn here."


class NextUp(OneLine):
    """The best suggestion, looked up when the counts have changed and not when the cursor moves."""

    def __init__(self, tally: Tally, glyphs: Glyphs) -> None:
        """A line that has not looked yet.

        Args:
            tally: The counts, which their owner keeps up to date; `tally_changed` says when.
            glyphs: The characters to draw with.
        """
        super().__init__(id="next-up")
        self.tally = tally
        self.glyphs = glyphs
        self._waiting = waiting(tally.roadmap) if not self._is_large else None
        self._found: Suggestion | None = None
        self._is_stale = True
        self._pause: Timer | None = None

    @property
    def _is_large(self) -> bool:
        return len(self.tally.roadmap.nodes) > _LARGE

    def on_mount(self) -> None:
        """Look, or begin to wait."""
        self.tally_changed()

    def tally_changed(self) -> None:
        """What is next may be something else now."""
        self._is_stale = True
        if not self._is_large:
            self.refresh()
            return
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE_S, self._look_and_show)

    def look(self) -> Suggestion | None:
        """The best suggestion as things are now; None when nothing is left."""
        if self._is_stale:
            self._waiting = waiting(self.tally.roadmap) if self._waiting is None else self._waiting
            self._found = next_up(self.tally, self._waiting)
            self._is_stale = False
        return self._found

    def reason(self) -> str:
        """Why, in words; empty when nothing is left."""
        found = self.look()
        return suggestion_words(self.tally, found, self.glyphs) if found else ""

    def _look_and_show(self) -> None:
        self.look()
        self.refresh()

    def left(self, width: int) -> Line:
        """The key, the title and, as far as there is room, the reason."""
        if self._is_stale and self._is_large:
            return []
        found = self.look()
        if not found:
            return [(shorten(NOTHING_LEFT, width, measure, self.glyphs.ellipsis), Role.MUTED)]
        lead: Line = [(_key(), Role.ACCENT), (" next  ", Role.MUTED)]
        room = width - sum(len(text) for text, _ in lead)
        title = shorten(clean_line(self.tally.roadmap.nodes[found.position].title), room, measure, self.glyphs.ellipsis)
        reason = f"  {self.reason()}"
        cut = shorten(reason, room - measure(title), measure, self.glyphs.ellipsis)
        return [*lead, (title, Role.TEXT), (cut if len(cut) > 4 else "", Role.MUTED)]

    def right(self) -> Line:
        """Nothing."""
        return []


def _key() -> str:
    return next(key_label(command.keys[0]) for command in COMMANDS if command.id == "move.next-up")
