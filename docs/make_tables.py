"""Renews the tables in README.md from the command table and the command line, between their markers."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from roadmap_tui.cli.parser import build_parser
from roadmap_tui.tui.commands import COMMANDS, table

README = Path(__file__).parents[1] / "README.md"


def keys_table() -> str:
    """Every command of the app with its keys and its ids."""
    rows = ((title, " ".join(map(_code, keys.split(" "))), _ids(group, title)) for group, keys, title in table())
    return _table(("what", "keys", "id"), rows)


def _ids(group: str, title: str) -> str:
    """The id that the settings know a command by; of several the first and the last."""
    ids = [command.id for command in COMMANDS if (command.group, command.title) == (group, title)]
    return " … ".join(map(_code, dict.fromkeys([ids[0], ids[-1]])))


def commands_table() -> str:
    """Every command of the command line with its arguments."""
    actions = build_parser()._subparsers
    assert actions is not None
    (commands,) = (action for action in actions._group_actions if isinstance(action, argparse._SubParsersAction))
    words = {choice.dest: choice.help or "" for choice in commands._choices_actions}
    rows = ((f"`{_usage(parser)}`", words[name]) for name, parser in commands.choices.items())
    return _table(("command", "does"), rows)


def renewed(readme: str) -> str:
    """The README with its tables as they should be."""
    for name, text in (("keys", keys_table()), ("commands", commands_table())):
        before, marker, rest = readme.partition(f"<!-- {name} -->\n")
        readme = before + marker + text + "\n" + rest[rest.index(f"<!-- /{name} -->") :]
    return readme


def _usage(parser: argparse.ArgumentParser) -> str:
    """The usage line without the program's name and the help option."""
    usage = " ".join(parser.format_usage().removeprefix("usage: roadmap-tui ").split())
    return usage.replace("[-h] ", "").replace(" [-h]", "").replace("|", "\\|")


def _code(key: str) -> str:
    return key if key == "…" else f"`{key}`"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{README}\n")
