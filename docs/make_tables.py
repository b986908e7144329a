"""Renews the tables in README.md and format.md, between their markers, from the code that they describe."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from roadmap_tui.cli.parser import build_parser
from roadmap_tui.core.links import MAX_URL
from roadmap_tui.formats import roadmap_toml
from roadmap_tui.formats.roadmap_toml.json_schema import schema
from roadmap_tui.presentation.commands import COMMANDS, command_rows

README = Path(__file__).parents[1] / "README.md"
FORMAT = Path(__file__).parent / "format.md"


def keys_table() -> str:
    """Every command of the app with its keys and its ids."""
    rows = ((title, " ".join(map(_code, keys.split(" "))), _ids(group, title)) for group, keys, title in command_rows())
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


def attributes_table(model: type[BaseModel]) -> str:
    """Every attribute of one kind of table."""
    properties = schema()["$defs"][model.__name__]["properties"]
    rows = (
        (f"`{name}`", _kind(value), "yes" if model.model_fields[name].is_required() else "", value["description"])
        for name, value in properties.items()
    )
    return _table(("attribute", "value", "needed", "what it says"), rows)


def limits_table() -> str:
    """How much of all there may be."""
    rows = (
        ("the file", f"{roadmap_toml.MAX_BYTES // 2**20} MiB"),
        ("levels", str(roadmap_toml.MAX_DEPTH)),
        ("topics", f"{roadmap_toml.MAX_TOPICS:,}"),
        ("an id, from the top of the tree", f"{roadmap_toml.MAX_ID} characters"),
        ("a URL", f"{MAX_URL:,} characters"),
        ("entries of one list", f"{roadmap_toml.MAX_ENTRIES:,}"),
        ("`minutes`", f"{roadmap_toml.MAX_MINUTES:,}"),
    )
    return _table(("what", "at most"), rows)


def _kind(value: Mapping[str, Any]) -> str:
    """What sort of value an attribute has, in words."""
    if "$ref" in value:
        choices = schema()["$defs"][value["$ref"].rpartition("/")[2]].get("enum")
        return ", ".join(map(_code, choices)) if choices else "a table"
    if value["type"] == "array":
        return "a list of tables" if "$ref" in value["items"] else "a list of texts"
    return {"string": "text", "integer": "a whole number", "boolean": "true or false"}[value["type"]]


def renewed(readme: str) -> str:
    """The README with its tables as they should be."""
    return _renew(readme, {"keys": keys_table(), "commands": commands_table()})


def renewed_format(text: str) -> str:
    """The page about the format with its tables as they should be."""
    tables = {
        "roadmap": attributes_table(roadmap_toml.RoadmapTable),
        "node": attributes_table(roadmap_toml.NodeTable),
        "link": attributes_table(roadmap_toml.LinkTable),
        "limits": limits_table(),
    }
    return _renew(text, tables)


def _renew(text: str, tables: Mapping[str, str]) -> str:
    for name, rows in tables.items():
        before, marker, rest = text.partition(f"<!-- {name} -->\n")
        text = before + marker + rows + "\n" + rest[rest.index(f"<!-- /{name} -->") :]
    return text


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
    FORMAT.write_text(renewed_format(FORMAT.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{README}\n{FORMAT}\n")
