"""Screens over the main one in which the usual keys undo and redo."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from roadmap_tui.presentation.commands import shared_bindings

if TYPE_CHECKING:
    from roadmap_tui.tui.desk.marking import Marking


class UndoingScreen(Screen[None]):
    """A screen that shows what was marked, and so what an undo changes."""

    BINDINGS = shared_bindings("step.undo", "step.redo")

    desk: "Marking"
    """Where marks are made and kept up to date; for a subclass to set."""

    def say(self, sentence: str) -> None:
        """Tell the reader something, and show what it is about."""
        raise NotImplementedError

    def action_undo(self) -> None:
        """The usual undo."""
        self.say(self.desk.undo())

    def action_redo(self) -> None:
        """The usual redo."""
        self.say(self.desk.redo())
