"""A status bar whose hints can be clicked."""

from collections.abc import Callable
from typing import NamedTuple

from textual import events

from roadmap_tui.tui.glyphs import Glyphs, Line
from roadmap_tui.tui.widgets.one_line import StatusBar
from roadmap_tui.tui.widgets.painting import measure


class Act(NamedTuple):
    """Something a screen of its own can do."""

    key: str
    """As Textual names it."""

    label: str
    """The key as the reader knows it."""

    words: str
    do: Callable[[], None]


class ActionBar(StatusBar):
    """What the keys of a screen do; a click on one does it, a click on a message brings the keys back."""

    def __init__(self, acts: list[Act], glyphs: Glyphs) -> None:
        """A bar.

        Args:
            acts: The most useful first; those that fit are shown.
            glyphs: The characters to draw with.
        """
        super().__init__([(act.label, act.words) for act in acts], glyphs)
        self._acts = acts

    def right(self) -> Line:
        """Nothing: there is room for one more key."""
        return []

    def on_click(self, event: events.Click) -> None:
        """Do what stands there."""
        event.stop()
        if self.message:
            self.say("")
        elif act := self._act_at(event.x - 1):
            act.do()

    def _act_at(self, cell: int) -> Act | None:
        for act in self._acts:
            cell -= measure(f"{act.label} {act.words}  ")
            if cell < 0:
                return act
        return None
