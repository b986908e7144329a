"""The earlier texts of one note, each in full, and how to restore one."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from roadmap_tui.core.notes import node_of_note, note_revisions
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.text import plural
from roadmap_tui.presentation.glyphs import Line, Look
from roadmap_tui.presentation.rows import revision_line, verbatim
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.document_view import DocumentView
from roadmap_tui.tui.widgets.item_list import ItemList
from roadmap_tui.tui.workspace.workspace import Workspace


class NoteHistoryScreen(Screen[str | None]):
    """Gives the text that is chosen; None when none is."""

    BINDINGS = [
        Binding("escape,q,V,f4", "dismiss(None)", "Close", show=False),
        Binding("enter", "choose", "Bring back", show=False),
        Binding("tab,shift+tab", "switch_pane", "Read", show=False),
    ]

    def __init__(self, workspace: Workspace, topic: NodeId) -> None:
        """Make the history of one note.

        Args:
            workspace: The open roadmap.
            topic: The topic that the note is on; one that the roadmap no longer has will do.
        """
        super().__init__()
        progress, glyphs = workspace.tally.progress, workspace.glyphs
        self.texts = note_revisions(progress, topic)
        """The newest first."""

        self.date_format = workspace.settings.date_format
        title = node_of_note(progress, topic).title
        self.caption = Caption("Earlier texts", glyphs, about=title, words=plural(len(self.texts), "text"))
        self.view = ItemList(glyphs, self._draw)
        self.document = DocumentView()
        self.status = StatusBar([("Esc", "back"), ("Enter", "bring back"), ("Tab", "read")], glyphs)

    def compose(self) -> ComposeResult:
        """Title, list, the text in full, hints."""
        yield self.caption
        yield self.view
        yield self.document
        yield self.status

    def on_mount(self) -> None:
        """Begin with the text that counts."""
        self.view.show([1] * len(self.texts), "This note has no earlier text.")
        self.view.focus()
        self.on_item_list_moved()

    def on_item_list_moved(self) -> None:
        """Show the text under the cursor."""
        if self.texts:
            self.document.scroll_to(y=0, animate=False)
            self.document.set_paragraphs(verbatim(self.texts[self.view.cursor].value))

    def on_item_list_picked(self) -> None:
        """Two clicks are Enter."""
        self.action_choose()

    def action_choose(self) -> None:
        """Hand the text under the cursor over."""
        self.close(self.texts[self.view.cursor].value if self.texts else None)

    def close(self, text: str | None) -> None:
        """Go back with a text or without."""
        self.dismiss(text)

    def action_switch_pane(self) -> None:
        """Scroll the text, or choose another one."""
        self.set_focus(self.view if self.document.has_focus else self.document)

    def _draw(self, item: int, look: Look) -> list[Line]:
        return [revision_line(self.texts[item], look._replace(date_format=self.date_format))]
