"""Open the app. Only this module outside `tui` loads Textual, and only when the app is certain to open."""

import os
import sys
from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import ROADMAP_HELP
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.progress_line import progress_line
from roadmap_tui.errors import UsageError


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("reference", metavar="REF", help=ROADMAP_HELP)


def run(context: Context, options: Namespace) -> int:
    """Open the app on the roadmap that is named, or on the one used last."""
    # Textual draws on stderr, whatever stdout is.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError("The app needs a terminal. `roadmap-tui --help` lists the commands that work without one.")
    if os.environ.get("TERM") == "dumb":
        raise UsageError("The app needs a terminal that can do more than TERM=dumb says; the commands work here.")
    from roadmap_tui.tui.launch import run_app

    return run_app(context.locations, context.own, context.now, options.reference, context.loaded, progress_line)
