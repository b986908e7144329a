"""Positions in the file: of problems, and of a section or topic that the user wants to edit.

Problems are found by table first; their lines are looked up afterwards, because that takes longer.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from roadmap_tui.errors import Problem
from roadmap_tui.formats.roadmap_toml.rows import Row
from roadmap_tui.formats.roadmap_toml.schema import MAX_MISTAKES
from roadmap_tui.formats.roadmap_toml.syntax import InvalidSyntaxError, decode
from roadmap_tui.formats.toml_positions import Path, Position, locate, nearest, scan


class Location(NamedTuple):
    """Somewhere in the file."""

    row: int
    path: Path = ()
    """From the row's table."""


class LocatedProblem(NamedTuple):
    """A problem whose line is looked up later."""

    place: Location
    message: str
    other: Location | None = None
    """The place whose line the message ends with."""


class SourceMap:
    """The text that the rows come from."""

    def __init__(self, text: str, rows: Sequence[Row]) -> None:
        self._text = text
        self._rows = rows

    @cached_property
    def _positions(self) -> Mapping[Path, Position]:
        return locate(self._text)

    def position(self, place: Location) -> Position:
        """The position of a place, or of the nearest table around it that is in the file."""
        path, row = place.path, self._rows[place.row]
        while row.depth:
            path, row = (row.key, *path), self._rows[row.parent]
        return nearest(self._positions, path)

    def problems(self, findings: Iterable[LocatedProblem]) -> tuple[Problem, ...]:
        """Look up the lines and sort by them; the search stops when the list is full."""
        found = list(islice(findings, MAX_MISTAKES + 1))
        mistakes = sorted(map(self._problem, found[:MAX_MISTAKES]), key=lambda mistake: mistake.line)
        if len(found) > MAX_MISTAKES:
            mistakes.append(Problem(mistakes[-1].line, f"only {MAX_MISTAKES:,} mistakes are listed; there are more"))
        return tuple(mistakes)

    def _problem(self, finding: LocatedProblem) -> Problem:
        place, message, other = finding
        see = f" (line {self.position(other).line})" if other else ""
        return Problem(self.position(place).line, message + see)


def line_of(data: bytes, node_id: str) -> int:
    """The line, from 1, where a node begins, or its nearest ancestor in the file.

    Args:
        data: Any file; also one with problems, because that is the one to edit.
        node_id: The node's dotted path.
    """
    wanted = tuple(node_id.split("."))
    found = {0: 1}
    try:
        for path, position, is_implicit in scan(decode(data)):
            if path == wanted[: len(path)] and not (is_implicit and len(path) in found):
                found[len(path)] = position.line
            if path == wanted and not is_implicit:
                break
    except InvalidSyntaxError:
        return 1
    return found[max(found)]
