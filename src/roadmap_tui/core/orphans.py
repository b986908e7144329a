"""Orphans: marks of topics that the roadmap no longer has, and how they are attached to another topic."""

from datetime import datetime
from typing import NamedTuple

from roadmap_tui.core.actions import moment, new_step_id
from roadmap_tui.core.marks import DEFAULT_VALUES, NOTE_SEPARATOR, Field, Mark, Step, title_for_log
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node, NodeId
from roadmap_tui.errors import NotFoundError


class Orphan(NamedTuple):
    """A topic that is gone, with what counts of its marks."""

    id: NodeId
    title: str
    """As it was called when it was marked last; its id where no title is known."""

    marks: Step


def orphans(progress: Progress) -> list[Orphan]:
    """The topics that the roadmap no longer has and that are marked, in the order of their ids."""
    by_topic: dict[NodeId, list[Mark]] = {}
    for mark in sorted(progress.orphans()):
        by_topic.setdefault(mark.topic, []).append(mark)
    return [Orphan(topic, marks[-1].title or topic, tuple(marks)) for topic, marks in sorted(by_topic.items())]


def find_orphan(progress: Progress, reference: str) -> Orphan:
    """The orphan with that id, or with an id that alone ends in it.

    Raises:
        NotFoundError: There is none, or more than one; the message lists what there is.
    """
    every = orphans(progress)
    found = [one for one in every if one.id == reference]
    found = found or [one for one in every if one.id.endswith(f".{reference}")]
    if len(found) == 1:
        return found[0]
    if not every:
        raise NotFoundError("Every topic that you marked is in the roadmap; there is nothing to attach.")
    listed = "\n".join(f"  {one.id}  {one.title}" for one in found or every)
    said = "may mean" if found else "is no marked topic that the roadmap has lost; these are"
    raise NotFoundError(f'"{reference}" {said}:\n{listed}')


def attach(progress: Progress, orphan: Orphan, topic: Node, now: datetime) -> Step:
    """Marks that give a topic what was marked on one that is gone, as one step; undoing it brings both back.

    A note is added to the one that the topic has; anything else takes the place of what it has.

    Args:
        progress: What was marked so far.
        orphan: One of the progress's orphans.
        topic: A topic of its roadmap.
        now: The wall clock, UTC.
    """
    kinds = dict.fromkeys((mark.field, mark.url) for mark in orphan.marks)
    return tuple(mark for field, url in kinds for mark in _moved(progress, orphan, topic, field, url, now))


def _moved(progress: Progress, orphan: Orphan, topic: Node, field: Field, url: str, now: datetime) -> Step:
    """One mark for the topic and one for the orphan, which has nothing of that kind from then on."""
    last = [mark for mark in orphan.marks if (mark.field, mark.url) == (field, url)][-1]
    value = _notes(progress, orphan, topic) if field is Field.NOTE else last.value
    return tuple(
        last._replace(
            **moment(progress, (node, field, url), now)._asdict(),
            device=progress.device,
            topic=node,
            value=worth,
            title=title,
            step=new_step_id(progress, now),
            undoes="",
            over=tuple(note.step for note in progress.notes(node)) if field is Field.NOTE else (),
        )
        for node, title, worth in (
            (topic.id, title_for_log(topic.title), value),
            (orphan.id, orphan.title, DEFAULT_VALUES[field]),
        )
    )


def _notes(progress: Progress, orphan: Orphan, topic: Node) -> str:
    return NOTE_SEPARATOR.join(filter(None, (progress.note(topic.id), progress.note(orphan.id))))
