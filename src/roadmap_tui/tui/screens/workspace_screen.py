"""The base of screens over the main one: they follow the open roadmap, and most of them undo and redo."""

from textual.screen import Screen

from roadmap_tui.tui.bindings import shared_bindings
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.workspace.workspace import Change, Workspace


class WorkspaceScreen(Screen[None]):
    """A screen that follows the open roadmap for as long as it is there."""

    def __init__(self, workspace: Workspace) -> None:
        """Make a screen over an open roadmap.

        Args:
            workspace: The open roadmap.
        """
        super().__init__()
        self.workspace = workspace
        self._unsubscribe = workspace.subscribe(self.draw_change)

    def on_unmount(self) -> None:
        """Follow the roadmap no longer."""
        self._unsubscribe()

    def draw_change(self, change: Change) -> None:
        """Show what a change made different; a screen that shows nothing of it leaves this out."""


class UndoScreen(WorkspaceScreen):
    """A screen that shows marks, and so the effect of an undo. A subclass makes its status bar."""

    BINDINGS = shared_bindings("step.undo", "step.redo")

    status: StatusBar

    def action_undo(self) -> None:
        """The usual undo."""
        self.status.show_message(self.workspace.undo().message)

    def action_redo(self) -> None:
        """The usual redo."""
        self.status.show_message(self.workspace.redo().message)
