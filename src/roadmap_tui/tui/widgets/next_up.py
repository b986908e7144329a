"""The line that says what to learn next, and why."""

from copy import copy
from functools import partial

from textual.timer import Timer

from roadmap_tui.core.counts import Tally
from roadmap_tui.core.roadmap import Roadmap
from roadmap_tui.core.suggestions import Dependents, Suggestion, dependents, next_up
from roadmap_tui.core.text import screen_line
from roadmap_tui.formats.keymap import key_label
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.words import format_suggestion
from roadmap_tui.tui.threads import in_thread
from roadmap_tui.tui.widgets.bars import Bar
from roadmap_tui.tui.widgets.painting import measure

_LARGE = 5_000
"""Nodes above which looking takes longer than a key may; it is then done in a pause, in a thread."""

_PAUSE_S = 1.0
"""Longer than it takes to tick one topic after the other."""

NOTHING_LEFT = "Nothing is left to learn here."


class NextUp(Bar):
    """The best suggestion, looked up when the counts have changed and not when the cursor moves."""

    def __init__(self, tally: Tally, glyphs: Glyphs, key: str) -> None:
        """A line that has not looked yet.

        Args:
            tally: The counts, which their owner keeps up to date; `tally_changed` says when.
            glyphs: The characters to draw with.
            key: What goes there, as Textual names it.
        """
        super().__init__(id="next-up")
        self._key = key
        self.tally = tally
        self.glyphs = glyphs
        self._waits: tuple[Roadmap, Dependents] | None = None
        self._found: Suggestion | None = None
        self._version = 0
        self._found_at = -1
        self._pause: Timer | None = None
        self._drawn: Line = []

    @property
    def _is_large(self) -> bool:
        return len(self.tally.roadmap.nodes) > _LARGE

    def _waiting(self, roadmap: Roadmap) -> Dependents:
        """The topics that wait for each topic in this edition."""
        known = self._waits
        if not known or known[0] is not roadmap:
            self._waits = known = (roadmap, dependents(roadmap))
        return known[1]

    def on_mount(self) -> None:
        """Begin to look."""
        if self._is_large:
            self.tally_changed()

    def tally_changed(self) -> None:
        """Look up the next topic again; on a large roadmap in a thread, after a pause."""
        self._version += 1
        if not self._is_large:
            if self._drawn != self._words(self._room([])):
                self.refresh()
            return
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE_S, self._find_in_thread)

    def reset_to_initial_view(self) -> None:
        """On a large roadmap nothing was looked up yet."""
        if self._is_large:
            self._found_at = -1
            self.refresh()

    def suggestion(self) -> Suggestion | None:
        """The best suggestion as things are now; None when nothing is left."""
        if self._found_at != self._version:
            self._found = next_up(self.tally, self._waiting(self.tally.roadmap))
            self._found_at = self._version
        return self._found

    def reason(self) -> str:
        """Why, in words; empty when nothing is left."""
        found = self.suggestion()
        return format_suggestion(self.tally, found, self.glyphs) if found else ""

    def _find_in_thread(self) -> None:
        # A copy stays with one edition, even if the file changes meanwhile. What is marked meanwhile makes its counts
        # uneven, and then this look is not used.
        tally, version = copy(self.tally), self._version
        in_thread(self, lambda: next_up(tally, self._waiting(tally.roadmap)), partial(self._show, version))

    def _show(self, version: int, found: Suggestion | None) -> None:
        """Show a suggestion, if nothing was marked since it was looked for."""
        if version == self._version:
            self._found, self._found_at = found, version
            self.refresh()

    def on_click(self) -> None:
        """A click on it is its key."""
        self.app.simulate_key(self._key)

    def left(self, width: int) -> Line:
        """The next topic, if it is known."""
        self._drawn = self._words(width)
        return self._drawn

    def _words(self, width: int) -> Line:
        """The key, the title and, where it fits, the reason."""
        if self._is_large and self._found_at != self._version:
            return []
        found = self.suggestion()
        if not found:
            return [(self.look(width).cut(NOTHING_LEFT, width), Role.MUTED)]
        lead: Line = [(key_label(self._key), Role.ACCENT), (" next  ", Role.MUTED)]
        room = width - sum(len(text) for text, _ in lead)
        look = self.look(width)
        title = look.cut(screen_line(self.tally.roadmap.nodes[found.node_index].title), room)
        cut = look.cut(f"  {self.reason()}", room - measure(title))
        return [*lead, (title, Role.TEXT), (cut if len(cut) > 4 else "", Role.MUTED)]

    def right(self) -> Line:
        """Nothing."""
        return []
