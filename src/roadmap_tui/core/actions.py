"""The actions of a user as marks: statuses, notes, links of their own, links read, undo and redo.

Each action gives the marks of one step, which the caller applies to the progress and saves.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from roadmap_tui.core.marks import DEFAULT_VALUES, MAX_TITLE, READ, Field, Mark, Status, Step
from roadmap_tui.core.progress import Progress, winning_value
from roadmap_tui.core.roadmap import Node


def set_status(progress: Progress, topics: Iterable[Node], status: Status, now: datetime) -> Step:
    """Marks that give every topic this status, as one step.

    Args:
        progress: What was marked so far.
        topics: Topics of the progress's roadmap.
        status: What each is to become.
        now: The wall clock, UTC.

    Returns:
        One mark for each topic that has another status now; empty when nothing changes.
    """
    step = new_step_id(now)
    return tuple(
        _mark(progress, topic, Field.STATUS, status.value, now, step=step)
        for topic in topics
        if progress.status(topic.id) is not status
    )


def toggle(progress: Progress, topics: Sequence[Node], now: datetime) -> Step:
    """Marks that finish what is open among the topics, or reopen what is done when nothing is open.

    Skipped topics are left alone unless there is nothing else.
    """
    if unfinished := [topic for topic in topics if progress.status(topic.id).is_open]:
        return set_status(progress, unfinished, Status.DONE, now)
    if done := [topic for topic in topics if progress.status(topic.id) is Status.DONE]:
        return set_status(progress, done, Status.TODO, now)
    return set_status(progress, topics, Status.DONE, now)


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
    """The mark that gives a node a link of the user's own, or another title to one it has; empty for no change.

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


def _mark(
    progress: Progress, node: Node, field: Field, value: str, now: datetime, url: str = "", step: str = ""
) -> Mark:
    return Mark(
        at=progress.next_time((node.id, field, url), now),
        device=progress.device,
        roadmap=progress.roadmap.id,
        topic=node.id,
        field=field,
        value=value,
        title=node.title[:MAX_TITLE],
        step=step or new_step_id(now),
        url=url,
    )


def new_step_id(now: datetime) -> str:
    """The microseconds since 1970 in hexadecimal: short, and new at every action."""
    return f"{int(now.timestamp() * 1_000_000):x}"


def undo(progress: Progress, now: datetime) -> Step:
    """Marks that restore what was before the user's last step; empty when there is nothing to undo."""
    return _reverse_last(progress, progress.undoable, now)


def redo(progress: Progress, now: datetime) -> Step:
    """Marks that bring back what the last undo took; empty when there is nothing to redo."""
    return _reverse_last(progress, progress.redoable, now)


def marks_taken_back(progress: Progress, undoing: Step) -> Step:
    """The marks whose effect an undoing or redoing step takes back; empty for another step."""
    named = undoing[0].undoes if undoing else ""
    return next((step for step in chain(progress.undoable, progress.redoable) if step[0].step == named), ())


def _reverse_last(progress: Progress, steps: Iterable[Step], now: datetime) -> Step:
    """Take back the last step that still shows; one that other devices have overwritten since is passed over."""
    return next(filter(None, (_reverse(progress, step, now) for step in steps)), ())


def _reverse(progress: Progress, step: Step, now: datetime) -> Step:
    """Marks that restore what was before each mark of the step, except where another device has marked since."""
    name = new_step_id(now)
    marks = []
    for mark in step:
        key = progress.key_of(mark)
        before, after = _neighbours(progress.history(*key), mark)
        if all(later.device == mark.device for later in after):
            value = winning_value(before) if before else DEFAULT_VALUES[mark.field]
            over = (mark.step,) if mark.field is Field.NOTE else ()
            time = progress.next_time(key, now)
            marks.append(mark._replace(at=time, topic=key[0], value=value, step=name, undoes=mark.step, over=over))
    return tuple(marks)


def _neighbours(history: tuple[Mark, ...], mark: Mark) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """What was marked before and after a mark.

    Copies of own marks, which a file-sync tool may have made, are left out, and so are notes that were written apart.
    """
    own = {each for each in history if each.device == mark.device}
    others = tuple(each for each in history if each in own or each._replace(device=mark.device) not in own)
    place = others.index(mark)
    before, after = others[:place], others[place + 1 :]
    if mark.field is Field.NOTE:
        before = tuple(each for each in before if each in own or each.step in mark.over)
        after = tuple(each for each in after if each in own or mark.step in each.over)
    return before, after
