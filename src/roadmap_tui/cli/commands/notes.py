"""`notes`: every note as Markdown."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.arguments import add_json, add_roadmap
from roadmap_tui.cli.context import Context
from roadmap_tui.cli.json_output import note_list_entry
from roadmap_tui.cli.output import print_json, print_message, print_text
from roadmap_tui.core.marks import local_time
from roadmap_tui.core.notes import all_notes
from roadmap_tui.formats import notes_markdown
from roadmap_tui.presentation.words import format_day


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    add_roadmap(command)
    add_json(command)


def run(context: Context, options: Namespace) -> int:
    """Every note, as Markdown in the roadmap's order."""
    roadmap = context.roadmap(options.roadmap)
    notes = all_notes(context.progress(roadmap))
    if options.json:
        print_json([note_list_entry(noted) for noted in notes])
    elif notes:
        date_format = context.settings.date_format
        print_text(
            notes_markdown.dumps(roadmap, notes, lambda at: format_day(local_time(at), date_format)).rstrip("\n")
        )
    else:
        print_message('There is no note yet; `roadmap-tui note TOPIC "text"` writes one.')
    return 0
