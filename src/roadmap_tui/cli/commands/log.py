"""`log`: the newest marks. It writes nothing and takes no lock."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap, positive
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import mark_entry
from roadmap_tui.cli.output import print_json, print_line, print_message
from roadmap_tui.core.marks import local_time
from roadmap_tui.core.text import screen_line
from roadmap_tui.presentation.glyphs import Role
from roadmap_tui.presentation.words import format_mark, mark_role


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)
    command.add_argument("-n", type=positive, default=20, metavar="N", help="how many (default: %(default)s)")


def run(context: Context, options: Namespace) -> int:
    """The newest marks on every device, the newest first."""
    progress = context.progress(context.roadmap(options.roadmap))
    newest = sorted(progress.marks(), reverse=True)[: options.n]
    if options.json:
        print_json([mark_entry(mark) for mark in newest])
        return 0
    for mark in newest:
        when = f"{local_time(mark.at, mark.offset).isoformat(sep=' ', timespec='minutes')[:16]}  "
        print_line(
            [
                (when, Role.MUTED),
                (f"{format_mark(mark):<12} ", mark_role(mark)),
                (screen_line(mark.title or mark.topic), Role.TEXT),
            ]
        )
    if not newest:
        print_message("Nothing is marked yet.")
    return 0
