"""The command line: each command's words, options and handler, in the order that `--help` shows them.

argparse, because it is there and starts three times as fast as the next best. A new command is one entry here and one
handler in the module of its group.
"""

import argparse
import os
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from roadmap_tui import __version__
from roadmap_tui.cli.context import Context
from roadmap_tui.core.marks import Status
from roadmap_tui.core.roadmap import Origin
from roadmap_tui.core.text import clean_line

Handler = Callable[[Context, argparse.Namespace], int]

_ROADMAP_HELP = "a roadmap's id, the beginning of one, or a path to a .toml file"

_MATCH_HELP = (
    "only topics in which all these words stand; filters as in the app: status:todo level:core tag:sql minutes<60 "
    'has:note -word "exact words"'
)

_STDOUT = 1
"""The file descriptor."""

_USUAL_COLUMNS = 80

_EPILOG = """\
Topics are named by id or by the end of one, when that is unique: redis, nosql.redis.
Without a command the app opens on the roadmap used last, where you left it.
"""


FORMATS = ("markdown", "roadmap.sh", "toml")
"""What can be imported, as `storage.sources.SourceFormat` has it; loading that costs every command a millisecond."""

SHELLS = ("bash", "zsh", "fish")
"""What commands can be completed in."""

VERBS = {"done": Status.DONE, "doing": Status.DOING, "skip": Status.SKIPPED, "todo": Status.TODO}
"""The command for each status."""


def _lazy(module: str, function: str) -> Handler:
    """A handler whose module is loaded when it is called: no command pays for what another one needs."""

    def handler(context: Context, options: argparse.Namespace) -> int:
        handle: Handler = getattr(import_module(f"roadmap_tui.cli.commands.{module}"), function)
        return handle(context, options)

    return handler


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
        super().error(clean_line(message))


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="roadmap-tui",
        description="Work through a learning roadmap in your terminal.",
        epilog=_EPILOG,
        formatter_class=_Formatter,
    )
    parser.add_argument("--version", action="version", version=f"roadmap-tui {__version__}")
    parser.set_defaults(handler=_lazy("open", "open_app"), reference=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_opening(commands)
    _add_reading(commands)
    _add_marking(commands)
    _add_library(commands)
    _add_authoring(commands)
    _add_housekeeping(commands)
    return parser


def _add_opening(commands: "_Commands") -> None:
    command = _add(commands, "open", _lazy("open", "open_app"), "open the app on a roadmap")
    command.add_argument("reference", metavar="REF", help=_ROADMAP_HELP)


def _add_reading(commands: "_Commands") -> None:
    command = _add_reader(commands, "list", _lazy("list", "list_topics"), "list topics with their status")
    command.add_argument("--status", choices=list(map(str, Status)), help="only topics with this status")
    command.add_argument("--match", metavar="QUERY", help=_MATCH_HELP)
    command.add_argument("--origin", choices=list(map(str, Origin)), help="only topics of the post, or only added ones")
    command.add_argument("--section", metavar="ID", help="only topics of this section")
    _add_as_of(command)
    command = _add_reader(commands, "show", _lazy("show", "show_node"), "show a topic or section in full")
    command.add_argument("topic", metavar="TOPIC")
    command = _add_reader(commands, "next", _lazy("list", "list_next"), "suggest what to learn next")
    command.add_argument("-n", type=_positive, metavar="N", help="how many (default: 5, or with --all every one)")
    command.add_argument("--all", action="store_true", help="also topics that have to wait for others, at the end")
    command = _add_reader(commands, "log", _lazy("list", "list_marks"), "list what was marked, the newest first")
    command.add_argument("-n", type=_positive, default=20, metavar="N", help="how many (default: %(default)s)")
    _add_reader(commands, "notes", _lazy("note", "list_notes"), "print all your notes as Markdown")
    _add_as_of(_add_reader(commands, "stats", _lazy("stats", "show_stats"), "show where you stand"))


def _add_marking(commands: "_Commands") -> None:
    for name, status in VERBS.items():
        command = _add(commands, name, _lazy("mark", "mark_topics"), f"mark topics as {status.label}")
        command.add_argument(
            "topics", metavar="TOPIC", nargs="+", help="a topic, or a section to mark all of its topics"
        )
        command.set_defaults(status=status)
        _add_roadmap(command)
    command = _add_reader(
        commands, "link", _lazy("link", "link_topic"), "list a topic's links, add your own, tick one off"
    )
    command.add_argument("topic", metavar="TOPIC")
    command.add_argument("url", metavar="URL", nargs="?", help="the address of a link of your own, to add")
    command.add_argument("title", metavar="TITLE", nargs="*", help="what to call it (default: its address)")
    acts = command.add_mutually_exclusive_group()
    acts.add_argument("--read", metavar="URL", help="tick a link off")
    acts.add_argument("--unread", metavar="URL", help="take the tick back")
    acts.add_argument("--remove", metavar="URL", help="take a link of your own away")
    command = _add_reader(commands, "note", _lazy("note", "note"), "print the note on a topic or section, or write it")
    command.add_argument("topic", metavar="TOPIC")
    command.add_argument("text", metavar="TEXT", nargs="?", help="the new note; - reads stdin, '' takes the note away")
    command = _add(commands, "attach", _lazy("mark", "attach_orphan"), "give a topic the marks of one that is gone")
    command.add_argument("old", metavar="OLD", help="a topic that the roadmap has lost; `doctor` lists them")
    command.add_argument("topic", metavar="TOPIC", help="the topic that gets its marks")
    _add_roadmap(command)
    _add_roadmap(_add(commands, "undo", _lazy("mark", "undo_step"), "take back the last step made on this device"))
    _add_roadmap(_add(commands, "redo", _lazy("mark", "redo_step"), "bring back what the last undo took"))


def _add_library(commands: "_Commands") -> None:
    _add_json(
        _add(
            commands, "roadmaps", _lazy("roadmaps", "list_roadmaps"), "list the roadmaps there are, with your progress"
        )
    )
    command = _add(commands, "new", _lazy("roadmaps", "new_roadmap"), "begin a roadmap of your own")
    command.add_argument("id", metavar="ID", help="what it is called in commands: small letters, digits and hyphens")
    command.add_argument("--title", help="what it is called on the screen (default: the id in words)")
    words = "make a roadmap of a list, or bring it up to date"
    command = _add(commands, "import", _lazy("import_", "import_source"), words)
    command.add_argument("source", metavar="SOURCE", help="a file, a folder such as a clone, CLONE#MAP, or - for stdin")
    command.add_argument(
        "--format",
        choices=["auto", *FORMATS],
        default="auto",
        help="what it is written in (default: name and content decide)",
    )
    command.add_argument("--id", metavar="ID", help="what the roadmap is called in commands and in your progress")
    command.add_argument("--title", metavar="T", help="what it is called on the screen")
    _add_edition(command)
    words = "bring a roadmap up to date with a new edition of its source"
    command = _add(commands, "update", _lazy("import_", "update_roadmap"), words)
    command.add_argument("id", metavar="ID", nargs="?", help="a roadmap that was imported (default: the one used last)")
    command.add_argument("source", metavar="SOURCE", nargs="?", help="the new edition (default: where it came from)")
    answers = command.add_mutually_exclusive_group()
    answers.add_argument("--review", action="store_true", help="ask about every doubtful topic with progress")
    answers.add_argument("--accept", action="store_true", help="take every doubtful topic for the same")
    _add_edition(command)
    command = _add(commands, "diff", _lazy("diff", "show_diff"), "show what changed from one edition to another")
    command.add_argument("old", metavar="A", help="a roadmap, or anything that can be imported")
    command.add_argument("new", metavar="B", help="what to compare it with")
    _add_json(command)
    command = _add(
        commands, "remove", _lazy("diff", "remove_roadmap"), "move a roadmap to the trash folder; progress stays"
    )
    command.add_argument("id", metavar="ID")
    _add_export(commands)


def _add_export(commands: "_Commands") -> None:
    command = _add(commands, "export", _lazy("export", "export"), "take a roadmap and its progress out")
    command.add_argument(
        "--format",
        choices=["markdown", "json", "csv", "html", "svg", "org", "todotxt", "ics"],
        help="what to make of it (default: what the file's name ends in, else markdown)",
    )
    command.add_argument("--notes", action="store_true", help="your notes and own links as well, which else stay here")
    command.add_argument("--badge", action="store_true", help="a small badge instead of a card")
    command.add_argument("-o", "--output", metavar="FILE", help="where to write it (default: stdout)")
    _add_roadmap(command)


def _add_edition(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as",
        dest="kind",
        choices=["tasks", "lists", "tables"],
        help="what in Markdown is a topic (default: boxes if there are any, else what holds more links)",
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be")
    command.add_argument("--verbose", action="store_true", help="name everything that did not become a topic")
    _add_json(command)


def _add_authoring(commands: "_Commands") -> None:
    command = _add(commands, "check", _lazy("check", "check_files"), "check roadmap files for mistakes")
    command.add_argument("files", metavar="FILE", nargs="+", type=Path)
    _add(commands, "schema", _lazy("check", "print_schema"), "print the JSON Schema of roadmap files, for editors")


def _add_housekeeping(commands: "_Commands") -> None:
    command = _add(
        commands, "completion", _lazy("completion", "print_script"), "print what makes a shell complete commands"
    )
    command.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    _add_json(_add(commands, "paths", _lazy("paths", "show_paths"), "show where your files are"))
    command = _add(
        commands, "doctor", _lazy("doctor", "run_doctor"), "look through all of your files and say what is wrong"
    )
    command.add_argument("--fix", action="store_true", help="mend what is safe to mend, after a copy")
    _add_roadmap(command)
    _add_json(command)


def _add(commands: "_Commands", name: str, handler: Handler, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name, help=words, description=f"{words[0].upper()}{words[1:]}.", formatter_class=_Formatter
    )
    command.set_defaults(handler=handler)
    return command


def _add_reader(commands: "_Commands", name: str, handler: Handler, words: str) -> argparse.ArgumentParser:
    command = _add(commands, name, handler, words)
    _add_roadmap(command)
    _add_json(command)
    return command


def _add_roadmap(command: argparse.ArgumentParser) -> None:
    command.add_argument("-r", "--roadmap", metavar="REF", help=f"{_ROADMAP_HELP} (default: the one used last)")


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _add_as_of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day, metavar="DAY", help="as it stood at the end of that day: 2026-01-31")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("give a day as year, month and day: 2026-01-31") from None


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return int(text)
