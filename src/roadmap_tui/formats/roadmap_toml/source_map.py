"""Where in the file a mistake is: found first, by table, and looked up afterwards, because that takes longer."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from roadmap_tui.errors import Problem
from roadmap_tui.formats.roadmap_toml.limits import MAX_MISTAKES
from roadmap_tui.formats.roadmap_toml.rows import Row
from roadmap_tui.formats.toml_positions import Path, Position, locate, nearest


class Location(NamedTuple):
    """Somewhere in the file."""

    row: int
    path: Path = ()
    """From the row's table."""


class LocatedProblem(NamedTuple):
    """A mistake whose line is still to be looked up."""

    place: Location
    message: str
    other: Location | None = None
    """What the message ends with the line of."""


class SourceMap:
    """The text that the rows come from."""

    def __init__(self, text: str, rows: Sequence[Row]) -> None:
        self._text = text
        self._rows = rows

    @cached_property
    def _positions(self) -> Mapping[Path, Position]:
        return locate(self._text)

    def position(self, place: Location) -> Position:
        """Where a place is, or the nearest thing around it that is in the file."""
        path, row = place.path, self._rows[place.row]
        while row.depth:
            path, row = (row.key, *path), self._rows[row.parent]
        return nearest(self._positions, path)

    def problems(self, findings: Iterable[LocatedProblem]) -> tuple[Problem, ...]:
        """Look up the lines, in whose order the mistakes are; no more are searched for than are listed."""
        found = list(islice(findings, MAX_MISTAKES + 1))
        mistakes = sorted(map(self._problem, found[:MAX_MISTAKES]), key=lambda mistake: mistake.line)
        if len(found) > MAX_MISTAKES:
            mistakes.append(Problem(mistakes[-1].line, f"only {MAX_MISTAKES:,} mistakes are listed; there are more"))
        return tuple(mistakes)

    def _problem(self, finding: LocatedProblem) -> Problem:
        place, message, other = finding
        see = f" (line {self.position(other).line})" if other else ""
        return Problem(self.position(place).line, message + see)
