"""Commands that mark: done, doing, skip, todo, attach, undo, redo."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import glyphs, print_line, print_message
from roadmap_tui.core.actions import redo, set_status, undo
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.marks import Field, Status, Step
from roadmap_tui.core.orphans import attach, find_orphan
from roadmap_tui.core.progress import Progress
from roadmap_tui.core.text import clean_line
from roadmap_tui.errors import NotFoundError
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.words import format_mark, mark_role


def mark_topics(context: Context, options: Namespace) -> int:
    """Mark topics, a section standing for all of its topics; nothing is marked unless every name is found."""
    roadmap = context.roadmap(options.roadmap)
    indexes = [find_node(roadmap, name) for name in options.topics]
    topics = {topic.id: topic for index in indexes for topic in roadmap.topics_marked_by(index)}
    marks = set_status(context.progress(roadmap), topics.values(), options.status, context.now())
    context.save(marks)
    print_step(marks)
    if not marks:
        print_message(f"That is {options.status.label} already.")
    return 0


def attach_orphan(context: Context, options: Namespace) -> int:
    """Give a topic the marks of one that the roadmap no longer has."""
    roadmap = context.roadmap(options.roadmap)
    topic = roadmap.nodes[find_node(roadmap, options.topic)]
    if not topic.is_topic:
        raise NotFoundError(f"{topic.id} is a section; name a topic.")
    progress = context.progress(roadmap)
    marks = attach(progress, find_orphan(progress, options.old), topic, context.now())
    context.save(marks)
    print_step(marks)
    return 0


def undo_step(context: Context, options: Namespace) -> int:
    """Take back the last step made on this device."""
    return _reverse(context, options, undo, "There is nothing to undo on this device.")


def redo_step(context: Context, options: Namespace) -> int:
    """Bring back what the last undo took."""
    return _reverse(context, options, redo, "There is nothing to redo.")


def _reverse(context: Context, options: Namespace, reverse: Callable[[Progress, datetime], Step], nothing: str) -> int:
    marks = reverse(context.progress(context.roadmap(options.roadmap)), context.now())
    context.save(marks)
    print_step(marks)
    if not marks:
        print_message(nothing)
    return 0


def print_step(marks: Step) -> None:
    """Print what became of each topic."""
    for mark in marks:
        box = f"{glyphs().status[Status(mark.value)]} " if mark.field is Field.STATUS else ""
        title = (clean_line(mark.title), Role.TEXT)
        print_line([(box, mark_role(mark)), title, (f"  {format_mark(mark)}", Role.MUTED)])
