"""`update`: bring a roadmap up to date with a new edition of its source."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from roadmap_tui.cli.commands.import_ import add_edition, read_source, run_import
from roadmap_tui.cli.context import Context
from roadmap_tui.storage import imports, library


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("id", metavar="ID", nargs="?", help="a roadmap that was imported (default: the one used last)")
    command.add_argument("source", metavar="SOURCE", nargs="?", help="the new edition (default: where it came from)")
    answers = command.add_mutually_exclusive_group()
    answers.add_argument("--review", action="store_true", help="ask about every doubtful topic with progress")
    answers.add_argument("--accept", action="store_true", help="take every doubtful topic for the same")
    add_edition(command)


def run(context: Context, options: Namespace) -> int:
    """Bring a roadmap up to date with a new edition of its source."""
    old = library.load(_library_file(context, options.id))
    request = imports.ImportRequest(
        source=read_source(options.source or imports.source_of(old)),
        roadmap=old.id,
        title=None,
        kind=options.kind,
        is_update=True,
        accepted=None if options.accept else (),
    )
    return run_import(context, options, request)


def _library_file(context: Context, reference: str | None) -> Path:
    """The roadmap to update, which is in the user's folder."""
    named = context.name(reference)
    path = library.find(named, context.locations.roadmaps)
    imports.require_own_roadmap(path, context.locations.roadmaps)
    return path
