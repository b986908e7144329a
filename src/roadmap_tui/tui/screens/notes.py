"""All notes of a roadmap, the newest first: to be found, gone to, edited and taken out."""

from typing import TYPE_CHECKING

from textual.binding import Binding

from roadmap_tui.core.notes import NoteEntry, all_notes, filter_notes
from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.errors import StorageError
from roadmap_tui.presentation.glyphs import Line
from roadmap_tui.presentation.note_rows import beginning, note_lines
from roadmap_tui.tui.screens.filtered_list import FilteredScreen
from roadmap_tui.tui.screens.undoing import UndoingScreen
from roadmap_tui.tui.widgets.item_list import ItemList
from roadmap_tui.tui.widgets.painting import measure

if TYPE_CHECKING:
    from roadmap_tui.tui.screens.main import MainScreen

FOLLOW_INTERVAL_S = 0.5
"""How soon it shows what another window has written."""


class NotesScreen(FilteredScreen, UndoingScreen):
    """A list of notes."""

    desk: "MainScreen"
    view: ItemList

    BINDINGS = [
        Binding("M", "dismiss", "Close", show=False, id="screen.notes"),
        Binding("enter", "go", "Go to the topic", show=False),
        Binding("e", "write", "Edit", show=False, id="topic.note"),
        Binding("V", "look_back", "Earlier texts", show=False),
        Binding("w", "export", "Write to a file", show=False),
    ]

    def __init__(self, desk: "MainScreen") -> None:
        """The notes of one roadmap.

        Args:
            desk: The main screen, which keeps the progress up to date and knows how to write.
        """
        super().__init__("Notes", "words in titles and notes", ItemList(desk.glyphs, self._draw), desk.glyphs)
        self.desk = desk
        own = [("/", "filter"), ("V", "earlier texts"), ("w", "write to a file")]
        edit, undo = (desk.key("topic.note"), "edit"), (desk.key("step.undo"), "undo")
        self.status.hints = [("Esc", "back"), ("Enter", "go"), edit, *own, undo]
        self._progress = desk.tally.progress
        self._all: list[NoteEntry] = []
        self.notes: list[NoteEntry] = []

    def on_mount(self) -> None:
        """Show everything, and follow what is written."""
        self._read()
        self.set_interval(FOLLOW_INTERVAL_S, self._follow)

    # Showing

    def _read(self) -> None:
        self._progress = self.desk.tally.progress
        self._all = all_notes(self._progress)
        self.show_filtered()

    def _follow(self) -> None:
        if self.desk.tally.progress is not self._progress:
            self._read()

    def show_filtered(self) -> None:
        """What fits, with the cursor on the note that it was on."""
        under = self.notes[self.view.cursor].topic if self.notes else None
        query = self.filter.value
        self.notes = filter_notes(self._all, query)
        cursor = next((place for place, noted in enumerate(self.notes) if noted.topic == under), self.view.cursor)
        nothing = "No note fits; Esc drops the filter."
        none_yet = f"No note yet; {self.desk.key('topic.note')} on a topic adds one."
        heights = [1 + len(beginning(noted.text)) for noted in self.notes]
        self.view.show(heights, nothing if query.strip() else none_yet, cursor)
        self.show_counts(len(self.notes), plural(len(self._all), "note"))

    def _draw(self, item: int, width: int) -> list[Line]:
        return note_lines(self.notes[item], width, self.view.glyphs, measure, self.desk.settings.date_format)

    def say(self, sentence: str) -> None:
        """Tell the reader something, and show what it is about."""
        self.status.show_message(sentence)
        self._follow()

    # What can be done with a note

    def on_item_list_moved(self) -> None:
        """What was said belonged to the note before."""
        self.status.show_message("")

    def on_item_list_picked(self) -> None:
        """Two clicks are Enter."""
        self.action_go()

    def action_go(self) -> None:
        """Close, and go to the topic in the tree."""
        if noted := self._under_cursor():
            if noted.node_index is None:
                edit = self.desk.key("topic.note")
                self.status.show_message(
                    f"{clean_line(noted.title)} is no longer in the roadmap; {edit} edits the note here."
                )
            else:
                self.dismiss()
                self.desk.reveal(noted.node_index)

    def action_write(self) -> None:
        """Edit the note."""
        if noted := self._under_cursor():
            self.desk.write_note(noted.topic, self.say)

    def action_look_back(self) -> None:
        """Show the note's earlier texts, and bring one back."""
        if noted := self._under_cursor():
            topic = noted.topic
            self.desk.look_back(topic, lambda text: self.say(self.desk.bring_back(topic, text)))

    def action_export(self) -> None:
        """Write all notes to one file."""
        try:
            path = self.desk.export_notes() if self._all else None
            self.status.show_message(f"Written to {path.name} in {path.parent}" if path else "There is no note yet.")
        except StorageError as error:
            self.status.show_message(str(error))

    def _under_cursor(self) -> NoteEntry | None:
        return self.notes[self.view.cursor] if self.notes else None
