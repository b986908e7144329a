"""The orphans: topics that the roadmap has lost and that the reader has marked. Enter gives one's marks to a topic."""

from textual.app import ComposeResult
from textual.binding import Binding

from roadmap_tui.core.marks import Field, Status
from roadmap_tui.core.orphans import Orphan, orphans
from roadmap_tui.core.roadmap import Node
from roadmap_tui.core.text import clean_line, plural, truncate_with_ellipsis
from roadmap_tui.presentation.glyphs import Glyphs, Line, Role
from roadmap_tui.presentation.words import format_mark, mark_role
from roadmap_tui.tui.screens.workspace_screen import UndoScreen
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.caption import Caption
from roadmap_tui.tui.widgets.item_list import ItemList
from roadmap_tui.tui.widgets.painting import measure
from roadmap_tui.tui.workspace.workspace import Change, Workspace

NOTHING = "No topic that you marked is gone."


def _row(orphan: Orphan, width: int, glyphs: Glyphs) -> Line:
    first = orphan.marks[0]
    box = glyphs.status[Status(first.value)] if first.field is Field.STATUS else glyphs.bullet
    words = ", ".join(dict.fromkeys(format_mark(mark) for mark in orphan.marks))
    title = truncate_with_ellipsis(f"{box} {clean_line(orphan.title)}", width, measure, glyphs.ellipsis)
    rest = truncate_with_ellipsis(
        f"  {clean_line(words)}  {clean_line(orphan.id)}", width - measure(title), measure, glyphs.ellipsis
    )
    return [(title, mark_role(first)), (rest, Role.MUTED)]


class OrphansScreen(UndoScreen):
    """What is left of topics that are gone."""

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
        return f'Enter gives these marks to "{clean_line(self.topic.title)}".'

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

    def _draw(self, item: int, width: int) -> list[Line]:
        return [_row(self.orphans[item], width, self.view.glyphs)]

    def _show(self) -> None:
        self.orphans = orphans(self.workspace.tally.progress)
        self.view.show([1] * len(self.orphans), NOTHING, self.view.cursor)
        self.title_bar.words = plural(len(self.orphans), "topic")
        self.title_bar.refresh()
