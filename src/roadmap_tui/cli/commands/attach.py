"""`attach`: give a topic the marks of one that the roadmap no longer has."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_roadmap
from roadmap_tui.cli.commands.mark import print_step
from roadmap_tui.cli.context import Context
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.orphans import attach, find_orphan
from roadmap_tui.errors import NotFoundError


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("old", metavar="OLD", help="a topic that the roadmap has lost; `doctor` lists them")
    command.add_argument("topic", metavar="TOPIC", help="the topic that gets its marks")
    add_roadmap(command)


def run(context: Context, options: Namespace) -> int:
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
