"""`export`: take a roadmap and its progress out."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from roadmap_tui.cli.arguments import add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_message
from roadmap_tui.errors import StorageError, UsageError
from roadmap_tui.formats.exports import ExportFormat, dumps, format_of, svg
from roadmap_tui.storage import export_files, files
from roadmap_tui.storage.os_errors import explain


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument(
        "--format",
        choices=list(map(str, ExportFormat)),
        help="what to make of it (default: what the file's name ends in, else markdown)",
    )
    command.add_argument("--notes", action="store_true", help="your notes and own links as well, which else stay here")
    command.add_argument("--badge", action="store_true", help="a small badge instead of a card")
    command.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: stdout)")
    add_roadmap(command)


def run(context: Context, options: Namespace) -> int:
    """Print a roadmap with its progress, or write it into a file."""
    target = Path(options.output) if options.output and options.output != "-" else None
    wanted = ExportFormat(options.format) if options.format else _guess(target, is_badge=options.badge)
    if options.badge and wanted is not ExportFormat.SVG:
        raise UsageError("--badge is a drawing; use it with --format svg.")
    if target:
        export_files.refuse_own_files(context.locations, target)
    tally = context.tally(options.roadmap)
    text = svg.badge(tally) if options.badge else dumps(wanted, tally, with_notes=options.notes)
    if target is None:
        sys.stdout.write(text)
    else:
        _write(target, text)
        print_message(f"Written: {target}")
    return 0


def _guess(target: Path | None, *, is_badge: bool) -> ExportFormat:
    return ExportFormat.SVG if is_badge else format_of(target.name if target else "")


def _write(target: Path, text: str) -> None:
    if not target.absolute().parent.is_dir():
        raise StorageError(f"Could not write {target}: there is no folder {target.parent}.")
    try:
        files.write_whole(target, text.encode("utf-8", "replace"), is_private=False)
    except OSError as error:
        raise StorageError(f"Could not write {target}: {explain(error)}.") from error
