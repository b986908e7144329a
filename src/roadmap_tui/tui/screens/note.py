"""Edits a note: a text area, the topic above it, and the keys to leave below.

Leaving always saves, and an unsaved text is saved as a draft once a second; see `controllers.notes`.
"""

import os
from collections.abc import Callable
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import TextArea

from roadmap_tui.core.notes import MAX_NOTE_BYTES, TOO_LONG, is_too_long, note_bytes
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import RoadmapError
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.paragraphs import Paragraph
from roadmap_tui.storage.temp_file import EditableTempFile
from roadmap_tui.tui.controllers.late_edit import LateEdit, note_of
from roadmap_tui.tui.controllers.notes import NoteEdit
from roadmap_tui.tui.desktop import editor
from roadmap_tui.tui.screens.note_history import NoteHistoryScreen
from roadmap_tui.tui.terminal.type_ahead import type_ahead_of
from roadmap_tui.tui.widgets.bars import Caption, StatusBar
from roadmap_tui.tui.widgets.note_area import NoteArea
from roadmap_tui.tui.widgets.notice import Notice
from roadmap_tui.tui.workspace.workspace import Workspace

DRAFT_INTERVAL_S = 1.0
"""How often a text that has changed is kept as a draft."""

LATE_EDIT_INTERVAL_S = 0.4
"""How often the file of an editor that came back at once is looked at."""


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
        self.notice = Notice()
        self.status = StatusBar(hints, glyphs)
        self._kept = edit.saved
        self._late_edits: list[LateEdit] = []

    def compose(self) -> ComposeResult:
        """Title, text, hints."""
        yield self.caption
        yield self.area
        yield self.notice
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
        """Remove the message, which belonged to the text before."""
        event.stop()
        if self.area.text != self.edit.draft:
            self.status.show_message("")
            self.notice.show([])

    def on_note_area_refused(self) -> None:
        """Say why nothing came."""
        self.status.show_message(f"That is too much, nothing was put in. {TOO_LONG}")

    def show_message(self, sentence: str) -> None:
        """Show a message."""
        self.status.show_message(sentence)

    def _explain(self, sentence: str) -> None:
        """Show a sentence that may hold a path, whole at every width, until the text changes or it is clicked."""
        self.notice.show([Paragraph([(screen_line(sentence), Role.TEXT)])] if sentence else [])

    @on(Notice.Clicked)
    def _hide_notice(self) -> None:
        self.notice.show([])

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
        self._take_late_edits()
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
        self._take_late_edits()
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
        for late_edit in self._late_edits:
            late_edit.close()

    def action_edit_outside(self) -> None:
        """Edit the text in the user's own editor."""
        self.save_draft()
        try:
            self._explain(self._edit_outside())
        except RoadmapError as error:
            self._explain(str(error))

    def _edit_outside(self) -> str:
        """Gives what went wrong, a sentence; empty when all is well."""
        before, start = self.area.text, monotonic()
        with EditableTempFile(before and f"{before}\n", "note.md") as temp_file:
            command = editor.command(temp_file.path, None, os.environ)
            problem = editor.run(self.app, command)
            text = note_of(temp_file.read())
            if text == before:
                is_late = not problem and monotonic() - start < editor.AT_ONCE_S
                return self._expect(LateEdit(temp_file, before), editor.name_of(command)) if is_late else problem
            if problem:
                return f"What was edited stays in {temp_file.preserve()}. {problem} The note is as it was."
            if is_too_long(text):
                return f"What was edited stays in {temp_file.preserve()}. {TOO_LONG}"
        self.area.replace_all(text)
        return ""

    # An editor whose command ends before its window does

    def _expect(self, late_edit: LateEdit, name: str) -> str:
        """Watch the file while the note is open; gives the sentence that says so."""
        if not self._late_edits:
            self.set_interval(LATE_EDIT_INTERVAL_S, self._poll_late_edits)
        self._late_edits.append(late_edit)
        return f"{name} came back at once. What it saves arrives here while this note is open."

    def _poll_late_edits(self) -> None:
        for late_edit in self._late_edits:
            self._receive(late_edit.poll)

    def _take_late_edits(self) -> None:
        for late_edit in self._late_edits:
            self._receive(late_edit.take)

    def _receive(self, read: Callable[[str], str | None]) -> None:
        if self.area.is_left:
            return
        try:
            text = read(self.area.text)
        except RoadmapError as error:
            self._explain(str(error))
        else:
            if text is not None and text != self.area.text:
                self.area.replace_all(text)

    def action_look_back(self) -> None:
        """Show the earlier texts; the one that is chosen is put in."""
        self.app.push_screen(NoteHistoryScreen(self.workspace, self.edit.topic), self._restore)

    def _restore(self, text: str | None) -> None:
        if text is not None:
            self.area.replace_all(text)
