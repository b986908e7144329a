"""The actions of a user as marks: statuses, notes, links of their own, links read, undo and redo.

Each action gives the marks of one step, which the caller applies to the progress and saves.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import NamedTuple
from zlib import crc32

from roadmap_tui.core.marks import DEFAULT_VALUES, READ, Field, FieldKey, Mark, Status, Step, local_time, title_for_log
from roadmap_tui.core.progress import Progress, winning_value
from roadmap_tui.core.roadmap import Node

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_STEP_ID = re.compile(r"([0-9a-f]{1,15})(?:-|\Z)")


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
    step = new_step_id(progress, now)
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
        **moment(progress, (node.id, field, url), now)._asdict(),
        device=progress.device,
        roadmap=progress.roadmap.id,
        topic=node.id,
        field=field,
        value=value,
        title=title_for_log(node.title),
        step=step or new_step_id(progress, now),
        url=url,
    )


def new_step_id(progress: Progress, now: datetime) -> str:
    """An id for a step: microseconds since 1970 in hexadecimal, and digits of the device.

    It is greater than those of the last steps, so that two actions on a clock that stands still are two steps.
    """
    last = [step[0].step for steps in (progress.undoable, progress.redoable) for step in islice(steps, 1)]
    times = [int(found[1], 16) + 1 for step in last if (found := _STEP_ID.match(step))]
    return f"{max([(now - _EPOCH) // _MICROSECOND, *times]):x}-{crc32(progress.device.encode()) & 0xFFFF:04x}"


class Moment(NamedTuple):
    """The time of a mark as the log has it; the fields are those of `Mark`."""

    at: datetime
    offset: int | None
    on: date | None


def moment(progress: Progress, key: FieldKey, now: datetime) -> Moment:
    """The time of a new mark.

    It is later than every mark of the key, so a wrong clock of another device may put it into the future. Then the mark
    names its day.

    Args:
        progress: The marks so far.
        key: The history that the mark is for.
        now: The wall clock, UTC.
    """
    at, local = progress.next_time(key, now), local_time(now)
    offset = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
    return Moment(at, offset, None if local_time(at, offset).date() == local.date() else local.date())


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
    name = new_step_id(progress, now)
    marks = []
    for mark in step:
        key = progress.key_of(mark)
        before, after = _neighbours(progress.history(*key), mark)
        if all(later.device == mark.device for later in after):
            undoing = mark._replace(
                **moment(progress, key, now)._asdict(),
                topic=key[0],
                value=winning_value(before) if before else DEFAULT_VALUES[mark.field],
                step=name,
                undoes=mark.step,
                over=(mark.step,) if mark.field is Field.NOTE else (),
            )
            marks.append(undoing)
    return tuple(marks)


def _neighbours(history: tuple[Mark, ...], mark: Mark) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks before and after a mark in its history, without notes that were written apart from it."""
    place = history.index(mark)
    before, after = history[:place], history[place + 1 :]
    if mark.field is Field.NOTE:
        before = tuple(each for each in before if each.device == mark.device or each.step in mark.over)
        after = tuple(each for each in after if each.device == mark.device or mark.step in each.over)
    return before, after
