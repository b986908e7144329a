"""`done`, `doing`, `skip` and `todo`: give topics a status."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import glyphs, print_line, print_message
from roadmap_tui.core.actions import set_status
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.marks import Field, Status, Step
from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.words import format_mark, mark_role

VERBS = {"done": Status.DONE, "doing": Status.DOING, "skip": Status.SKIPPED, "todo": Status.TODO}
"""The command for each status."""


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("topics", metavar="TOPIC", nargs="+", help="a topic, or a section to mark all of its topics")
    add_roadmap(command)


def run(context: Context, options: Namespace) -> int:
    """Mark topics, a section standing for all of its topics; nothing is marked unless every name is found."""
    status = VERBS[options.command]
    roadmap = context.roadmap(options.roadmap)
    indexes = [find_node(roadmap, name) for name in options.topics]
    topics = {topic.id: topic for index in indexes for topic in roadmap.topics_marked_by(index)}
    marks = set_status(context.progress(roadmap), topics.values(), status, context.now())
    context.save(marks)
    print_step(marks)
    if not marks:
        print_message(f"That is {status.label} already.")
    return 0


def print_step(marks: Step) -> None:
    """Print what became of each topic."""
    for mark in marks:
        box = f"{glyphs().status[Status(mark.value)]} " if mark.field is Field.STATUS else ""
        title = (screen_line(mark.title), Role.TEXT)
        print_line([(box, mark_role(mark)), title, (f"  {format_mark(mark)}", Role.MUTED)])
