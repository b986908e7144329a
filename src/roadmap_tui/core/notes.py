"""The notes of a progress: all of them in one list, what may be in one, and two that were written at the same time."""

from collections.abc import Container
from datetime import datetime
from typing import NamedTuple

from roadmap_tui.core.marks import BETWEEN_NOTES, Field, Mark
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId
from roadmap_tui.core.search.normalize import fold
from roadmap_tui.core.text import clean

MAX_NOTE_BYTES = 64 * 1024
"""A note is one line of the log, in UTF-8; one as long as a chapter still fits."""

TOO_LONG = f"A note holds at most {MAX_NOTE_BYTES // 1024} KiB; put what is longer into a file and note where it is."


class Noted(NamedTuple):
    """A topic or section with a note."""

    topic: NodeId
    place: int | None
    """In `Roadmap.nodes`; None when the roadmap does not have it any more."""

    title: str
    text: str
    """Markdown; all of them where several count."""

    at: datetime
    """When the newest of them was written, UTC."""


def tidy(text: str) -> str:
    """What a reader wrote or pasted, with newlines alone between lines and nothing that could steer a terminal."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def as_note(text: str) -> str:
    """The same as it is kept: what is blank is no note."""
    cleaned = tidy(text)
    return cleaned if cleaned.strip() else ""


def is_too_long(text: str) -> bool:
    """Whether a clean text is longer than a note may be."""
    return len(text) > MAX_NOTE_BYTES or note_bytes(text) > MAX_NOTE_BYTES


def note_bytes(text: str) -> int:
    """How many bytes a clean text takes."""
    return len(text.encode())


def all_notes(progress: Progress) -> list[Noted]:
    """Every note there is, the one written last first; those of topics that are gone, too."""
    found = (_noted(progress, topic) for topic in progress.marked(Field.NOTE))
    return sorted((noted for noted in found if noted.text.strip()), key=lambda noted: (noted.at, noted.topic))[::-1]


def _noted(progress: Progress, topic: NodeId) -> Noted:
    newest = progress.notes(topic)[-1]
    place = progress.roadmap.positions.get(topic)
    title = newest.title or topic if place is None else progress.roadmap.nodes[place].title
    return Noted(topic, place, title, progress.note(topic), newest.at)


def fitting_notes(notes: list[Noted], query: str) -> list[Noted]:
    """The notes in which, or in the title of which, every word of a query stands."""
    words = fold(query).split()
    if not words:
        return notes
    return [noted for noted in notes if all(word in fold(f"{noted.title}\n{noted.text}") for word in words)]


def noted_node(progress: Progress, topic: NodeId) -> Node:
    """The node that a note is on; one that the roadmap does not have any more as far as its marks tell."""
    if topic in progress.roadmap.positions:
        return progress.roadmap.node(topic)
    latest = progress.latest(topic, Field.NOTE)
    return Node(topic, latest.title if latest else topic, depth=1, parent=0, end=0, is_topic=True)


def seen_notes(progress: Progress, topic: NodeId) -> tuple[str, ...]:
    """The steps of the notes that count now, for `with_unseen` later."""
    return tuple(note.step for note in progress.notes(topic))


def with_unseen(progress: Progress, topic: NodeId, text: str, seen: Container[str]) -> str:
    """A text with the notes above it that its writer cannot know, so that saving it hides none of them.

    Args:
        progress: What was marked so far.
        topic: What the text is on.
        text: The new note.
        seen: What `seen_notes` gave when the writing began.
    """
    unseen = [note.value for note in progress.notes(topic) if note.step not in seen]
    return BETWEEN_NOTES.join(dict.fromkeys(filter(None, [*unseen, text])))


def apart(progress: Progress, topic: NodeId) -> list[Mark]:
    """The notes on a topic that say something, the oldest first; more than one when they were written apart."""
    texts = {note.value: note for note in progress.notes(topic) if note.value.strip()}
    return list(texts.values())


def earlier_texts(progress: Progress, topic: NodeId) -> list[Mark]:
    """The texts that a topic's note has had, the newest first, each once and where it was written last."""
    texts = {mark.value: mark for mark in progress.history(topic, Field.NOTE) if mark.value.strip()}
    return sorted(texts.values(), reverse=True)
