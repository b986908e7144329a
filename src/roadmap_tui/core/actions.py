"""What a reader does, as marks: statuses given, steps taken back and brought back.

Each act gives the marks of one step, to be folded into the progress and saved. What else readers add to a topic is for
`core.annotations`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from roadmap_tui.core.marks import DEFAULT_VALUES, MAX_TITLE, Field, Mark, Status, Step
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
        Mark(
            at=progress.next_time((topic.id, Field.STATUS, ""), now),
            device=progress.device,
            roadmap=progress.roadmap.id,
            topic=topic.id,
            field=Field.STATUS,
            value=status.value,
            title=topic.title[:MAX_TITLE],
            step=step,
        )
        for topic in topics
        if progress.status(topic.id) is not status
    )


def undo(progress: Progress, now: datetime) -> Step:
    """Marks that restore what was before the reader's last step; empty when there is nothing to undo."""
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
    """Marks that restore what was before each mark of the step, but for what another device has marked since."""
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


def toggle(progress: Progress, topics: Sequence[Node], now: datetime) -> Step:
    """Marks that finish what is open among the topics, or reopen what is done when nothing is open.

    Skipped topics are left alone unless there is nothing else.
    """
    by_status = {status: [topic for topic in topics if progress.status(topic.id) is status] for status in Status}
    if unfinished := by_status[Status.TODO] + by_status[Status.DOING]:
        return set_status(progress, unfinished, Status.DONE, now)
    if done := by_status[Status.DONE]:
        return set_status(progress, done, Status.TODO, now)
    return set_status(progress, topics, Status.DONE, now)


def new_step_id(now: datetime) -> str:
    """The microseconds since 1970 in hexadecimal: short, and new at every act."""
    return f"{int(now.timestamp() * 1_000_000):x}"
