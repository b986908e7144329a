"""`new`: begin a roadmap of your own."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_message, print_text
from roadmap_tui.storage import library


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("id", metavar="ID", help="what it is called in commands: small letters, digits and hyphens")
    command.add_argument("--title", help="what it is called on the screen (default: the id in words)")


def run(context: Context, options: Namespace) -> int:
    """Begin a roadmap in the user's folder, and say what to do with it."""
    path = library.create(options.id, options.title or "", context.locations.roadmaps)
    print_text(str(path))
    print_message("Edit that file; its comments say how. Then:")
    print_message(f"  roadmap-tui check {path}")
    print_message(f"  roadmap-tui open {options.id}")
    return 0
