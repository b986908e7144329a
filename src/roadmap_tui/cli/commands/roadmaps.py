"""`roadmaps`: the library with the progress on each roadmap."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import roadmap_entry
from roadmap_tui.cli.output import glyphs, print_json, print_line, print_message
from roadmap_tui.core.text import cell_width, screen_line
from roadmap_tui.presentation.glyphs import Line, Role
from roadmap_tui.presentation.words import format_count, progress_bar
from roadmap_tui.storage import library
from roadmap_tui.storage.opening import LibraryEntry, by_roadmap, summarize

_BAR_WIDTH = 12


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(command)


def run(context: Context, options: Namespace) -> int:
    """The bundled roadmap and the user's own, with how much of each is done."""
    marks = by_roadmap(context.log.read())
    for sentence in context.log.problems.sentences():
        print_message(sentence)
    load = context.caches.roadmaps.load
    found = [summarize(entry, marks, context.device, load) for entry in library.entries(context.locations.roadmaps)]
    for entry in found:
        if entry.problem:
            print_message(str(entry.problem))
    if options.json:
        print_json([roadmap_entry(entry) for entry in found])
        return 0
    width = max(cell_width(screen_line(entry.file.id)) for entry in found)
    for entry in found:
        print_line(_line(entry, width))
    return 0


def _line(entry: LibraryEntry, width: int) -> Line:
    name = screen_line(entry.file.id)
    head: Line = [(name + " " * (width - cell_width(name) + 2), Role.STRONG)]
    file = (f"  {screen_line(str(entry.file.path))}", Role.MUTED)
    if entry.summary is None:
        return [*head, ("cannot be read", Role.TEXT), file]
    numbers = f" {format_count(entry.summary):>9} {entry.summary.percent:>3}%  "
    return [*head, *progress_bar(entry.summary, _BAR_WIDTH, glyphs()), (numbers, Role.TEXT), _title(entry), file]


def _title(entry: LibraryEntry) -> tuple[str, Role]:
    return screen_line(entry.title or ""), Role.STRONG
