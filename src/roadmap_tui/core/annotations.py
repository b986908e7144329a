"""What readers add to a topic or section besides its status: a note, links of their own, and what they have read.

Each act makes the marks of one step, as `core.actions.set_status` does, so that each can be undone.
"""

from datetime import datetime

from roadmap_tui.core.actions import new_step_id
from roadmap_tui.core.marks import MAX_TITLE, READ, Field, Mark, Step
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.roadmap import Node


def set_note(progress: Progress, node: Node, text: str, now: datetime) -> Step:
    """The mark that gives a node this note, over every note that counts; empty when it is what the note says already.

    Args:
        progress: What was marked so far.
        node: A topic or section of the progress's roadmap.
        text: Markdown, the whole new text; an empty one takes the note away.
        now: The wall clock, UTC.
    """
    before = progress.notes(node.id)
    if text == progress.note(node.id) and len(before) < 2:
        return ()
    mark = _mark(progress, node, Field.NOTE, text, now)
    return (mark._replace(over=tuple(note.step for note in before)),)


def set_link(progress: Progress, node: Node, url: str, title: str, now: datetime) -> Step:
    """The mark that gives a node a link of the reader's own, or another title to one it has; empty for no change.

    Args:
        progress: What was marked so far.
        node: A topic or section of the progress's roadmap.
        url: Where it leads; one that `core.links` lets through.
        title: What it is called; an empty one takes the link away.
        now: The wall clock, UTC.
    """
    return _changed(progress, node, Field.LINK, title, now, url)


def set_read(progress: Progress, node: Node, url: str, is_read: bool, now: datetime) -> Step:
    """The mark that ticks off one link of a node or unticks it; empty when it is so already."""
    return _changed(progress, node, Field.READ, READ if is_read else "", now, url)


def _changed(progress: Progress, node: Node, field: Field, value: str, now: datetime, url: str) -> Step:
    latest = progress.latest(node.id, field, url)
    if value == (latest.value if latest else ""):
        return ()
    return (_mark(progress, node, field, value, now, url),)


def _mark(progress: Progress, node: Node, field: Field, value: str, now: datetime, url: str = "") -> Mark:
    return Mark(
        at=progress.next_time((node.id, field, url), now),
        device=progress.device,
        roadmap=progress.roadmap.id,
        topic=node.id,
        field=field,
        value=value,
        title=node.title[:MAX_TITLE],
        step=new_step_id(now),
        url=url,
    )
