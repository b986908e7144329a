"""`next`: the best topics to take up now. It writes nothing and takes no lock."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap, positive
from roadmap_tui.cli.commands.list import print_topic
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import suggestion_entry
from roadmap_tui.cli.output import glyphs, print_json, print_message
from roadmap_tui.core.suggestions import suggestions
from roadmap_tui.core.text import cell_width
from roadmap_tui.presentation.words import format_suggestion

_SUGGESTED = 5
"""How many suggestions there are by default."""


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    command.add_argument("-n", type=positive, metavar="N", help="how many (default: 5, or with --all every one)")
    command.add_argument("--all", action="store_true", help="also topics that have to wait for others, at the end")


def run(context: Context, options: Namespace) -> int:
    """The best topics to take up now, each with the reason; if asked for, what has to wait, too."""
    tally = context.tally(options.roadmap)
    count = options.n or (None if options.all else _SUGGESTED)
    found = suggestions(tally, with_blocked=options.all)[:count]
    if options.json:
        print_json([suggestion_entry(tally, suggestion) for suggestion in found])
        return 0
    width = max((cell_width(tally.roadmap.nodes[suggestion.node_index].id) for suggestion in found), default=0)
    for suggestion in found:
        print_topic(tally, suggestion.node_index, width, format_suggestion(tally, suggestion, glyphs()))
    if not found:
        print_message("Nothing is left to learn here.")
    return 0
