"""`schema`: the JSON Schema of roadmap files."""

from argparse import ArgumentParser, Namespace

from roadmap_tui.cli.context import Context
from roadmap_tui.cli.output import print_json
from roadmap_tui.formats.roadmap_toml.json_schema import schema


def add_arguments(_command: ArgumentParser) -> None:
    """There are none."""


def run(_context: Context, _options: Namespace) -> int:
    """The JSON Schema of the roadmap file, for editors."""
    print_json(schema())
    return 0
