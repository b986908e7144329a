"""Noting: the note on the topic under the cursor, all notes, and what was left unsaved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from roadmap_tui.core.annotations import set_note
from roadmap_tui.core.marks import NOTE_SEPARATOR
from roadmap_tui.core.notes import (
    MAX_NOTE_BYTES,
    clean_note,
    merge_unseen,
    node_of_note,
    normalize_note,
    visible_note_ids,
)
from roadmap_tui.core.roadmap import NodeId
from roadmap_tui.core.text import clean_line, plural
from roadmap_tui.storage.drafts import Draft
from roadmap_tui.tui.desk.marking import Marking

if TYPE_CHECKING:
    from roadmap_tui.tui.screens.note import NoteScreen

_TOO_LARGE = 16 * MAX_NOTE_BYTES
"""Characters that the text area is not bothered with; only a log made elsewhere holds so many."""

Say = Callable[[str], None]


class Noting(Marking):
    """The keys for notes."""

    class DraftsFound(Message):
        """Notes were left unsaved by windows that are no more."""

        def __init__(self, drafts: dict[Path, Draft]) -> None:
            super().__init__()
            self.drafts = drafts

    writing: "NoteScreen | None" = None
    """Where a note is being written."""

    _left_behind: dict[Path, Draft] = {}

    def on_mount(self) -> None:
        """Look for what was left unsaved."""
        self.run_worker(self._look_for_drafts, thread=True)

    def action_write_note(self) -> None:
        """Write on the note of the topic or section under the cursor."""
        if self.topic_tree.rows:
            self.write_note(self.tally.roadmap.nodes[self.topic_tree.cursor].id, self.status.show_message)

    def write_note(self, topic: NodeId, say: Say) -> None:
        """Open a note.

        Args:
            topic: What it is on; a topic that is gone will do.
            say: Tells the reader what became of it.
        """
        from roadmap_tui.tui.screens.note import NoteScreen  # its text area is not needed for the first paint

        if len(self.tally.progress.note(topic)) > _TOO_LARGE:
            say("Too long to be edited here; `roadmap-tui note` prints it.")
            return
        written = NoteEdit(self, topic, say)
        self.writing = NoteScreen(written, self.workspace.glyphs, partial(self.look_back, topic))
        self.app.push_screen(self.writing)

    def look_back(self, topic: NodeId, choose: Callable[[str], None]) -> None:
        """Show the earlier texts of a note.

        Args:
            topic: What the note is on.
            choose: Called with the text that the reader brings back, if any.
        """
        from roadmap_tui.tui.screens.note_history import NoteHistoryScreen

        self.app.push_screen(
            NoteHistoryScreen(self.workspace, topic), lambda text: choose(text) if text is not None else None
        )

    def leave(self) -> None:
        """Save the note that is being written, too."""
        if self.writing:
            self.writing.save_changes()
        super().leave()

    def keep_unsaved(self) -> None:
        """Keep the text of the note that is being written; the program may end without another word."""
        if self.writing:
            self.writing.save_draft()

    def on_saving_draft_not_kept(self, message: Marking.DraftNotKept) -> None:
        """Say so where it is written."""
        if self.writing:
            self.writing.say(message.error)

    def _look_for_drafts(self) -> None:
        """Runs in a thread."""
        if self.workspace.drafts and (found := self.workspace.drafts.orphaned_drafts()):
            self.post_message(self.DraftsFound(found))

    def on_noting_drafts_found(self, message: DraftsFound) -> None:
        """Offer those of this roadmap; what became a note before the window was gone is needed no more."""
        ours = {path: draft for path, draft in message.drafts.items() if draft.roadmap == self.tally.roadmap.id}
        saved = {
            path
            for path, draft in ours.items()
            if normalize_note(draft.text) == normalize_note(self._note(draft.topic))
        }
        self.saver.discard_drafts(saved)
        self._left_behind = {path: draft for path, draft in ours.items() if path not in saved}
        if sentence := self._unsaved_words():
            self.status.show_message(sentence)

    def _unsaved_words(self) -> str:
        """Which notes were left unsaved, and where they are."""
        roadmap = self.tally.roadmap
        titles = {self._topic(draft.topic): clean_line(draft.title) for draft in self._left_behind.values()}
        here = [title for topic, title in titles.items() if topic in roadmap.indexes]
        if here:
            more = f" and {plural(len(titles) - 1, 'other note')}" if len(titles) > 1 else ""
            return f"Unsaved note ({self.key('topic.note')} goes on): {here[0]}{more}"
        for path, draft in self._left_behind.items():
            return f"Unsaved note on {clean_line(draft.title)}, which the roadmap no longer has: {path}"
        return ""

    def take_drafts(self, topic: NodeId) -> dict[Path, Draft]:
        """What was left unsaved of a topic's note, the oldest first."""
        return {path: draft for path, draft in self._left_behind.items() if self._topic(draft.topic) == topic}

    def forget_drafts(self, paths: set[Path]) -> None:
        """They have become a note."""
        self._left_behind = {path: draft for path, draft in self._left_behind.items() if path not in paths}

    def _note(self, topic: NodeId) -> str:
        return self.tally.progress.note(self._topic(topic))

    def _topic(self, topic: NodeId) -> NodeId:
        """Under the id that the roadmap has for it now."""
        roadmap = self.tally.roadmap
        return topic if topic in roadmap.indexes else roadmap.renamed.get(topic, topic)


class NoteEdit:
    """One note in the making, between its screen and the desk."""

    def __init__(self, desk: Noting, topic: NodeId, say: Say) -> None:
        """The note as it is, with what was left unsaved."""
        progress = desk.tally.progress
        self._desk = desk
        self._say = say
        self._node = node_of_note(progress, topic)
        self._seen = visible_note_ids(progress, topic)
        self._drafts = desk.take_drafts(topic)
        self.title = self._node.title
        self.saved = clean_note(progress.note(topic))
        self.draft = self._restored()

    def _restored(self) -> str:
        """What was left unsaved, under the notes that its writer did not see."""
        progress = self._desk.tally.progress
        texts = [merge_unseen(progress, self._node.id, draft.text, draft.seen) for draft in self._drafts.values()]
        return clean_note(NOTE_SEPARATOR.join(dict.fromkeys(texts)))

    def save_draft(self, text: str) -> None:
        """Keep a text against a crash."""
        roadmap = self._desk.tally.roadmap.id
        self._desk.saver.save_draft(Draft(roadmap, self._node.id, self.title, text, self._seen))

    def save(self, text: str) -> None:
        """Make a text the note, over those that were seen and beside those that came in meanwhile."""
        desk, progress = self._desk, self._desk.tally.progress
        text = normalize_note(text)
        whole = merge_unseen(progress, self._node.id, text, self._seen)
        step = set_note(progress, self._node, whole, desk.workspace.now())
        desk.workspace.mark(step)
        self._seen = visible_note_ids(desk.tally.progress, self._node.id)
        self.saved = clean_note(whole)
        if step and not desk.status.is_failing:
            self._say(self._words(whole, text))

    def leave(self) -> None:
        """The drafts are needed no more once the note is on disk."""
        desk = self._desk
        if drafts := desk.workspace.drafts:
            desk.saver.discard_drafts({*self._drafts, drafts.path(desk.tally.roadmap.id, self._node.id)})
        desk.forget_drafts(set(self._drafts))
        desk.writing = None

    def _words(self, whole: str, text: str) -> str:
        title, undo = clean_line(self.title), self._desk.key("step.undo")
        if whole != text:
            return f"The note has both texts now, as it was changed elsewhere, too: {title}"
        if not whole:
            return f"Note taken away: {title}; {undo} brings it back"
        return f"Note saved: {title}; {undo} takes it back"
