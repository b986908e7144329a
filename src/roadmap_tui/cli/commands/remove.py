"""`remove`: move a roadmap to the trash folder."""

import shlex
from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_text
from roadmap_tui.core.text import screen_line
from roadmap_tui.errors import NotFoundError, UsageError
from roadmap_tui.storage import backups, library
from roadmap_tui.storage.os_errors import unreachable_reason


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("id", metavar="ID")


def run(context: Context, options: Namespace) -> int:
    """Take a roadmap out of the library; its file goes to the trash folder, progress stays."""
    file = library.find(options.id, context.locations.roadmaps)
    if file.absolute().parent != context.locations.roadmaps.absolute():
        raise UsageError(f"{screen_line(options.id)} is not one of your own roadmaps, so it cannot be removed.")
    if reason := unreachable_reason(file):
        raise NotFoundError(f"Could not remove {file}: {reason}.")
    trashed = backups.remove(file, context.now())
    print_text(f"{file.stem} was removed; its progress stays. Get it back with:")
    print_text(f"  roadmap-tui import {shlex.quote(str(trashed))}")
    return 0
