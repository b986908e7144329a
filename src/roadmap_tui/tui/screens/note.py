"""Where a note is written: a text area, what it is about above it and the ways out below.

Every way out saves, and what is not saved yet is kept as a draft once a second while it grows; see `controllers.notes`.
"""

import os

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import TextArea

from roadmap_tui.core.notes import MAX_NOTE_BYTES, TOO_LONG, clean_note, is_too_long, note_bytes
from roadmap_tui.errors import RoadmapError
from roadmap_tui.storage.temp_file import EditableTempFile
from roadmap_tui.tui.controllers.notes import NoteEdit
from roadmap_tui.tui.desktop import editor
from roadmap_tui.tui.screens.note_history import NoteHistoryScreen
from roadmap_tui.tui.terminal.type_ahead import type_ahead_of
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.widgets.caption import Caption
from roadmap_tui.tui.widgets.note_area import NoteArea
from roadmap_tui.tui.workspace.workspace import Workspace

DRAFT_INTERVAL_S = 1.0
"""How often a text that has changed is kept as a draft."""

_SHOWN_FROM_BYTES = MAX_NOTE_BYTES // 2
"""From here on it is said how long the note is."""


class NoteScreen(Screen[None]):
    """A note in the making."""

    BINDINGS = [
        Binding("escape", "leave", "Save, back", show=False),
        Binding("ctrl+s", "save", "Save, back", show=False),
        Binding("ctrl+e", "edit_outside", "Edit in your editor", show=False),
        Binding("f4", "look_back", "Earlier texts", show=False),
    ]
    AUTO_FOCUS = ""  # what is typed ahead goes in first

    def __init__(self, edit: NoteEdit, workspace: Workspace) -> None:
        """Make a screen that writes nothing until the user does.

        Args:
            edit: The note.
            workspace: The open roadmap.
        """
        super().__init__()
        self.edit = edit
        self.workspace = workspace
        glyphs = workspace.glyphs
        exit_keys = {
            "escape": self.action_leave,
            "ctrl+e": self.action_edit_outside,
            "f4": self.action_look_back,
            "ctrl+s": self.action_save,
        }
        hints = [("Esc", "save"), ("Ctrl+E", "editor"), ("F4", "earlier"), ("Ctrl+S", "save")]
        self.caption = Caption("Note", glyphs, about=edit.title)
        self.area = NoteArea(edit.saved, exit_keys)
        self.status = StatusBar(hints, glyphs)
        self._kept = edit.saved

    def compose(self) -> ComposeResult:
        """Title, text, hints."""
        yield self.caption
        yield self.area
        yield self.status

    def on_mount(self) -> None:
        """Begin with what was left unsaved, if anything."""
        if self.edit.draft:
            self.area.replace_all(self.edit.draft)
            self.status.show_message("This was written before and not saved; Ctrl+Z takes it out again.")
        self._show_size()
        self.set_interval(DRAFT_INTERVAL_S, self.save_draft)
        type_ahead_of(self).begin(self, self.area)

    # Writing

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What was said belonged to the text before."""
        event.stop()
        if self.area.text != self.edit.draft:
            self.status.show_message("")

    def on_note_area_refused(self) -> None:
        """Say why nothing came."""
        self.status.show_message(f"That is too much, nothing was put in. {TOO_LONG}")

    def show_message(self, sentence: str) -> None:
        """Tell the reader something."""
        self.status.show_message(sentence)

    def save_draft(self) -> None:
        """Keep what is not saved as a draft."""
        text = self.area.text
        if text != self._kept and not self.area.is_left:
            self._kept = text
            self.edit.save_draft(text)
            self._show_size()

    def _show_size(self) -> None:
        size = note_bytes(self.area.text)
        self.caption.words = f"{size / 1024:.0f} of {MAX_NOTE_BYTES // 1024} KiB" if size > _SHOWN_FROM_BYTES else ""
        self.caption.refresh()

    # The ways out

    def save_changes(self) -> None:
        """Save what was written, and stay."""
        if self.area.text != self.edit.saved:
            self.edit.save(self.area.text)
            self._kept = self.edit.saved
            if self.area.text != self._kept:
                self.area.replace_all(self._kept)

    def action_leave(self) -> None:
        """Save what was written, and go back."""
        self.save_changes()
        self._go()

    def action_save(self) -> None:
        """Make this the note, even over several that say the same, and go back."""
        self.edit.save(self.area.text)
        self._go()

    def _go(self) -> None:
        if not self.area.is_left:
            self.area.is_left = True
            self.edit.leave()
            self.dismiss()

    def on_unmount(self) -> None:
        """Ended from outside: what is not saved is kept."""
        self.save_draft()

    def action_edit_outside(self) -> None:
        """Hand the text over to the reader's own editor, and take it back."""
        self.save_draft()
        try:
            self.status.show_message(self._edit_outside())
        except RoadmapError as error:
            self.status.show_message(str(error))

    def _edit_outside(self) -> str:
        """Gives what went wrong, a sentence; empty when all is well."""
        before = self.area.text
        with EditableTempFile(before and f"{before}\n", "note.md") as temp_file:
            problem = editor.run(self.app, editor.command(temp_file.path, None, os.environ))
            text = clean_note(temp_file.read()).removesuffix("\n")
            if text == before:
                return problem
            if problem:
                return f"{problem} The note is as it was; what was edited stays in {temp_file.preserve()}."
            if is_too_long(text):
                return f"{TOO_LONG} What was edited stays in {temp_file.preserve()}."
        self.area.replace_all(text)
        return ""

    def action_look_back(self) -> None:
        """Show the earlier texts; the one that is chosen is put in."""
        self.app.push_screen(NoteHistoryScreen(self.workspace, self.edit.topic), self._restore)

    def _restore(self, text: str | None) -> None:
        if text is not None:
            self.area.replace_all(text)
