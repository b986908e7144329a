"""The command line: the table of commands, and the parser for the one that was typed.

argparse, because it is in the standard library and starts three times as fast as the next best. A command is a row of
`COMMANDS` and a module of `cli.commands` with two functions: `add_arguments` declares its arguments, and `run` gets
them, does the work and returns the exit code. Only the module of the command that was typed is loaded, so its imports
stand at its top, and no command pays for what another one needs.
"""

import argparse
import os
import sys
from collections.abc import Collection, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

from roadmap_tui import __version__
from roadmap_tui.core.text import screen_line

COMMANDS = {
    "open": "open the app on a roadmap",
    "list": "list topics with their status",
    "show": "show a topic or section in full",
    "next": "suggest what to learn next",
    "log": "list what was marked, the newest first",
    "notes": "print all your notes as Markdown",
    "stats": "show where you stand",
    "done": "mark topics as done",
    "doing": "mark topics as in progress",
    "skip": "mark topics as skipped",
    "todo": "mark topics as to do",
    "link": "list a topic's links, add your own, tick one off",
    "note": "print the note on a topic or section, or write it",
    "attach": "give a topic the marks of one that is gone",
    "undo": "take back the last step made on this device",
    "redo": "bring back what the last undo took",
    "roadmaps": "list the roadmaps there are, with your progress",
    "new": "begin a roadmap of your own",
    "import": "make a roadmap of a list, or bring it up to date",
    "update": "bring a roadmap up to date with a new edition of its source",
    "diff": "show what changed from one edition to another",
    "remove": "move a roadmap to the trash folder; progress stays",
    "export": "take a roadmap and its progress out",
    "check": "check roadmap files for mistakes",
    "schema": "print the JSON Schema of roadmap files, for editors",
    "completion": "print what makes a shell complete commands",
    "paths": "show where your files are",
    "doctor": "look through all of your files and say what is wrong",
}
"""Every command with its line of `--help`, in that order."""

_MODULES = {"done": "mark", "doing": "mark", "skip": "mark", "todo": "mark", "import": "import_"}
"""The commands whose module has another name than they have."""

_EPILOG = """\
Topics are named by id or by the end of one, when that is unique: redis, nosql.redis.
Without a command the app opens on the roadmap used last, where you left it.
"""

_STDOUT = 1
"""The file descriptor."""

_USUAL_COLUMNS = 80


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Asks for the terminal's width itself: argparse makes a formatter per argument, and loads shutil for each."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) or os.get_terminal_size(_STDOUT).columns
    except (ValueError, OSError):
        return _USUAL_COLUMNS


class _Parser(argparse.ArgumentParser):
    """A parser that repeats nothing to the terminal that could steer it."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit."""
        super().error(screen_line(message))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or the version; argparse itself would keep quiet about a stdout that does not take it."""
        if file is sys.stdout:
            sys.stdout.write(message)
            sys.stdout.flush()
        else:
            super()._print_message(message, file)


def build_parser(complete: Collection[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of the command line.

    Args:
        complete: The commands that have their arguments; the others have a name and a line of help.
    """
    parser = _Parser(
        prog="roadmap-tui",
        description="Work through a learning roadmap in your terminal.",
        epilog=_EPILOG,
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"roadmap-tui {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    parser.set_defaults(command="open", reference=None)
    for name, words in COMMANDS.items():
        description = f"{words[0].upper()}{words[1:]}."
        command = commands.add_parser(name, help=words, description=description, formatter_class=_Formatter)
        if name in complete:
            _module(name).add_arguments(command)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of the command that was typed, and `run`, its handler.

    Raises:
        SystemExit: The arguments are wrong, or ask for help only; that was printed.
    """
    typed = next((word for word in arguments if not word.startswith("-")), "")
    options = build_parser({typed}).parse_args(arguments)
    options.run = _module(options.command).run
    return options


def _module(command: str) -> ModuleType:
    return import_module(f"roadmap_tui.cli.commands.{_MODULES.get(command, command)}")
