"""The orphans: marked topics that the roadmap no longer has. Enter attaches the marks of one to a topic."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.core.orphans import Orphan, orphans
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.presentation.glyphs import Line, Look
from roadmap_tui.presentation.rows import orphan_line
from roadmap_tui.tui.screens.workspace_screen import UndoScreen
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.item_list import ItemList
from roadmap_tui.tui.workspace.workspace import Change, Workspace

NOTHING = "No topic that you marked is gone."


class OrphansScreen(UndoScreen):
    """The orphans of a roadmap."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("A", "dismiss", "Close", show=False, id="screen.orphans"),
        Binding("enter", "attach", "Attach", show=False),
    ]

    def __init__(self, workspace: Workspace, topic: Node | None) -> None:
        """The orphans of one roadmap's progress.

        Args:
            workspace: The open roadmap.
            topic: Who gets what is attached; None when the cursor is on a section.
        """
        super().__init__(workspace)
        self.topic = topic
        self.orphans: list[Orphan] = []
        self.title_bar = Caption("Marked, and gone", workspace.glyphs)
        self.view = ItemList(workspace.glyphs, self._draw)
        give = [("Enter", "give to the topic under the cursor")] if topic else []
        self.status = StatusBar([*give, ("Esc", "back"), (workspace.key("step.undo"), "undo")], workspace.glyphs)

    def compose(self) -> ComposeResult:
        """Title, rows, hints."""
        yield self.title_bar
        yield self.view
        yield self.status

    def on_mount(self) -> None:
        """Say who would get the marks."""
        self.view.focus()
        self._show()
        self.status.show_message(self._target())

    def _target(self) -> str:
        if not self.orphans:
            return ""
        if self.topic is None:
            return "Go to the topic that is to have the marks; Esc leads there."
        return f'Enter gives these marks to "{screen_line(self.topic.title)}".'

    def action_attach(self) -> None:
        """Give the marks to the topic that the cursor of the main screen is on."""
        if self.topic and self.orphans:
            self.status.show_message(self.workspace.attach(self.orphans[self.view.cursor], self.topic).message)

    def on_item_list_picked(self) -> None:
        """Two clicks are Enter."""
        self.action_attach()

    def draw_change(self, change: Change) -> None:  # noqa: ARG002  # orphans are few
        """Show the orphans as they are now."""
        self._show()

    def _draw(self, item: int, look: Look) -> list[Line]:
        return [orphan_line(self.orphans[item], look)]

    def _show(self) -> None:
        self.orphans = orphans(self.workspace.tally.progress)
        self.view.show([1] * len(self.orphans), NOTHING, self.view.cursor)
        self.title_bar.words = plural(len(self.orphans), "topic")
        self.title_bar.refresh()
