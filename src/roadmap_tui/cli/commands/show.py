"""`show`: everything about one topic or section."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap
from roadmap_tui.cli.commands.link import print_links
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import node_entry
from roadmap_tui.cli.output import glyphs, print_json, print_line, print_text
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.links import topic_links
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.settings import DateFormat
from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import STATUS_ROLES, Role
from roadmap_tui.presentation.words import (
    derived_status,
    format_attributes,
    format_breadcrumb,
    format_since,
    format_summary,
    status_span,
)


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    command.add_argument("topic", metavar="TOPIC")


def run(context: Context, options: Namespace) -> int:
    """Everything there is about one topic or section."""
    tally = context.tally(options.roadmap)
    index = find_node(tally.roadmap, options.topic)
    if options.json:
        print_json(node_entry(tally, index))
    else:
        _print_node(tally, index, context.settings.date_format)
    return 0


def _print_node(tally: Tally, index: int, date_format: DateFormat) -> None:
    node, signs = tally.roadmap.nodes[index], glyphs()
    status = derived_status(tally, index)
    words = format_since(tally, index, date_format) if node.is_topic else format_summary(tally.summaries[index], signs)
    if path := tally.roadmap.path(index):
        print_line([(format_breadcrumb(path, signs), Role.MUTED)])
    print_line([(screen_line(node.title), Role.STRONG), (f"  {node.id}", Role.MUTED)])
    print_line([status_span(tally, index, signs), (f" {words}", STATUS_ROLES[status])])
    if words := format_attributes(node, signs):
        print_line([(words, Role.MUTED)])
    if node.about.strip():
        print_text(f"\n{node.about.strip()}")
    if note := tally.progress.note(node.id).strip():
        print_text(f"\nYour note\n{note}")
    if links := topic_links(tally.progress, node):
        print_line([("\nLinks", Role.STRONG)])
        print_links(links)
    _print_prerequisites(tally, index)


def _print_prerequisites(tally: Tally, index: int) -> None:
    after = tally.roadmap.nodes[index].after
    if after:
        print_line([("\nLearn first", Role.STRONG)])
    for needed in map(tally.roadmap.indexes.__getitem__, after):
        box, role = status_span(tally, needed, glyphs())
        print_line([(f"  {box} ", role), (screen_line(tally.roadmap.nodes[needed].title), Role.TEXT)])
