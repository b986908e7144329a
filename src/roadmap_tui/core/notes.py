"""Notes: the list of all of them, what one may contain, and two that were written at the same time."""

from collections.abc import Container
from datetime import datetime
from typing import NamedTuple

from roadmap_tui.core.marks import NOTE_SEPARATOR, Field, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId
from roadmap_tui.core.search.normalize import normalize
from roadmap_tui.core.text import clean

MAX_NOTE_BYTES = 64 * 1024
"""A note is one line of the log, in UTF-8; one as long as a chapter still fits."""

TOO_LONG = f"A note holds at most {MAX_NOTE_BYTES // 1024} KiB; put what is longer into a file and note where it is."


class NoteEntry(NamedTuple):
    """A topic or section with a note."""

    topic: NodeId
    node_index: int | None
    """In `Roadmap.nodes`; None when the roadmap does not have it any more."""

    title: str
    text: str
    """Markdown; all of them where several count."""

    at: datetime
    """When the newest of them was written, UTC."""


def clean_note(text: str) -> str:
    """Clean a text that was typed or pasted: only newlines between lines, and nothing that could steer a terminal."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def normalize_note(text: str) -> str:
    """The same as it is kept: what is blank is no note."""
    cleaned = clean_note(text)
    return cleaned if cleaned.strip() else ""


def is_too_long(text: str) -> bool:
    """Whether a clean text is longer than a note may be."""
    return len(text) > MAX_NOTE_BYTES or note_bytes(text) > MAX_NOTE_BYTES


def note_bytes(text: str) -> int:
    """The size of a clean text in bytes."""
    return len(text.encode())


def all_notes(progress: Progress) -> list[NoteEntry]:
    """Every note there is, the one written last first; those of topics that are gone, too."""
    found = (_note_entry(progress, topic) for topic in progress.topics_with(Field.NOTE))
    return sorted((noted for noted in found if noted.text.strip()), key=lambda noted: (noted.at, noted.topic))[::-1]


def _note_entry(progress: Progress, topic: NodeId) -> NoteEntry:
    newest = progress.notes(topic)[-1]
    place = progress.roadmap.indexes.get(topic)
    title = newest.title or topic if place is None else progress.roadmap.nodes[place].title
    return NoteEntry(topic, place, title, progress.note(topic), newest.at)


def filter_notes(notes: list[NoteEntry], query: str) -> list[NoteEntry]:
    """The notes in which, or in the title of which, every word of a query stands."""
    words = normalize(query).split()
    if not words:
        return notes
    return [noted for noted in notes if all(word in normalize(f"{noted.title}\n{noted.text}") for word in words)]


def node_of_note(progress: Progress, topic: NodeId) -> Node:
    """The node that a note is on; for a node that the roadmap no longer has, what the marks say about it."""
    if topic in progress.roadmap.indexes:
        return progress.roadmap.node(topic)
    latest = progress.latest(topic, Field.NOTE)
    return Node(topic, latest.title if latest else topic, depth=1, parent=0, end=0, is_topic=True)


def visible_note_ids(progress: Progress, topic: NodeId) -> tuple[str, ...]:
    """The steps of the notes that count now, for `with_unseen` later."""
    return tuple(note.step for note in progress.notes(topic))


def merge_unseen(progress: Progress, topic: NodeId, text: str, seen: Container[str]) -> str:
    """A text with the notes above it that its writer cannot know, so that saving it hides none of them.

    Args:
        progress: What was marked so far.
        topic: What the text is on.
        text: The new note.
        seen: What `seen_notes` gave when the writing began.
    """
    unseen = [note.value for note in progress.notes(topic) if note.step not in seen]
    return NOTE_SEPARATOR.join(dict.fromkeys(filter(None, [*unseen, text])))


def conflicting_notes(progress: Progress, topic: NodeId) -> list[Mark]:
    """The notes on a topic that say something, the oldest first; more than one when they were written apart."""
    texts = {note.value: note for note in progress.notes(topic) if note.value.strip()}
    return list(texts.values())


def note_revisions(progress: Progress, topic: NodeId) -> list[Mark]:
    """The texts that a topic's note has had, the newest first, each once and where it was written last."""
    texts = {mark.value: mark for mark in progress.history(topic, Field.NOTE) if mark.value.strip()}
    return sorted(texts.values(), reverse=True)
