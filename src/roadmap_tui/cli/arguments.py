"""Arguments that several commands have."""

import argparse
from argparse import ArgumentParser
from datetime import date

ROADMAP_HELP = "a roadmap's id, the beginning of one, or a path to a .toml file"


def add_roadmap(command: ArgumentParser) -> None:
    """The roadmap to work on."""
    command.add_argument("-r", "--roadmap", metavar="REF", help=f"{ROADMAP_HELP} (default: the one used last)")


def add_json(command: ArgumentParser) -> None:
    """Data for programs instead of text for people."""
    command.add_argument("--json", action="store_true", help="print JSON")


def add_as_of(command: ArgumentParser) -> None:
    """An earlier day."""
    command.add_argument("--as-of", type=_day, metavar="DAY", help="as it stood at the end of that day: 2026-01-31")


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError("give a whole number from 1")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("give a day as year, month and day: 2026-01-31") from None
