"""`export`: write a roadmap and its progress in another format."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from roadmap_tui.cli.arguments import add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_document, print_message
from roadmap_tui.errors import UsageError
from roadmap_tui.formats.exports import ExportFormat, dumps, format_of, svg
from roadmap_tui.storage import export_files, session


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
        last = session.load(context.locations.session).last
        named = context.name(options.roadmap)
        export_files.refuse_own_files(context.locations, target, (named, last, context.settings.roadmap))
    tally = context.tally(options.roadmap)
    text = svg.badge(tally) if options.badge else dumps(wanted, tally, with_notes=options.notes)
    if target is None:
        print_document(text)
    else:
        export_files.write_named(target, text)
        print_message(f"Written: {target}")
    return 0


def _guess(target: Path | None, *, is_badge: bool) -> ExportFormat:
    return ExportFormat.SVG if is_badge else format_of(target.name if target else "")
