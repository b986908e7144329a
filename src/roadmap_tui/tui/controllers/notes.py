"""Notes: the note that is being written, and the drafts that an earlier window left behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from textual.screen import Screen

from roadmap_tui.core.actions import set_note
from roadmap_tui.core.marks import NOTE_SEPARATOR
from roadmap_tui.core.notes import clean_note, merge_unseen, node_of_note, normalize_note, visible_note_ids
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.text import plural, screen_line
from roadmap_tui.storage.drafts import Draft
from roadmap_tui.tui.widgets.bars import StatusBar
from roadmap_tui.tui.workspace.workspace import Workspace

ShowMessage = Callable[[str], None]


class NoteWriter(Protocol):
    """The screen on which a note is being written."""

    def save_changes(self) -> None:
        """Save the text as the note."""

    def save_draft(self) -> None:
        """Save the text as a draft."""

    def show_message(self, sentence: str) -> None:
        """Show a sentence to the user."""


class NotesController:
    """The notes of the open roadmap, between its screens and the workspace."""

    def __init__(self, screen: Screen[None], workspace: Workspace, status: StatusBar) -> None:
        """Know no drafts yet.

        Args:
            screen: The main screen.
            workspace: The open roadmap.
            status: The status bar.
        """
        self._screen = screen
        self.workspace = workspace
        self._status = status
        self.writer: NoteWriter | None = None
        """The screen on which a note is being written."""

        self._orphaned: dict[Path, Draft] = {}

    @property
    def has_orphaned_drafts(self) -> bool:
        """Whether the user has yet to look at a draft that an earlier window left behind."""
        return bool(self._orphaned)

    def start(self) -> None:
        """Look for drafts that were left behind, in a thread."""
        self._screen.run_worker(self._find_orphaned, thread=True)

    def save_changes(self) -> None:
        """Save the note that is being written."""
        if self.writer:
            self.writer.save_changes()

    def save_draft(self) -> None:
        """Save the text of the note that is being written as a draft; the program may end without another word."""
        if self.writer:
            self.writer.save_draft()

    def draft_failed(self, reason: str) -> None:
        """Say where the note is written that its draft cannot be saved."""
        if self.writer:
            self.writer.show_message(reason)

    def is_failing(self) -> bool:
        """Whether saving fails, which is a more important message than any other."""
        return self._status.is_failing

    def drafts_of(self, topic: NodeId) -> dict[Path, Draft]:
        """The orphaned drafts of a topic's note, the oldest first."""
        return {path: draft for path, draft in self._orphaned.items() if self._current_id(draft.topic) == topic}

    def forget_drafts(self, paths: set[Path]) -> None:
        """Forget drafts that have become a note."""
        self._orphaned = {path: draft for path, draft in self._orphaned.items() if path not in paths}

    def _find_orphaned(self) -> None:
        """Runs in a thread."""
        if self.workspace.drafts and (found := self.workspace.drafts.orphaned_drafts()):
            self._screen.call_later(self._offer_drafts, found)

    def _offer_drafts(self, found: dict[Path, Draft]) -> None:
        """Offer the drafts of this roadmap; one that became a note before its window was gone is discarded."""
        ours = {path: draft for path, draft in found.items() if draft.roadmap == self.workspace.roadmap.id}
        saved = {path for path, draft in ours.items() if normalize_note(draft.text) == self._note(draft.topic)}
        self.workspace.saver.discard_drafts(saved)
        self._orphaned = {path: draft for path, draft in ours.items() if path not in saved}
        if sentence := self._format_orphaned():
            self._status.show_message(sentence)

    def _format_orphaned(self) -> str:
        """Which notes were left unsaved, and where they are; empty when there is none."""
        titles = {self._current_id(draft.topic): screen_line(draft.title) for draft in self._orphaned.values()}
        here = [title for topic, title in titles.items() if topic in self.workspace.roadmap.indexes]
        if here:
            more = f" and {plural(len(titles) - 1, 'other note')}" if len(titles) > 1 else ""
            return f"Unsaved note ({self.workspace.key('topic.note')} goes on): {here[0]}{more}"
        for path, draft in self._orphaned.items():
            return f"Unsaved note on {screen_line(draft.title)}, which the roadmap no longer has: {path}"
        return ""

    def _note(self, topic: NodeId) -> str:
        return normalize_note(self.workspace.tally.progress.note(self._current_id(topic)))

    def _current_id(self, topic: NodeId) -> NodeId:
        """The id that the roadmap has for a topic now."""
        roadmap = self.workspace.roadmap
        return topic if topic in roadmap.indexes else roadmap.renamed.get(topic, topic)


class NoteEdit:
    """One note while it is being written."""

    def __init__(self, notes: NotesController, topic: NodeId, show_message: ShowMessage) -> None:
        """Take the note as it is, with its orphaned drafts.

        Args:
            notes: The notes of the open roadmap.
            topic: The topic that the note is on; one that the roadmap no longer has will do.
            show_message: Shows a sentence when the note was saved.
        """
        progress = notes.workspace.tally.progress
        self._notes = notes
        self._workspace = notes.workspace
        self._show_message = show_message
        self._node = node_of_note(progress, topic)
        self._seen = visible_note_ids(progress, topic)
        self._drafts = notes.drafts_of(topic)
        self.topic = topic
        self.title = self._node.title
        self.saved = clean_note(progress.note(topic))
        """The note as it was opened or saved last; clean."""

        self.draft = self._restored()
        """The text that was written and not saved before; empty when there was none."""

    def _restored(self) -> str:
        """The orphaned drafts, below the notes that their writer did not see."""
        progress = self._workspace.tally.progress
        texts = [merge_unseen(progress, self._node.id, draft.text, draft.seen) for draft in self._drafts.values()]
        return clean_note(NOTE_SEPARATOR.join(dict.fromkeys(texts)))

    def save_draft(self, text: str) -> None:
        """Save a text against a crash."""
        draft = Draft(self._workspace.roadmap.id, self._node.id, self.title, text, self._seen)
        self._workspace.saver.save_draft(draft)

    def save(self, text: str) -> None:
        """Make a text the note, over those that were seen and beside those that came in meanwhile."""
        text = normalize_note(text)
        progress, now = self._workspace.tally.progress, self._workspace.now()
        whole = merge_unseen(progress, self._node.id, text, self._seen)
        step = set_note(progress, self._node, whole, now)
        self._workspace.mark(step)
        self._seen = visible_note_ids(self._workspace.tally.progress, self._node.id)
        self.saved = clean_note(whole)
        if step and not self._notes.is_failing():
            self._show_message(self._format_saved(whole, text))

    def leave(self) -> None:
        """Discard the drafts once the note is on disk."""
        if drafts := self._workspace.drafts:
            own = drafts.path(self._workspace.roadmap.id, self._node.id)
            self._workspace.saver.discard_drafts({*self._drafts, own})
        self._notes.forget_drafts(set(self._drafts))
        self._notes.writer = None

    def _format_saved(self, whole: str, text: str) -> str:
        title, undo = screen_line(self.title), self._workspace.key("step.undo")
        if whole != text:
            return f"The note has both texts now, as it was changed elsewhere, too: {title}"
        if not whole:
            return f"Note taken away: {title}; {undo} brings it back"
        return f"Note saved: {title}; {undo} takes it back"
