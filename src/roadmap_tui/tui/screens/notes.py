"""All notes of a roadmap, the newest first: find, show in the tree, edit, export."""

from collections.abc import Callable
from functools import partial

from textual.binding import Binding

from roadmap_tui.core.notes import NoteEntry, all_notes, filter_notes
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.errors import StorageError
from roadmap_tui.presentation.glyphs import Line, Look
from roadmap_tui.presentation.rows import beginning, note_lines
from roadmap_tui.tui.screens.filtered_list import FilteredScreen
from roadmap_tui.tui.screens.note_history import NoteHistoryScreen
from roadmap_tui.tui.widgets.item_list import ItemList
from roadmap_tui.tui.workspace.workspace import Change, Workspace


class NotesScreen(FilteredScreen):
    """A list of notes."""

    view: ItemList

    BINDINGS = [
        Binding("M", "dismiss", "Close", show=False, id="screen.notes"),
        Binding("enter", "go", "Go to the topic", show=False),
        Binding("e", "write", "Edit", show=False, id="topic.note"),
        Binding("V", "look_back", "Earlier texts", show=False),
        Binding("w", "export", "Write to a file", show=False),
    ]

    def __init__(
        self,
        workspace: Workspace,
        write: Callable[[NodeId, Callable[[str], None]], None],
        reveal: Callable[[int], None],
    ) -> None:
        """The notes of one roadmap.

        Args:
            workspace: The open roadmap.
            write: Opens the note of a topic; calls its second argument with the sentence to show afterwards.
            reveal: Goes to a node on the main screen, by its index.
        """
        super().__init__(workspace, "Notes", "words in titles and notes", ItemList(workspace.glyphs, self._draw))
        self._write, self._reveal = write, reveal
        own = [("/", "filter"), ("V", "earlier texts"), ("w", "write to a file")]
        edit, undo = (workspace.key("topic.note"), "edit"), (workspace.key("step.undo"), "undo")
        self.status.hints = [("Esc", "back"), ("Enter", "go"), edit, *own, undo]
        self._all: list[NoteEntry] = []
        self.notes: list[NoteEntry] = []

    def on_mount(self) -> None:
        """Show everything."""
        self._read()

    # Showing

    def draw_change(self, change: Change) -> None:  # noqa: ARG002  # a note may have come with any mark
        """Show the notes as they are now."""
        self._read()

    def _read(self) -> None:
        self._all = all_notes(self.workspace.tally.progress)
        self.show_filtered()

    def show_filtered(self) -> None:
        """Show the matching notes; the cursor stays on its note."""
        under = self.notes[self.view.cursor].topic if self.notes else None
        query = self.filter.value
        self.notes = filter_notes(self._all, query)
        cursor = next((place for place, entry in enumerate(self.notes) if entry.topic == under), self.view.cursor)
        nothing = "No note fits; Esc drops the filter."
        none_yet = f"No note yet; {self.workspace.key('topic.note')} on a topic adds one."
        heights = [1 + len(beginning(entry.text)) for entry in self.notes]
        self.view.show(heights, nothing if query.strip() else none_yet, cursor)
        self.show_counts(len(self.notes), plural(len(self._all), "note"))

    def _draw(self, item: int, look: Look) -> list[Line]:
        return note_lines(self.notes[item], look._replace(date_format=self.workspace.settings.date_format))

    # What can be done with a note

    def on_item_list_moved(self) -> None:
        """Remove the message, which belonged to the note before."""
        self.status.show_message("")

    def on_item_list_picked(self) -> None:
        """Two clicks are Enter."""
        self.action_go()

    def action_go(self) -> None:
        """Close, and go to the topic in the tree."""
        if entry := self._under_cursor():
            if entry.node_index is None:
                edit = self.workspace.key("topic.note")
                self.status.show_message(
                    f"{screen_line(entry.title)} is no longer in the roadmap; {edit} edits the note here."
                )
            else:
                self.dismiss()
                self._reveal(entry.node_index)

    def action_write(self) -> None:
        """Edit the note."""
        if entry := self._under_cursor():
            self._write(entry.topic, self.status.show_message)

    def action_look_back(self) -> None:
        """Show the note's earlier texts, and bring one back."""
        if entry := self._under_cursor():
            self.app.push_screen(NoteHistoryScreen(self.workspace, entry.topic), partial(self._restore, entry.topic))

    def _restore(self, topic: NodeId, text: str | None) -> None:
        if text is not None:
            self.status.show_message(self.workspace.restore_note(topic, text).message)

    def action_export(self) -> None:
        """Write all notes to one file."""
        try:
            path = self.workspace.export_notes() if self._all else None
            self.status.show_message(f"Written to {path.name} in {path.parent}" if path else "There is no note yet.")
        except StorageError as error:
            self.status.show_message(str(error))

    def _under_cursor(self) -> NoteEntry | None:
        return self.notes[self.view.cursor] if self.notes else None
