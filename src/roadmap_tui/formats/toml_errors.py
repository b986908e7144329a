"""The errors of tomllib: their sentence, their position, and the keys that are in a text twice."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from roadmap_tui.core.text import clean_line
from roadmap_tui.formats.toml_positions import Path, scan

_POSITION = r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z"


class TomlError(NamedTuple):
    """An error of tomllib; line and column count from 1 and are 0 at the end of the text and where it names none."""

    message: str
    line: int
    column: int

    def sentence(self, friendlier: Mapping[str, str]) -> str:
        """The error for the user, with a better wording for the messages in the table."""
        message = self.message[:1].lower() + self.message[1:]
        return f"this is not TOML: {friendlier.get(self.message) or clean_line(message)}"


def parse_error(error: ValueError | RecursionError) -> TomlError:
    """Split the report of tomllib into message and position."""
    report = str(error)
    found = re.search(_POSITION, report)
    line, column = (int(number or 0) for number in found.groups()) if found else (0, 0)
    return TomlError(report[: found.start()] if found else report, line, column)


class RepeatedKey(NamedTuple):
    """A later mention of a key."""

    path: Path
    line: int
    first_line: int
    is_implicit: bool
    """Whether it is only on the way to another key, as `a` is in `[a.b]`."""


def repeated_keys(text: str) -> Iterator[RepeatedKey]:
    """Mentions of keys that the text has already set or declared, in its order."""
    seen: dict[Path, int] = {}
    for path, (line, _), is_implicit in scan(text):
        if path in seen:
            yield RepeatedKey(path, line, seen[path], is_implicit)
        elif not is_implicit:
            seen[path] = line
