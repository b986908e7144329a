"""`check`: the mistakes in roadmap files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_message, print_text
from roadmap_tui.core.text import plural
from roadmap_tui.errors import InvalidFileError, UnreadableRoadmapError
from roadmap_tui.storage import library

EXIT_MISTAKES = 1


def add_arguments(command: ArgumentParser) -> None:
    """Declare the arguments."""
    command.add_argument("files", metavar="FILE", nargs="+", type=Path)


def run(_context: Context, options: Namespace) -> int:
    """Report every mistake of every file on stdout; 1 when there is one, 4 when a file cannot be read."""
    code = 0
    for path in options.files:
        try:
            roadmap = library.load(path)
        except InvalidFileError as error:
            print_text(str(error))
            code = EXIT_MISTAKES
        except UnreadableRoadmapError as error:
            print_message(str(error))
            code = error.exit_code
        else:
            print_message(f"{path}: fine, {plural(sum(1 for _ in roadmap.topics()), 'topic')}.")
    return code
