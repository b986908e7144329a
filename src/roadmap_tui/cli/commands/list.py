"""`list`: topics in file order. It writes nothing and takes no lock."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_as_of, add_json, add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import topic_entry
from roadmap_tui.cli.output import glyphs, print_json, print_line, print_message
from roadmap_tui.core.counts import Tally
from roadmap_tui.core.lookup import find_node
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Origin
from roadmap_tui.core.search.index import SearchIndex
from roadmap_tui.core.search.query import parse
from roadmap_tui.core.text import cell_width, screen_line
from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.presentation.words import status_span

_MATCH_HELP = (
    "only topics in which all these words stand; filters as in the app: status:todo level:core tag:sql minutes<60 "
    'has:note -word "exact words"'
)


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    command.add_argument("--status", choices=list(map(str, Status)), help="only topics with this status")
    command.add_argument("--match", metavar="QUERY", help=_MATCH_HELP)
    command.add_argument("--origin", choices=list(map(str, Origin)), help="only topics of the post, or only added ones")
    command.add_argument("--section", metavar="ID", help="only topics of this section")
    add_as_of(command)


def run(context: Context, options: Namespace) -> int:
    """Topics in file order, one a line: box, id, title."""
    tally = context.tally(options.roadmap, options.as_of)
    indexes = _wanted(tally, options)
    if options.json:
        print_json([topic_entry(tally, index) for index in indexes])
        return 0
    width = max((cell_width(tally.roadmap.nodes[index].id) for index in indexes), default=0)
    for index in indexes:
        print_topic(tally, index, width)
    if not indexes:
        print_message("No topic fits.")
    return 0


def _wanted(tally: Tally, options: Namespace) -> list[int]:
    start = find_node(tally.roadmap, options.section) if options.section else 0
    end = tally.roadmap.nodes[start].end
    return [
        index
        for index in (_matching(tally, options.match) if options.match else range(start, end))
        if start <= index < end
        and tally.roadmap.nodes[index].is_topic
        and (not options.status or tally.statuses[index] == options.status)
        and (not options.origin or tally.roadmap.nodes[index].origin == options.origin)
    ]


def _matching(tally: Tally, text: str) -> list[int]:
    return SearchIndex(tally).find(parse(text))


def print_topic(tally: Tally, index: int, width: int, reason: str = "") -> None:
    """Print box, id in that many cells, title and reason on one line."""
    node = tally.roadmap.nodes[index]
    box, role = status_span(tally, index, glyphs())
    padding = " " * (width - cell_width(node.id) + 2)
    line: Line = [(f"{box} ", role), (node.id + padding, Role.TEXT), (screen_line(node.title), Role.STRONG)]
    print_line([*line, (f"  {reason}", Role.MUTED)] if reason else line)
